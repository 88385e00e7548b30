"""Build axes from what boxes admit: cut at every end, and swept once for the boxes at each position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from itertools import accumulate
from math import lcm
from operator import or_, xor
from typing import TypeAlias

from perfrules.analysis.cells.axes import ChoiceAxis, NumberAxis
from perfrules.analysis.cells.bits import mask_of, stretch
from perfrules.policies.decisions.inputs import Input
from perfrules.values import EVERYTHING, Interval, IntervalSet
from perfrules.values.value_sets import Choices

Column: TypeAlias = IntervalSet | Choices | None
"""What one box admits of an input; None for everything."""

Spans: TypeAlias = Sequence[tuple[int, int]]
"""First and last positions of stretches, in order."""

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
    admitted = [column if isinstance(column, IntervalSet) else EVERYTHING for column in columns]
    ends = (interval for values in (*admitted, allowed) for interval in values)
    thresholds, scale = _scaled(ends, input_.step)
    step = 0 if input_.step is None else input_.step.numerator * (scale // input_.step.denominator)
    place = {number: at for at, number in enumerate(thresholds)}

    def segments_of(interval: Interval) -> tuple[int, int]:
        first, last = 0, 2 * len(thresholds)
        if interval.low is not None:
            number, denominator = interval.low.as_integer_ratio()
            first = 2 * place[number * (scale // denominator)] + 2 - interval.low_closed
        if interval.high is not None:
            number, denominator = interval.high.as_integer_ratio()
            last = 2 * place[number * (scale // denominator)] + interval.high_closed
        return first, last

    inside = [segment for each in allowed for segment in _range(segments_of(each))]
    if input_.type == "date":
        inside = [segment for segment in inside if _holds_day(segment, thresholds, scale)]
    kept = [segment for segment in inside if _holds_fact(segment, thresholds, step)] if step else inside
    before = _counted(kept, 2 * len(thresholds) + 2)

    def spans_of(values: IntervalSet) -> Spans:
        found = ((before[first], before[last + 1] - 1) for first, last in map(segments_of, values))
        return [(first, last) for first, last in found if first <= last]

    rows = list(map(spans_of, admitted))
    spans = [(row[0][0], row[-1][1]) if row else (0, -1) for row in rows]
    broken = {
        box: union
        for box, row in enumerate(rows)
        if len(row) > 1 and (union := _union(row)) != stretch(*spans[box])
    }
    return NumberAxis(input_, thresholds, scale, step, kept, spans, broken, _swept(rows, len(kept)))


def _union(row: Spans) -> int:
    """The positions in some spans."""
    return reduce(or_, (stretch(*each) for each in row))


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


def _swept(rows: Sequence[Spans], size: int) -> list[int]:
    """The boxes at each position, swept in order: those that end before it leave, others enter."""
    turning = [0] * (size + 1)
    for box, row in enumerate(rows):
        bit = 1 << box
        for first, last in row:
            turning[first] ^= bit
            turning[last + 1] ^= bit
    return list(accumulate(turning[:size], xor))
