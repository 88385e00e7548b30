"""Intervals of exact numbers and sets of them: what a comparator admits, as a region.

Endpoints are fractions; `None` is an end that does not exist. A set is kept sorted, disjoint and merged, so
that equality is structural.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import field, frozen

from perfrules.resources.plain_repr import PlainRepr
from perfrules.values.numerals import exact_text


@frozen(repr=False)
class Interval(PlainRepr):
    """The numbers from `low` to `high`, each end included where it is `closed`. Added in 0.2.

    >>> str(Interval(Fraction(2), True, None, False))
    '[2, +∞)'
    """

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool

    def __attrs_post_init__(self) -> None:
        # A missing end is never closed, so that equal intervals have equal fields.
        object.__setattr__(self, "low_closed", self.low_closed and self.low is not None)
        object.__setattr__(self, "high_closed", self.high_closed and self.high is not None)

    def __contains__(self, value: Fraction | int) -> bool:
        if self.low is not None and (value < self.low or (value == self.low and not self.low_closed)):
            return False
        return self.high is None or value < self.high or (value == self.high and self.high_closed)

    def is_empty(self) -> bool:
        """Return whether it holds no number."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    def __and__(self, other: Interval) -> Interval:
        low = max(self, other, key=_low_key)
        high = min(self, other, key=_high_key)
        return Interval(low.low, low.low_closed, high.high, high.high_closed)

    def __str__(self) -> str:
        low = "(-∞" if self.low is None else f"{'[' if self.low_closed else '('}{exact_text(self.low)}"
        high = "+∞)" if self.high is None else f"{exact_text(self.high)}{']' if self.high_closed else ')'}"
        return f"{low}, {high}"


def _low_key(interval: Interval) -> tuple[bool, Fraction, int]:
    """Sort by the lower end: no lower end first, a closed end before an open one."""
    if interval.low is None:
        return (False, Fraction(0), 0)
    return (True, interval.low, 0 if interval.low_closed else 1)


def _high_key(interval: Interval) -> tuple[bool, Fraction, int]:
    if interval.high is None:
        return (True, Fraction(0), 1)
    return (False, interval.high, 1 if interval.high_closed else 0)


def _touch(left: Interval, right: Interval) -> bool:
    """Return whether no number is free between `left` and `right`, which begins no earlier."""
    if left.high is None or right.low is None:
        return True
    return right.low < left.high or (right.low == left.high and (left.high_closed or right.low_closed))


def _merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    kept = [each for each in intervals if not each.is_empty()]
    if len(kept) < 2:
        return tuple(kept)
    merged: list[Interval] = []
    for interval in sorted(kept, key=_low_key):
        if merged and _touch(merged[-1], interval):
            last = merged[-1]
            furthest = max(last, interval, key=_high_key)
            merged[-1] = Interval(last.low, last.low_closed, furthest.high, furthest.high_closed)
        else:
            merged.append(interval)
    return tuple(merged)


@frozen(repr=False)
class IntervalSet(PlainRepr):
    """A union of intervals, normalised. Added in 0.2.

    >>> low, high = IntervalSet.up_to(Fraction(5)), IntervalSet.from_(Fraction(3), closed=False)
    >>> str(low & high), str(~low), Fraction(4) in (low & high)
    ('(3, 5]', '(5, +∞)', True)
    """

    intervals: tuple[Interval, ...] = field(default=(), converter=_merged)

    @classmethod
    def point(cls, value: Fraction) -> IntervalSet:
        """Return the set of one number."""
        return cls((Interval(value, True, value, True),))

    @classmethod
    def from_(cls, low: Fraction, *, closed: bool = True) -> IntervalSet:
        """Return every number from `low` on."""
        return cls((Interval(low, closed, None, False),))

    @classmethod
    def up_to(cls, high: Fraction, *, closed: bool = True) -> IntervalSet:
        """Return every number up to `high`."""
        return cls((Interval(None, False, high, closed),))

    def __contains__(self, value: Fraction | int) -> bool:
        if len(self.intervals) == 1:
            return value in self.intervals[0]
        at = bisect_right(self.intervals, (True, value, 0), key=_low_key)
        return at > 0 and value in self.intervals[at - 1]

    def __iter__(self) -> Iterator[Interval]:
        return iter(self.intervals)

    def __and__(self, other: IntervalSet) -> IntervalSet:
        return IntervalSet(tuple(mine & theirs for mine in self for theirs in other))

    def __or__(self, other: IntervalSet) -> IntervalSet:
        return IntervalSet(self.intervals + other.intervals)

    def __invert__(self) -> IntervalSet:
        gaps: list[Interval] = []
        low: Fraction | None = None
        low_closed, open_below = False, True
        for interval in self.intervals:
            if interval.low is not None:
                gaps.append(Interval(low, low_closed, interval.low, not interval.low_closed))
            low, low_closed = interval.high, not interval.high_closed
            open_below = interval.high is not None
        if open_below:
            gaps.append(Interval(low, low_closed, None, False))
        return IntervalSet(tuple(gaps))

    def scaled(self, by: Fraction) -> IntervalSet:
        """Return every number multiplied by a positive factor, as for a change of unit.

        >>> str(IntervalSet.up_to(Fraction(3)).scaled(Fraction(24)))
        '(-∞, 72]'
        """
        return IntervalSet(
            tuple(
                Interval(
                    None if each.low is None else each.low * by,
                    each.low_closed,
                    None if each.high is None else each.high * by,
                    each.high_closed,
                )
                for each in self
            )
        )

    def __sub__(self, other: IntervalSet) -> IntervalSet:
        return self & ~other

    def __le__(self, other: IntervalSet) -> bool:
        """Return whether every number of this set is in the other."""
        return (self - other).is_empty()

    def is_empty(self) -> bool:
        """Return whether it holds no number."""
        return not self.intervals

    def __str__(self) -> str:
        return " ∪ ".join(map(str, self.intervals)) or "∅"


NOTHING = IntervalSet()
EVERYTHING = IntervalSet((Interval(None, False, None, False),))
