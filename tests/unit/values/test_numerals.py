from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.values import QuantityError, exact, exact_text, read_number


def code_of(refused):
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("007", 7),
        ("95.50", "95.5"),
        ("1,000", 1000),
        ("12,345,678.9", "12345678.9"),
        ("1.5万", 15000),
        ("836.04451万", "8360445.1"),
        ("0万", 0),
        ("1亿2000万", 120_000_000),
        ("1亿零5000", 100_005_000),
        ("1,000万", 10_000_000),
        ("35千", 35_000),
        ("12百万", 12_000_000),
        ("2千5百", 2500),
        ("1万5000", 15_000),
        ("1万零5", 10_005),
        ("5万亿", 5 * 10**12),
        ("〇", 0),
        ("两", 2),
        ("半", "1/2"),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百一十", 110),
        ("一百十五", 115),
        ("一百零五", 105),
        ("一千零五十", 1050),
        ("一万零五百", 10_500),
        ("二百五十", 250),
        ("两千两百", 2200),
        ("二千零十", 2010),
        ("壹仟贰佰叁拾肆", 1234),
        ("壹仟零伍", 1005),
        ("一万五千亿", 15 * 10**11),
        ("一百万零五千", 1_005_000),
        ("二〇二一", 2021),
        ("二零", 20),
        ("一七二零点一三四", "1720.134"),
        ("零点五", "0.5"),
        ("一点零五", "1.05"),
        ("二十点五", "20.5"),
        ("九十九点九", "99.9"),
        ("一百零二点五", "102.5"),
        ("一点五万", 15_000),
        ("三十五点五万", 355_000),
    ],
)
def test_what_a_numeral_stands_for(text, value):
    assert read_number(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万五", 25_000),
        ("十万五", 105_000),
        ("一百二", 120),
        ("三千四", 3400),
        ("一亿三", 130_000_000),
        ("一万三千五", 13_500),
    ],
)
def test_the_last_multiplier_may_be_left_out_in_speech(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "-1", "+1", "1 000", "1,00", "1,0000", ".5", "5.", "1.2.3", "1_000", "1e3", "0x10", "½"],
        *["٣", "１００", "²", "nan", "inf", "∞", "1/2"],
        *["百", "万", "亿", "万亿", "千万", "点五", "半万", "两半", "一百半"],
        *[
            "三五",
            "一二三",
            "三四十",
            "一万三四",
            "两十",
            "十两",
            "二十两",
            "一百两",
        ],  # 两 is a weight, 三五 a guess
        *["一零百", "零十", "零五百", "一百零", "一百五零", "一百零零五", "一百零五十", "零万"],
        *["五百三千", "1千12百", "12十", "1亿20000万", "1亿5万亿", "五万五万", "一亿亿"],
        *["万万", "四万万", "零零点五", "二零点五", "三五点二"],
        *["1.5亿2000万", "1.5万2千", "一点五万三千", "1.0万5千"],
        *["1万5", "2千5", "一百8", "一百二万", "2千5万", "一百二点五", "一亿五千", "1亿5000"],  # two readings
    ],
)
def test_what_is_no_numeral_or_can_be_read_in_two_ways_is_refused(text):
    with pytest.raises(QuantityError) as refused:
        read_number(text)
    assert code_of(refused) == "PR231"


def test_a_short_text_may_be_a_number_of_too_many_digits():
    with pytest.raises(QuantityError, match="PR232"):
        read_number(f"{'1' * 34}2亿3000万")


def test_a_numeral_has_at_most_forty_characters():
    assert read_number("9" * 40) == 10**40 - 1
    for text in ("9" * 41, "9" * 10**5, "九" * 10**5, "十" * 10**5):
        with pytest.raises(QuantityError) as refused:
            read_number(text)
        assert code_of(refused) == "PR232"
        assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (-5, -5),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("0.10"), Fraction(1, 10)),
        (Decimal("-0"), 0),
        (Decimal("1e3"), 1000),
        ("-2.5", Fraction(-5, 2)),
        ("负两万", -20_000),
    ],
)
def test_exact_numbers_are_taken(value, expected):
    assert exact(value) == expected


NO_NUMBERS = [
    *[True, False, 0.1, 1.0, float("nan"), float("inf"), None, b"1", [1], 1j, date(2021, 1, 1)],
    *["--1", "-", "-负1"],
    *[Decimal(each) for each in ("nan", "snan", "-inf", "inf", "nan" + "1" * 100)],
]


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_not_exact_is_refused(value):
    with pytest.raises(QuantityError) as refused:
        exact(value)
    assert code_of(refused) == "PR231"


@pytest.mark.parametrize(
    "value",
    [
        *[Decimal(each) for each in ("1e1000000", "-1e-1000000", "1e999999", "0e1000000", "1e41")],
        Decimal("9" * 10**5),
        10**40 + 1,
        -(10 ** (10**5)),
        Fraction(1, 10**41),
        "-" + "9" * 41,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_too_long_is_refused_before_any_arithmetic(value):
    with pytest.raises(QuantityError) as refused:
        exact(value)
    assert code_of(refused) == "PR232"
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 1000), "0.001"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(100), "100"),
        (Fraction(2, 3), "2/3"),
        (Fraction(-7, 6), "-7/6"),
    ],
)
def test_exact_text(value, text):
    assert exact_text(value) == text
