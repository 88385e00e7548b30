"""The blocks of a document before they are interpreted: paragraphs, and tables of cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.origin import Origin
from perfrules.sheets.cells import Cell
from perfrules.values import QuantityError

_Number = TypeVar("_Number")


@frozen
class Paragraph:
    """A line of text outside every table."""

    text: str
    at: Origin


Row: TypeAlias = tuple[Cell, ...]


@frozen
class Table:
    """Rows of cells, in the order written; rows need not be equally long."""

    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Table


def diagnostic_at(cell: Cell, code: str, /, **facts: object) -> Diagnostic:
    """The diagnostic that points at a cell."""
    return Diagnostic(code, facts, cell.at.span, cell.at.source)


def numeral_in(
    cell: Cell | None, reader: Callable[[str], _Number], diagnostics: list[Diagnostic]
) -> _Number | None:
    """The number in a cell; None if it has none, with a diagnostic unless the cell is blank."""
    if not cell:
        return None
    try:
        return reader(cell.text)
    except QuantityError:
        diagnostics.append(diagnostic_at(cell, "PR304", text=cell.text))
        return None
