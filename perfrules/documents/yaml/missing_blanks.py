"""Keys whose colon is full-width or has no blank after it, which YAML reads as text."""

from __future__ import annotations

from perfrules.diagnostics import Span
from perfrules.resources.late_patterns import late_pattern

_COLON_WITHOUT_BLANK = late_pattern(r"[ \-]*[^\s:：\"'\[{#]+(：|:(?=\S))")


def colon_without_blank(line: str, start: int = 0) -> Span | None:
    """Find the colon of such a key in a line that begins `start` characters into a text, or None.

    >>> colon_without_blank("- 编号：甲", 10)
    Span(start=14, end=15)
    >>> colon_without_blank("编号: 甲") is None
    True
    """
    found = _COLON_WITHOUT_BLANK.match(line)
    return None if found is None else Span(start + found.start(1), start + found.end(1))
