"""What every medium reader returns: pages of paragraphs and grids, each cell with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.origin import Origin
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class Cell(PlainRepr):
    """A cell of a table.

    Attributes:
        text: What the cell shows; lines of a cell are separated by line feeds.
        at: Its place.
        rounded: Whether a number format hides decimals, so that the text is not the whole value.
        row: The first row that it covers, counted from 0.
        column: The first column that it covers, counted from 0.
        rows: How many rows it covers.
        columns: How many columns it covers.
    """

    text: str
    at: Origin
    rounded: bool = False
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1

    def __bool__(self) -> bool:
        """Whether the cell has any text."""
        return bool(self.text.strip())


@frozen(repr=False)
class Grid(PlainRepr):
    """A table: rows of equal length, in which a merged cell is in every place that it covers.

    Attributes:
        rows: The cells, row by row.
        name: What people call the table: the worksheet, 表1.
        noticed: What was noticed while its cells were read.
        written: How many cells each row has in a text, where rows are filled up to equal length.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    noticed: tuple[Diagnostic, ...] = ()
    written: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return len(self.rows[0]) if self.rows else 0

    def unmerged(self) -> Iterator[tuple[Cell, ...]]:
        """The rows with each merged cell in its first place alone, the other places blank."""
        for number, row in enumerate(self.rows):
            yield tuple(
                cell if (cell.row, cell.column) == (number, at) else evolve(cell, text="", rounded=False)
                for at, cell in enumerate(row)
            )


@frozen(repr=False)
class Paragraph(PlainRepr):
    """A line of text outside every table."""

    text: str
    at: Origin


Block: TypeAlias = Paragraph | Grid


@frozen(repr=False)
class Page(PlainRepr):
    """The blocks of a document, or of one worksheet, in order.

    `noticed` is what was noticed of the page as a whole.
    """

    name: str
    blocks: tuple[Block, ...]
    noticed: tuple[Diagnostic, ...] = field(default=())

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables of the page."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
