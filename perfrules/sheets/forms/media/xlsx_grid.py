"""Filled forms in a workbook: each sheet as a grid of the texts that its cells show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError
from perfrules.documents.media.xlsx import (
    MOST_COLUMNS,
    MOST_ROWS,
    UnsaidError,
    cell_text,
    open_sheets,
    reaches_too_far,
)
from perfrules.documents.text import read_bytes
from perfrules.sheets.cells import Grid, Row
from perfrules.sheets.forms.media.placing import placed


def read_xlsx_grids(path: Path) -> tuple[Grid, ...]:
    """The grid of each sheet of a workbook.

    A number counts as it is shown, a formula as its saved value, but for a target such as `=100%`. A cell
    that does not say what is meant counts as blank and is reported: PR436 a formula without a value, PR932 an
    error, PR933 a number whose format hides what it shows.

    Raises:
        DocumentError: PR100–PR103 the file cannot be read, PR904 without the library for it, PR906–PR909 not
            a sound workbook, PR936 a sheet that is too large.
    """
    data, name = read_bytes(path), str(path)
    written, computed = (open_sheets(data, name, computed=values) for values in (False, True))
    several = len(written) > 1
    return tuple(
        _SheetReader(sheet, values, name, f"{sheet.title}!" if several else "").grid()
        for sheet, values in zip(written, computed, strict=True)
    )


class _SheetReader:
    """Reads one sheet, in which formulas count as their saved values."""

    def __init__(self, written: Any, computed: Any, name: str, prefix: str) -> None:
        self.written, self.computed, self.name, self.prefix = written, computed, name, prefix
        self.unsaid: list[tuple[Any, UnsaidError]] = []
        self.rounded: set[tuple[int, int]] = set()

    def grid(self) -> Grid:
        """The cells of the sheet, and what is to be reported of them."""
        self._require_near()
        texts = [[self._text(cell) for cell in row] for row in self.written.iter_rows()]
        rows = placed(texts, self.name, self.prefix, self.rounded)
        return Grid(tuple(rows), tuple(self._told(rows)))

    def _require_near(self) -> None:
        if reaches_too_far(self.written):
            facts = {"rows": f"{MOST_ROWS:,}", "columns": str(MOST_COLUMNS)}
            last = self.written.dimensions.rpartition(":")[2]
            source = Source(" ", self.name, cells=((0, f"{self.prefix}{last}"),))
            raise DocumentError(Diagnostic("PR936", facts, Span(0, 1), source))

    def _told(self, rows: Sequence[Row]) -> Iterator[Diagnostic]:
        for cell, error in self.unsaid:
            at = rows[cell.row - 1][cell.column - 1].at
            facts = {"text": str(cell.value)[:80], "cell": cell.coordinate, **error.facts}
            yield Diagnostic(error.code, facts, at.span, at.source)

    def _text(self, cell: Any) -> str:
        if cell.value is None:
            return ""
        try:
            return self._shown(cell)
        except UnsaidError as error:
            self.unsaid.append((cell, error))
            return ""

    def _shown(self, cell: Any) -> str:
        """The text that a cell shows; for a formula that is not a target, its saved value."""
        try:
            return self._as_shown(cell, cell)
        except UnsaidError:
            if cell.data_type != "f":
                raise
        value = self.computed[cell.coordinate]
        if value.value is None:
            raise UnsaidError("PR436")
        return self._as_shown(value, cell)

    def _as_shown(self, value: Any, cell: Any) -> str:
        """The text of a value with the decimals shown; notes the cell where that hides some."""
        text = cell_text(value, rounded=True)
        try:
            cell_text(value)
        except UnsaidError:
            self.rounded.add((cell.row - 1, cell.column - 1))
        return text
