"""Amounts of money, shares and weights as a sheet writes them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain
from perfrules.sheets.model import MONEY, Budget
from perfrules.values import exact_text, read_number

_AMOUNT = late_pattern(r"([0-9,.]+)(元|千元|万元|百万元|亿元)")


def read_amount(text: str, unit: str = "万元") -> tuple[Fraction, str]:
    """An amount and the unit it is given in; `unit` is that of a bare number.

    Raises:
        QuantityError: the text is not an amount of money.

    >>> read_amount("196.4万元"), read_amount("20", "元")
    ((Fraction(982, 5), '万元'), (Fraction(20, 1), '元'))
    >>> read_amount("1亿2000万元")
    (Fraction(120000000, 1), '元')
    """
    written = plain(text)
    found = _AMOUNT.fullmatch(written)
    if found:
        return read_number(found.group(1)), found.group(2)
    if written.endswith("元"):
        return read_number(written.removesuffix("元")), "元"
    return read_number(written), unit


def convert(amount: Fraction, unit: str, to: str) -> Fraction:
    """The same amount in another unit of money.

    >>> convert(Fraction(5), "万元", "元")
    Fraction(50000, 1)
    """
    return amount * MONEY[unit] / MONEY[to]


def read_share(text: str) -> Fraction:
    """A share in per cent, with or without its sign.

    Raises:
        QuantityError: the text is not a number.

    >>> read_share("25％"), read_share("33.3")
    (Fraction(25, 1), Fraction(333, 10))
    """
    return read_number(plain(text).removesuffix("%"))


def write_amount(amount: Fraction, unit: str) -> str:
    """The amount as `read_amount` reads it.

    >>> write_amount(Fraction(982, 5), "万元")
    '196.4万元'
    """
    return f"{exact_text(amount)}{unit}"


def budget_of(amounts: Mapping[str, tuple[Fraction, str]]) -> Budget:
    """The budget of amounts by name, each with its unit; all are converted to the unit of the first.

    Other names than `total`, `fiscal` and `other` are labels of further sources.

    >>> budget_of({"total": (Fraction(2), "万元"), "other": (Fraction(5000), "元")}).other
    Fraction(1, 2)
    """
    if not amounts:
        return Budget()
    unit = next(iter(amounts.values()))[1]
    values = {name: convert(amount, own, unit) for name, (amount, own) in amounts.items()}
    parts = {name: values.pop(name) for name in ("total", "fiscal", "other") if name in values}
    return Budget(**parts, unit=unit, further=tuple(values.items()))
