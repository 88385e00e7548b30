"""The error of this floor."""

from __future__ import annotations

from perfrules.diagnostics import PerfrulesError


class DiffError(PerfrulesError):
    """Two policies cannot be held against one another; carries every reason. Added in 0.2."""
