"""Tables of databases as ledgers, through Ibis: `duckdb://FILE#TABLE`, `postgresql://…#TABLE`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Self

import pyarrow as pa
from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.sources.model import BATCH, ArrowLedger, unreadable


@frozen
class DatabaseLedger(ArrowLedger):
    """A table of a database. Rows are numbered from 1 in the order in which the database returns them."""

    table: Any = field(eq=False, repr=False)

    @property
    def is_stable(self) -> bool:
        """A database may return rows in another order."""
        return False

    @classmethod
    def open(cls, address: str) -> DatabaseLedger:
        """Connect and find the table.

        Raises:
            LedgerError: PR888: Ibis is missing, or the table cannot be reached; PR869: no table is named.
        """
        url, _, name = address.partition("#")
        shown = _without_password(address)
        if not name:
            raise LedgerError(Diagnostic("PR869", {"ledger": shown}))
        try:
            # Late, for Ibis takes longer to load than most ledgers take to read.
            backend = import_module("ibis").connect(url)
        except Exception as error:
            raise _unreachable(shown, url, error) from error
        schema, _, table = name.rpartition(".")
        try:
            found = backend.table(table, database=schema or None)
        except Exception as error:
            backend.disconnect()
            raise _unreachable(shown, url, error) from error
        return cls(shown, tuple(found.columns), found)

    @contextmanager
    def opened(self) -> Iterator[Self]:
        """Close the connection afterwards."""
        try:
            yield self
        finally:
            self.table.get_backend().disconnect()

    def arrow(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Read some columns of all rows; DuckDB is asked itself, for Ibis 12 calls a method it lacks."""
        table = self.table.select(*columns)
        backend: Any = table.get_backend()
        if backend.name != "duckdb":
            yield from table.to_pyarrow_batches(chunk_size=BATCH)
            return
        yield from backend.con.sql(backend.compile(table)).to_arrow_reader(BATCH)


def _unreachable(shown: str, url: str, error: Exception) -> LedgerError:
    return unreadable(shown, f"{type(error).__name__}: {error}".replace(url, _without_password(url)))


def _without_password(address: str) -> str:
    """An address as reports may show it.

    >>> _without_password("postgresql://audit:secret@db/office#ledger")
    'postgresql://audit@db/office#ledger'
    """
    scheme, separator, rest = address.partition("://")
    user, at, place = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}{at}{place}"
