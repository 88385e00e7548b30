"""The axis of an input, cut where a box over it begins or ends.

A number's axis is cut at the ends of all intervals, scaled to integers: segment 2i + 1 is the i-th end,
segment 2i the open stretch before it. Only segments that hold a possible fact are kept: one inside the domain
and the scope, on the step's grid. The index of a kept segment is its position. Sets of positions, and of
boxes, are the bits of an integer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil, floor
from operator import or_
from typing import Protocol, cast

from attrs import field, frozen

from perfrules.analysis.cells.bits import bits, ends_of_runs, lowest, mask_of, runs_of, stretch
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import Point
from perfrules.values import Interval, IntervalSet
from perfrules.values.value_sets import Values

_SOME_DAY = date(2000, 1, 1).toordinal()


class Axis(Protocol):
    """The values of an input in positions; the same boxes hold throughout a position."""

    @property
    def masks(self) -> Sequence[int]:
        """The boxes that hold, by position."""

    def extent(self, box: int) -> int:
        """The positions at which a box holds."""

    def touching(self, positions: int) -> int:
        """The boxes that hold at any of some positions."""

    def meeting(self, box: int) -> int:
        """The boxes that hold at any position of a box, itself included."""

    def covering(self, positions: int) -> int:
        """The boxes that hold at all of some positions."""

    def grown(self, positions: int, limit: int, blockers: int) -> int:
        """The positions and their neighbours inside a limit, up to where one of the blockers holds."""

    def locate(self, value: Point) -> int:
        """The position of a possible value."""

    def pick(self, position: int) -> Point:
        """A value at a position: the least on the grid, or without a grid one of few digits."""

    def pick_last(self, position: int) -> Point:
        """A value at a position: the greatest on the grid, if there is a greatest."""

    def values(self, positions: int) -> Values:
        """The values at some positions."""

    def runs(self, positions: int) -> Iterator[int]:
        """The positions split into stretches without a hole; choices have no order and stay together."""


@frozen(eq=False, slots=False)
class ChoiceAxis:
    """The axis of choices or truth values: each is a position of its own."""

    input: Input
    choices: tuple[str | bool, ...]
    masks: Sequence[int]
    _touching: dict[int, int] = field(factory=dict, init=False, repr=False)
    _covering: dict[int, int] = field(factory=dict, init=False, repr=False)

    def extent(self, box: int) -> int:
        """The positions of the choices that a box admits."""
        return mask_of(at for at, mask in enumerate(self.masks) if mask >> box & 1)

    def touching(self, positions: int) -> int:
        """The boxes that admit any of some choices."""
        boxes = self._touching.get(positions)
        if boxes is None:
            boxes = 0
            for at in bits(positions):
                boxes |= self.masks[at]
            self._touching[positions] = boxes
        return boxes

    def meeting(self, box: int) -> int:
        """The boxes that admit any of the choices that a box admits."""
        return self.touching(self.extent(box))

    def covering(self, positions: int) -> int:
        """The boxes that admit all of some choices."""
        boxes = self._covering.get(positions)
        if boxes is None:
            boxes = -1
            for at in bits(positions):
                boxes &= self.masks[at]
            self._covering[positions] = boxes
        return boxes

    def grown(self, positions: int, limit: int, blockers: int) -> int:
        """The choices, and all others inside a limit at which none of the blockers holds."""
        return positions | mask_of(at for at in bits(limit) if not self.masks[at] & blockers)

    def locate(self, value: Point) -> int:
        """The position of a choice."""
        return self.choices.index(cast(str | bool, value))

    def pick(self, position: int) -> Point:
        """The choice."""
        return self.choices[position]

    def pick_last(self, position: int) -> Point:
        """The choice."""
        return self.choices[position]

    def values(self, positions: int) -> Values:
        """The choices at some positions."""
        return frozenset(self.choices[at] for at in bits(positions))

    def runs(self, positions: int) -> Iterator[int]:
        """All of them together."""
        if positions:
            yield positions


@frozen(eq=False, slots=False)
class NumberAxis:
    """The axis of numbers or dates, counted in units of 1/`scale`; `step` is 0 if there is no grid.

    `segments` are those kept. `spans` are the first and last position of each box; for a box that holds
    nowhere the last is before the first. `broken` has the positions of each box with a hole between its
    first and last position.
    """

    input: Input
    thresholds: Sequence[int] = field(repr=False)
    scale: int
    step: int
    segments: Sequence[int] = field(repr=False)
    spans: Sequence[tuple[int, int]] = field(repr=False)
    broken: Mapping[int, int] = field(repr=False)
    masks: Sequence[int] = field(repr=False)

    def extent(self, box: int) -> int:
        """The positions at which a box holds."""
        positions = self.broken.get(box)
        return stretch(*self.spans[box]) if positions is None else positions

    def touching(self, positions: int) -> int:
        """The boxes that hold at any of some positions."""
        begun, masks, boxes = self._begun, self.masks, 0
        for first, last in ends_of_runs(positions):
            boxes |= masks[first] | (begun[last] & ~begun[first])
        if self.broken:
            boxes &= ~self._broken
            for box, extent in self.broken.items():
                if extent & positions:
                    boxes |= 1 << box
        return boxes

    def meeting(self, box: int) -> int:
        """The boxes that hold at any position of a box, itself included."""
        first, last = self.spans[box]
        if self.broken or first > last:
            return self.touching(self.extent(box))
        begun = self._begun
        return self.masks[first] | (begun[last] & ~begun[first])

    def covering(self, positions: int) -> int:
        """The boxes that hold at all of some positions."""
        boxes = -1
        for first, last in ends_of_runs(positions):
            boxes &= self.masks[first] & self.masks[last]
        if self.broken:
            for box in bits(boxes & self._broken):
                if positions & ~self.broken[box]:
                    boxes ^= 1 << box
        return boxes

    @cached_property
    def _broken(self) -> int:
        return mask_of(self.broken)

    @cached_property
    def _begun(self) -> list[int]:
        """The boxes whose first position is there or before, by position."""
        at: list[int] = [0] * len(self.segments)
        for box, (first, last) in enumerate(self.spans):
            if first <= last:
                at[first] |= 1 << box
        return list(accumulate(at, or_))

    def grown(self, positions: int, limit: int, blockers: int) -> int:
        """The stretch around some positions inside a limit, up to where one of the blockers holds."""
        first, last = lowest(positions), positions.bit_length() - 1
        below = (~limit & (1 << first) - 1).bit_length()
        above = last + lowest(~limit >> last + 1) + 1
        blocked = self._blocked(blockers)
        low = bisect_left(range(below, first), True, key=lambda at: not blocked(at, first - 1)) + below
        high = bisect_left(range(last + 1, above), True, key=lambda at: blocked(last + 1, at)) + last
        return stretch(low, high)

    def _blocked(self, blockers: int) -> Callable[[int, int], bool]:
        """Whether any of some boxes hold between two positions."""
        begun, masks = self._begun, self.masks
        if not blockers & self._broken:
            return lambda low, high: bool(blockers & (masks[low] | (begun[high] & ~begun[low])))
        return lambda low, high: bool(blockers & self.touching(stretch(low, high)))

    def locate(self, value: Point) -> int:
        """The position of a possible number."""
        number = cast(Fraction, value) * self.scale
        above = bisect_left(self.thresholds, number)
        is_end = above < len(self.thresholds) and self.thresholds[above] == number
        return bisect_left(self.segments, 2 * above + is_end)

    def pick(self, position: int) -> Point:
        """The least value on the grid, or of fewest digits, in a segment."""
        segment = self.segments[position]
        if segment % 2:
            return Fraction(self.thresholds[segment // 2], self.scale)
        low, high = self._ends(segment)
        if self.input.type == "date" and low is None and high is None:
            return Fraction(_SOME_DAY)
        if self.step:
            return Fraction(_grid_between(low, high, self.step), self.scale)
        return _short_between(
            None if low is None else Fraction(low, self.scale),
            None if high is None else Fraction(high, self.scale),
        )

    def pick_last(self, position: int) -> Point:
        """The greatest value on the grid in a segment; without a grid or an end, the same as `pick`."""
        segment = self.segments[position]
        _, high = self._ends(segment)
        if segment % 2 or not self.step or high is None:
            return self.pick(position)
        return Fraction(_grid_between(None, high, self.step), self.scale)

    def _ends(self, segment: int) -> tuple[int | None, int | None]:
        """The thresholds on both sides of an open stretch."""
        low = self.thresholds[segment // 2 - 1] if segment else None
        high = self.thresholds[segment // 2] if segment // 2 < len(self.thresholds) else None
        return low, high

    def values(self, positions: int) -> Values:
        """The values at some positions; a stretch with one value of the grid is that value."""
        return IntervalSet(tuple(map(self._interval, runs_of(positions))))

    def _interval(self, run: int) -> Interval:
        first = self.segments[lowest(run)]
        last = self.segments[run.bit_length() - 1]
        low, high = self._ends(first)[0], self._ends(last)[1]
        if first % 2:
            low = self.thresholds[first // 2]
        if last % 2:
            high = self.thresholds[last // 2]
        if self.step and low is not None and high is not None:
            least = low if first % 2 else (low // self.step + 1) * self.step
            greatest = high if last % 2 else (-(-high // self.step) - 1) * self.step
            if least == greatest:
                value = Fraction(least, self.scale)
                return Interval(value, True, value, True)
        return Interval(self._number(low), bool(first % 2), self._number(high), bool(last % 2))

    def _number(self, scaled: int | None) -> Fraction | None:
        return None if scaled is None else Fraction(scaled, self.scale)

    def runs(self, positions: int) -> Iterator[int]:
        """The stretches of neighbouring positions."""
        return runs_of(positions)


def _grid_between(low: int | None, high: int | None, step: int) -> int:
    if low is not None:
        return (low // step + 1) * step
    return 0 if high is None else (-(-high // step) - 1) * step


def _short_between(low: Fraction | None, high: Fraction | None) -> Fraction:
    """A number between two others, with as few decimals as possible."""
    if low is None:
        return Fraction(0) if high is None else Fraction(ceil(high) - 1)
    power = 1
    while high is not None and Fraction(floor(low * power) + 1, power) >= high:
        power *= 10
    return Fraction(floor(low * power) + 1, power)
