from decimal import ROUND_DOWN, Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

import pytest

from perfrules.expressions import parse
from perfrules.values import exact, exact_text, half_up, json_numbers


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


@pytest.mark.parametrize("precision", [1, 2, 3])
def test_no_number_depends_on_the_decimal_context_of_the_caller(precision):
    with localcontext(Context(prec=precision, rounding=ROUND_DOWN, traps=[Inexact, Rounded])):
        assert half_up(Fraction(95437, 1000), 2) == Decimal("95.44")
        assert exact(Decimal("1234.567")) == Fraction(1234567, 1000)
        assert json_numbers("value", Fraction(400, 3))["value"] == "133.3333333333333333333333333"
        assert exact_text(Fraction(123456789, 1000)) == "123456.789"
        assert parse("≥1234.567元").matches(Decimal("1234.567"))
        assert parse("≤3天8小时").to_json()["value"] == "3.333333333333333333333333333"
