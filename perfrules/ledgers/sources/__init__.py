"""Ledgers of each kind as batches of rows: CSV, xlsx, Parquet, tables of databases."""

from perfrules.ledgers.sources.model import ROW, Batch, Ledger, Opened
from perfrules.ledgers.sources.open import open_ledgers

__all__ = ["ROW", "Batch", "Ledger", "Opened", "open_ledgers"]
