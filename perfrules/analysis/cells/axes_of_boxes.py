"""Axes made of what boxes admit: cut at every end, and swept once to tell which boxes hold where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate
from math import lcm
from operator import xor
from typing import TypeAlias

from perfrules.analysis.cells.axes import ChoiceAxis, NumberAxis
from perfrules.analysis.cells.bits import mask_of
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import Choices
from perfrules.values import Interval, IntervalSet

Column: TypeAlias = Interval | Choices | None
"""What one box admits of an input; None for everything."""

_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()


def choice_axis(input_: Input, allowed: Choices, columns: Sequence[Column]) -> ChoiceAxis:
    """The axis of the choices that are allowed, where the i-th box admits the i-th of the columns."""
    choices = tuple(sorted(allowed, key=str))
    masks = [
        mask_of(
            box for box, column in enumerate(columns) if not isinstance(column, frozenset) or choice in column
        )
        for choice in choices
    ]
    return ChoiceAxis(input_, choices, masks)


def number_axis(input_: Input, allowed: IntervalSet, columns: Sequence[Column]) -> NumberAxis:
    """The axis of the numbers that are allowed, where the i-th box admits the i-th of the columns."""
    intervals = [column if isinstance(column, Interval) else None for column in columns]
    thresholds, scale = _scaled((*filter(None, intervals), *allowed), input_.step)
    step = 0 if input_.step is None else input_.step.numerator * (scale // input_.step.denominator)
    place = {number: at for at, number in enumerate(thresholds)}

    def segments_of(interval: Interval | None) -> tuple[int, int]:
        first, last = 0, 2 * len(thresholds)
        if interval is not None and interval.low is not None:
            number, denominator = interval.low.as_integer_ratio()
            first = 2 * place[number * (scale // denominator)] + 2 - interval.low_closed
        if interval is not None and interval.high is not None:
            number, denominator = interval.high.as_integer_ratio()
            last = 2 * place[number * (scale // denominator)] + interval.high_closed
        return first, last

    inside = [segment for each in allowed for segment in _range(segments_of(each))]
    if input_.type == "date":
        inside = [segment for segment in inside if _holds_day(segment, thresholds, scale)]
    kept = [segment for segment in inside if _holds_fact(segment, thresholds, step)]
    before = _counted(kept, 2 * len(thresholds) + 2)
    found = map(segments_of, intervals)
    spans = [(before[first], before[last + 1] - 1) for first, last in found]
    return NumberAxis(input_, thresholds, scale, step, kept, spans, _swept(spans, len(kept)))


def _range(ends: tuple[int, int]) -> range:
    return range(ends[0], ends[1] + 1)


def _scaled(intervals: Iterable[Interval], step: Fraction | None) -> tuple[list[int], int]:
    """All ends as integers in order, and the scale by which they are."""
    ends = [
        end.as_integer_ratio()
        for interval in intervals
        for end in (interval.low, interval.high)
        if end is not None
    ]
    scale = lcm(*{denominator for _, denominator in ends}, 1 if step is None else step.denominator)
    return sorted({number * (scale // denominator) for number, denominator in ends}), scale


def _holds_fact(segment: int, thresholds: Sequence[int], step: int) -> bool:
    """Whether a segment holds a value of the grid."""
    if not step:
        return True
    if segment % 2:
        return thresholds[segment // 2] % step == 0
    if not 0 < segment < 2 * len(thresholds):
        return True
    return (thresholds[segment // 2 - 1] // step + 1) * step < thresholds[segment // 2]


def _holds_day(segment: int, thresholds: Sequence[int], scale: int) -> bool:
    """Whether a segment reaches into the days of the calendar."""
    at = segment // 2
    if segment % 2:
        return _FIRST_DAY * scale <= thresholds[at] <= _LAST_DAY * scale
    ends_late = at == len(thresholds) or thresholds[at] > _FIRST_DAY * scale
    return ends_late and (at == 0 or thresholds[at - 1] < _LAST_DAY * scale)


def _counted(kept: Sequence[int], size: int) -> list[int]:
    """By segment, how many before it are kept."""
    present = [0] * size
    for segment in kept:
        present[segment + 1] = 1
    return list(accumulate(present))


def _swept(spans: Sequence[tuple[int, int]], size: int) -> list[int]:
    """The boxes at each position, from one to the next: those that end before it leave, others enter."""
    turning = [0] * (size + 1)
    for box, (first, last) in enumerate(spans):
        if first <= last:
            bit = 1 << box
            turning[first] ^= bit
            turning[last + 1] ^= bit
    return list(accumulate(turning[:size], xor))
