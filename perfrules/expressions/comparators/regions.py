"""The region of a comparator: the numbers it admits, on the axis they are measured on."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from attrs import frozen

from perfrules.expressions.actuals import number_on
from perfrules.expressions.axes import CALENDAR
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Interval, IntervalSet, Quantity, Unit


@frozen(repr=False)
class Region(PlainRepr):
    """A set of numbers of one unit (dates are ordinals of the calendar axis, yes and no are 1 and 0).

    Raises:
        QuantityError: PR235 from `in`, `&` and `|` where the two are measured on different axes.
    """

    unit: Unit
    numbers: IntervalSet

    @property
    def region(self) -> Region:
        """The region itself, so that regions and comparators combine alike."""
        return self

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The intervals of numbers that the region consists of, in order, in its unit."""
        return tuple(self.numbers)

    def to_sql(self, column: str, dialect: str) -> str:
        """Return the condition that a column, in the region's unit, lies in the region. Added in 0.2.

        Days are in a DATE column, numbers in an exact one.

        Raises:
            ValueError: an unknown dialect.
        """
        # Late: sqlglot is needed by programs that write SQL alone.
        from perfrules.expressions.sql import column_condition

        return column_condition(self.numbers, column, dialect, is_date=self.unit == CALENDAR)

    def __contains__(self, point: Quantity) -> bool:
        return number_on(point, self.unit) in self.numbers

    def _numbers_of(self, other: HasRegion) -> IntervalSet:
        region = other.region
        one = Quantity(Fraction(1), region.unit)
        return region.numbers.scaled(number_on(one, self.unit))

    def __and__(self, other: HasRegion) -> Region:
        return Region(self.unit, self.numbers & self._numbers_of(other))

    def __or__(self, other: HasRegion) -> Region:
        return Region(self.unit, self.numbers | self._numbers_of(other))

    def __invert__(self) -> Region:
        return Region(self.unit, ~self.numbers)

    def is_satisfiable(self) -> bool:
        """Whether any number is admitted."""
        return not self.numbers.is_empty()

    def is_subset(self, other: HasRegion) -> bool:
        """Whether all that this admits is admitted by the other.

        Raises:
            QuantityError: PR235 where the two are measured on different axes.
        """
        return (self.numbers & ~self._numbers_of(other)).is_empty()

    def is_disjoint(self, other: HasRegion) -> bool:
        """Whether nothing is admitted by both. It raises the errors of `is_subset`."""
        return (self.numbers & self._numbers_of(other)).is_empty()

    def is_equivalent(self, other: HasRegion) -> bool:
        """Whether both admit the same, in whatever units. It raises the errors of `is_subset`."""
        return self.numbers == self._numbers_of(other)

    def __str__(self) -> str:
        return f"{self.numbers}{self.unit.name}"


class HasRegion(Protocol):
    """A comparator or a region."""

    @property
    def region(self) -> Region:
        """The numbers that are admitted."""
        ...
