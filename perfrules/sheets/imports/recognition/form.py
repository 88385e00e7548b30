"""One form while it is read: its head, its rows, its total; and the form that comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from attrs import define, evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell, Grid
from perfrules.documents.origin import Origin
from perfrules.sheets.actuals import ActualEntry, ProjectActuals, ProjectBudget
from perfrules.sheets.forms.model import Claim, ClaimedExecution
from perfrules.sheets.heading_units import money_unit
from perfrules.sheets.imports.recognition.goals import GoalReader
from perfrules.sheets.imports.recognition.head import HeadReader, day_of
from perfrules.sheets.imports.recognition.header import Header
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.money import SOURCES, MoneyReader
from perfrules.sheets.imports.recognition.rows import Ending, ImportedRow, ProjectFacts, RowReader
from perfrules.sheets.labels import on_one_line
from perfrules.sheets.model import MONEY, Budget, Indicator, Sheet
from perfrules.values import Quantity, default_units, exact_text

_Project: TypeAlias = tuple[tuple[str, str], ...]
_MONITORED = frozenset({"forecast", "possibility", "light"})
_BESIDE_TOTAL = "level1", "level2", "name"
_FILLED = frozenset({"actual", "score"})


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
        """The day up to which the form reports: the one that it names, else the last of its year."""
        days = (day_of(row.day) for row in reversed(self.rows))
        named = self.as_of or next(filter(None, days), None)
        return named or (None if self.year is None else date(self.year, 12, 31))

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


@define
class FormDraft:
    """A form while it is read."""

    ledger: Ledger
    head: HeadReader
    rows: list[ImportedRow] = field(factory=list)
    reader: RowReader | None = None
    headers: list[Header] = field(factory=list)
    totals: dict[_Project, Claim] = field(factory=dict)
    moneys: dict[_Project, MoneyReader] = field(factory=dict)
    problems: list[Diagnostic] = field(factory=list)
    points: dict[str, Claim] = field(factory=dict)
    ended: bool = False
    facts: ProjectFacts = field(factory=dict)
    midterm_rows: list[ImportedRow] = field(factory=list)

    @classmethod
    def new(cls, ledger: Ledger) -> FormDraft:
        """A form of which nothing is known."""
        return cls(ledger, HeadReader(ledger, MoneyReader(ledger), GoalReader(ledger)))

    @property
    def has_table(self) -> bool:
        """Whether a header was found."""
        return bool(self.headers)

    def open(self, grid: Grid, header: Header) -> None:
        """Begin a table of indicators, or go on with it on the next page."""
        carried = self.reader.carried if self.reader is not None else {}
        self.headers.append(header)
        self.reader = RowReader(
            grid, header, self.ledger, dict(carried), self.points, self.problems, self.facts
        )
        for cell in header.cells:
            self.ledger.accept(cell, "heading")

    def take(self, number: int) -> None:
        """Take a row of the table."""
        if self.reader is None:
            return
        found = self.reader.read(number)
        if isinstance(found, Ending):
            self._take_ending(found, tuple(self.reader.project.items()))
            return
        rows = self.midterm_rows if self.headers[-1].whole_period else self.rows
        if found is not None and found.part and rows and found.indicator.weight is None:
            rows.append(found)
        elif found is not None:
            rows.append(evolve(found, part=False))

    def _take_ending(self, ending: Ending, project: _Project) -> None:
        if ending.kind == "subtotal":
            return
        if ending.kind == "total":
            beside = next((ending.cells[name] for name in _BESIDE_TOTAL if name in ending.cells), None)
            cell = ending.cells.get("score") or ending.cells.get("actual")
            cell = cell or (beside if len(ending.cells) == 1 else None)
            if cell is not None:
                self.totals.setdefault(project, Claim.in_cell(cell))
            self.ended = not project
            return
        money = self._money_of(project)
        target, actual = ending.cells.get("target"), ending.cells.get("actual")
        if target is not None and actual is not None and all(map(_is_money, (target, actual))):
            money.take_amount("total", "adjusted", target)
            money.take_amount("total", "executed", actual)
        for name, column in (("weight", "weight"), ("score", "score"), ("rate", "actual")):
            cell = ending.cells.get(column)
            if cell is not None and not _is_money(cell):
                money.claims.setdefault(name, Claim.in_cell(cell))

    def _money_of(self, project: _Project) -> MoneyReader:
        """The amounts of a project, which are those of the head where rows do not name projects."""
        if not project:
            return self.head.money
        return self.moneys.setdefault(project, MoneyReader(self.ledger, self.head.money.unit))

    def forms(self) -> Iterator[ImportedForm]:
        """The form, or one per project where the rows name the projects to which they belong."""
        # A project may have its money and its total in the list, and no indicator.
        projects: dict[_Project, list[ImportedRow]] = {}
        if not self.rows:
            self.rows, self.midterm_rows = self.midterm_rows, []
        for row in self.rows:
            projects.setdefault(tuple(row.project.items()), []).append(row)
        for project in (*self.moneys, *self.totals):
            projects.setdefault(project, [])
        for project, rows in (projects or {(): []}).items():
            yield self._form(project, rows)

    def _form(self, key: _Project, rows: list[ImportedRow]) -> ImportedForm:
        head, project = self.head, dict(key)
        facts = self.facts.get(key, {})
        for source in SOURCES:
            for heading, cell in facts.get(source, ()):
                self._money_of(key).take_amount(source, "initial", cell, money_unit(heading))
        money = self.moneys.get(key, head.money)
        yuan = default_units()["元"]
        goals = head.goals.goals
        listed = tuple(on_one_line(cell.text) for _, cell in facts.get("goals", ()))
        names = {"name": "project"}
        texts = {
            name: project.get(names.get(name, name)) or head.fields.get(name, "")
            for name in ("code", "name", "department", "agency")
        }
        kind = self._kind()
        sheet = Sheet(
            title=head.title,
            **texts,
            purpose=head.fields.get("purpose", ""),
            budget=money.budget(),
            plan=head.plan(),
            goals=listed or tuple(goals["expected"]),
            indicators=tuple(row.indicator for row in rows),
            missing=() if rows else ("绩效指标",),
            places=self._places(rows),
        )
        return ImportedForm(
            sheet,
            kind,
            tuple(rows),
            ProjectBudget(**{name: Quantity(value, yuan) for name, value in money.stages().items()}),
            money.execution(),
            self.totals.get(key, head.total),
            head.fields.get("grade", ""),
            tuple(goals["outcome"]),
            tuple(goals["midterm"]),
            tuple(row.indicator for row in self.midterm_rows),
            dict(head.extra),
            dict(self.points),
            head.year,
            listed=bool(project.keys() & {"code", "project"}),
            as_of=head.as_of,
            spending=dict(money.texts),
            goal_texts=tuple(head.goals.texts),
            meanings=frozenset(self._meanings()),
            heading_at=next((cell.at for header in self.headers for cell in header.cells), None),
            unknown=self._unknown(),
            problems=self.found_problems,
        )

    @property
    def found_problems(self) -> tuple[Diagnostic, ...]:
        """What was noticed of the head, the amounts and the rows."""
        amounts = (each for money in self.moneys.values() for each in money.problems)
        return (*self.head.problems, *self.head.money.problems, *amounts, *self.problems)

    def _meanings(self) -> Iterator[str]:
        return (name for header in self.headers for name in header.columns)

    def _unknown(self) -> tuple[Cell, ...]:
        """The cells of headings that are not understood, those of the amounts first."""
        columns = (column for header in self.headers for column in header.extra)
        cells = {id(column.cells[-1]): column.cells[-1] for column in columns if not column.is_known}
        return (*self.head.money.unknown, *cells.values())

    def _kind(self) -> str:
        meanings = set(self._meanings())
        if meanings & _MONITORED:
            return "monitoring"
        return "evaluation" if meanings & _FILLED else "targets"

    def _places(self, rows: list[ImportedRow]) -> dict[str, Any]:
        places = dict(self.head.places)
        if "total" in self.head.money.places:
            places["budget"] = self.head.money.places["total"].at
        if rows and rows[0].indicator.at is not None:
            places.setdefault("sheet", rows[0].indicator.at)
        return places


def _told(row: ImportedRow) -> tuple[object, ...]:
    one = row.indicator
    return one.name, one.target, row.actual_text, row.weight, row.score


def _is_money(cell: Cell) -> bool:
    return cell.text.strip().endswith(tuple(MONEY))


def cells_of(grid: Grid) -> Iterator[Cell]:
    """The cells of a grid that hold something, each once."""
    seen: set[int] = set()
    for row in grid.rows:
        for cell in row:
            if cell and id(cell) not in seen:
                seen.add(id(cell))
                yield cell
