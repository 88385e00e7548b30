"""The one rounding, at the end, half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction, places: int) -> Decimal:
    """The value with `places` decimals, a half rounded away from zero, as money and scores are.

    >>> half_up(Fraction(5, 1000), 2), half_up(Fraction(-5, 1000), 2), half_up(Fraction(2, 3), 2)
    (Decimal('0.01'), Decimal('-0.01'), Decimal('0.67'))
    """
    # In whole numbers, because every score is rounded here: 2 × value × 10^places + 1, halved and cut off.
    whole, parts = abs(value.numerator) * 10 ** max(places, 0), value.denominator * 10 ** max(-places, 0)
    units = (2 * whole + parts) // (2 * parts)
    digits = tuple(map(int, str(units)))
    return Decimal((int(value < 0 and units > 0), digits, -places))
