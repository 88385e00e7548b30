"""The rows of a table of indicators: cells by their headings, levels carried down, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell, Grid
from perfrules.sheets.forms.labels import is_part, without_mark
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.forms.shared_points import shared_points
from perfrules.sheets.forms.target_columns import actual_with_unit
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.tables.carried import CARRIED, Carried
from perfrules.sheets.imports.recognition.tables.endings import Ending, find_ending
from perfrules.sheets.imports.recognition.tables.faults import find_fault
from perfrules.sheets.imports.recognition.tables.header import Header
from perfrules.sheets.imports.recognition.tables.named_targets import name_and_target, without_points
from perfrules.sheets.imports.recognition.tables.table_cells import (
    TableCells,
    is_empty_name,
    joined,
    points_in_order,
)
from perfrules.sheets.imports.recognition.tables.target_cells import read_target
from perfrules.sheets.labels import blanks, is_placeholder, on_one_line, plain
from perfrules.sheets.model import Indicator

_TEXTS = "explanation", "forecast", "possibility", "light", "note"
_TELLING = "name", "target", "actual", "description", "weight", "score"
_POINTS = "weight", "score"


@frozen
class ImportedRow:
    """A row that was read: the indicator, and what a filled form says of it.

    `extra` holds the cells below headings that are not part of an indicator, by heading. `part` says that the
    row is a part (其中) of the row above it; `is_open` that the form itself marks it as open (待核实). `said`
    are the cells of `texts`, and `day` is the day up to which the row reports. `problems` are
    those of its cells.
    """

    indicator: Indicator
    actual: Cell | None = None
    actual_text: str = ""
    weight: Claim | None = None
    score: Claim | None = None
    texts: Mapping[str, str] = field(factory=dict)
    extra: Mapping[str, str] = field(factory=dict)
    project: Mapping[str, str] = field(factory=dict)
    part: bool = False
    is_open: bool = False
    said: Mapping[str, Cell] = field(factory=dict)
    day: str = ""
    problems: tuple[Diagnostic, ...] = ()


@define
class RowReader:
    """Reads the rows below one header; levels and projects are carried down over blank cells.

    With a `fault` of the header all rows with indicators are rejected for it.
    """

    table: TableCells
    ledger: Ledger
    carried: Carried
    problems: list[Diagnostic] = field(factory=list)
    fault: Diagnostic | None = None

    @property
    def grid(self) -> Grid:
        """The grid with the table."""
        return self.table.grid

    @property
    def header(self) -> Header:
        """The headings of the table."""
        return self.table.header

    @property
    def project(self) -> dict[str, str]:
        """The project to which the last row belongs, where the rows name it."""
        return self.carried.project

    def read(self, number: int) -> ImportedRow | Ending | None:
        """One row; None for a row without an indicator."""
        if self.carried.take_section(self.table, number):
            return None
        found = self.table.by_meaning(number)
        self.carried.take_project(self.header, found)
        if ending := find_ending(self.table, number, found, self.ledger):
            return ending
        self.carried.take_levels(self.header, found)
        own = {name: cells for name, cells in found.items() if name not in CARRIED and any(cells)}
        if not _has_indicator(number, own):
            self._accept_rest(number)
            return None
        if self.fault is not None:
            self._reject_cells(number, self.fault)
            return None
        fault = find_fault(self.header, {**found, **own})
        if fault is not None:
            self._reject(number, fault)
            return None
        return self._row(number, own)

    def _accept_rest(self, number: int) -> None:
        """Accept what holds a place in a row without an indicator; other texts are reported in the end."""
        numbers = {at for each in self.header.columns.get("number", ()) for at in each.places}
        for at, cell in enumerate(self.grid.rows[number]):
            if (
                at in numbers
                or is_placeholder(cell.text)
                or is_empty_name(cell.text)
                or plain(cell.text) in blanks()
            ):
                self.ledger.accept(cell, "placeholder")

    def _reject(self, number: int, fault: Diagnostic) -> None:
        self.problems.append(fault)
        self._reject_cells(number, fault)

    def _reject_cells(self, number: int, fault: Diagnostic) -> None:
        for cell in self.grid.rows[number]:
            if cell.row == number and not self.table.is_heading(cell):
                self.ledger.reject(cell, "", fault)

    def _row(self, number: int, own: Mapping[str, Sequence[Cell]]) -> ImportedRow:
        known = len(self.problems)
        claims: Mapping[str, Claim | None] = self._shared(number, own)
        claims = claims or {name: self._claim(number, name, own) for name in _POINTS}
        indicator = self._indicator(own, claims["weight"])
        texts = {
            name: without_mark(self.table.text(number, name, own[name]))[0] for name in _TEXTS if name in own
        }
        actual = joined(own.get("actual", ()))
        row = ImportedRow(
            indicator,
            next(iter(own.get("actual", ())), None),
            actual_with_unit(actual, self.table.unit("actual")) if actual else "",
            claims["weight"],
            claims["score"],
            texts,
            self._extra(number),
            self.project,
            is_part(indicator.name),
            without_mark(joined(own.get("explanation", ())))[1],
            {name: own[name][0] for name in texts},
            joined(own.get("day", ())),
            tuple(self.problems[known:]),
        )
        for name, cells in own.items():
            for cell in cells:
                self.ledger.accept(cell, name)
        return row

    def _indicator(self, own: Mapping[str, Sequence[Cell]], weight: Claim | None) -> Indicator:
        if "unadjusted" in own and not own.get("target"):
            # Only some targets were adjusted; the others are as they were.
            own = {**own, "target": own["unadjusted"][:1]}
        target = read_target(own, self.table.unit("target"))
        if target.problem is not None:
            self.problems.append(target.problem)
        name, points = joined(own.get("name", ())), ""
        if "weight" not in self.header:
            name, points = without_points(name)
        both = name_and_target(name) if self._names_have_targets else None
        return Indicator(
            self.carried.texts.get("level1", ""),
            self.carried.texts.get("level2", ""),
            both[0] if both is not None else name,
            description=joined(own.get("description", ())),
            target=both[1] if both is not None else target.text,
            basis=joined(own.get("basis", ())),
            at=next(iter(own.get("target") or own["name"])).at,
            weight=Claim.of(points).value if points else None if weight is None else weight.value,
            direction=target.direction,
        )

    @property
    def _names_have_targets(self) -> bool:
        """Whether targets may be behind the names: the table has levels and no column of targets."""
        return "target" not in self.header and ("level1" in self.header or "level2" in self.header)

    def _shared(self, number: int, own: Mapping[str, Sequence[Cell]]) -> dict[str, Claim]:
        """The points and the score of a row that are in one cell."""
        for name in self.header.columns.keys() & set(_POINTS):
            order = points_in_order(self.header.columns[name][0].cells[-1].text)
            cell = next(iter(own.get(name, ())), None)
            if order and cell is not None and cell.row == number:
                return shared_points(cell, order)
        return {}

    def _claim(self, number: int, name: str, own: Mapping[str, Sequence[Cell]]) -> Claim | None:
        """The points or the score of a row; PR708, PR730 and PR744 are noted."""
        cell = next(iter(own.get(name, ())), None)
        if cell is None or cell.row != number or plain(cell.text) in blanks():
            return None
        claim = Claim.in_cell(evolve(cell, text=on_one_line(cell.text)))
        heading = self.table.heading(name)
        problem = None
        if claim.value is None:
            problem = cell.at.report("PR708", column=heading, text=claim.text)
        elif name == "weight" and claim.value < 0:
            problem = cell.at.report("PR744", text=claim.text)
        if problem is not None:
            self.problems.append(problem)
            self.ledger.reject(cell, name, problem)
            return None
        covered = self.table.covered(cell)
        if covered > 1:
            self.problems.append(cell.at.report("PR730", column=heading, count=covered, text=claim.text))
        return claim

    def _extra(self, number: int) -> dict[str, str]:
        """The texts below other headings, by heading."""
        found: dict[str, str] = {}
        unread = {id(cell) for cell in self.table.unread(number)}
        for heading, text, cells in self.table.others(number):
            if text:
                found[heading] = text
            for cell in cells:
                name = f"extra.{heading}" if heading else "extra"
                if id(cell) in unread:
                    self.ledger.leave(cell, name=name)
                else:
                    self.ledger.accept(cell, name)
        return found


def _has_indicator(number: int, own: Mapping[str, Sequence[Cell]]) -> bool:
    """Whether a row has an indicator, and not only levels, numbers and words that hold a place."""
    return any(
        cell.row == number and not is_placeholder(cell.text) and not is_empty_name(cell.text)
        for name in _TELLING
        for cell in own.get(name, ())
    )
