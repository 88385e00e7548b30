"""Tables of databases as ledgers, through Ibis: `duckdb://FILE#TABLE`, `postgresql://…#TABLE`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.sources.model import BATCH, Batch
from perfrules.ledgers.sources.parquet_ledger import numbered


@frozen
class DatabaseLedger:
    """A table of a database. Rows are numbered from 1 in the order in which the database gives them."""

    name: str
    headings: tuple[str, ...]
    table: Any = field(eq=False, repr=False)

    @classmethod
    def open(cls, address: str) -> DatabaseLedger:
        """Connect and find the table.

        Raises:
            LedgerError: PR888: Ibis is not installed, or the table cannot be reached.
        """
        url, _, name = address.partition("#")
        shown = _without_password(address)
        if not name:
            raise LedgerError(Diagnostic("PR888", {"ledger": shown, "reason": "#TABLE"}))
        try:
            # Late, for Ibis takes longer to load than most ledgers take to read.
            ibis = import_module("ibis")
            schema, _, table = name.rpartition(".")
            found = ibis.connect(url).table(table, database=schema or None)
        except Exception as error:
            said = f"{type(error).__name__}: {error}".replace(url, _without_password(url))
            facts = {"ledger": shown, "reason": said}
            raise LedgerError(Diagnostic("PR888", facts)) from error
        return cls(shown, tuple(found.columns), found)

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read some columns of all rows."""
        yield from numbered(_batches(self.table.select(*columns)), None)


def _batches(table: Any) -> Iterator[Any]:
    """Batches of Arrow; DuckDB is asked itself, for Ibis 12 calls a method that DuckDB 2 does not have."""
    backend: Any = table.get_backend()
    if backend.name != "duckdb":
        yield from table.to_pyarrow_batches(chunk_size=BATCH)
        return
    yield from backend.con.sql(backend.compile(table)).to_arrow_reader(BATCH)


def _without_password(address: str) -> str:
    """An address as reports may show it.

    >>> _without_password("postgresql://audit:secret@db/office#ledger")
    'postgresql://audit@db/office#ledger'
    """
    scheme, separator, rest = address.partition("://")
    user, at, place = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}{at}{place}"
