"""What can go wrong with a whole frame; a problem of one row goes into its status column."""

from __future__ import annotations

from perfrules.diagnostics import PerfrulesError


class FrameError(PerfrulesError):
    """A frame cannot be worked on: a column is missing, taken or of a type that is not exact."""
