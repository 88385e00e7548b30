"""The cells of an xlsx sheet as the texts that were meant, exact, or refused by address."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError
from perfrules.documents.media.xlsx import MOST_COLUMNS, MOST_ROWS, UnsaidError, cell_text, reaches_too_far


@frozen
class SheetCell:
    """A text and its place: row and column from 0, the address as people write it."""

    row: int
    column: int
    text: str
    address: str


def read_cells(sheet: Any, name: str | None) -> list[SheetCell]:
    """The cells of a sheet that hold something, row by row.

    Raises:
        DocumentError: PR932–PR936 with every cell that does not say what is meant.
    """
    problems = [
        _diagnostic("PR935", sheet, str(area).partition(":")[0], name, area=str(area))
        for area in sheet.merged_cells.ranges
    ]
    if reaches_too_far(sheet):
        facts = {"rows": f"{MOST_ROWS:,}", "columns": str(MOST_COLUMNS)}
        problems.append(
            _diagnostic("PR936", sheet, sheet.dimensions.partition(":")[2] or "A1", name, **facts)
        )
        raise DocumentError(*problems)
    found = []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            try:
                text = cell_text(cell).strip()
            except UnsaidError as error:
                problems.append(_diagnostic(error.code, sheet, cell.coordinate, name, **error.facts))
                continue
            if text:
                address = f"{sheet.title}!{cell.coordinate}"
                found.append(SheetCell(cell.row - 1, cell.column - 1, text, address))
    if problems:
        raise DocumentError(*problems)
    return found


def _diagnostic(code: str, sheet: Any, coordinate: str, name: str | None, **facts: str) -> Diagnostic:
    value = sheet[coordinate].value
    text = "" if value is None else str(value)[:80]
    source = Source(text or " ", name, cells=((0, f"{sheet.title}!{coordinate}"),))
    return Diagnostic(code, {"text": text, **facts}, Span(0, max(len(text), 1)), source)
