"""Whether the rows of a table cover their keys, and whether two of them overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from perfrules.formulas.nodes import KeyValues, Row
from perfrules.values import IntervalSet
from perfrules.values.value_sets import is_empty, meet, without

Keys = tuple[KeyValues, ...]


def uncovered(keys: Keys, rows: Iterable[Row]) -> Keys | None:
    """Return values of the keys for which no row gives a number, or None if there are none.

    >>> from fractions import Fraction
    >>> row = Row((frozenset({"一类"}),), Fraction(760), ("一类",))
    >>> uncovered((frozenset({"一类", "二类"}),), [row])
    (frozenset({'二类'}),)
    """
    left = [keys]
    for row in rows:
        left = [piece for box in left for piece in _without(box, row.keys)]
    return min(left, key=keys_text) if left else None


def keys_text(keys: Keys) -> str:
    """Return the values of keys in words.

    >>> keys_text((frozenset({"甲", "乙"}),))
    '乙、甲'
    """
    return "，".join(
        str(part) if isinstance(part, IntervalSet) else "、".join(sorted(map(str, part))) for part in keys
    )


def overlapping(rows: Iterable[Row]) -> tuple[Row, Row] | None:
    """Return two rows that hold the same keys, or None."""
    for first, second in combinations(rows, 2):
        if all(not is_empty(meet(left, right)) for left, right in zip(first.keys, second.keys, strict=True)):
            return first, second
    return None


def _without(box: Keys, hole: Keys) -> Iterator[Keys]:
    """Yield the parts of a box outside another, as boxes that do not overlap."""
    rest = list(box)
    for at, taken in enumerate(hole):
        kept = without(rest[at], taken)
        if not is_empty(kept):
            yield (*rest[:at], kept, *rest[at + 1 :])
        rest[at] = meet(rest[at], taken)
        if is_empty(rest[at]):
            return
