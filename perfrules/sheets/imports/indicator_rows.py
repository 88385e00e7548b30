"""The rows of the indicator table: columns by the names in its header, levels carried down, nothing lost."""

from __future__ import annotations

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.sheets.cells import Cell
from perfrules.sheets.imports.tables import Row, diagnostic_at, numeral_in
from perfrules.sheets.labels import is_goal_label, is_placeholder, labels, plain
from perfrules.sheets.model import Indicator
from perfrules.values import read_number

_LEVELS = "level1", "level2"
_NARROWEST = 3
"""Columns a table has at least for a row of twice as many cells to be two rows."""


def is_header(row: Row) -> bool:
    """Whether a row names the columns of the indicator table."""
    written = [plain(cell.text) for cell in row if cell]
    known = [text for text in written if text in labels().columns]
    return len(known) > 1 or (len(known) == len(written) == 1 and labels().columns[known[0]] == "level1")


def before_header(row: Row) -> tuple[Row, Row]:
    """The cells of a row that ran together with the header below it, and the header.

    A column of another name to the left of the known ones (序号) is the header's own.
    """
    start = next(at for at, cell in enumerate(row) if plain(cell.text) in labels().columns)
    own = any(
        is_placeholder(cell.text) or is_goal_label(cell.text) or labels().known(cell.text)
        for cell in row[:start]
    )
    return (row[:start], row[start:]) if own else ((), row)


@frozen
class Indicators:
    """What the rows were read into; `cut_off` are the columns that a broken last row lacks."""

    indicators: tuple[Indicator, ...] = ()
    cut_off: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@define
class IndicatorRows:
    """Collects the rows under a header."""

    header: Row = ()
    columns: tuple[str | None, ...] = ()
    rows: list[Row] = field(factory=list)
    levels: dict[str, str] = field(factory=lambda: dict.fromkeys(_LEVELS, ""))
    indicators: list[Indicator] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    unknown: dict[int, list[Cell]] = field(factory=dict)

    def open(self, header: Row) -> None:
        """Take the names of the columns; a header repeated on the next page changes nothing."""
        self._read_rows()
        half = len(header) // 2
        if len(header) % 2 == 0 and not any(header[half:]):
            header = header[:half]  # the blank row below ran together with it
        self.header = header
        self.columns = _columns(header)
        self.unknown = {
            at: [header[at]] for at, name in enumerate(self.columns) if name is None and header[at]
        }

    def take(self, row: Row) -> None:
        """Take one row; rows that a blank line split or joined wrongly are repaired."""
        above = self.rows[-1] if self.rows else ()
        width = len(self.columns)
        if width >= _NARROWEST and len(row) > width and len(row) % width == 0:
            self.diagnostics.append(diagnostic_at(_first_written(row), "PR322", count=len(row) // width))
            self.rows += [row[at : at + width] for at in range(0, len(row), width)]
        elif above and len(above) + len(row) == width:
            self.rows[-1] = above + row
            self.diagnostics.append(diagnostic_at(_first_written(self.rows[-1]), "PR317"))
        elif any(row):
            self.rows.append(row)

    def finish(self, *, last: bool) -> Indicators:
        """Read what was taken; `last` says that the document ends here."""
        cut_off: tuple[str, ...] = ()
        if last and self.rows and len(self.rows[-1]) < len(self.columns):
            cut_off = tuple(plain(cell.text) for cell in self.header[len(self.rows[-1]) :])
        self._read_rows(broken=bool(cut_off))
        return Indicators(tuple(self.indicators), cut_off, tuple(self.diagnostics))

    def _read_rows(self, *, broken: bool = False) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns) and not (broken and number == len(self.rows)):
                facts = {"found": len(row), "expected": len(self.columns)}
                self.diagnostics.append(diagnostic_at(_first_written(row), "PR302", **facts))
            self._read_row(row)
        for cells in self.unknown.values():
            texts = Listed(cell.text for cell in cells[1:])
            self.diagnostics.append(diagnostic_at(cells[0], "PR313", column=cells[0].text, texts=texts))
        self.rows, self.unknown = [], {}

    def _read_row(self, row: Row) -> None:
        cells = {
            name: cell for name, cell in zip(self.columns, row, strict=False) if name is not None and cell
        }
        self._set_aside(row)
        self._carry_levels(cells)
        own = {name: cell for name, cell in cells.items() if name not in _LEVELS}
        if not all(is_placeholder(cell.text) for cell in own.values()):
            self.indicators.append(self._indicator(own, _first_written(row)))
        elif levels := [cell.text for name, cell in cells.items() if name in _LEVELS]:
            self.diagnostics.append(diagnostic_at(_first_written(row), "PR316", levels=Listed(levels)))

    def _set_aside(self, row: Row) -> None:
        """Report the cells that are under no known column."""
        for at, cell in enumerate(row):
            if cell and at >= len(self.columns):
                self.diagnostics.append(diagnostic_at(cell, "PR312", text=cell.text))
            elif cell and self.columns[at] is None:
                self.unknown.setdefault(at, [self.header[at]]).append(cell)

    def _carry_levels(self, cells: dict[str, Cell]) -> None:
        """A blank level repeats the one above, but no second level reaches over into another first level."""
        if "level1" in cells and cells["level1"].text != self.levels["level1"]:
            self.levels = dict.fromkeys(_LEVELS, "")
        for level in _LEVELS:
            if level in cells:
                self.levels[level] = cells[level].text

    def _indicator(self, cells: dict[str, Cell], start: Cell) -> Indicator:
        texts = {name: cell.text for name, cell in cells.items() if name != "weight"}
        if "name" not in cells:
            self.diagnostics.append(diagnostic_at(start, "PR314"))
        elif not self.levels["level2"]:
            self.diagnostics.append(diagnostic_at(start, "PR315", name=texts["name"]))
        return Indicator(
            **self.levels,
            **{"name": "", **texts},
            at=cells.get("target", start).at,
            weight=numeral_in(cells.get("weight"), lambda text: read_number(plain(text)), self.diagnostics),
        )


def _columns(header: Row) -> tuple[str | None, ...]:
    """The meaning of each column; None for an unknown name or a column that is already there."""
    columns: list[str | None] = []
    for cell in header:
        name = labels().columns.get(plain(cell.text))
        columns.append(None if name in columns else name)
    return tuple(columns)


def _first_written(row: Row) -> Cell:
    return next((cell for cell in row if cell), row[0])
