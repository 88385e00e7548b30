"""The order in which people list codes and names: numbers by their value, SL-2 before SL-10."""

from __future__ import annotations

from perfrules.resources.late_patterns import late_pattern

_NUMBER = late_pattern(r"([0-9]+)")


def natural_key(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that sorts texts as people do.

    >>> sorted(["SL-10", "SL-2", "SL-1a"], key=natural_key)
    ['SL-1a', 'SL-2', 'SL-10']
    """
    parts = _NUMBER.split(text)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts if part)
