"""The status of a row, and what open rows do to the total, the range and the grade."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.engine.scoring import Card, load_scorer
from perfrules.expressions import read_actual
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, ProjectBudget, Sheet

SCORER = load_scorer("mof.self-evaluation-2020")
BUDGET = ProjectBudget(adjusted=read_actual("100元"), executed=read_actual("100元"))  # type: ignore[arg-type]


def card(*rows: tuple[str, str, int, str | None]) -> Card:
    """The card of rows given as first-level group, target, points and actual; the budget is spent."""
    indicators = tuple(
        Indicator(level1, "数量指标", str(at), target=target, weight=Fraction(weight))
        for at, (level1, target, weight, _) in enumerate(rows)
    )
    entries = {str(at): ActualEntry(actual) for at, (*_, actual) in enumerate(rows) if actual is not None}
    project = ProjectActuals(BUDGET, indicators=entries)
    sheet = Sheet(code="1", indicators=indicators)
    return SCORER.score(sheet, Actuals(date(2025, 12, 31), {"1": project}))


def with_open(points: int, actual: str | None = None) -> Card:
    """A card that is fully met but for one open row with some points."""
    return card(
        ("产出指标", ">=5个", 50 - points, "5个"),
        ("产出指标", ">=5个", points, actual),
        ("效益指标", ">=5个", 30, "5个"),
        ("满意度指标", ">=90%", 10, "90%"),
    )


class TestStatus:
    @pytest.mark.parametrize(
        ("target", "actual", "status"),
        [
            (">=5个", "5个", "scored"),
            (">=5个", "4个", "scored"),
            (">=5个", None, "missing"),
            (">=5个", "", "missing"),
            (">=5个", "  ", "missing"),
            ("显著提高", "挺好的", "doubtful"),
            (">=5个", "见附件", "unreadable"),
            (">=**个", "5个", "unreadable"),
            (">=5个", "5.5.5个", "unreadable"),
            ("/", "5个", "not-applicable"),
        ],
    )
    def test_only_scored_rows_have_a_score(self, target: str, actual: str | None, status: str) -> None:
        item = card(("产出指标", target, 50, actual)).items[0]
        assert (item.status, item.score is not None) == (status, status == "scored")

    @pytest.mark.parametrize(
        ("target", "actual", "status"),
        [
            (">=100", "0.98", "doubtful"),
            (">=100", "1", "scored"),
            (">=101", "0.98", "scored"),
            ("<=0.9", "95", "doubtful"),
            ("<=0.9", "100", "doubtful"),
            ("<=0.9", "101", "scored"),
            ("<=0.9", "1", "scored"),
        ],
    )
    def test_a_decimal_may_be_meant_in_hundredths(self, target: str, actual: str, status: str) -> None:
        assert card(("产出指标", target, 50, actual)).items[0].status == status

    @pytest.mark.parametrize(
        ("target", "actual", "status"),
        [
            ("5月15日前", "2025年5月下旬", "scored"),
            ("5月15日前", "2025年5月中旬", "doubtful"),
            ("5月20日前", "2025年5月下旬", "scored"),
            ("5月21日前", "2025年5月下旬", "doubtful"),
            ("5月31日前", "2025年5月下旬", "scored"),
        ],
    )
    def test_a_third_of_a_month_is_its_days(self, target: str, actual: str, status: str) -> None:
        assert card(("产出指标", target, 50, actual)).items[0].status == status

    def test_json_has_the_status_and_no_score(self) -> None:
        data = with_open(20).to_json()
        assert [row["status"] for row in data["items"]] == ["scored", "missing", "scored", "scored"]
        assert [row["score"] for row in data["items"]] == ["30.00", None, "30.00", "10.00"]
        assert (data["open"], data["range"], data["grade"]) == (
            {"rows": 1, "points": "20"},
            {"lowest": "80.00", "highest": "100.00"},
            None,
        )


class TestOpenPoints:
    def test_the_total_counts_scored_rows_and_names_the_range(self) -> None:
        scored = with_open(20)
        assert (scored.total, scored.highest) == (Decimal("80.00"), Decimal("100.00"))
        assert scored.total_text() == "80.00，另有1项待核实共20分：80.00–100.00"
        assert scored.total_text("en") == "80.00, 1 row with 20 points still open: 80.00–100.00"

    def test_without_open_rows_the_total_stands_alone(self) -> None:
        assert with_open(20, "5个").total_text() == "100.00"

    @pytest.mark.parametrize(("points", "grade"), [(10, "优"), (11, None), (40, None)])
    def test_the_grade_needs_the_whole_range_in_one_band(self, points: int, grade: str | None) -> None:
        assert with_open(points).grade == grade

    def test_a_row_that_cannot_be_scored_never_stops_the_others(self) -> None:
        for actual in ("", "见附件", "NaN", "2025年13月", "5.5.5"):
            assert [each.score for each in with_open(20, actual).items[2:]] == [30, 10]


@pytest.mark.parametrize(
    ("as_of", "actual", "score"),
    [((2021, 8, 31), "50%", 10), ((2021, 12, 31), "50%", 5), ((2021, 12, 31), "100%", 10)],
)
def test_of_milestones_the_last_one_due_counts(as_of, actual, score):
    target = "6月底前完成≥50%，12月底前完成≥100%"
    sheet = Sheet(
        code="1", indicators=(Indicator("产出指标", "质量指标", "1", target=target, weight=Fraction(10)),)
    )
    project = ProjectActuals(BUDGET, indicators={"1": ActualEntry(actual)})
    card = SCORER.score(sheet, Actuals(date(*as_of), {"1": project}))
    assert [item.score for item in card.items if item.name == "1"] == [score]


def test_of_alternatives_the_best_counts():
    (item, *_) = card(("产出指标", "≥100个或≥200个", 10, "80个")).items[-1:]
    assert item.score == 8


def test_a_deadline_before_a_period_is_open_only_where_its_two_readings_differ():
    cases = {
        ("6月前", "5月"): ("scored", 50),
        ("6月前", "6月"): ("doubtful", None),
        ("2025年6月以前", "6月3日"): ("doubtful", None),
        ("6月之前", "2025-06-30"): ("doubtful", None),
        ("6月前", "7月"): ("scored", 0),
        ("6月底前", "6月"): ("scored", 50),
        ("2025年前", "2025年3月"): ("doubtful", None),
        ("2026年前", "2025年12月"): ("scored", 50),
        ("下半年前", "2025-06-30"): ("scored", 50),
        ("下半年前", "2025-08-30"): ("doubtful", None),
    }
    items = {case: card(("产出指标", case[0], 50, case[1])).items[0] for case in cases}
    assert {case: (item.status, item.score) for case, item in items.items()} == cases
    assert items[("6月前", "6月")].explain().startswith("目标6月30日前可以指该期间开始之前")


def test_a_per_cent_may_be_the_change_that_words_ask_for():
    cases = {
        ("增长", "2%"): ("doubtful", None),
        ("稳步增长", "105%"): ("doubtful", None),
        ("明显减少", "30%"): ("doubtful", None),
        ("增长", "增长"): ("scored", 50),
        ("显著提高", "30%"): ("scored", 15),
        ("明显改善", "85%"): ("scored", Decimal("42.5")),
    }
    items = {case: card(("产出指标", case[0], 50, case[1])).items[0] for case in cases}
    assert {case: (item.status, item.score) for case, item in items.items()} == cases


class TestNoneAsATarget:
    def scored(self, name: str, target: str, actual: str | None, weight: int | None = 10) -> Card:
        points = None if weight is None else Fraction(weight)
        row = Indicator("产出指标", "质量指标", name, target=target, weight=points)
        other = Indicator("产出指标", "数量指标", "人数", target="5人", weight=Fraction(40))
        entries = {"人数": ActualEntry("5人")}
        if actual is not None:
            entries[name] = ActualEntry(actual)
        project = ProjectActuals(BUDGET, indicators=entries)
        return SCORER.score(
            Sheet(code="1", indicators=(row, other)), Actuals(date(2025, 12, 31), {"1": project})
        )

    @pytest.mark.parametrize("actual", ["2起", "0", "无", None])
    def test_may_be_zero_where_the_name_is_to_be_kept_low(self, actual: str | None) -> None:
        scored = self.scored("重大安全责任事故", "无", actual)
        item = scored.items[0]
        assert (item.status, item.score, item.weight) == ("doubtful", None, 10)
        assert [each.code for each in scored.diagnostics if each.severity == "question"] == ["PR493"]

    @pytest.mark.parametrize(
        ("name", "target", "weight"), [("培训人数", "无", 10), ("投诉", "/", 10), ("投诉", "无", None)]
    )
    def test_else_is_no_target(self, name: str, target: str, weight: int | None) -> None:
        item = self.scored(name, target, "0", weight).items[0]
        assert (item.status, item.score, item.weight) == ("not-applicable", None, 0)
