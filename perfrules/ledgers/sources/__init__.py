"""Ledgers of each kind as batches of rows: CSV, xlsx, Parquet, tables of databases."""

from perfrules.ledgers.sources.model import ROW, Batch, Ledger
from perfrules.ledgers.sources.open import open_ledger

__all__ = ["ROW", "Batch", "Ledger", "open_ledger"]
