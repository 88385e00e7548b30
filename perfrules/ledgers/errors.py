"""What stops an audit as a whole; a problem of one row is reported and the row is skipped."""

from __future__ import annotations

from perfrules.diagnostics import PerfrulesError


class LedgerError(PerfrulesError):
    """A ledger cannot be audited: it cannot be read, or a column that is needed is missing or unclear."""
