"""One form while it is read: its head, its rows, its total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from attrs import define, evolve, field

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell, Grid
from perfrules.sheets.actuals import ProjectBudget
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.heading_units import money_unit
from perfrules.sheets.imports.recognition.form import ImportedForm
from perfrules.sheets.imports.recognition.goals import GoalReader
from perfrules.sheets.imports.recognition.head import HeadReader
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.money import SOURCES, MoneyReader
from perfrules.sheets.imports.recognition.reported_days import end_of_period
from perfrules.sheets.imports.recognition.tables.carried import Carried, ProjectFacts
from perfrules.sheets.imports.recognition.tables.endings import Ending
from perfrules.sheets.imports.recognition.tables.header import Header
from perfrules.sheets.imports.recognition.tables.rows import ImportedRow, RowReader
from perfrules.sheets.imports.recognition.tables.table_cells import TableCells
from perfrules.sheets.imports.recognition.vocabulary import STAGES
from perfrules.sheets.labels import on_one_line
from perfrules.sheets.model import MONEY, Sheet
from perfrules.values import Quantity, default_units

_MONITORED = frozenset({"forecast", "possibility", "light"})
_FILLED = frozenset({"actual", "score"})
_BESIDE_TOTAL = "level1", "level2", "name"
_Project: TypeAlias = tuple[tuple[str, str], ...]


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

    @property
    def breaks_off(self) -> bool:
        """Whether there is no table below the head of a form: its project, with money or goals."""
        head = self.head
        return (
            not self.has_table and head.is_named and bool(head.money.amounts or head.goals.goals["expected"])
        )

    def open(self, grid: Grid, header: Header) -> None:
        """Begin a table of indicators, or go on with it on the next page."""
        texts = self.reader.carried.texts if self.reader is not None else {}
        self.headers.append(header)
        carried = Carried(self.ledger, dict(texts), self.points, self.facts)
        fault = header.fault
        if fault is not None:
            self.problems.append(fault)
        self.reader = RowReader(TableCells(grid, header), self.ledger, carried, self.problems, fault)
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
            if ending.fault is not None:
                self.problems.append(ending.fault)
                return
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
        for stage in STAGES:
            for heading, cell in facts.get(stage, ()):
                self._money_of(key).take_amount("total", stage, cell, money_unit(heading))
        money = self.moneys.get(key, head.money)
        yuan = default_units()["元"]
        goals = head.goals.for_the_year()
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
            plan=head.plan.checkpoints_with_shares(),
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
            dict(head.extra) | ({"年初绩效目标": "\n".join(goals["initial"])} if goals["initial"] else {}),
            dict(self.points),
            head.year,
            listed=bool(project.keys() & {"code", "project"}),
            as_of=head.as_of,
            period_end=end_of_period(self._headings(), head.year),
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
        own = (*self.head.problems, *self.head.money.problems, *amounts, *self.problems)
        return (*own, *self._late_levels())

    def _late_levels(self) -> Iterator[Diagnostic]:
        """PR746 for levels that begin below the first indicator, so that they may belong to rows above."""
        first = next(iter(self.rows), None)
        if first is None or first.indicator.at is None:
            return
        for level, text in (("level1", first.indicator.level1), ("level2", first.indicator.level2)):
            later = next((row for row in self.rows if getattr(row.indicator, level)), None)
            if not text and later is not None and later.project == first.project:
                found = getattr(later.indicator, level)
                yield first.indicator.at.report("PR746", name=first.indicator.name, level=found)
                return

    def _headings(self) -> Iterator[str]:
        """The title and the headings of the form, without those of results that a later column replaces."""
        yield from (self.head.title, *self.head.periods)
        yield from self.head.money.headings
        columns = (column for each in self.headers for column in each.columns.get("interim", ()))
        interim = {id(column.cells[-1]) for column in columns}
        yield from (cell.text for each in self.headers for cell in each.cells if id(cell) not in interim)

    def _meanings(self) -> Iterator[str]:
        return (name for header in self.headers for name in header.columns)

    def _unknown(self) -> tuple[Cell, ...]:
        """The cells of headings that are not understood, those of the amounts first."""
        columns = (
            column for each in self.headers for column in each.extra if column is not each.unread_names
        )
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
