"""What can go wrong when a report is written."""

from __future__ import annotations

from perfrules.diagnostics import PerfrulesError


class ReportError(PerfrulesError):
    """A report cannot be written: no such format, nothing to report, or a text it cannot hold.

    Added in 0.2.
    """
