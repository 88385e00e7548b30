"""What was achieved: reading it, and handing it over from a program."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError
from perfrules.expressions import Boolean, Deadline, ExpressionError, Statement, parse, read_actual, to_actual
from perfrules.resources import load_data
from perfrules.values import BARE, Quantity, QuantityError, default_units

UNITS = default_units()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("6", Fraction(6), ""),
        ("2.5天", Fraction(5, 2), "天"),
        ("\uff19\uff18％", Fraction(98), "%"),
        ("-3%", Fraction(-3), "%"),
        ("1.5万元", Fraction(15000), "元"),
        ("百分之九十五", Fraction(95), "%"),
        ("三家", Fraction(3), "家"),
        ("0", Fraction(0), ""),
        ("500 吨", Fraction(500), "吨"),
        ("1,234,567.89元", Fraction(123456789, 100), "元"),
    ],
)
def test_a_measurement(text, value, unit):
    assert read_actual(text) == Quantity(value, UNITS[unit] if unit else BARE)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2021年3月8日", date(2021, 3, 8)), ("2021-12-20", date(2021, 12, 20)), ("2021.3.8", date(2021, 3, 8))],
)
def test_a_date(text, day):
    assert read_actual(text) == day


@pytest.mark.parametrize("sign", ["、", "，", "；", ", "])
def test_several_dates(sign):
    days = date(2021, 1, 8), date(2021, 2, 7), date(2021, 3, 8)
    assert read_actual(sign.join(day.isoformat() for day in days)) == days


@pytest.mark.parametrize(("text", "value"), [("是", True), ("否", False)])
def test_yes_and_no(text, value):
    assert read_actual(text) is value


@pytest.mark.parametrize(
    "text",
    [
        "nan",
        "NaN",
        "-nan",
        "inf",
        "-Inf",
        "Infinity",
        "∞",
        "+∞",
        "NaN%",
        "#N/A",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
    ],
)
def test_what_a_computation_gives_for_no_number_is_refused(text):
    with pytest.raises(ExpressionError) as refused:
        read_actual(text)
    assert refused.value.code == "PR231"


@pytest.mark.parametrize(
    "text", ["达成预期指标", "基本达到", "完成", "≥266米", "约500吨", "显著提高", "未开展", "/", "80%-90%"]
)
def test_what_is_no_measurement_is_kept_as_a_statement(text):
    assert read_actual(text) == Statement(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "PR202"),
        ("  ", "PR202"),
        ("9\u200b8%", "PR203"),
        ("9O%", "PR226"),
        ("1e5", "PR227"),
        ("5顿", "PR233"),
        ("2021-02-30", "PR218"),
    ],
)
def test_a_damaged_number_is_refused(text, code):
    with pytest.raises(ExpressionError) as refused:
        read_actual(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), 0.95, Decimal("nan"), Decimal("Infinity"), Decimal("sNaN"), None, b"95"],
)
def test_what_is_no_exact_number_is_refused(value):
    for ask in (parse("≥95%").matches, parse("≥95%").completion, to_actual):
        with pytest.raises(QuantityError, match="PR231"):
            ask(value)


@pytest.mark.parametrize("value", [Decimal("1e1000000"), 10**5000], ids=["decimal", "integer"])
def test_a_huge_number_is_refused_at_once(value):
    with pytest.raises(QuantityError, match="PR232"):
        parse("≥95%").matches(value)


@pytest.mark.parametrize(
    "value", [96, Decimal("95.0"), Fraction(191, 2), "96%", "95%", Quantity(Fraction(96)), "0.96倍"]
)
def test_what_meets_at_least_95_percent(value):
    assert parse("≥95%").matches(value)


def test_several_dates_meet_no_single_deadline():
    with pytest.raises(ExpressionError, match="PR242"):
        Deadline(date(2021, 12, 31)).matches((date(2021, 1, 8), date(2021, 2, 8)))


@pytest.mark.parametrize(
    ("target", "actual"), [("≥5个", "2021-03-08"), ("2021年12月31日前", "5"), ("是", "5"), ("≥5", True)]
)
def test_dates_truth_and_numbers_lie_on_axes_of_their_own(target, actual):
    with pytest.raises(PerfrulesError, match="PR235"):
        parse(target).matches(actual)


def test_a_number_without_a_unit_is_called_a_number():
    with pytest.raises(PerfrulesError, match="“5”的单位“数”与“日期”"):
        parse("2021年12月31日前").matches("5")


def test_yes_is_yes():
    assert Boolean(True).matches("是")
    assert Boolean(True).completion(False) == 0


@pytest.mark.parametrize("text", ["拟建12个", "计划12个", "上年12个", "预计建成12个", "力争12个", "12个在建"])
def test_a_number_that_its_words_deny_is_not_compared(text):
    for compare in (parse(">=10个").matches, parse(">=10个").completion):
        with pytest.raises(ExpressionError) as caught:
            compare(text)
        assert caught.value.diagnostics[0].code == "PR241"


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (">=10个", "已建成12个"),
        (">=10个", "建成投用12个"),
        ("计划投资>=5亿元", "计划投资6亿元"),
        ("节约成本>=3万元", "节约5万元"),
        ("人均>=300元", "人均350元"),
        ("0起", "未发生事故"),
    ],
)
def test_words_that_the_target_has_too_or_that_deny_nothing_are_compared(target, text):
    assert parse(target).matches(text)


@pytest.mark.parametrize("word", load_data("grammar", "answers.yaml")["around_results"]["anywhere"])
def test_no_word_of_denial_lets_a_number_meet_a_target(word):
    try:
        met = parse(">=10个").matches(f"{word}12个")
    except (ExpressionError, QuantityError):
        met = False
    assert not met
