"""Numbers as reports show them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfrules.values import exact_text, half_up

_YUAN_IN_WAN = 10**4


def figure(value: Fraction) -> Decimal | str:
    """A number as the decimal it is, or as the text of a fraction where it is none.

    >>> figure(Fraction(25, 2)), figure(Fraction(2, 3))
    (Decimal('12.5'), '2/3')
    """
    text = exact_text(value)
    return text if "/" in text else Decimal(text)


def score_figure(score: Decimal | None) -> Decimal | str:
    """A score, blank where the row is open.

    >>> score_figure(Decimal("9.50")), score_figure(None)
    (Decimal('9.50'), '')
    """
    return "" if score is None else score


def rate_text(rate: Fraction | None) -> str:
    """A rate in per cent with at most two decimals, blank where it is not known.

    >>> rate_text(Fraction(48137, 52000)), rate_text(Fraction(1)), rate_text(None)
    ('92.57%', '100%', '')
    """
    return "" if rate is None else f"{exact_text(Fraction(half_up(rate * 100, 2)))}%"


def wan_text(yuan: Fraction | None) -> str:
    """An amount of yuan in 万元 with its unit, blank where it is not known.

    >>> wan_text(Fraction(4813700))
    '481.37万元'
    """
    return "" if yuan is None else f"{exact_text(in_wan(yuan))}万元"


def in_wan(yuan: Fraction) -> Fraction:
    """An amount of yuan in 万元, the unit of the form.

    >>> in_wan(Fraction(5600))
    Fraction(14, 25)
    """
    return yuan / _YUAN_IN_WAN
