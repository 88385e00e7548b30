"""Characters that a document must not hold, because nobody sees them."""

from __future__ import annotations

from perfrules.diagnostics.invisible import INVISIBLE
from perfrules.resources.late_patterns import late_pattern

UNSEEN = late_pattern(f"[{INVISIBLE}\x0b\x0c\u2028\u2029]|\r(?!\n)")
"""Matches one such character or a line break that editors do not show; `\\r` only where it ends no line."""
