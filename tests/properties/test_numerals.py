"""Laws of numerals: whatever way a number is written, it reads back as itself, exactly."""

import re
import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import SETTINGS, fractions, naturals

from perfrules.values import QuantityError, exact, exact_text, read_number

PLAIN, FORMAL = "零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟"
TO_FORMAL = str.maketrans(PLAIN, FORMAL)


FOREIGN = st.sampled_from(["_", "e", "E", " ", "+", "-", "\u200b", "\u202e", "\n", "\x00", "'"])


def decimals(largest, places):
    return st.decimals(-largest, largest, allow_nan=False, allow_infinity=False, places=places)


def below_ten_thousand(number, *, first):
    """A section as taught at school: each place named, one 零 for a gap, 十五 only at the very front."""
    text, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + PLAIN[digit] + sign
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if first and text.startswith("一十") else text


def chinese(number):
    """The number in Chinese, below 10^16: an amount of 亿, of 万, and the rest."""
    return sections(number, [("亿", 10**8), ("万", 10**4)], first=True) or "零"


def sections(number, multipliers, *, first):
    if not multipliers:
        return below_ten_thousand(number, first=first)
    (sign, size), *smaller = multipliers
    many, rest = divmod(number, size)
    if not many:
        return sections(rest, smaller, first=first)
    head = sections(many, smaller, first=first) + sign
    gap = "零" if 0 < rest < size // 10 else ""
    return head + gap + sections(rest, smaller, first=False)


def mixed(number):
    """Arabic digits before 亿 and 万: 1亿2000万, 3万零5."""
    hundred_million, rest = divmod(number, 10**8)
    ten_thousand, ones = divmod(rest, 10**4)
    text = f"{hundred_million}亿" if hundred_million else ""
    text += f"{ten_thousand}万" if ten_thousand else ""
    gap = "零" if text and (ones < 1000 or not ten_thousand) else ""
    return text + (f"{gap}{ones}" if ones or not text else "")


