"""The axis of an input, cut where any box over it begins or ends.

A number's axis is cut at the ends of all intervals, scaled to integers: segment 2i + 1 is the i-th end,
segment 2i the open stretch before it. Only those segments are kept that hold a value which can be a fact: one
inside the domain and the scope, on the step's grid. A segment's place among those kept is its position. Sets
of positions, and of boxes, are the bits of an integer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil, floor
from operator import or_
from typing import Protocol

from attrs import field, frozen

from perfrules.analysis.cells.bits import bits, mask_of, runs_of, stretch
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import Point, Values
from perfrules.values import Interval, IntervalSet

_SOME_DAY = date(2000, 1, 1).toordinal()


class Axis(Protocol):
    """An input whose values are parted so that throughout a position the same boxes hold."""

    @property
    def masks(self) -> Sequence[int]:
        """By position, the boxes that hold there."""

    def extent(self, box: int) -> int:
        """The positions at which a box holds."""

    def width(self, box: int) -> int:
        """At how many positions a box holds."""

    def meeting(self, box: int) -> int:
        """The boxes that share a position with a box."""

    def pick(self, position: int) -> Point:
        """A value at a position: the least on the grid, or without a grid one of few digits."""

    def pick_last(self, position: int) -> Point:
        """A value at a position: the greatest on the grid, where there is a greatest."""

    def values(self, positions: int) -> Values:
        """The values at some positions."""

    def runs(self, positions: int) -> Iterator[int]:
        """The positions parted into stretches without a hole; choices have no order and stay together."""


@frozen(eq=False)
class ChoiceAxis:
    """The axis of choices or truth values: each is a position of its own."""

    input: Input
    choices: tuple[str | bool, ...]
    masks: Sequence[int]

    def extent(self, box: int) -> int:
        """The positions of the choices that a box admits."""
        return mask_of(at for at, mask in enumerate(self.masks) if mask >> box & 1)

    def width(self, box: int) -> int:
        """How many of the choices a box admits."""
        return self.extent(box).bit_count()

    def meeting(self, box: int) -> int:
        """The boxes that share a choice with a box."""
        met = 0
        for mask in self.masks:
            if mask >> box & 1:
                met |= mask
        return met

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
        yield positions


@frozen(eq=False, slots=False)
class NumberAxis:
    """The axis of numbers or dates, counted in units of 1/`scale`; `step` is 0 where there is no grid.

    `segments` are those kept, `spans` the first and last position of each box, the last before the first for
    a box that holds nowhere.
    """

    input: Input
    thresholds: Sequence[int] = field(repr=False)
    scale: int
    step: int
    segments: Sequence[int] = field(repr=False)
    spans: Sequence[tuple[int, int]] = field(repr=False)
    masks: Sequence[int] = field(repr=False)

    def extent(self, box: int) -> int:
        """The positions from a box's first to its last."""
        return stretch(*self.spans[box])

    def width(self, box: int) -> int:
        """How many positions there are from a box's first to its last."""
        first, last = self.spans[box]
        return max(0, last - first + 1)

    def meeting(self, box: int) -> int:
        """The boxes that hold where a box begins, and those that begin after that and before it ends."""
        first, last = self.spans[box]
        if last < first:
            return 0
        return self.masks[first] | (self._begun[last] & ~self._begun[first])

    @cached_property
    def _begun(self) -> list[int]:
        """By position, the boxes whose first position is there or before."""
        at: list[int] = [0] * len(self.segments)
        for box, (first, last) in enumerate(self.spans):
            if first <= last:
                at[first] |= 1 << box
        return list(accumulate(at, or_))

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
        """The greatest value on the grid in a segment; without a grid or an end, as `pick` has it."""
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
        """The values at some positions; a stretch that holds one value of the grid is that value."""
        return IntervalSet(tuple(map(self._interval, runs_of(positions))))

    def _interval(self, run: int) -> Interval:
        first = self.segments[(run & -run).bit_length() - 1]
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
    """A number between two others, with as few decimals as will do."""
    if low is None:
        return Fraction(0) if high is None else Fraction(ceil(high) - 1)
    power = 1
    while high is not None and Fraction(floor(low * power) + 1, power) >= high:
        power *= 10
    return Fraction(floor(low * power) + 1, power)
