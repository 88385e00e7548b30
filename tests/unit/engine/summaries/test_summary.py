"""Summaries: exact averages, ranges where points are open, grades, departments, the lowest totals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.engine.scoring import score
from perfrules.engine.summaries.summary import Average, ScoredProject, Summary, summarise
from perfrules.sheets import Budget, Sheet
from perfrules.values import half_up

CARD = score(Sheet(code="1", name="甲"))


def project(
    code: str, total: str, budget: str | None = "1", department: str = "", highest: str | None = None
):
    """A project of a total; with `highest`, points are open up to that."""
    open_points = Fraction(Decimal(highest) - Decimal(total)) if highest else Fraction(0)
    execution = evolve(CARD.execution, budget=None, executed=None, rate=None, score=Decimal(0))
    card = evolve(CARD, code=code, total=Decimal(total), items=(), execution=execution, grade="优")
    if open_points:
        card = evolve(card, execution=evolve(execution, score=None, weight=open_points), grade=None)
    assert card.highest == Decimal(highest or total)
    amount = Budget() if budget is None else Budget(Fraction(budget))
    return ScoredProject(Sheet(code=code, department=department, budget=amount), card)


def test_averages_are_weighted_by_budget():
    summary = Summary((project("1", "90", "1"), project("2", "60", "2")))
    assert summary.average() == Average(Decimal("75.00"), Decimal("75.00"))
    assert summary.weighted_average() == Average(Decimal("70.00"), Decimal("70.00"))
    assert summary.budget == 30_000


def test_an_average_is_rounded_once_half_up():
    summary = Summary((project("1", "0.01"), project("2", "0.00")))
    assert summary.average() == Average(Decimal("0.01"), Decimal("0.01"))


def test_open_points_make_a_range():
    summary = Summary((project("1", "90", "1"), project("2", "50", "1", highest="60")))
    assert summary.average() == Average(Decimal("70.00"), Decimal("75.00"))
    assert summary.open_points == 10
    assert dict(summary.grades) == {"优": 1, None: 1}


def test_a_project_without_a_budget_leaves_the_weighted_average_open():
    assert Summary((project("1", "90"), project("2", "60", None))).weighted_average() is None
    assert Summary(()).average() is None


def test_departments_are_summed_each_by_itself():
    groups = Summary(
        (project("1", "90", "1", "甲局"), project("2", "60", "2", "乙局"), project("3", "80", "1", "甲局"))
    ).by_department()
    assert {name: str(group.average().lowest) for name, group in groups.items()} == {
        "甲局": "85.00",
        "乙局": "60.00",
    }


def test_the_lowest_totals_come_first():
    totals = ["90", "60", "75", "60"]
    projects = tuple(project(str(at), total) for at, total in enumerate(totals))
    assert [each.card.code for each in Summary(projects).worst(3)] == ["1", "3", "2"]


def test_as_many_sheets_as_cards_are_needed():
    with pytest.raises(ValueError, match="zip"):
        summarise([], [CARD])


class TestLaws:
    @given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 99)), min_size=1, max_size=8))
    @law(50)
    def test_the_average_lies_between_the_lowest_and_the_highest_total(self, drawn):
        projects = tuple(
            project(str(at), f"{total / 100:.2f}", str(budget)) for at, (total, budget) in enumerate(drawn)
        )
        summary = Summary(projects)
        totals = [each.card.total for each in projects]
        for average in (summary.average(), summary.weighted_average()):
            assert min(totals) <= average.lowest == average.highest <= max(totals)
        exact = sum(Fraction(total, 100) * budget for total, budget in drawn) / sum(b for _, b in drawn)
        assert summary.weighted_average().lowest == half_up(exact, 2)
