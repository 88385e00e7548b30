"""Parquet ledgers, read in batches with the types that they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.sources.model import BATCH, ROW, Batch


@frozen
class ParquetLedger:
    """A Parquet file. Its first row has the number 1, for the headings take none."""

    path: Path
    headings: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @classmethod
    def open(cls, path: Path) -> ParquetLedger:
        """Read the headings.

        Raises:
            LedgerError: PR888: it is not a Parquet file.
        """
        try:
            names = pq.read_schema(path).names
        except (OSError, pa.ArrowException) as error:
            facts = {"ledger": path.name, "reason": str(error)}
            raise LedgerError(Diagnostic("PR888", facts)) from error
        return cls(path, tuple(names))

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read some columns of all rows."""
        with pq.ParquetFile(self.path) as file:
            rows = max(file.metadata.num_rows, 1)
            yield from numbered(file.iter_batches(BATCH, columns=list(columns)), rows)


def numbered(batches: Iterator[pa.RecordBatch], rows: int | None) -> Iterator[Batch]:
    """Return batches of Arrow with the number of each row, from 1."""
    row = 1
    for batch in batches:
        frame: Any = pl.from_arrow(pa.Table.from_batches([batch]))
        numbers = pl.Series(ROW, range(row, row + frame.height), dtype=pl.Int64)
        row += frame.height
        yield Batch(frame.with_columns(numbers), (), None if rows is None else (row - 1) / rows)
