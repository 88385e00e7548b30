"""What was achieved, from a workbook that an office filled in, or a list of indicators and actuals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents import DocumentError
from perfrules.documents.media.pages import Cell, Grid, Page
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets.actuals import (
    ActualEntry,
    Actuals,
    ProjectActuals,
    ProjectBudget,
    read_yuan,
)
from perfrules.sheets.filled.labels import (
    COLUMNS,
    REQUIRED,
    is_as_of,
    is_sum,
    is_unknown,
    lacking_column,
    meaning,
)
from perfrules.sheets.imports.recognition.tables.column import unused_columns
from perfrules.sheets.labels import blanks, plain
from perfrules.values import Quantity, QuantityError

_HEADER_ROWS = 12
"""The number of first rows of a table among which its headings are."""
_DAY = late_pattern(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_AMOUNTS = "initial", "adjusted", "executed", "expected"
_TEXTS = "explanation", "note", "forecast", "possibility"
_LETTER_UNIT = "元"
_SCORE = "score"


@frozen(repr=False)
class _Table(PlainRepr):
    """A table under its headings: its kind, the column of each heading, the rows below."""

    kind: str
    columns: Mapping[str, int]
    heads: Mapping[str, str]
    rows: tuple[tuple[Cell, ...], ...]
    unknown: tuple[Cell, ...] = ()


@define(repr=False)
class _Project(PlainRepr):
    """What is read of a project so far."""

    budget: dict[str, Quantity] = field(factory=dict)
    goals: dict[str, str] = field(factory=dict)
    indicators: dict[str, ActualEntry] = field(factory=dict)
    explanation: str = ""

    def finish(self) -> ProjectActuals:
        return ProjectActuals(
            ProjectBudget(**self.budget), self.goals, self.indicators, explanation=self.explanation
        )


def read_filled_actuals(pages: tuple[Page, ...], name: str) -> Actuals:
    """What was achieved, in the pages of a workbook or another document.

    Tables are known by their headings, in any order and on any page. Rows in which nothing is filled in are
    left out.

    Raises:
        DocumentError: PR782 no table of actuals, PR783 a row without project or indicator, PR784 a row that
            is there twice, PR304 an amount that is not a number, PR330 a day that is not a date, PR738 and
            PR739 a table without the column of what was achieved.
    """
    reader = _Reader()
    tables = [table for page in pages for grid in page.grids for table in _tables(grid)]
    if not tables:
        raise DocumentError(Diagnostic("PR782", {"name": name}))
    reader.problems += (lacking for page in pages for grid in page.grids for lacking in _incomplete(grid))
    for table in tables:
        for row in table.rows:
            reader.row(table, row)
    as_of = reader.as_of(pages)
    if reader.problems:
        raise DocumentError(*reader.problems)
    projects = {code: project.finish() for code, project in reader.projects.items()}
    unknown = (each for table in tables for each in unused_columns(table.unknown, table.columns))
    return Actuals(as_of, projects, tuple(unknown))


def has_lists(pages: tuple[Page, ...]) -> bool:
    """Whether some table has the headings of budgets, goals or results of many projects."""
    return any(True for page in pages for grid in page.grids for _ in _tables(grid))


_TELLING = (
    ("indicators", "name"),
    ("indicators", "level2"),
    ("goals", "goal"),
    ("budget", "adjusted"),
)
"""The columns by which a table is known that lacks a needed one."""


def _incomplete(grid: Grid) -> Iterator[Diagnostic]:
    """PR738, PR739 for a table of many projects without the names or what an office fills in."""
    if next(_tables(grid), None) is not None:
        return
    for row in tuple(grid.unmerged())[:_HEADER_ROWS]:
        found = {meaning(cell.text) for cell in row if cell}
        kind = next((each for each, column in _TELLING if {"code", column} <= found), None)
        if kind is not None and _SCORE not in found:
            unknown = [" ".join(cell.text.split()) for cell in row if cell and meaning(cell.text) is None]
            lacking = next(key for key in REQUIRED[kind] if key not in found)
            yield lacking_column(next(filter(None, row)).at, lacking, unknown)
            return


def _tables(grid: Grid) -> Iterator[_Table]:
    rows = tuple(grid.unmerged())
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            found = meaning(cell.text)
            if found is not None:
                columns.setdefault(found, column)
        if _SCORE in columns:  # a table of scores repeats what a form reports
            return
        kind = next((kind for kind, needed in REQUIRED.items() if set(needed) <= columns.keys()), None)
        if kind is not None:
            own = {key: columns[key] for key in COLUMNS[kind] if key in columns}
            heads = {key: row[column].text for key, column in own.items()}
            below = rows[at + 1 :]
            unknown = (cell for column, cell in enumerate(row) if _is_lost(cell, column, below))
            yield _Table(kind, own, heads, below, tuple(unknown))
            return


def _is_lost(heading: Cell, column: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a heading is unknown and something is below it."""
    return bool(heading) and is_unknown(heading.text) and any(row[column] for row in rows)


