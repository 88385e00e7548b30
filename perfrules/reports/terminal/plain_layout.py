"""Tables as text without colours, many times faster than Rich and with the same characters.

A folder of thousands of projects prints a table for each of them into a file or pipe. Only tables as
`plain_table` makes them are laid out here, and only where each text fits or folds; `plain_lines` returns None
for all others, which Rich prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen
from rich.cells import cell_len
from rich.text import Text

from perfrules.reports.terminal.folding import FoldedText, folds
from perfrules.resources.plain_repr import PlainRepr

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Column, Table

_EDGES = 2


class _NeedsRichError(Exception):
    """A table that this module does not lay out."""


@frozen(repr=False)
class _Cell(PlainRepr):
    text: str
    width: int
    may_fold: bool


@frozen(repr=False)
class _Column(PlainRepr):
    """A column: its cells from the heading on, and how they are laid out; `padding` is in columns."""

    cells: Sequence[_Cell]
    may_shrink: bool
    to_the_right: bool
    narrowest: int
    padding: int

    def width(self, most: int) -> int:
        """The width with padding: that of the widest cell, at most `most`, at least the narrowest."""
        widest = max(cell.width for cell in self.cells) + self.padding
        return max(min(widest, most), self.narrowest + self.padding)

    def lines(self, row: int, width: int) -> list[str]:
        """The lines of a cell, each of `width` columns."""
        cell = self.cells[row]
        if cell.width <= width:
            return [self._filled(cell.text, width - cell.width)]
        if not (cell.may_fold and self.may_shrink):
            raise _NeedsRichError
        starts = [0, *folds(cell.text, width), len(cell.text)]
        parts = [cell.text[low:high] for low, high in pairwise(starts)]
        return [self._fitted(part, width) for part in parts]

    def _fitted(self, part: str, width: int) -> str:
        while (room := width - cell_len(part)) < 0:
            part = part[:-1]  # a blank, for folds breaks a line before anything else
        return self._filled(part, room)

    def _filled(self, text: str, room: int) -> str:
        return " " * room + text if self.to_the_right else text + " " * room


def plain_lines(table: Table, width: int) -> list[str] | None:
    """Return the lines of a table, or None for a table that Rich must print.

    Args:
        table: A table as `plain_table` makes it.
        width: The width of the console.

    >>> from perfrules.reports.terminal.tables import plain_table
    >>> table = plain_table()
    >>> table.add_column("项目")
    >>> table.add_row("甲")
    >>> plain_lines(table, 20)
    ['      ', ' 项目 ', ' ──── ', ' 甲   ', '      ']
    """
    try:
        return list(_lines(table, width))
    except _NeedsRichError:
        return None


def _lines(table: Table, width: int) -> Iterator[str]:
    last = len(table.columns) - 1
    columns = [_column(column, at, last) for at, column in enumerate(table.columns)]
    widths = _widths(columns, width - _EDGES - last)
    full = sum(widths) + _EDGES + last
    if table.title is not None:
        title = _cell(table.title)
        if title.width > full:
            raise _NeedsRichError
        yield title.text + " " * (full - title.width)
    blank = " " * full
    yield blank
    yield from _row(columns, widths, 0)
    yield f" {'─' * (full - _EDGES)} "
    for at, row in enumerate(table.rows, 1):
        yield from _row(columns, widths, at)
        if row.end_section and at < len(table.rows):
            yield blank
    yield blank


def _column(column: Column, at: int, last: int) -> _Column:
    if column.justify not in ("left", "right") or column.width is not None or column.max_width is not None:
        raise _NeedsRichError
    cells = [_cell(each) for each in (column.header, *column.cells)]
    padding = (at > 0) + (at < last)
    return _Column(cells, not column.no_wrap, column.justify == "right", column.min_width or 0, padding)


def _cell(content: RenderableType) -> _Cell:
    if isinstance(content, Text):
        text = content.plain
    elif isinstance(content, str) and not set(content) & set("[]:\\"):
        text = content  # without markup and names of emoji
    else:
        raise _NeedsRichError
    if not text.isprintable():
        raise _NeedsRichError
    return _Cell(text, cell_len(text), isinstance(content, FoldedText))


def _widths(columns: Sequence[_Column], most: int) -> list[int]:
    """The widths with padding; where they exceed the room, the widest columns that may shrink do."""
    widths = [column.width(most) for column in columns]
    if sum(widths) <= most:
        return widths
    shrunk = _shrunk(widths, [column.may_shrink for column in columns], sum(widths) - most)
    widths = [column.width(width) for column, width in zip(columns, shrunk, strict=True)]
    if max(sum(shrunk), sum(widths)) > most:
        raise _NeedsRichError
    return widths


def _shrunk(widths: list[int], may_shrink: Sequence[bool], excess: int) -> list[int]:
    """Bring the widest columns to the width of the next ones, and share the rest, as Rich does."""
    while excess > 0:
        shrinking = [width for width, may in zip(widths, may_shrink, strict=True) if may]
        widest = max(shrinking, default=0)
        step = widest - max((width for width in shrinking if width != widest), default=0)
        if not step:
            break
        left, places = excess, [at for at, may in enumerate(may_shrink) if may and widths[at] == widest]
        for count, at in zip(range(len(places), 0, -1), places, strict=True):
            taken = min(step, excess, round(left / count))
            widths[at] -= taken
            left -= taken
        excess = left
    return widths


def _row(columns: Sequence[_Column], widths: Sequence[int], row: int) -> Iterator[str]:
    inner = [width - column.padding for width, column in zip(widths, columns, strict=True)]
    if min(inner) < 1:
        raise _NeedsRichError
    cells = [column.lines(row, width) for column, width in zip(columns, inner, strict=True)]
    height = max(map(len, cells))
    for at in range(height):
        parts = [
            lines[at] if at < len(lines) else " " * width for lines, width in zip(cells, inner, strict=True)
        ]
        # A blank on each side of a cell, and one between two of them; none at the edges.
        yield f" {'   '.join(parts)} "
