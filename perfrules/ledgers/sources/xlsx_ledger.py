"""Workbooks as ledgers: the first sheet with rows under headings, numbers as they are stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.documents.media.xlsx import open_sheets
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import BrokenRow
from perfrules.ledgers.sources.model import ROW, Batch
from perfrules.values import exact_text

_HEAD = 20
_Row = tuple[str, ...]


class _ErrorText(str):
    """The text of a cell with an error, such as #REF!."""

    __slots__ = ()


@frozen
class XlsxLedger:
    """The rows of a sheet below its headings; `first` is the number of the first of them."""

    path: Path
    headings: tuple[str, ...]
    rows: tuple[_Row, ...] = field(eq=False, repr=False)
    first: int = 2

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @classmethod
    def open(cls, path: Path) -> XlsxLedger:
        """Read the workbook; formulas count as the values that were saved.

        Raises:
            LedgerError: PR888: the workbook cannot be read, or no sheet has headings.
        """
        try:
            sheets = open_sheets(path.read_bytes(), path.name, computed=True)
        except (OSError, PerfrulesError) as error:
            raise LedgerError(Diagnostic("PR888", {"ledger": path.name, "reason": str(error)})) from error
        for sheet in sheets:
            found = _table([tuple(map(_text, row)) for row in sheet.iter_rows()])
            if found is not None:
                return cls(path, *found)
        raise LedgerError(Diagnostic("PR888", {"ledger": path.name, "reason": "headings"}))

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Return all rows that are not blank; a row with an error in one of the columns is broken."""
        places = [self.headings.index(name) for name in columns]
        kept: list[tuple[int, _Row]] = []
        broken: list[BrokenRow] = []
        for at, row in enumerate(self.rows, self.first):
            cells = tuple(row[place] for place in places)
            error = next((cell for cell in cells if isinstance(cell, _ErrorText)), None)
            if error is not None:
                broken.append(BrokenRow(self.name, at, Diagnostic("PR932", {"text": error})))
            elif any(row):
                kept.append((at, cells))
        data = {name: [cells[at] for _, cells in kept] for at, name in enumerate(columns)}
        numbers = pl.Series(ROW, [at for at, _ in kept], dtype=pl.Int64)
        frame = pl.DataFrame(data, schema=dict.fromkeys(columns, pl.String)).with_columns(numbers)
        yield Batch(frame, tuple(broken), 1.0)


def _text(cell: Any) -> str:
    value = cell.value
    if cell.data_type == "e":
        return _ErrorText(value)
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return exact_text(Fraction(repr(value))) if isinstance(value, int | float) else str(value).strip()


def _table(rows: Sequence[_Row]) -> tuple[tuple[str, ...], tuple[_Row, ...], int] | None:
    """The headings, the rows below them, and the number of the first of these."""
    widths = [sum(map(bool, row)) for row in rows[:_HEAD]]
    if not widths or max(widths) < 2 or len(rows) < 2:
        return None
    at = widths.index(max(widths))
    return tuple(name.strip() for name in rows[at]), tuple(rows[at + 1 :]), at + 2
