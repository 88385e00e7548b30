"""A form that was read: the sheet, and what a filled form says beyond its targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell
from perfrules.documents.origin import Origin
from perfrules.sheets.actuals import ActualEntry, ProjectActuals, ProjectBudget
from perfrules.sheets.forms.model import Claim, ClaimedExecution
from perfrules.sheets.imports.recognition.reported_days import day_of
from perfrules.sheets.imports.recognition.tables.rows import ImportedRow
from perfrules.sheets.model import Budget, Indicator, Sheet
from perfrules.values import exact_text


@frozen
class ImportedForm:
    """A table that was read: the sheet, and what a filled form says beyond its targets.

    Attributes:
        kind: `targets`, `evaluation` or `monitoring`.
        sheet: The targets.
        rows: The rows, in the order of the indicators of the sheet.
        budget: The budget and what was spent, in yuan.
        execution: What the form claims of budget execution.
        total: The claimed total.
        outcomes: What was achieved of the goals.
        midterm: The goals of the whole period.
        midterm_indicators: The indicators of the whole period, where they have a table of their own.
        fields: Labels with values that are not part of a sheet.
        group_points: The points that the labels of levels give.
        year: The year of the form.
        listed: Whether it is one of several projects in a list of rows.
        as_of: The day up to which the form reports, where it names one.
        period_end: The last day of the part of the year that its headings name.
        spending: What the form says of spending in words: `explanation`, `light`.
        goal_texts: The goals with their line breaks.
        meanings: The meanings of the columns of its table.
        heading_at: The first heading of its table.
        unknown: The headings that are not understood.
        problems: What was noticed of this form alone.
    """

    sheet: Sheet
    kind: str = "targets"
    rows: tuple[ImportedRow, ...] = ()
    budget: ProjectBudget = field(factory=ProjectBudget)
    execution: ClaimedExecution = field(factory=ClaimedExecution)
    total: Claim | None = None
    grade: str = ""
    outcomes: tuple[str, ...] = ()
    midterm: tuple[str, ...] = ()
    midterm_indicators: tuple[Indicator, ...] = ()
    fields: Mapping[str, str] = field(factory=dict)
    group_points: Mapping[str, Claim] = field(factory=dict)
    year: int | None = None
    listed: bool = False
    as_of: date | None = None
    period_end: date | None = None
    spending: Mapping[str, str] = field(factory=dict)
    goal_texts: tuple[str, ...] = ()
    meanings: frozenset[str] = frozenset()
    heading_at: Origin | None = None
    unknown: tuple[Cell, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def key(self) -> str:
        """The project by its code, or else by its name."""
        return self.sheet.key

    @property
    def filled(self) -> bool:
        """Whether the form reports what was achieved."""
        return self.kind != "targets"

    @property
    def day(self) -> date | None:
        """The day up to which the form reports: the one that it names, or that its headings say.

        A self-evaluation without one reports the whole year; a monitoring form does not.
        """
        days = (day_of(row.day) for row in reversed(self.rows))
        named = self.as_of or next(filter(None, days), None) or self.period_end
        whole_year = self.year is not None and self.kind != "monitoring"
        return date(self.year, 12, 31) if named is None and whole_year and self.year else named

    @property
    def actuals(self) -> ProjectActuals:
        """What the form reports of its project."""
        entries = {
            row.indicator.key: ActualEntry(
                row.actual_text,
                at=row.actual.at if row.actual is not None else None,
                explanation=row.texts.get("explanation", ""),
                forecast=row.texts.get("forecast", ""),
                possibility=row.texts.get("possibility", ""),
                note=row.texts.get("note", ""),
            )
            for row in self.rows
            if row.actual is not None or row.texts
        }
        goals = dict(zip(self.sheet.goals, self.outcomes, strict=False))
        return ProjectActuals(budget=self.budget, goals=goals, indicators=entries)

    def says_the_same(self, other: ImportedForm) -> bool:
        """Whether both have the same indicators, with the same targets, results and scores."""
        return list(map(_told, self.rows)) == list(map(_told, other.rows))

    def to_json(self) -> dict[str, Any]:
        """The sheet as plain data, with what the form says of its indicators."""
        data = self.sheet.to_json()
        data["kind"] = self.kind
        rows = zip(data["indicators"], self.rows, strict=True)
        data["indicators"] = [self._row_json(indicator, row) for indicator, row in rows]
        data["budget"] |= self._stages()
        claims = {name: getattr(self.execution, name) for name in ("weight", "rate", "score")}
        optional: dict[str, Any] = {
            "execution": {name: claim.shown for name, claim in claims.items() if claim is not None},
            "total_score": None if self.total is None else self.total.shown,
            "grade": self.grade,
            "outcomes": list(self.outcomes),
            "midterm_goals": list(self.midterm),
            "midterm_indicators": [each.to_json() for each in self.midterm_indicators],
            "group_points": {
                name: exact_text(claim.value)
                for name, claim in self.group_points.items()
                if claim.value is not None
            },
            "fields": dict(self.fields),
            "year": self.year,
        }
        return data | {name: value for name, value in optional.items() if value}

    def _row_json(self, indicator: dict[str, Any], row: ImportedRow) -> dict[str, Any]:
        if self.filled:
            indicator |= {
                "actual": row.actual_text,
                "score": None if row.score is None else row.score.shown,
                "reason": row.texts.get("explanation", ""),
            }
        names = ("forecast", "possibility", "light", "note")
        indicator |= {name: row.texts[name] for name in names if row.texts.get(name)}
        if row.part:
            indicator["part"] = True
        return indicator | {"extra": dict(row.extra)} if row.extra else indicator

    def _stages(self) -> dict[str, str]:
        """What was budgeted first, after changes and spent, in the unit of the sheet."""
        unit = Budget(Fraction(1), unit=self.sheet.budget.unit).total_quantity
        amounts = {
            "initial": self.budget.initial,
            "adjusted": self.budget.adjusted,
            "executed": self.budget.executed,
            "expected": self.budget.expected,
        }
        return {
            name: exact_text(amount.value / unit.value)
            for name, amount in amounts.items()
            if amount is not None and unit is not None and self.filled
        }


def _told(row: ImportedRow) -> tuple[object, ...]:
    one = row.indicator
    return one.name, one.target, row.actual_text, row.weight, row.score
