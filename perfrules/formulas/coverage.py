"""Whether the rows of a table cover their keys, and whether two of them overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil

from perfrules.formulas.nodes import KeyValues, Row
from perfrules.values import Interval, IntervalSet
from perfrules.values.value_sets import is_empty, meet, without

Keys = tuple[KeyValues, ...]


def uncovered(keys: Keys, rows: Iterable[Row], steps: Sequence[Fraction | None] = ()) -> Keys | None:
    """Return values of the keys for which no row gives a number, or None if there are none.

    Args:
        keys: the possible values of each key.
        rows: the rows of the table.
        steps: the step of which the values of each key are multiples, None without one.

    >>> row = Row((frozenset({"一类"}),), Fraction(760), ("一类",))
    >>> uncovered((frozenset({"一类", "二类"}),), [row])
    (frozenset({'二类'}),)
    """
    left = [keys]
    for row in rows:
        left = [piece for box in left for piece in _without(box, row.keys)]
    if steps:
        left = [box for box in left if all(map(_has_multiple, box, steps))]
    return min(left, key=keys_text) if left else None


def _has_multiple(values: KeyValues, step: Fraction | None) -> bool:
    """Return whether some values hold a multiple of a step: no whole number is between 3 and 4."""
    if step is None or not isinstance(values, IntervalSet):
        return True
    return any(_multiple_in(interval, step) for interval in values)


def _multiple_in(interval: Interval, step: Fraction) -> bool:
    if interval.low is None or interval.high is None:
        return True
    first = ceil(interval.low / step) * step
    return first in interval or first + step in interval


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
