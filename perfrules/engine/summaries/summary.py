"""What the scorecards of many projects show together: totals, averages, grades, departments, open rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.engine.scoring.card import Card, Item
from perfrules.sheets import Sheet
from perfrules.values import exact_text, half_up

_PLACES = 2
_WORST = 10


@frozen
class ScoredProject:
    """A project with its scorecard."""

    sheet: Sheet
    card: Card

    @property
    def budget(self) -> Fraction | None:
        """The adjusted budget in yuan, else that of the sheet, or None; averages are weighted by it."""
        if self.card.execution.budget is not None:
            return self.card.execution.budget
        total = self.sheet.budget.total_quantity
        return None if total is None else total.value


@frozen
class Average:
    """An average of totals: `lowest` with every open point lost, `highest` with every open point earned."""

    lowest: Decimal
    highest: Decimal

    def to_json(self) -> dict[str, str]:
        """Both ends as text."""
        return {"lowest": str(self.lowest), "highest": str(self.highest)}


@frozen
class Summary:
    """Some projects together. Amounts are in yuan and have only the projects that report them. Added in 0.2.

    Attributes:
        projects: The projects, in the order given.
    """

    projects: tuple[ScoredProject, ...]

    @property
    def budget(self) -> Fraction:
        """The budgets together."""
        return sum((each.budget for each in self.projects if each.budget is not None), Fraction(0))

    @property
    def executed(self) -> Fraction:
        """The executed amounts together."""
        amounts = (each.card.execution.executed for each in self.projects)
        return sum((amount for amount in amounts if amount is not None), Fraction(0))

    @property
    def rate(self) -> Fraction | None:
        """Executed over budget, or None unless every project reports both."""
        whole = all(each.card.execution.rate is not None for each in self.projects)
        return self.executed / self.budget if whole and self.budget else None

    @property
    def open_points(self) -> Fraction:
        """The points that are still open."""
        return sum((each.card.open_points for each in self.projects), Fraction(0))

    @property
    def grades(self) -> Mapping[str | None, int]:
        """How many projects have each grade; None where open points decide it."""
        return Counter(each.card.grade for each in self.projects)

    def average(self) -> Average | None:
        """The plain average of the totals, or None without projects."""
        return _average([(each, Fraction(1)) for each in self.projects])

    def weighted_average(self) -> Average | None:
        """The average weighted by budget, or None unless every project has a budget above 0 together.

        >>> from perfrules.engine.scoring import score
        >>> sheet = Sheet(code="1")
        >>> Summary((ScoredProject(sheet, score(sheet)),)).weighted_average() is None
        True
        """
        weights = [(each, each.budget) for each in self.projects]
        known = [(each, weight) for each, weight in weights if weight is not None]
        return _average(known) if len(known) == len(weights) else None

    def worst(self, count: int = _WORST) -> tuple[ScoredProject, ...]:
        """The projects with the lowest totals, the lowest first; those of equal totals in their order."""
        return tuple(sorted(self.projects, key=lambda each: each.card.total)[:count])

    def by_department(self) -> Mapping[str, Summary]:
        """The summary of each department in charge; "" for projects that name none."""
        groups: dict[str, list[ScoredProject]] = {}
        for each in self.projects:
            groups.setdefault(each.sheet.department, []).append(each)
        return {name: Summary(tuple(group)) for name, group in groups.items()}

    def open_rows(self) -> tuple[tuple[ScoredProject, Item], ...]:
        """Each row whose points are open, with its project."""
        return tuple(
            (each, item) for each in self.projects for item in each.card.items if item.is_open and item.weight
        )

    def to_json(self) -> dict[str, Any]:
        """The summary as plain data; `grades` has "" for undecided ones."""
        return self.figures() | {
            "departments": {name: each.figures() for name, each in self.by_department().items()},
            "worst": [_plain(each) for each in self.worst()],
            "projects": [_plain(each) for each in self.projects],
            "open": [
                {"code": each.card.code, "name": item.name, "level2": item.level2, "status": item.status}
                for each, item in self.open_rows()
            ],
        }

    def figures(self) -> dict[str, Any]:
        """The totals, averages and grades as plain data."""
        plain, weighted = self.average(), self.weighted_average()
        return {
            "count": len(self.projects),
            "budget": exact_text(self.budget),
            "executed": exact_text(self.executed),
            "rate": None if self.rate is None else exact_text(self.rate),
            "average": None if plain is None else plain.to_json(),
            "weighted_average": None if weighted is None else weighted.to_json(),
            "open_points": exact_text(self.open_points),
            "grades": {grade or "": count for grade, count in self.grades.items()},
        }


def summarise(sheets: Iterable[Sheet], cards: Iterable[Card]) -> Summary:
    """The summary of scorecards, each with the sheet that it was scored from. Added in 0.2.

    Raises:
        ValueError: there are more of one than of the other.

    >>> from perfrules.engine.scoring import score
    >>> sheet = Sheet(code="1")
    >>> str(summarise([sheet], [score(sheet)]).average().lowest)
    '0.00'
    """
    return Summary(tuple(ScoredProject(*each) for each in zip(sheets, cards, strict=True)))


def _average(weighted: Sequence[tuple[ScoredProject, Fraction]]) -> Average | None:
    """The exact average, rounded once at the end."""
    whole = sum((weight for _, weight in weighted), Fraction(0))
    if not whole:
        return None
    lowest = sum((Fraction(each.card.total) * weight for each, weight in weighted), Fraction(0))
    highest = sum((Fraction(each.card.highest) * weight for each, weight in weighted), Fraction(0))
    return Average(half_up(lowest / whole, _PLACES), half_up(highest / whole, _PLACES))


def _plain(project: ScoredProject) -> dict[str, Any]:
    card, budget = project.card, project.budget
    return {
        "code": card.code,
        "name": card.name,
        "department": project.sheet.department,
        "budget": None if budget is None else exact_text(budget),
        "total": str(card.total),
        "highest": str(card.highest),
        "grade": card.grade,
        "open_points": exact_text(card.open_points),
    }
