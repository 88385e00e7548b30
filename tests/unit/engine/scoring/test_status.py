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
