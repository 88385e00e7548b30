"""Forecasts, and whether people hold a target possible."""

from __future__ import annotations

import pytest
from monitored import budget, codes, entry, row, watch

from perfrules.engine.monitoring import Monitor


class TestWhatPeopleSay:
    @pytest.mark.parametrize(
        ("possibility", "light"), [("确定能", "绿灯"), ("有可能", "黄灯"), ("完全不可能", "红灯"), ("", None)]
    )
    def test_of_words_only_the_possibility_shows_a_light(
        self, possibility: str, light: str | None, national: Monitor
    ) -> None:
        reported = entry("正在进行", possibility=possibility, explanation="见报告")
        report = watch(national, row("文字描述"), reported)
        assert (report.indicators[0].light, codes(report)) == (light, [])

    def test_the_gravest_of_both_is_shown(self, national: Monitor) -> None:
        reported = entry("50", possibility="完全不可能", explanation="资金收回")
        assert watch(national, row(">=100个"), reported).indicators[0].light == "红灯"
        reported = entry("10", possibility="确定能", explanation="下半年集中实施")
        assert watch(national, row(">=100个"), reported).indicators[0].light == "黄灯"

    def test_a_policy_may_give_it_no_light(self, lights: Monitor) -> None:
        assert (
            watch(lights, row("文字描述"), entry("正在进行", possibility="有可能")).indicators[0].light
            is None
        )

    def test_one_that_the_form_does_not_know(self, national: Monitor) -> None:
        report = watch(national, row("文字描述"), entry("正在进行", possibility="也许能"))
        assert codes(report) == ["PR463"]
        assert "确定能" in report.diagnostics[-1].help()

    def test_words_instead_of_a_number(self, national: Monitor) -> None:
        report = watch(national, row(">=100个"), entry("基本完成", possibility="确定能"))
        assert codes(report) == ["PR465"]
        assert report.indicators[0].way == "pro-rata"

    def test_the_forecast_is_only_passed_on(self, national: Monitor) -> None:
        reported = entry("60", forecast="120个", possibility="确定能", note="见附件")
        (standing,) = watch(national, row(">=100个"), reported).indicators
        assert (standing.forecast, standing.note) == ("120个", "见附件")
        assert standing.to_json()["forecast"] == "120个"
        assert watch(national, row(">=100个"), "60").indicators[0].to_json()["forecast"] is None

    def test_what_is_unsaid_is_reported_once_a_project(self, national: Monitor) -> None:
        report = watch(national, row(">=100个"), "60")
        assert [each.code for each in report.diagnostics if each.code == "PR479"] == ["PR479"]


class TestWhatDoesNotGoTogether:
    @pytest.mark.parametrize(
        ("forecast", "possibility", "found"),
        [
            ("99个", "确定能", ["PR482"]),
            ("100个", "确定能", []),
            ("100个", "完全不可能", ["PR482"]),
            ("99个", "完全不可能", []),
            ("99个", "有可能", []),
            ("基本完成", "确定能", []),
            ("5天", "确定能", []),
            ("", "确定能", []),
        ],
    )
    def test_a_forecast_and_a_possibility(
        self, forecast: str, possibility: str, found: list[str], national: Monitor
    ) -> None:
        reported = entry("60", forecast=forecast, possibility=possibility, explanation="见报告")
        assert codes(watch(national, row(">=100个"), reported)) == found

    def test_a_forecast_of_the_day(self, national: Monitor) -> None:
        reported = entry("正在进行", forecast="2021-10-08", possibility="确定能")
        assert codes(watch(national, row("9月底前", "时效指标"), reported)) == ["PR482"]

    def test_less_expected_than_spent(self, national: Monitor) -> None:
        assert "PR483" in codes(watch(national, money=budget(initial=100, executed=60, expected=59)))
        assert "PR483" not in codes(watch(national, money=budget(initial=100, executed=60, expected=60)))
