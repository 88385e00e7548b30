"""Laws of the one rounding, compared with the standard library's decimals at ample precision."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from strategies import SETTINGS, fractions

from perfrules.values import half_up

PLACES = st.integers(0, 6)
# Where rounding is decided: half of the last place, exactly, just below and just above.
halves = st.builds(
    lambda whole, places, hair: Fraction(2 * whole + 1, 2 * 10**places) + Fraction(hair, 10**9),
    st.integers(-(10**9), 10**9),
    PLACES,
    st.sampled_from([-1, 0, 1]),
)
values = fractions | halves


def oracle(value, places):
    with localcontext() as context:
        context.prec = 80
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        rounded = quotient.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return rounded or rounded.copy_abs()


class TestHalfUp:
    """A half goes away from zero; every other number to its nearest."""

    @SETTINGS
    @given(values, PLACES)
    def test_as_the_standard_library_rounds(self, value, places):
        assert str(half_up(value, places)) == str(oracle(value, places))

    @SETTINGS
    @given(values, PLACES)
    def test_no_further_than_half_of_the_last_place(self, value, places):
        assert abs(Fraction(half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)

    @SETTINGS
    @given(values, PLACES)
    def test_twice_is_once(self, value, places):
        once = half_up(value, places)
        assert half_up(Fraction(once), places) == once

    @SETTINGS
    @given(values, PLACES)
    def test_both_sides_of_zero_alike(self, value, places):
        assert half_up(-value, places) == -half_up(value, places)

    @SETTINGS
    @given(values, values, PLACES)
    def test_order_is_kept(self, one, other, places):
        low, high = sorted((one, other))
        assert half_up(low, places) <= half_up(high, places)

    @SETTINGS
    @given(values, PLACES)
    def test_the_places_are_written_out_and_zero_has_no_sign(self, value, places):
        rounded = half_up(value, places)
        assert rounded.as_tuple().exponent == -places
        assert rounded or not rounded.is_signed()