class _Reader:
    """Reads rows into projects and collects what is wrong with them."""

    def __init__(self) -> None:
        self.projects: dict[str, _Project] = {}
        self.problems: list[Diagnostic] = []

    def row(self, table: _Table, row: tuple[Cell, ...]) -> None:
        """Read a row of a table; one in which nothing is filled in is passed over."""
        cells = {key: row[column] for key, column in table.columns.items()}
        texts = {key: cell.text.strip() for key, cell in cells.items()}
        filled = [key for key in texts if _counts(table.kind, key, texts[key])]
        if not filled:
            return
        code = texts["code"]
        if not code and any(is_sum(cell.text) for cell in row):
            return
        if not code or (table.kind == "indicators" and not texts["name"]):
            self.problems.append(cells[filled[0]].at.report("PR783", text=texts[filled[0]]))
            return
        project = self.projects.setdefault(code, _Project())
        read: Any = {"budget": self._budget, "goals": self._goal, "indicators": self._indicator}[table.kind]
        read(project, table, cells, texts)

    def _budget(
        self, project: _Project, table: _Table, cells: Mapping[str, Cell], texts: Mapping[str, str]
    ) -> None:
        if project.budget or project.explanation:
            self.problems.append(cells["code"].at.report("PR784", row=texts["code"]))
            return
        for key in _AMOUNTS:
            text = texts.get(key, "")
            if _is_filled(text):
                try:
                    project.budget[key] = read_yuan(_with_unit(text, table.heads[key]))
                except QuantityError:
                    self.problems.append(cells[key].at.report("PR304", text=text))
        project.explanation = texts.get("spending", "")

    def _goal(
        self, project: _Project, _table: _Table, cells: Mapping[str, Cell], texts: Mapping[str, str]
    ) -> None:
        key = texts.get("goal_number") or texts.get("goal", "")
        if key in project.goals:
            self.problems.append(cells["outcome"].at.report("PR784", row=key))
        project.goals[key] = texts["outcome"]

    def _indicator(
        self, project: _Project, _table: _Table, cells: Mapping[str, Cell], texts: Mapping[str, str]
    ) -> None:
        level2, name = texts.get("level2", ""), texts["name"]
        key = f"{level2}/{name}" if level2 else name
        if key in project.indicators:
            self.problems.append(cells["actual"].at.report("PR784", row=key))
        explanation, note, forecast, possibility = (texts.get(column, "") for column in _TEXTS)
        project.indicators[key] = ActualEntry(
            texts["actual"],
            note=note,
            at=cells["actual"].at,
            forecast=forecast,
            possibility=possibility,
            explanation=explanation,
        )

    def as_of(self, pages: tuple[Page, ...]) -> date | None:
        """The day beside the label 截至日期, or None where it is blank or absent."""
        for cell in _beside_label(pages):
            text = cell.text.strip()
            if not _is_filled(text):
                continue
            found = _DAY.fullmatch(plain(text))
            try:
                return date(*map(int, found.groups())) if found else date.fromisoformat(text)
            except ValueError:
                self.problems.append(cell.at.report("PR330", text=text))
        return None


_FILLED = {
    "budget": {*_AMOUNTS, "spending"},
    "goals": {"outcome"},
    "indicators": {"actual", *_TEXTS},
}
"""The columns that an office fills in, by table."""


def _beside_label(pages: tuple[Page, ...]) -> Iterator[Cell]:
    for page in pages:
        for grid in page.grids:
            for row in grid.unmerged():
                for cell, beside in pairwise(row):
                    if is_as_of(cell.text):
                        yield beside


def _counts(kind: str, column: str, text: str) -> bool:
    """Whether a cell was filled in; a sign for nothing, such as —, counts only where people explain."""
    if column not in _FILLED[kind]:
        return False
    return bool(text) if column in (*_TEXTS, "spending") else _is_filled(text)


def _is_filled(text: str) -> bool:
    return plain(text) not in blanks()


def _with_unit(text: str, head: str) -> str:
    """An amount with the unit of its heading, where it has none of its own."""
    unit = plain(head).partition("(")[2].rstrip(")")
    bare = not plain(text).endswith(_LETTER_UNIT)
    return f"{text}{unit}" if bare and unit.endswith(_LETTER_UNIT) else text
