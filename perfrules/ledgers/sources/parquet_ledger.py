"""Parquet ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from perfrules.ledgers.sources.model import BATCH, ArrowLedger, unreadable


@frozen
class ParquetLedger(ArrowLedger):
    """A Parquet file."""

    path: Path

    @classmethod
    def open(cls, path: Path) -> ParquetLedger:
        """Read the headings and the number of rows.

        Raises:
            LedgerError: PR888: it is not a Parquet file.
        """
        try:
            about = pq.read_metadata(path)
        except (OSError, pa.ArrowException) as error:
            raise unreadable(path.name, error) from error
        return cls(path.name, tuple(about.schema.to_arrow_schema().names), path, rows=about.num_rows)

    def arrow(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Read some columns of all rows."""
        with pq.ParquetFile(self.path) as file:
            yield from file.iter_batches(BATCH, columns=list(columns))
