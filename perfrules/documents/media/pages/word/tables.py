"""The tables of a document: rows of cells that are merged to the right and downwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from attrs import define, field, frozen

from perfrules.documents.media.pages.placing import RawCell
from perfrules.documents.media.pages.word.elements import attribute_of, tag_of

MOST_COLUMNS = 63
"""How many columns a table has at most in Word."""


@frozen
class CellContent:
    """What a cell holds: its text, and the tables and text boxes in it."""

    text: str
    nested: tuple[Any, ...] = ()
    boxes: tuple[Any, ...] = ()


class Walk(Protocol):
    """What a table needs of the walk through the document."""

    tracked: bool

    def children(self, element: Any) -> Iterator[Any]:
        """The children of an element, those of wrappers in the place of the wrapper."""

    def content_of(self, cell: Any) -> CellContent:
        """What a cell holds."""


@frozen
class _Span:
    """What the properties of a cell say: columns, and how it is merged downwards."""

    columns: int
    merge: str | None


@define
class _OpenCell:
    text: str
    row: int
    column: int
    columns: int
    rows: int = 1


@define
class TableReader:
    """Reads the rows of a table; merged cells grow downwards."""

    walk: Walk
    name: str
    height: int = 0
    width: int = 0
    found: list[_OpenCell] = field(factory=list)
    open: dict[int, _OpenCell] = field(factory=dict)
    nested: list[Any] = field(factory=list)
    boxes: list[Any] = field(factory=list)

    def take(self, row: Any) -> None:
        """Take a row, unless it is a tracked deletion."""
        properties = {tag_of(each): each for part in row if tag_of(part) == "trPr" for each in part}
        if "del" in properties:
            self.walk.tracked = True
            return
        column = _number(properties.get("gridBefore"), 0, least=0)
        for cell in self.walk.children(row):
            if tag_of(cell) == "tc":
                column = self._take_cell(cell, column)
        self.width = max(self.width, column)
        self.height += 1

    def _take_cell(self, cell: Any, column: int) -> int:
        span = _span(cell)
        above = self.open.get(column)
        if span.merge == "continue" and above is not None and above.row + above.rows == self.height:
            above.rows += 1
        else:
            content = self.walk.content_of(cell)
            self.nested += content.nested
            self.boxes += content.boxes
            made = _OpenCell(content.text, self.height, column, span.columns)
            self.found.append(made)
            self.open.pop(column, None)
            if span.merge is not None:
                self.open[column] = made
        return column + span.columns

    def cells(self) -> tuple[RawCell, ...]:
        """The cells of the table."""
        return tuple(
            RawCell(each.text, each.row, each.column, each.rows, each.columns) for each in self.found
        )


def _span(cell: Any) -> _Span:
    properties = {tag_of(each): each for part in cell if tag_of(part) == "tcPr" for each in part}
    merged = properties.get("vMerge")
    merge = None if merged is None else attribute_of(merged, "val") or "continue"
    return _Span(_number(properties.get("gridSpan"), 1, least=1), merge)


def _number(element: Any, default: int, *, least: int) -> int:
    """How many columns an element speaks of.

    Raises:
        ValueError: a number that no table has.
    """
    number = default if element is None else int(attribute_of(element, "val") or default)
    if not least <= number <= MOST_COLUMNS:
        raise ValueError(number)
    return number
