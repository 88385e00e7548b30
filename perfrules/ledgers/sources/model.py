"""What every ledger offers: its headings, and its rows in batches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl
import pyarrow as pa
from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import BrokenRow

ROW = "perfrules_row"
"""The column with the number of each row, from 1, the row of headings included."""
BATCH = 200_000
"""Rows of a batch, roughly."""
_FIRST_ROWS = 20
"""The row of headings is among the first rows."""


@frozen
class Batch:
    """Some rows with the columns that were asked for and `ROW`; rows that cannot be read; how far it is.

    `done` is the part of the ledger that has been read, from 0 to 1; None where it is not known.
    """

    frame: pl.DataFrame
    broken: tuple[BrokenRow, ...] = ()
    done: float | None = None


@frozen
class Ledger(ABC):
    """A ledger: the name that findings show, and the headings of its columns, in order."""

    name: str
    headings: tuple[str, ...]

    @abstractmethod
    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read some columns of all rows.

        Raises:
            LedgerError: PR888: the ledger cannot be read.
        """


@frozen
class ArrowLedger(Ledger):
    """A ledger that is read in batches of Arrow, with the types that it has.

    Its first row has the number 1, because the headings take none. `rows` is the number of rows, None where
    it is not known before they are read.
    """

    rows: int | None = field(default=None, kw_only=True)

    @abstractmethod
    def arrow(self, columns: Sequence[str]) -> Iterable[pa.RecordBatch]:
        """Read some columns of all rows."""

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read some columns of all rows."""
        row = 1
        for batch in self.arrow(columns):
            frame = frame_of(batch)
            numbers = pl.Series(ROW, range(row, row + frame.height), dtype=pl.Int64)
            row += frame.height
            done = None if self.rows is None else (row - 1) / max(self.rows, 1)
            yield Batch(frame.with_columns(numbers), (), done)


def frame_of(batch: pa.RecordBatch) -> pl.DataFrame:
    """Return a batch of Arrow as a frame."""
    frame: Any = pl.from_arrow(pa.Table.from_batches([batch]))
    made: pl.DataFrame = frame
    return made


def unreadable(name: str, reason: object) -> LedgerError:
    """PR888: the ledger cannot be read.

    Args:
        name: The name of the ledger.
        reason: Why, in one word or as the library says it.
    """
    return LedgerError(Diagnostic("PR888", {"ledger": name, "reason": str(reason)}))


def headings_in(name: str, rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """Find the row of headings: the first one with as many filled cells as any of the first rows.

    Args:
        name: The name of the ledger.
        rows: The first rows, as texts.

    Returns:
        The position of the row, and the headings.

    Raises:
        LedgerError: PR888: no row has two filled cells.

    >>> headings_in("台账", [["2021年支出台账", ""], ["日期", "金额"], ["2021-03-01", "1500"]])
    (1, ('日期', '金额'))
    """
    widths = [sum(map(bool, row)) for row in rows[:_FIRST_ROWS]]
    widest = max(widths, default=0)
    if widest < 2:
        raise unreadable(name, "headings")
    at = widths.index(widest)
    return at, tuple(heading.strip() for heading in rows[at])
