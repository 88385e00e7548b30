"""Filled forms in a workbook: each sheet as a grid of the texts that its cells show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

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
from perfrules.sheets.cells import Row
from perfrules.sheets.forms.grids import read_grid
from perfrules.sheets.forms.model import FilledForm
from perfrules.sheets.forms.places import placed


def read_xlsx_forms(path: Path) -> tuple[FilledForm, ...]:
    """The forms in a workbook, those of each sheet in turn.

    A number counts as it is shown, for that is what was handed in; a formula as the value kept with it, but
    for a target such as `=100%`. A cell that does not say what is meant counts as blank and is told: PR436 a
    formula without a value, PR932 an error, PR933 a number whose format hides what it shows.

    Raises:
        DocumentError: PR100–PR103 the file cannot be read, PR904 without the library for it, PR906–PR909 no
            sound workbook, PR936 a sheet that is too large.
    """
    data, name = read_bytes(path), str(path)
    written, computed = (open_sheets(data, name, computed=values) for values in (False, True))
    forms: list[FilledForm] = []
    for sheet, values in zip(written, computed, strict=True):
        forms += _SheetReader(sheet, values, name, f"{sheet.title}!" if len(written) > 1 else "").forms()
    return _without_lists(forms)


def _without_lists(forms: Sequence[FilledForm]) -> tuple[FilledForm, ...]:
    """The forms of a workbook; a list of all the projects beside them says the same once more."""
    alone = tuple(each for each in forms if not each.listed)
    return alone or tuple(forms)


class _SheetReader:
    """Reads one sheet: as it was written, and with formulas as what they came to."""

    def __init__(self, written: Any, computed: Any, name: str, prefix: str) -> None:
        self.written, self.computed, self.name, self.prefix = written, computed, name, prefix
        self.unsaid: list[tuple[Any, UnsaidError]] = []
        self.rounded: set[tuple[int, int]] = set()

    def forms(self) -> list[FilledForm]:
        """The forms of the sheet; the first of them tells of the cells that do not say what is meant."""
        self._require_near()
        texts = [[self._text(cell) for cell in row] for row in self.written.iter_rows()]
        rows = placed(texts, self.name, self.prefix, self.rounded)
        first, *others = read_grid(rows) or (None,)
        if first is None:
            return []
        return [evolve(first, diagnostics=(*first.diagnostics, *self._told(rows))), *others]

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
