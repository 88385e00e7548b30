"""The axes of a compiled decision: from a fact to the segment it lies in, and the rules that hold there.

The thresholds of all conditions on an input, scaled to integers, cut its axis into segments: segment 2i + 1
is the i-th threshold itself, segment 2i the open stretch before it. So open and closed ends are exact, and a
fact is found by bisection, however many rules there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Protocol

from attrs import define, field, frozen

from perfrules.engine.decisions.errors import FactError
from perfrules.engine.decisions.facts import point_of, read_fact
from perfrules.engine.decisions.python_values import TOO_LARGE
from perfrules.policies.decisions.inputs import OTHER, Input
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import IntervalSet, Quantity, Unit
from perfrules.values.value_sets import Choices, Values

MOST_REMEMBERED = 1 << 14
"""How many texts an axis remembers before it forgets them all."""

_LONGEST_PLAIN = 30


class UnlocatedError(LookupError):
    """A fact is in no segment; the caller reports why."""


class Axis(Protocol):
    """An input whose values are parted into segments."""

    @property
    def masks(self) -> Sequence[int]:
        """By segment, the bit set of the boxes it lies in."""

    def locate(self, value: object) -> int:
        """The segment a fact lies in; `UnlocatedError` where it cannot be read."""


@define(eq=False, repr=False)
class NumberAxis(PlainRepr):
    """The axis of quantities or dates, counted in units of 1/`scale`; the step's grid is among those."""

    input: Input
    thresholds: list[int]
    scale: int
    step: int
    masks: list[int]
    _on_threshold: frozenset[int] = field(init=False)
    _unit: Unit = field(init=False)
    _plain: bool = field(init=False)
    _seen: dict[str, int] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._on_threshold = frozenset(self.thresholds)
        self._unit = self.input.unit
        self._plain = self.input.is_measured

    def locate(self, value: object) -> int:
        """The segment a quantity, date, number or text lies in."""
        kind = type(value)
        if kind is Quantity and value.unit is self._unit:  # type: ignore[attr-defined] # mypy does not narrow by `kind`
            number, denominator = value.value.as_integer_ratio()  # type: ignore[attr-defined] # as above
            if -TOO_LARGE < number < TOO_LARGE and denominator < TOO_LARGE:
                return self.segment(number, denominator)
        if kind is str:
            return self._of_text(value)  # type: ignore[arg-type] # as above
        if kind is int and self._plain and -TOO_LARGE < value < TOO_LARGE:
            return self.segment(value, 1)  # type: ignore[arg-type] # as above
        if kind is Decimal and self._plain:
            text = str(value)
            # Without sign and exponent it reads like a plain number and shares its memory.
            if text.replace(".", "", 1).isdecimal():
                return self._of_text(text)
        if kind is date and not self._plain:
            return self.segment(value.toordinal(), 1)  # type: ignore[attr-defined] # as above
        return self._slowly(value)

    def segment(self, number: int, denominator: int) -> int:
        """Return the segment of an exact number, numerator over a positive denominator."""
        number *= self.scale
        if denominator != 1:
            number, rest = divmod(number, denominator)
            if rest:
                if self.step:
                    raise UnlocatedError
                return 2 * bisect_right(self.thresholds, number)
        if self.step > 1 and number % self.step:
            raise UnlocatedError
        return 2 * bisect_left(self.thresholds, number) + (number in self._on_threshold)

    def _of_text(self, text: str) -> int:
        segment = self._seen.get(text)
        if segment is None:
            segment = self._of_new_text(text)
            if len(self._seen) >= MOST_REMEMBERED:
                self._seen.clear()
            self._seen[text] = segment
        return segment

    def _of_new_text(self, text: str) -> int:
        """Read a plain `1500.00` directly; parse anything else."""
        whole, point, decimals = text.partition(".")
        digits = whole + decimals
        is_plain = text.isascii() and digits.isdecimal() and bool(whole) and bool(decimals) == bool(point)
        if is_plain and self._plain and len(text) <= _LONGEST_PLAIN:
            return self.segment(int(digits), 10 ** len(decimals))
        return self._slowly(text)

    def _slowly(self, value: object) -> int:
        try:
            point = point_of(read_fact(self.input, value))
        except FactError as error:
            raise UnlocatedError from error
        if isinstance(value, Quantity) and value.unit == self.input.unit:
            # Remember the equal unit, so that the next one is recognised by identity.
            self._unit = value.unit
        return self.segment(*Fraction(point).as_integer_ratio())


@frozen(eq=False, repr=False)
class ChoiceAxis(PlainRepr):
    """The axis of choices or truth values: each is a segment of its own."""

    input: Input
    segments: Mapping[str | bool, int]
    masks: Sequence[int]

    def locate(self, value: object) -> int:
        """The segment of a choice or truth value."""
        segment = self.segments.get(value) if isinstance(value, str | bool) else None
        if segment is None:
            try:
                fact = read_fact(self.input, value)
            except FactError as error:
                raise UnlocatedError from error
            # A text that an open choice does not list.
            return self.segments[fact if fact in self.segments else OTHER]  # type: ignore[index] # a fact of a choice is a text
        return segment


def axis_of(input_: Input, columns: Sequence[Values | None]) -> Axis:
    """The axis of an input, where the i-th box admits the i-th of the columns, None for everything."""
    if isinstance(input_.domain, frozenset):
        return _choice_axis(input_, input_.domain, columns)
    return _number_axis(input_, columns)


def _choice_axis(input_: Input, domain: Choices, columns: Sequence[Values | None]) -> ChoiceAxis:
    choices = sorted(domain, key=str)
    masks = [
        _mask(at for at, column in enumerate(columns) if column is None or choice in column)
        for choice in choices
    ]
    return ChoiceAxis(input_, {choice: at for at, choice in enumerate(choices)}, masks)


def _mask(bits: Iterable[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def _number_axis(input_: Input, columns: Sequence[Values | None]) -> NumberAxis:
    sets = [(at, column) for at, column in enumerate(columns) if isinstance(column, IntervalSet)]
    ends = {
        end
        for _, column in sets
        for interval in column
        for end in (interval.low, interval.high)
        if end is not None
    }
    scale = lcm(*(end.denominator for end in ends), input_.step.denominator if input_.step else 1)
    scaled = {end: end.numerator * (scale // end.denominator) for end in ends}
    thresholds = sorted(scaled.values())
    place = {number: at for at, number in enumerate(thresholds)}
    toggles: list[list[int]] = [[] for _ in range(2 * len(thresholds) + 2)]
    for at, column in sets:
        for interval in column:
            first = 0 if interval.low is None else 2 * place[scaled[interval.low]] + 2 - interval.low_closed
            last = (
                2 * len(thresholds)
                if interval.high is None
                else 2 * place[scaled[interval.high]] + interval.high_closed
            )
            toggles[first].append(at)
            toggles[last + 1].append(at)
    step = 0 if input_.step is None else int(input_.step * scale)
    masks = _swept(_mask(at for at, column in enumerate(columns) if column is None), toggles[:-1])
    return NumberAxis(input_, thresholds, scale, step, masks)


def _swept(mask: int, toggles: Iterable[Iterable[int]]) -> list[int]:
    """The boxes of each segment, from one to the next: those that end before it leave, others enter."""
    masks = []
    for boxes in toggles:
        for box in boxes:
            mask ^= 1 << box
        masks.append(mask)
    return masks
