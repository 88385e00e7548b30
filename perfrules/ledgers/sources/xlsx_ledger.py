"""Workbooks as ledgers: each visible sheet with rows under headings, numbers as they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.documents.media.xlsx import open_sheets
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import BrokenRow
from perfrules.ledgers.money_units import units_above
from perfrules.ledgers.sources.model import ROW, Batch, Ledger, Opened, headings_in, unreadable
from perfrules.values import exact_text

_Row = tuple[str, ...]


class _ErrorText(str):
    """The text of a cell with an error, such as #REF!."""

    __slots__ = ()


@frozen
class XlsxLedger(Ledger):
    """The rows of a sheet below its headings; `first` is the number of the first of them."""

    rows: tuple[_Row, ...] = field(eq=False, repr=False)
    first: int = 2

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


def open_workbook(path: Path) -> Opened:
    """Read all visible sheets with headings; formulas count as the values that were saved.

    Raises:
        LedgerError: the workbook cannot be read; PR867: no sheet has headings.
    """
    try:
        sheets = open_sheets(path.read_bytes(), path.name, computed=True)
    except (OSError, PerfrulesError) as error:
        raise unreadable(path.name, error) from error
    tables: dict[str, XlsxLedger] = {}
    left_out: list[str] = []
    for sheet in sheets:
        rows = [tuple(map(_text, row)) for row in sheet.iter_rows()]
        table = _table(path.name, sheet, rows) if sheet.sheet_state == "visible" else None
        if table is not None:
            tables[sheet.title] = table
        elif sum(map(any, rows)) > 1:
            left_out.append(sheet.title)
    if not tables:
        raise LedgerError(Diagnostic("PR867", {"ledger": path.name}))
    if len(tables) == 1:
        return Opened(path.name, tuple(tables.values()), tuple(left_out))
    named = (evolve(table, name=f"{path.name}#{title}") for title, table in tables.items())
    return Opened(path.name, tuple(named), tuple(left_out))


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


def _table(name: str, sheet: Any, rows: list[_Row]) -> XlsxLedger | None:
    """The ledger of a sheet, None where it has no rows under headings."""
    try:
        at, headings = headings_in(name, rows)
    except LedgerError:
        return None
    if len(rows) <= 1:
        return None
    rows, merged = _unmerged(rows, sheet.merged_cells.ranges, at + 1)
    return XlsxLedger(
        name,
        headings,
        tuple(rows[at + 1 :]),
        at + 2,
        units_above=units_above(rows[:at]),
        merged={headings[column]: shared for column, shared in merged.items()},
    )


def _unmerged(
    rows: Sequence[_Row], areas: Iterable[Any], begin: int
) -> tuple[list[_Row], dict[int, dict[int, str]]]:
    """Carry merged cells down to the rows that have cells of their own; others belong to the row above.

    Returns:
        The rows, and by columns and numbers of rows, which rows share a cell.
    """
    made = [list(row) for row in rows]
    merged: dict[int, dict[int, str]] = {}
    for area in areas:
        top, column = area.min_row - 1, area.min_col - 1
        own = [at for at in range(top + 1, area.max_row) if any(rows[at])]
        if top < begin or not own or not rows[top][column]:
            continue
        shown = f"{area.min_row}–{area.max_row}"
        merged.setdefault(column, {}).update({at + 1: shown for at in (top, *own)})
        for at in own:
            made[at][column] = rows[top][column]
    return list(map(tuple, made)), merged
