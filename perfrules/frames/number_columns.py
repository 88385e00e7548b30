"""Columns of numbers and days: the comparisons that distinguish the segments of an input, exactly.

Every kind of column has its numbers in one order, so that a segment ends with a last number: the largest one
below a threshold, or on it. A value is in the segments 0 to k where it is at most the last number of k.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf, nextafter

import narwhals.stable.v2 as nw
from attrs import frozen

_INT64 = 1 << 63
_SAFE = 2 * 10**15
"""Floats of fewer steps than this are known exactly to be on or off a grid of steps."""
_WHOLE = float(2**53)
"""Floats of at least this size have no fraction."""
_DIGITS = 38
"""The digits of a decimal in every backend."""
_LARGEST_DECIMAL = int("9" * _DIGITS)
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()

Problems = tuple[tuple[str, nw.Expr], ...]
"""Codes with the rows that they concern, in the order in which the engine reports them."""


@frozen
class NumberColumn(ABC):
    """A column of numbers: `values` as the frame has them."""

    values: nw.Expr

    @abstractmethod
    def last(self, threshold: Fraction, *, included: bool) -> float:
        """Return the largest number of the column below a threshold, or on it where it is included."""

    @abstractmethod
    def literal(self, number: float) -> nw.Expr:
        """Return such a number as an expression that compares with the values."""

    def lasts(self, thresholds: Sequence[Fraction]) -> list[float]:
        """Return the last number of each segment but the last: 2i ends before threshold i, 2i + 1 on it."""
        return [self.last(each, included=on) for each in thresholds for on in (False, True)]

    def problems(self, step: Fraction | None) -> Problems:
        """Return the rows that are off the grid of a step."""
        del step
        return ()


@frozen
class IntegerColumn(NumberColumn):
    """Whole numbers of at most 64 bits with sign.

    >>> IntegerColumn(nw.col("amount")).last(Fraction(5, 2), included=True)
    2
    """

    def last(self, threshold: Fraction, *, included: bool) -> int:
        """Round down."""
        last = floor(threshold) if included else ceil(threshold) - 1
        return min(max(last, -_INT64), _INT64 - 1)

    def literal(self, number: float) -> nw.Expr:
        """Take the number as it is."""
        return nw.lit(int(number))

    def problems(self, step: Fraction | None) -> Problems:
        """Whole numbers are on every grid that has 1."""
        if step is None or step.numerator == 1:
            return ()
        return (("PR544", self.values % step.numerator != 0),)


@frozen
class FloatColumn(NumberColumn):
    """Floats of 64 bits, each the shortest decimal that reads back as it: 0.1 is one tenth.

    The decimals of two floats are in the order of the floats. So only for the float nearest to a threshold
    it is not plain on which side it lies; that is settled here, with exact fractions.

    >>> FloatColumn(nw.col("amount")).last(Fraction(1, 10), included=True)
    0.1
    """

    def last(self, threshold: Fraction, *, included: bool) -> float:
        """Compare the decimal of the nearest float with the threshold."""
        try:
            nearest = float(threshold)
        except OverflowError:
            return inf if threshold > 0 else -inf
        shown = Fraction(repr(nearest))
        return nearest if shown < threshold or (included and shown == threshold) else nextafter(nearest, -inf)

    def literal(self, number: float) -> nw.Expr:
        """Take the number as it is."""
        return nw.lit(number)

    def problems(self, step: Fraction | None) -> Problems:
        """Count steps in floats, which is exact below 2·10¹⁵ of them; PR875 beyond."""
        if step is None:
            return ()
        safe = self.values.abs() * step.denominator / step.numerator < _SAFE
        # Ibis turns rounded numbers into integers, which the largest floats would overflow.
        values = nw.when(safe).then(self.values).otherwise(nw.lit(0.0))
        count = (values * step.denominator / step.numerator).round(0)
        # Polars multiplies by the reciprocal of a divisor that is one number, which is not exact: 189 × 0.01.
        divisor = values * 0 + step.denominator
        on_grid = count * step.numerator / divisor == values
        if step.numerator == 1:
            whole = self._is_whole()
            safe, on_grid = safe | whole, on_grid | whole
        return (("PR875", ~safe), ("PR544", ~on_grid))

    def _is_whole(self) -> nw.Expr:
        has_fraction_bits = self.values.abs() < _WHOLE
        values = nw.when(has_fraction_bits).then(self.values).otherwise(nw.lit(0.0))
        return values.round(0) == values


@frozen
class DecimalColumn(NumberColumn):
    """Decimals of `scale` places; their numbers are counted in the last place.

    >>> DecimalColumn(nw.col("amount"), 2).last(Fraction(1, 3), included=True)
    33
    """

    scale: int

    def last(self, threshold: Fraction, *, included: bool) -> int:
        """Round down to the last place."""
        scaled = threshold * Fraction(10**self.scale)
        last = floor(scaled) if included else ceil(scaled) - 1
        return min(max(last, -_LARGEST_DECIMAL), _LARGEST_DECIMAL)

    def literal(self, number: float) -> nw.Expr:
        """Write the number as text, for Ibis cuts decimals to three places."""
        return nw.lit(f"{Decimal(int(number)).scaleb(-self.scale):f}").cast(nw.Decimal(_DIGITS, self.scale))

    def problems(self, step: Fraction | None) -> Problems:
        """Round to the places of the step; other steps are left to the reading of texts."""
        places = None if step is None else places_of(step)
        if places is None or places >= self.scale:
            return ()
        return (("PR544", self.values.round(places) != self.values),)


@frozen
class DayColumn(NumberColumn):
    """Days of the calendar; their numbers are ordinals, and every day is on the grid."""

    def last(self, threshold: Fraction, *, included: bool) -> int:
        """Round down to a day."""
        last = floor(threshold) if included else ceil(threshold) - 1
        return min(max(last, _FIRST_DAY), _LAST_DAY)

    def literal(self, number: float) -> nw.Expr:
        """Take the day of the ordinal."""
        return nw.lit(date.fromordinal(int(number)))


def places_of(step: Fraction) -> int | None:
    """Return the decimal places of a step that is 1 or a power of a tenth, None for another step.

    >>> places_of(Fraction(1, 100)), places_of(Fraction(1, 2))
    (2, None)
    """
    digits = str(step.denominator)
    return len(digits) - 1 if step.numerator == 1 and digits.strip("0") == "1" else None
