"""The error of this floor."""

from __future__ import annotations

from perfrules.diagnostics import PerfrulesError


class DiffError(PerfrulesError):
    """Two policies that cannot be compared; carries every reason. Added in 0.2."""
