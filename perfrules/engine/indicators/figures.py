"""Shares as people read them."""

from __future__ import annotations

from fractions import Fraction

from perfrules.values import exact_text, half_up

_PLACES = 2
_LEAST = Fraction(1, 10**_PLACES)
_DECIMALS = 4
"""Decimals of a percentage that is still written as a decimal where it is exact."""


def exact_percent(share: Fraction) -> str:
    """A share as an exact percentage, or as a fraction where that needs more than four decimals.

    >>> exact_percent(Fraction(6, 5)), exact_percent(Fraction(2, 3))
    ('120%', '2/3')
    """
    number = exact_text(share * 100)
    long = "/" in number or len(number.partition(".")[2]) > _DECIMALS
    return exact_text(share) if long else f"{number}%"


def percent(share: Fraction) -> str:
    """A share as a percentage with at most two decimals.

    A share that only rounds to nothing or to the whole stays on its side.

    >>> [percent(Fraction(*each)) for each in ((6, 5), (2, 3), (99_999, 100_000), (1, 10**6))]
    ['120%', '66.67%', '99.99%', '0.01%']
    """
    hundredfold = share * 100
    if hundredfold == half_up(hundredfold, _PLACES):
        return f"{exact_text(hundredfold)}%"
    rounded = Fraction(half_up(hundredfold, _PLACES))
    for bound in (0, 100):
        if rounded == bound:
            rounded += _LEAST if hundredfold > bound else -_LEAST
    return f"{half_up(rounded, _PLACES)}%"


def share_text(share: Fraction) -> str:
    """A share for a column of figures: as it is where it is a short decimal, else rounded after a ≈.

    >>> share_text(Fraction(6, 5)), share_text(Fraction(2, 3))
    ('120%', '≈66.67%')
    """
    exact = exact_percent(share)
    return exact if exact.endswith("%") else f"≈{half_up(share * 100, _PLACES)}%"
