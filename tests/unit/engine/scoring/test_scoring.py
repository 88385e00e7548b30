"""Scoring a sheet: weights, unwritten operators, methods, reasons, and what happens to what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.engine.scoring import Scorer, load_scorer, score
from perfrules.engine.scoring.methods import inverse_ratio, over_run, proportional
from perfrules.engine.scoring.weights import spread
from perfrules.expressions import parse, read_actual
from perfrules.policies.base.errors import PolicyError
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, ProjectBudget, Sheet
from perfrules.values import Quantity, default_units

YUAN = default_units()["元"]


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load_scorer("mof.self-evaluation-2020")


def row(
    target: str, level2: str = "数量指标", name: str = "指标", level1: str = "产出指标", **more: object
) -> Indicator:
    return Indicator(level1, level2, name, target=target, **more)  # type: ignore[arg-type]


def card(scorer: Scorer, indicators: list[Indicator], year: int = 2021, **actuals: object):
    entries = {
        name: entry if isinstance(entry, ActualEntry) else ActualEntry(str(entry))
        for name, entry in actuals.items()
    }
    reported = Actuals(date(year, 12, 31), {"1": ProjectActuals(indicators=entries)})
    return scorer.score(Sheet(code="1", indicators=tuple(indicators)), reported)


def item(scorer: Scorer, indicator: Indicator, actual: object):
    return card(scorer, [indicator], 指标=actual).items[0]


@pytest.mark.parametrize("actual", ["≥12个", "12个以上", "约12个", "10-12个", "超过12个"])
def test_a_number_that_is_not_exact_is_asked_for_once(scorer: Scorer, actual: str) -> None:
    reported = [each.code for each in card(scorer, [row("≥10个")], 指标=actual).diagnostics]
    assert [code for code in reported if code in ("PR408", "PR409", "PR499")] == ["PR499"]


class TestWeights:
    def test_equal_shares_sum_to_the_points_of_the_group(self, scorer: Scorer) -> None:
        rows = [row(">=1", name=str(number)) for number in range(3)]
        weights = [each.weight for each in card(scorer, rows).items]
        assert weights == [Fraction("16.67"), Fraction("16.67"), Fraction("16.66")]

    def test_declared_weights_stay_and_the_rest_is_shared(self) -> None:
        assert spread(Fraction(50), [Fraction(20), None, None], 2) == [20, 15, 15]

    def test_what_is_finer_than_the_last_decimal_is_not_lost(self) -> None:
        assert sum(spread(Fraction(100, 3), [None] * 7, 2)) == Fraction(100, 3)

    def test_weights_that_do_not_sum_are_reported(self, scorer: Scorer) -> None:
        rows = [row(">=1", name="甲", weight=Fraction(20)), row(">=1", name="乙", weight=Fraction(20))]
        reported = [each.code for each in card(scorer, rows).diagnostics]
        assert "PR403" in reported

    def test_more_than_the_group_has_leaves_nothing_to_share(self, scorer: Scorer) -> None:
        rows = [row(">=1", name="甲", weight=Fraction(60)), row(">=1", name="乙")]
        scored = card(scorer, rows)
        assert [each.weight for each in scored.items] == [60, 0]
        assert "PR403" in [each.code for each in scored.diagnostics]

    def test_another_name_of_a_group_is_an_alias(self, scorer: Scorer) -> None:
        (scored,) = card(
            scorer, [row(">=2%", level1="效果指标", level2="经济效益指标", name="指标")], 指标="2%"
        ).items
        assert (scored.weight, scored.score) == (30, Decimal("30.00"))

    def test_a_group_of_no_policy_is_reported_and_scores_nothing(self, scorer: Scorer) -> None:
        scored = card(scorer, [row(">=2", level1="成本指标", name="指标")], 指标="2")
        assert (scored.items[0].status, scored.items[0].score) == ("not-applicable", None)
        assert "PR404" in [each.code for each in scored.diagnostics]

    def test_nothing_to_reach_takes_no_points(self, scorer: Scorer) -> None:
        rows = [row("/", name="甲"), row(">=1", name="乙")]
        assert [each.weight for each in card(scorer, rows).items] == [0, 50]

    def test_a_group_without_indicators_is_reported(self, scorer: Scorer) -> None:
        assert "PR405" in [each.code for each in card(scorer, [row(">=1")]).diagnostics]


class TestInferredOperators:
    @pytest.mark.parametrize(
        ("level2", "target", "actual", "met"),
        [
            ("数量指标", "1个", "2个", True),
            ("质量指标", "100%", "99%", False),
            ("成本指标", "100%", "99%", True),
            ("时效指标", "100%", "100%", True),
            ("时效指标", "3天", "2天", True),
            ("时效指标", "3天", "4天", False),
        ],
    )
    def test_the_policy_settles_and_it_is_recorded(
        self, scorer: Scorer, level2: str, target: str, actual: str, met: bool
    ) -> None:
        scored = item(scorer, row(target, level2), actual)
        assert (scored.met, scored.operator_source) == (met, "inferred")
        assert "推定" in scored.explain()

    def test_the_name_may_hold_it(self, scorer: Scorer) -> None:
        scored = card(scorer, [row("5天", "数量指标", "不超过期限")], 不超过期限="6天").items[0]
        assert (scored.met, scored.operator_source) == (False, "name")

    def test_the_description_may_hold_it(self, scorer: Scorer) -> None:
        scored = item(scorer, row("100%", "质量指标", description="不高于支出核定数额"), "99%")
        assert (scored.met, scored.operator_source) == (True, "column")

    def test_a_written_one_is_not_touched(self, scorer: Scorer) -> None:
        assert item(scorer, row("<=100%", "质量指标"), "99%").operator_source == "written"


class TestMethods:
    def test_missed_earns_in_proportion(self, scorer: Scorer) -> None:
        scored = item(scorer, row(">=98%"), "97%")
        assert (scored.score, scored.completion, scored.met) == (Decimal("49.49"), Fraction(97, 98), False)

    def test_more_than_the_target_earns_no_more_than_the_points(self, scorer: Scorer) -> None:
        scored = item(scorer, row(">=5"), "6")
        assert (scored.score, scored.completion) == (Decimal("50.00"), Fraction(6, 5))

    def test_an_exact_target_is_missed_on_both_sides(self) -> None:
        over, under = (proportional(parse("=500吨"), read_actual(text)) for text in ("625吨", "400吨"))
        assert over.share == under.share == Fraction(4, 5)
        assert not over.met

    def test_the_two_rules_for_at_most_targets_differ(self) -> None:
        target, actual = parse("<=100%"), read_actual("150%")
        assert inverse_ratio(target, actual).share == Fraction(2, 3)
        assert over_run(target, actual).share == Fraction(1, 2)
        assert over_run(target, read_actual("200%")).share == 0
        assert over_run(target, read_actual("300%")).share == 0

    def test_nothing_used_of_an_at_most_target_is_met(self, scorer: Scorer) -> None:
        assert item(scorer, row("<=3天", "时效指标"), "0天").score == Decimal("50.00")

    @pytest.mark.parametrize(("actual", "points"), [("2021-12-31", "50.00"), ("2022-01-01", "0.00")])
    def test_a_deadline_is_all_or_nothing(self, scorer: Scorer, actual: str, points: str) -> None:
        assert str(item(scorer, row("12月底前", "时效指标"), actual).score) == points

    def test_wages_are_scored_by_the_due_dates_met(self, scorer: Scorer) -> None:
        days = "、".join(f"2021-{month:02}-{10 if month == 5 else 8:02}" for month in range(1, 13))
        scored = item(scorer, row("文字描述", "时效指标", basis="每月8日前"), days)
        assert (scored.score, scored.completion) == (Decimal("45.83"), Fraction(11, 12))
        assert scored.operator_source == "column"
        assert "2021-05-10" in scored.explain()

    def test_a_month_without_payment_is_not_met(self, scorer: Scorer) -> None:
        scored = item(scorer, row("每月8日前", "时效指标"), "2021-01-08")
        assert scored.completion == Fraction(1, 12)

    def test_a_result_in_words_is_rated(self, scorer: Scorer) -> None:
        full, part = (item(scorer, row("显著提高"), said) for said in ("达成预期", "基本达到"))
        assert (str(full.score), str(part.score), full.met) == ("50.00", "30.00", None)

    def test_units_are_converted(self, scorer: Scorer) -> None:
        assert item(scorer, row("<=3天", "时效指标"), "72小时").met is True

    def test_a_bare_number_takes_the_unit_of_the_target(self, scorer: Scorer) -> None:
        assert item(scorer, row(">=100%"), "103").completion == Fraction(103, 100)

    @pytest.mark.parametrize(("target", "level2"), [("<100元", "成本指标"), (">100元", "经济效益指标")])
    def test_a_limit_left_out_is_not_met_and_the_reason_says_so(
        self, scorer: Scorer, target: str, level2: str
    ) -> None:
        scored = item(scorer, row(target, level2), "100元")
        assert (scored.met, scored.score) == (False, Decimal("50.00"))
        assert scored.explain().endswith("；实际恰为界限，而目标不含本数，未达标")


class TestWhatIsWrong:
    def test_missing_stays_on_the_card(self, scorer: Scorer) -> None:
        scored = card(scorer, [row(">=5")])
        missing = scored.items[0]
        assert (missing.status, missing.score, missing.actual, missing.weight) == ("missing", None, None, 50)
        assert "PR401" in [each.code for each in scored.diagnostics]

    @pytest.mark.parametrize(
        ("target", "actual", "code"),
        [
            (">=5家", "6元", "PR406"),
            (">=5家", "2021-01-01", "PR406"),
            ("=500顿", "500吨", "PR407"),
            (">=5家", "完成", "PR408"),
            (">=5家", "挺好的", "PR409"),
            ("小于等于核定数", "90万元", "PR421"),
            (">=5家", "5.5.5家", "PR201"),
        ],
    )
    def test_it_is_reported_by_its_code(self, scorer: Scorer, target: str, actual: str, code: str) -> None:
        scored = card(scorer, [row(target)], 指标=actual)
        assert code in [each.code for each in scored.diagnostics]
        if code != "PR408":
            assert (scored.items[0].score, scored.items[0].status) == (None, "unreadable")

    @pytest.mark.parametrize("actual", ["NaN", "inf", "1e999", "9" * 60])
    def test_no_number_that_is_none_scores(self, scorer: Scorer, actual: str) -> None:
        assert item(scorer, row(">=5"), actual).status == "unreadable"

    def test_an_actual_for_no_indicator(self, scorer: Scorer) -> None:
        (reported,) = [
            each
            for each in card(scorer, [row(">=5")], 指标="6", 指杯="6").diagnostics
            if each.code == "PR402"
        ]
        assert "指标" in reported.help()

    def test_two_indicators_of_one_name(self, scorer: Scorer) -> None:
        rows = [row(">=5", "数量指标"), row(">=5", "质量指标")]
        scored = card(scorer, rows, 指标="6")
        assert "PR414" in [each.code for each in scored.diagnostics]
        assert [each.status for each in scored.items] == ["missing", "missing"]

    def test_two_indicators_of_one_name_reported_apart(self, scorer: Scorer) -> None:
        rows = [row(">=5", "数量指标"), row(">=5", "质量指标")]
        reported = {"数量指标/指标": ActualEntry("5"), "质量指标/指标": ActualEntry("4")}
        scored = scorer.score(Sheet(code="1", indicators=tuple(rows)), ProjectActuals(indicators=reported))
        assert [str(each.score) for each in scored.items] == ["25.00", "20.00"]


class TestExecution:
    def budget(self, **amounts: int) -> ProjectActuals:
        return ProjectActuals(
            ProjectBudget(**{name: Quantity(Fraction(each), YUAN) for name, each in amounts.items()})
        )

    def test_executed_over_the_adjusted_budget(self, scorer: Scorer) -> None:
        done = scorer.score(Sheet(), self.budget(initial=100, adjusted=80, executed=60)).execution
        assert (done.rate, done.score) == (Fraction(3, 4), Decimal("7.50"))

    def test_the_reason_recomputes_the_score(self, scorer: Scorer) -> None:
        done = scorer.score(Sheet(), self.budget(adjusted=80, executed=60)).execution
        assert done.reason.text() == "全年执行数60元÷全年预算数80元=75%，10×75%=7.50分"
        over = scorer.score(Sheet(), self.budget(adjusted=80, executed=100)).execution
        assert over.reason.text("en").endswith("= 125%: no more than the points, 10.00")

    def test_not_above_the_points(self, scorer: Scorer) -> None:
        scored = scorer.score(Sheet(), self.budget(adjusted=80, executed=100))
        assert scored.execution.score == 10
        assert "PR413" in [each.code for each in scored.diagnostics]

    @pytest.mark.parametrize(
        "amounts", [{}, {"adjusted": 80}, {"executed": 80}, {"adjusted": 0, "executed": 0}]
    )
    def test_unreported_amounts_leave_the_score_open(self, scorer: Scorer, amounts: dict[str, int]) -> None:
        scored = scorer.score(Sheet(), self.budget(**amounts))
        done = scored.execution
        assert (done.status, done.score, done.rate) == ("missing", None, None)
        assert "PR411" in [each.code for each in scored.diagnostics]


class TestTheCard:
    def test_the_total_is_the_sum_of_what_is_shown(self, scorer: Scorer) -> None:
        rows = [row(">=98%", name=str(number)) for number in range(7)]
        scored = card(scorer, rows, **{str(number): "97%" for number in range(7)})
        assert scored.total == sum(each.score for each in scored.items if each.score is not None)

    @pytest.mark.parametrize(
        ("points", "grade"),
        [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差")],
    )
    def test_grades_at_and_below_their_bounds(self, scorer: Scorer, points: str, grade: str) -> None:
        assert scorer.grade(Decimal(points)) == grade

    def test_the_json_has_the_keys_of_the_design(self, scorer: Scorer) -> None:
        data = card(scorer, [row(">=5")], 指标="6").to_json()
        assert set(data) == {
            "code", "name", "policy", "total", "open", "range", "grade", "items", "execution", "diagnostics"
        }  # fmt: skip
        assert set(data["policy"]) == {"id", "version", "digest"}
        assert set(data["execution"]) == {
            "initial", "budget", "executed", "rate", "weight", "status", "score", "why", "policy"
        }  # fmt: skip
        line = data["items"][0]["places"].pop("policy")
        assert line["file"] == "mof/self-evaluation-2020.yaml"
        assert data["items"][0] == {
            "name": "指标",
            "level1": "产出指标",
            "level2": "数量指标",
            "weight": "50",
            "target": ">=5",
            "actual": "6",
            "status": "scored",
            "met": True,
            "completion": "1.2",
            "score": "50.00",
            "method": "proportional",
            "operator_source": "written",
            "why": ["实际6，目标>=5，已达标，得满分50分"],
            "share": "1",
            "readings": [],
            "inferred": [],
            "level": None,
            "must_explain": False,
            "explanation": "",
            "places": {"operator": None, "sheet": None, "actual": None},
        }

    def test_a_policy_of_another_kind_is_refused(self) -> None:
        with pytest.raises(PolicyError) as raised:
            score(Sheet(), None, "chengde.expenditure-approval")
        assert raised.value.code == "PR553"

    def test_more_points_than_the_policy_has_earn_no_grade(self, scorer: Scorer) -> None:
        scored = card(scorer, [row(">=1", name="甲", weight=Fraction(150))], 甲="1")
        assert (scored.total, scored.grade) == (Decimal("150.00"), None)
        assert "PR403" in [each.code for each in scored.diagnostics]


@pytest.mark.parametrize(
    ("arguments", "reader"),
    [(("目标表",), "load_sheets"), ((Sheet(code="1"), "actuals.yaml"), "load_actuals")],
)
def test_a_path_is_refused_with_what_reads_it(arguments, reader):
    with pytest.raises(TypeError, match=reader):
        score(*arguments)


@pytest.mark.parametrize(
    ("sheet", "called"),
    [
        (Sheet(name="甲", code="1"), "甲"),
        (Sheet(code="1"), "1"),
        (Sheet(part="第二部分"), "第二部分"),
        (Sheet(), "—"),
    ],
)
def test_a_project_without_a_name_is_called_by_what_it_has(sheet, called):
    messages = [each.message("zh") for each in score(sheet).diagnostics if each.code == "PR411"]
    assert [f"项目“{called}”" in each for each in messages] == [True]


def test_several_readings_are_listed_as_the_language_does_it():
    rows = (Indicator("产出指标", "质量指标", "合格率", target=">=90%"),)
    reported = ProjectActuals(indicators={"合格率": ActualEntry("0.98")})
    (found,) = (each for each in score(Sheet(indicators=rows), reported).diagnostics if each.code == "PR491")
    assert "0.98%、98%" in found.message("zh")
    assert "0.98%, 98%" in found.message("en")
