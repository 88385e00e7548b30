"""Alarms, and what must be explained."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from monitored import JUNE, QUARTERS, budget, codes, entry, row, watch

from perfrules.engine.monitoring import Monitor, MonitoringReport
from perfrules.sheets import (
    ProjectActuals,
    Sheet,
)


class TestAlarms:
    def alarm(self, report: MonitoringReport, name: str) -> tuple[str | None, str | None]:
        (found,) = (each for each in report.alarms if each.alarm == name)
        return None if found.value is None else str(found.value), found.light

    @pytest.mark.parametrize(
        ("executed", "value", "light"),
        [
            (500, "0", None),
            (600, "0", None),
            (475, "1/20", None),
            (474, "13/250", "红灯"),
            (400, "1/5", "红灯"),
        ],
    )
    def test_scores_ahead_of_money(
        self, executed: int, value: str, light: str | None, lights: Monitor
    ) -> None:
        report = watch(lights, row(">=100个"), "50", money=budget(adjusted=1000, executed=executed))
        assert self.alarm(report, "score_lead") == (value, light)

    @pytest.mark.parametrize(("executed", "said"), [(500, "未触发"), (400, "红灯")])
    def test_an_alarm_says_whether_it_rings(self, executed: int, said: str, lights: Monitor) -> None:
        report = watch(lights, row(">=100个"), "50", money=budget(adjusted=1000, executed=executed))
        (found,) = (each for each in report.alarms if each.alarm == "score_lead")
        sentence = found.explain()
        assert [word for word in ("未触发", "红灯") if word in sentence] == [said]

    @pytest.mark.parametrize(
        ("expected", "as_of", "is_asked"),
        [
            (None, JUNE, True),
            (79, JUNE, False),
            (None, date(2021, 12, 31), False),
            (79, date(2021, 12, 31), False),
        ],
    )
    def test_what_will_be_spent_is_asked_only_while_it_is_open(
        self, expected: int | None, as_of: date, is_asked: bool, lights: Monitor
    ) -> None:
        amounts = {"adjusted": 100, "executed": 50} | ({} if expected is None else {"expected": expected})
        report = watch(lights, as_of=as_of, money=budget(**amounts))
        assert ("PR480" in [each.code for each in report.diagnostics]) is is_asked

    def test_the_json_has_exact_shares_where_sentences_are_rounded(self, lights: Monitor) -> None:
        report = watch(lights, row(">=3个"), "1个", money=budget(adjusted=100, executed=50))
        (status,) = report.indicators
        assert status.to_json()["why"] != [status.explain()]
        assert "2/3" in status.to_json()["why"][0]

    def test_without_anything_measured_it_is_not_judged(self, lights: Monitor) -> None:
        report = watch(lights, row("文字描述"), "正在进行", money=budget(adjusted=100, executed=10))
        assert self.alarm(report, "score_lead") == (None, None)

    @pytest.mark.parametrize(
        ("expected", "value", "light"), [(80, "1/5", None), (79, "21/100", "黄灯"), (110, "-1/10", None)]
    )
    def test_what_people_expect_to_be_left(
        self, expected: int, value: str, light: str | None, lights: Monitor
    ) -> None:
        report = watch(lights, money=budget(adjusted=100, executed=50, expected=expected))
        assert self.alarm(report, "unspent") == (value, light)

    def test_it_is_not_computed_for_them(self, lights: Monitor) -> None:
        report = watch(lights, money=budget(adjusted=100, executed=50))
        assert self.alarm(report, "unspent") == (None, None)
        assert "PR480" in [each.code for each in report.diagnostics]

    def test_at_the_end_of_the_year_it_is_what_is_left(self, lights: Monitor) -> None:
        report = watch(lights, as_of=date(2021, 12, 31), money=budget(adjusted=100, executed=79, expected=90))
        assert self.alarm(report, "unspent") == ("21/100", "黄灯")

    def test_weights_of_the_sheet_count(self, lights: Monitor) -> None:
        rows = (
            row(">=95%", "质量指标", "甲", weight=Fraction(30)),
            row("<=3天", "时效指标", "乙", weight=Fraction(10)),
        )
        reported = ProjectActuals(
            budget(adjusted=100, executed=50), indicators={"甲": entry("95%"), "乙": entry("6天")}
        )
        report = lights.monitor(Sheet(code="1", plan=QUARTERS, indicators=rows), reported, JUNE)
        assert self.alarm(report, "score_lead")[0] == "-1/7"  # 7/8 scored, all of the money
        bare = tuple(evolve(each, weight=None) for each in rows)
        report = lights.monitor(Sheet(code="1", plan=QUARTERS, indicators=bare), reported, JUNE)
        assert self.alarm(report, "score_lead")[0] == "-1/3"


class TestWhatMustBeExplained:
    def test_lights_and_possibilities_that_the_policy_names(self, lights: Monitor) -> None:
        report = watch(lights, row(">=100个"), entry("50", possibility="完全不可能"))
        assert codes(report) == ["PR475"]
        assert [(each.about, each.name) for each in report.to_explain] == [("indicator", "指标")]

    def test_one_explanation_is_for_all_of_the_money(self, lights: Monitor) -> None:
        money = budget(adjusted=100, executed=10, expected=50)
        silent = watch(lights, row(">=100个"), "50", money=money)
        assert codes(silent) == ["PR476"]
        assert [(each.about, each.name, each.light) for each in silent.to_explain] == [
            ("spending", "", "红灯"), ("alarm", "score_lead", "红灯"), ("alarm", "unspent", "黄灯")
        ]  # fmt: skip
        reported = watch(lights, row(">=100个"), "50", money=money, explanation="招标推迟")
        assert codes(reported) == []
        assert {each.explanation for each in reported.to_explain} == {"招标推迟"}
        assert (silent.is_clean, reported.is_clean) == (False, True)

    def test_blanks_explain_nothing(self, lights: Monitor) -> None:
        assert codes(watch(lights, row(">=100个"), entry("1", explanation="  "))) == ["PR475"]
