"""What every ledger offers: its headings, and its rows in batches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

import polars as pl
import pyarrow as pa
from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import BrokenRow
from perfrules.resources.late_patterns import late_pattern

ROW = "perfrules_row"
"""The column with the number of each row, from 1, the row of headings included."""
BATCH = 200_000
"""Rows of a batch, roughly."""
_FIRST_ROWS, _FEWEST = 20, 2
"""The row of headings is among the first rows, and a ledger has at least two columns."""
_NUMBER = late_pattern(r"\s*[-+¥￥]?[0-9]+([-/.,年][0-9].*)?$")
"""An amount or a day, which no heading is."""


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
    """A ledger: the name that findings show, and the headings of its columns, in order.

    `units_above` are the units of money that the rows above the headings state. `merged` has, by headings and
    numbers of rows, which rows share a merged cell: `3–5`.
    """

    name: str
    headings: tuple[str, ...]
    units_above: tuple[str, ...] = field(default=(), kw_only=True)
    merged: Mapping[str, Mapping[int, str]] = field(factory=dict, eq=False, repr=False, kw_only=True)

    @property
    def is_stable(self) -> bool:
        """Whether two readings return the same batches, so that an interrupted one can continue."""
        return True

    @abstractmethod
    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read some columns of all rows.

        Raises:
            LedgerError: PR888: the ledger cannot be read.
        """

    @contextmanager
    def opened(self) -> Iterator[Self]:
        """Hold the ledger until it has been read, and release what it holds; files hold nothing."""
        yield self


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


@frozen
class Opened:
    """The ledgers of one file or address: one, or a sheet each; and the sheets that are not read."""

    name: str
    ledgers: tuple[Ledger, ...]
    left_out: tuple[str, ...] = ()


def frame_of(batch: pa.RecordBatch) -> pl.DataFrame:
    """Return a batch of Arrow as a frame."""
    frame: Any = pl.from_arrow(pa.Table.from_batches([batch]))
    made: pl.DataFrame = frame
    return made


def unreadable(name: str, reason: object) -> LedgerError:
    """PR888: the ledger cannot be read, and what a library says about it; our own errors stay as they are.

    Args:
        name: The name of the ledger.
        reason: The error.
    """
    if isinstance(reason, PerfrulesError):
        return LedgerError(*reason.diagnostics)
    return LedgerError(Diagnostic("PR888", {"ledger": name, "reason": str(reason)}))


def headings_in(name: str, rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """Find the row of headings: of the first rows without a number, the one with most filled cells.

    Rows of another length than most rows do not count, because they may be broken.

    Args:
        name: The name of the ledger.
        rows: The first rows, as texts.

    Returns:
        The position of the row, and the headings.

    Raises:
        LedgerError: PR867: no row has two filled cells.

    >>> headings_in("台账", [["2021年支出台账"], ["日期", "金额"], ["2021-03-01", "1500"]])
    (1, ('日期', '金额'))
    """
    first = rows[:_FIRST_ROWS]
    usual = Counter(map(len, first)).most_common(1)[0][0] if first else 0
    filled = {
        at: sum(map(bool, row))
        for at, row in enumerate(first)
        if len(row) == usual and not any(map(_NUMBER.match, row))
    }
    widest = max(filled.values(), default=0)
    if widest < _FEWEST:
        raise LedgerError(Diagnostic("PR867", {"ledger": name}))
    at = next(at for at, count in filled.items() if count == widest)
    return at, tuple(heading.strip() for heading in rows[at])
