"""Open the ledgers of a path or address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.sources.csv_ledger import CsvLedger
from perfrules.ledgers.sources.database_ledger import DatabaseLedger
from perfrules.ledgers.sources.model import Ledger, Opened
from perfrules.ledgers.sources.parquet_ledger import ParquetLedger
from perfrules.ledgers.sources.xlsx_ledger import open_workbook

_FILES: Mapping[str, Callable[[Path], Ledger]] = {
    ".csv": CsvLedger.open,
    ".txt": CsvLedger.open,
    ".tsv": CsvLedger.open,
    ".parquet": ParquetLedger.open,
}
_WORKBOOKS = {".xlsx", ".xlsm"}


def open_ledgers(address: str) -> Opened:
    """Open a file, or a table of a database as `duckdb://FILE#TABLE` or `postgresql://…#TABLE`.

    Each sheet of a workbook is a ledger of its own.

    Raises:
        LedgerError: PR866: there is no such file; PR868: its kind is unknown; PR733: it is empty; PR888,
            PR867, PR869, PR955: it cannot be read.
    """
    if "://" in address:
        ledger = DatabaseLedger.open(address)
        return Opened(ledger.name, (ledger,))
    path = Path(address)
    suffix = path.suffix.lower()
    if not path.is_file():
        raise LedgerError(Diagnostic("PR866", {"ledger": address}))
    if suffix not in _FILES and suffix not in _WORKBOOKS:
        raise LedgerError(Diagnostic("PR868", {"ledger": address}))
    if not path.stat().st_size:
        raise LedgerError(Diagnostic("PR733", {"name": address}))
    return open_workbook(path) if suffix in _WORKBOOKS else Opened(path.name, (_FILES[suffix](path),))
