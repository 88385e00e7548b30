"""What every ledger offers: its headings, and its rows in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import polars as pl
from attrs import frozen

from perfrules.ledgers.findings import BrokenRow

ROW = "perfrules_row"
"""The column with the number of each row, from 1, the row of headings included."""
BATCH = 200_000
"""Rows of a batch, roughly."""


@frozen
class Batch:
    """Some rows with the columns that were asked for and `ROW`; rows that cannot be read; how far it is.

    `done` is the part of the ledger that has been read, from 0 to 1; None where it is not known.
    """

    frame: pl.DataFrame
    broken: tuple[BrokenRow, ...] = ()
    done: float | None = None


class Ledger(Protocol):
    """A ledger by its name and headings."""

    @property
    def name(self) -> str:
        """The name that findings show."""

    @property
    def headings(self) -> Sequence[str]:
        """The headings of the columns, in order."""

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read some columns of all rows.

        Raises:
            LedgerError: PR888: the ledger cannot be read.
        """
