"""Numerals as officials write them, read into exact fractions.

Arabic (`1,000.5`), with Chinese multipliers (`1.5万`, `1亿2000万`), Chinese (`二百五十`, `两万五`) and formal
(`壹仟贰佰`). Digits are matched by name: Python's own constructors accept `٣`, `1_000` and `1e999`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from perfrules.resources.late_patterns import late_pattern
from perfrules.values.errors import problem
from perfrules.values.rounding import half_up

LONGEST = 40
"""The most digits and characters of a numeral; real amounts are far shorter."""

_SIGNIFICANT = 28
"""Digits of a rounded decimal in JSON, as many as Python's decimals have by default."""
_DIGITS = "零一二三四五六七八九"
_ONES = frozenset("一二三四五六七八九")
_MULTIPLIERS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
_FORMAL = str.maketrans("〇壹贰叁肆伍陆柒捌玖拾佰仟", "零一二三四五六七八九十百千")

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""A plain number, thousands marked or not."""
CHINESE = "[零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿半]"
"""One character of a Chinese numeral."""

_ARABIC = late_pattern(ARABIC)
_DIGIT_BY_DIGIT = late_pattern(f"[{_DIGITS}]{{2,}}(?:点[{_DIGITS}]+)?")
_SPOKEN = late_pattern(f"([{_DIGITS}两])(?:点([{_DIGITS}]+))?")


def exact(value: int | Decimal | Fraction | str) -> Fraction:
    """Return a number from a program as an exact fraction; a text may begin with `-` or `负`.

    Raises:
        QuantityError: PR231 for a bool, a float, NaN, an infinity, or anything else that is not a number;
            PR232 for one that is too long.

    >>> exact("1.5万"), exact(Decimal("0.10")), exact("-3")
    (Fraction(15000, 1), Fraction(1, 10), Fraction(-3, 1))
    """
    if isinstance(value, str):
        return -read_number(value[1:]) if value[:1] in ("-", "负") else read_number(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise problem("PR231", repr(value)[:LONGEST])
    if isinstance(value, Decimal):
        _check_decimal(value)
    fraction = Fraction(value)
    largest = max(abs(fraction.numerator), fraction.denominator)
    if largest > 10**LONGEST:
        # Not its digits: Python does not print integers of more than 4,300 digits.
        raise problem("PR232", f"2^{largest.bit_length() - 1}…", longest=LONGEST)
    return fraction


def _check_decimal(value: Decimal) -> None:
    if not value.is_finite():
        raise problem("PR231", str(value)[:LONGEST])
    # Before any arithmetic: turning Decimal("1e1000000") into an integer takes half a minute.
    _, digits, exponent = value.as_tuple()
    if len(digits) > LONGEST or abs(int(exponent)) > LONGEST:
        raise problem("PR232", f"{value:.6e}", longest=LONGEST)


class _NumeralError(Exception):
    """A part of the text has a form that no numeral has."""


def read_number(text: str) -> Fraction:
    """Return the number of a numeral.

    Raises:
        QuantityError: PR231 if the text is not a numeral, PR232 if it or its number has more than 40 digits.

    >>> [int(read_number(text)) for text in ("1,000", "1亿2000万", "二百五十", "两万五", "壹仟零伍")]
    [1000, 120000000, 250, 25000, 1005]
    """
    if len(text) > LONGEST:
        raise problem("PR232", text[:LONGEST], longest=LONGEST)
    if text.isascii() and text.isdigit():
        return Fraction(int(text))
    if text == "半":
        return Fraction(1, 2)
    plain = text.translate(_FORMAL)
    try:
        number = _digit_by_digit(plain) if _DIGIT_BY_DIGIT.fullmatch(plain) else _amount(plain, short=True)
    except _NumeralError:
        raise problem("PR231", text) from None
    if number >= 10**LONGEST:
        raise problem("PR232", text, longest=LONGEST)
    return number


def _digit_by_digit(text: str) -> Fraction:
    """Digits read out one after another as years are: 二〇二一, 一七二零点一. But 三五 is "three to five"."""
    whole, _, decimals = text.partition("点")
    if len(whole) < 4 and ("零" not in whole or decimals):
        raise _NumeralError
    digits = "".join(str(_DIGITS.index(digit)) for digit in whole + decimals)
    return Fraction(int(digits), 10 ** len(decimals))


def _amount(text: str, *, short: bool) -> Fraction:
    """Add the count of the largest multiplier and the rest; `short` if 两万五 may mean 两万五千."""
    for sign, multiplier in _MULTIPLIERS:
        if sign in text:
            head, _, tail = text.partition(sign)
            many = _how_many(head, multiplier)
            if tail and (not many or "." in head or "点" in head):  # 1.5万2千
                raise _NumeralError
            if tail in _ONES and head.isascii() and head:  # 50万八
                raise _NumeralError
            return many * multiplier + _rest(tail, multiplier, short=short)
    return _plain(text)


def _plain(text: str) -> Fraction:
    """A number without multipliers: Arabic, or one Chinese digit and its decimals."""
    if _ARABIC.fullmatch(text):
        return Fraction(text.replace(",", ""))
    spoken = _SPOKEN.fullmatch(text)
    if spoken is None:
        raise _NumeralError
    whole, decimals = spoken.groups(default="")
    digits = "".join(str(_DIGITS.index(digit)) for digit in whole.replace("两", "二") + decimals)
    return Fraction(int(digits), 10 ** len(decimals))


def _how_many(head: str, multiplier: int) -> Fraction:
    """Return the number before a multiplier: any amount before 万 and 亿, a plain number before 千 and 百."""
    if multiplier == 10:
        return _tens(head)
    many = _amount(head, short=False) if multiplier >= 10**4 else _plain(head)
    if not many and not head[0].isascii():  # 0万 is written, 零万 is not
        raise _NumeralError
    return many


def _tens(head: str) -> Fraction:
    if head and head not in _ONES and not re.fullmatch("[1-9]", head):
        raise _NumeralError
    return _plain(head) if head else Fraction(1)


def _rest(tail: str, multiplier: int, *, short: bool) -> Fraction:
    """Return the number after a multiplier; always less than one of it."""
    if not tail:
        return Fraction(0)
    if tail.startswith("点"):  # 二十点五
        return _plain("零" + tail)
    limit = multiplier
    if tail.startswith("零"):
        limit = multiplier if multiplier >= 10**4 else multiplier // 10
        rest = _amount(tail[1:], short=short)
    elif multiplier > 10 and tail in _ONES:
        return _shortened(tail, multiplier, short=short)
    elif (
        multiplier == 10**8 and "万" not in tail
    ):  # 一亿五千 is said for 一亿五千万, and may mean what it says
        raise _NumeralError
    else:
        rest = _amount(tail, short=short and multiplier < 10**8)
        if multiplier > 10 and rest < 10:  # 1万5 may mean five or five thousand
            raise _NumeralError
    if not 0 < rest < limit or tail.endswith("两") or "两点" in tail:  # 十两 is a weight
        raise _NumeralError
    return rest


def _shortened(digit: str, multiplier: int, *, short: bool) -> Fraction:
    """两万五 is said for 两万五千."""
    if not short:  # 一百二万
        raise _NumeralError
    return Fraction(_DIGITS.index(digit) * multiplier, 10)


def exact_text(value: Fraction) -> str:
    """The number in digits: a finite decimal, else a fraction such as `2/3`.

    >>> exact_text(Fraction(5, 2)), exact_text(Fraction(2, 3)), exact_text(Fraction(20000))
    ('2.5', '2/3', '20000')
    """
    if value.denominator == 1:
        return str(value.numerator)
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def json_numbers(name: str, value: Fraction) -> dict[str, str]:
    """A number in JSON; one that is not a decimal is rounded and has the exact fraction beside it.

    >>> json_numbers("value", Fraction(5, 2)), json_numbers("value", Fraction(2, 3))["exact"]
    ({'value': '2.5'}, '2/3')
    >>> json_numbers("low", Fraction(2, 3))["low_exact"]
    '2/3'
    """
    text = exact_text(value)
    if "/" not in text:
        return {name: text}
    whole = len(str(abs(value.numerator) // value.denominator).lstrip("0"))
    rounded = half_up(value, max(_SIGNIFICANT - whole, 0))
    return {name: f"{rounded:f}", "exact" if name == "value" else f"{name}_exact": text}


def _decimal_places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None
