"""Open a ledger by its path or address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.sources.csv_ledger import CsvLedger
from perfrules.ledgers.sources.database_ledger import DatabaseLedger
from perfrules.ledgers.sources.model import Ledger
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
        LedgerError: PR866: there is no such file; PR868: its kind is unknown; PR733: it is empty; PR888,
            PR867, PR869: it cannot be read.
    """
    if "://" in address:
        return DatabaseLedger.open(address)
    path = Path(address)
    maker = _FILES.get(path.suffix.lower())
    if not path.is_file():
        raise LedgerError(Diagnostic("PR866", {"ledger": address}))
    if maker is None:
        raise LedgerError(Diagnostic("PR868", {"ledger": address}))
    if not path.stat().st_size:
        raise LedgerError(Diagnostic("PR733", {"name": address}))
    return maker(path)
