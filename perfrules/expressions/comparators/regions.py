"""The region of a comparator: the numbers it admits, on the axis they are measured on."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from perfrules.expressions.actuals import number_on
from perfrules.values import IntervalSet, Quantity, Unit


@frozen
class Region:
    """A set of numbers of one unit (dates are ordinals of the calendar axis, yes and no are 1 and 0).

    Raises:
        QuantityError: PR235 from `in`, `&` and `|` where the two are measured on different axes.
    """

    unit: Unit
    numbers: IntervalSet

    def __contains__(self, point: Quantity) -> bool:
        return number_on(point, self.unit) in self.numbers

    def _numbers_of(self, other: Region) -> IntervalSet:
        one = Quantity(Fraction(1), other.unit)
        return other.numbers.scaled(number_on(one, self.unit))

    def __and__(self, other: Region) -> Region:
        return Region(self.unit, self.numbers & self._numbers_of(other))

    def __or__(self, other: Region) -> Region:
        return Region(self.unit, self.numbers | self._numbers_of(other))

    def __invert__(self) -> Region:
        return Region(self.unit, ~self.numbers)

    def is_empty(self) -> bool:
        """Whether nothing is admitted."""
        return self.numbers.is_empty()

    def __str__(self) -> str:
        return f"{self.numbers}{self.unit.name}"
