"""Audits of spending and wage ledgers. Needs `pip install 'perfrules[frames]'`."""

from perfrules.ledgers.audit import audit
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import AuditFinding, AuditReport, BrokenRow, What
from perfrules.ledgers.mapping import load_mapping

__all__ = ["AuditFinding", "AuditReport", "BrokenRow", "LedgerError", "What", "audit", "load_mapping"]
