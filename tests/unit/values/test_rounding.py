from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from perfrules.values import half_up


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0.005", 2, "0.01"),
        ("0.0049", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("-0.0049", 2, "0.00"),
        ("2/3", 2, "0.67"),
        ("1/3", 0, "0"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("9.995", 2, "10.00"),
        ("93.5", 2, "93.50"),
        ("0", 2, "0.00"),
    ],
)
def test_a_half_goes_away_from_zero(value, places, text):
    assert str(half_up(Fraction(value), places)) == text


def test_the_callers_decimal_context_changes_nothing():
    value = Fraction(123456789012345678901234567890123456789, 1000)
    with localcontext() as context:
        context.prec = 3
        assert str(half_up(value, 2)) == "123456789012345678901234567890123456.79"


def test_it_may_round_to_tens():
    assert half_up(Fraction(15), -1) == Decimal(20)
