"""A form laid out on a grid, as xlsx and docx draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Protocol, TypeVar

from attrs import frozen

from perfrules.engine.monitoring import MonitoringReport
from perfrules.reports.forms.figures import figure, in_wan
from perfrules.reports.forms.words import FormWords
from perfrules.reports.roles import Role, Tint


@frozen
class FormCell:
    """A value at `row` and `column`, counted from 0, that spans `rows` and `columns`."""

    row: int
    column: int
    value: str | Decimal
    role: Role
    rows: int = 1
    columns: int = 1
    tint: Tint = ""


@frozen
class Layout:
    """The cells in reading order, on columns whose widths are in digits.

    The first two rows are the title and the time. The indicators begin at the row `table`, whose heads every
    page repeats.
    """

    cells: tuple[FormCell, ...]
    table: int
    widths: tuple[int, ...]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max(cell.row + cell.rows for cell in self.cells)

    def width(self, cell: FormCell) -> int:
        """How wide a cell is, in digits."""
        return sum(self.widths[cell.column : cell.column + cell.columns])


class _Levelled(Protocol):
    """A row of indicators, which bears two levels."""

    @property
    def level1(self) -> str: ...
    @property
    def level2(self) -> str: ...


_Row = TypeVar("_Row", bound=_Levelled)


class Drawing:
    """Draws from the top down; `at` is the next free row."""

    def __init__(self, words: FormWords, widths: tuple[int, ...]) -> None:
        self.words, self.widths = words, widths
        self.cells: list[FormCell] = []
        self.at = 0

    def layout(self, table: int) -> Layout:
        """What was drawn, the indicators beginning at a row."""
        in_order = sorted(self.cells, key=lambda cell: (cell.row, cell.column))
        return Layout(tuple(in_order), table, self.widths)

    def put(
        self,
        column: int,
        value: str | Decimal,
        role: Role,
        *,
        columns: int = 1,
        rows: int = 1,
        tint: Tint = "",
    ) -> None:
        """Draw a cell in the next free row."""
        self.cells.append(FormCell(self.at, column, value, role, rows, columns, tint))

    def line(self, text: str, role: Role) -> None:
        """Draw a row of one cell."""
        self.put(0, text, role, columns=len(self.widths))
        self.at += 1

    def pair(self, left: tuple[str, str], right: tuple[str, str], half: int) -> None:
        """Draw two labels, each with its value beside it; the second begins at the column `half`."""
        self.put(0, self.words.inline(left[0]), "label", columns=2)
        self.put(2, left[1], "text", columns=half - 2)
        self.put(half, self.words.inline(right[0]), "label")
        self.put(half + 1, right[1], "text", columns=len(self.widths) - half - 1)
        self.at += 1

    def table(self, keys: Sequence[str], rows: Sequence[_Row], draw: Callable[[_Row], None]) -> None:
        """Draw the table of indicators; `draw` draws a row from its third level on."""
        self.put(0, "", "label")
        for column, key in enumerate(keys, 1):
            self.put(column, self.words(key), "label")
        self.at += 1
        if rows:
            self.put(0, self.words("indicators"), "side", rows=len(rows))
        for level1, of_level1 in _runs(rows, lambda row: row.level1):
            self.put(1, level1, "group", rows=len(of_level1))
            for level2, of_level2 in _runs(of_level1, lambda row: row.level2):
                self.put(2, level2, "group", rows=len(of_level2))
                for row in of_level2:
                    draw(row)
                    self.at += 1


def tints_of(report: MonitoringReport) -> Mapping[str, Tint]:
    """The colour of each light of a report, by the light's name."""
    return {light.name: light.colour for light in report.colours}


def wan(yuan: Fraction | None) -> str | Decimal:
    """Return an amount in 万元, blank without one."""
    return "" if yuan is None else figure(in_wan(yuan))


def _runs(rows: Sequence[_Row], key: Callable[[_Row], str]) -> Iterator[tuple[str, tuple[_Row, ...]]]:
    """Neighbouring rows that share a first or second level, which one cell names for all of them."""
    for name, run in groupby(rows, key):
        yield name, tuple(run)