class TestEveryWayToWriteANumber:
    """Every integer below 10^16 reads back as itself from each way of writing it."""

    @SETTINGS
    @given(naturals)
    def test_in_digits(self, number):
        assert read_number(str(number)) == number
        assert read_number(f"{number:,}") == number

    @SETTINGS
    @given(naturals)
    @example(1234_5678_0000_0000)
    @example(10_0000_0005)
    def test_in_chinese(self, number):
        assert read_number(chinese(number)) == number

    @SETTINGS
    @given(naturals)
    def test_in_formal_chinese(self, number):
        assert read_number(chinese(number).translate(TO_FORMAL)) == number

    @SETTINGS
    @given(naturals)
    def test_in_digits_and_multipliers(self, number):
        assert read_number(mixed(number)) == number

    @SETTINGS
    @given(st.integers(1, 9999), st.integers(0, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
    def test_as_a_decimal_of_a_multiplier(self, whole, decimals, multiplier):
        sign, size = multiplier
        assert read_number(f"{whole}.{decimals:04}{sign}") == (whole + Fraction(decimals, 10**4)) * size

    @SETTINGS
    @given(st.integers(0, 9999), st.text(PLAIN[:10], min_size=1, max_size=6))
    def test_with_spoken_decimals(self, whole, decimals):
        digits = "".join(str(PLAIN.index(digit)) for digit in decimals)
        assert read_number(f"{chinese(whole)}点{decimals}") == Fraction(f"{whole}.{digits}")

    @SETTINGS
    @given(st.integers(1, 9), st.sampled_from("十百千万"), st.sampled_from(PLAIN[1:10]))
    def test_with_decimals_right_after_a_multiplier(self, many, sign, decimal):
        size = {"十": 10, "百": 100, "千": 1000, "万": 10**4}[sign]
        expected = many * size + Fraction(PLAIN.index(decimal), 10)
        assert read_number(f"{PLAIN[many]}{sign}点{decimal}") == expected

    @SETTINGS
    @given(naturals)
    def test_the_negative_of_each(self, number):
        for text in (str(number), chinese(number), mixed(number)):
            assert exact(f"-{text}") == exact(f"负{text}") == -number


def test_small_numbers_one_by_one():
    """Each has its own texts, and each text its own number."""
    for number in [*range(10_000), *range(0, 10**6, 997), *range(0, 10**9, 999_983)]:
        assert read_number(chinese(number)) == read_number(mixed(number)) == number


class TestExactText:
    """`exact_text` writes a finite decimal so that it reads back, any other number as a fraction."""

    @SETTINGS
    @given(decimals(10**20, places=12))
    def test_decimals_read_back(self, value):
        text = exact_text(Fraction(value))
        assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", text)
        assert exact(text) == Fraction(value)

    @SETTINGS
    @given(fractions)
    def test_no_number_is_lost(self, value):
        assert Fraction(exact_text(value)) == value

    @SETTINGS
    @given(fractions, fractions)
    def test_different_numbers_have_different_texts(self, one, other):
        assert (exact_text(one) == exact_text(other)) == (one == other)


class TestExact:
    """`exact` takes whole, decimal and fractional numbers as they are, and refuses all else at once."""

    @SETTINGS
    @given(st.integers(-(10**40), 10**40) | fractions)
    def test_an_exact_number_stays_itself(self, value):
        assert exact(value) == value

    @SETTINGS
    @given(decimals(10**9, places=9))
    def test_so_does_a_decimal(self, value):
        assert exact(value) == Fraction(value)

    @SETTINGS
    @given(st.floats() | st.booleans() | st.binary() | st.none() | st.complex_numbers())
    def test_whatever_is_not_exact_is_refused(self, value):
        with pytest.raises(QuantityError):
            exact(value)

    @SETTINGS
    @given(st.integers(41, 10**6), st.sampled_from([1, -1]))
    def test_extreme_exponents_cost_nothing(self, exponent, sign):
        started = time.process_time()
        with pytest.raises(QuantityError):
            exact(Decimal(f"1e{sign * exponent}"))
        assert time.process_time() - started < 0.5


def value_or_error(read, text):
    try:
        return read(text)
    except QuantityError as refused:
        return refused


class TestWhateverTheText:
    """A text is a number or a refusal with a code, quickly; other scripts' digits are no digits."""

    @SETTINGS
    @given(st.text() | st.text(PLAIN + FORMAL + "两半点万亿0123456789.,", max_size=45))
    def test_nothing_else_comes_of_it(self, text):
        for read in (read_number, exact):
            found = value_or_error(read, text)
            if isinstance(found, QuantityError):
                assert found.code in {"PR231", "PR232"}
                assert found.hint
            else:
                assert isinstance(found, Fraction)

    @SETTINGS
    @given(st.text(st.characters(categories=["Nd", "Nl", "No"]), min_size=1, max_size=10))
    def test_other_digits(self, text):
        assume(not set(text) <= set("0123456789〇" + PLAIN))
        with pytest.raises(QuantityError):
            read_number(text)

    @SETTINGS
    @given(
        naturals,
        st.sampled_from(["_", "e", "E", " ", "+", "-", "\u200b", "\u202e", "\n", "\x00", "'"]),
        st.data(),
    )
    def test_no_foreign_character_is_passed_over(self, number, character, data):
        text = str(number)
        at = data.draw(st.integers(0, len(text)))
        with pytest.raises(QuantityError):
            read_number(text[:at] + character + text[at:])

    @SETTINGS
    @given(st.integers(1, 10**15), st.integers(1, 10**15), st.sampled_from("万亿千百十"))
    def test_what_follows_a_multiplier_is_less_than_one_of_it(self, one, other, sign):
        size = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[sign]
        assume(other >= size)
        with pytest.raises(QuantityError):
            read_number(f"{one}{sign}{other}")
