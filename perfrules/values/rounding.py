"""The one rounding, at the end, half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction, places: int) -> Decimal:
    """The value with `places` decimals, a half rounded away from zero, as money and scores are.

    >>> half_up(Fraction(5, 1000), 2), half_up(Fraction(-5, 1000), 2), half_up(Fraction(2, 3), 2)
    (Decimal('0.01'), Decimal('-0.01'), Decimal('0.67'))
    """
    scaled = abs(value) * Fraction(10) ** places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(digit) for digit in str(units))
    return Decimal((int(value < 0 and units > 0), digits, -places))
