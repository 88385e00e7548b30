"""Cells of CSV files that no spreadsheet takes for a formula, and back."""

from __future__ import annotations

from perfrules.resources.late_patterns import late_pattern

_LIVE = late_pattern(r"'*[=+\-@\t\r]")
_GUARDED = late_pattern(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text with a `'` before it where a spreadsheet would run it as a formula.

    A text that already looks guarded gets one more, so that `bare` gives back every text as it was.

    >>> guarded("=500吨"), guarded("500吨"), guarded("'=500吨")
    ("'=500吨", '500吨', "''=500吨")
    """
    return f"'{text}" if _LIVE.match(text) else text


def bare(text: str) -> str:
    """The text that `guarded` made this of.

    >>> bare("'=500吨"), bare("'90后")
    ('=500吨', "'90后")
    """
    return text[1:] if _GUARDED.match(text) else text
