"""Open a ledger by its path or address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perfrules.ledgers.sources.csv_ledger import CsvLedger
from perfrules.ledgers.sources.database_ledger import DatabaseLedger
from perfrules.ledgers.sources.model import Ledger, unreadable
from perfrules.ledgers.sources.parquet_ledger import ParquetLedger
from perfrules.ledgers.sources.xlsx_ledger import XlsxLedger

_FILES: Mapping[str, Callable[[Path], Ledger]] = {
    ".csv": CsvLedger.open,
    ".txt": CsvLedger.open,
    ".tsv": CsvLedger.open,
    ".parquet": ParquetLedger.open,
    ".xlsx": XlsxLedger.open,
    ".xlsm": XlsxLedger.open,
}


def open_ledger(address: str) -> Ledger:
    """Open a ledger: a file, or a table of a database as `duckdb://FILE#TABLE` or `postgresql://…#TABLE`.

    Raises:
        LedgerError: PR888: there is no such file or table, or it is of another kind.
    """
    if "://" in address:
        return DatabaseLedger.open(address)
    path = Path(address)
    maker = _FILES.get(path.suffix.lower())
    if maker is None or not path.is_file():
        raise unreadable(address, "ending" if path.is_file() else "missing")
    return maker(path)
