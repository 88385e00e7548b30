"""Actuals: the values that a comparator is compared with, and how their texts are read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from perfrules.diagnostics import Span
from perfrules.expressions.amounts.actual_binder import ActualBinder, Reported, Words
from perfrules.expressions.axes import CALENDAR, TRUTH, is_unmeasured
from perfrules.expressions.errors import ExpressionError, refusal
from perfrules.expressions.lexicon import lexicon
from perfrules.expressions.moments import read_moment
from perfrules.expressions.parser import Parser
from perfrules.expressions.text.characters import normalise
from perfrules.expressions.text.denials import denies
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity, Unit, UnitRegistry, default_units, exact
from perfrules.values.errors import problem

# What programs and spreadsheets write if a computation has no result.
_NO_NUMBER = late_pattern(
    r"[-+]?(?:nan|inf(?:inity)?|∞)%?|#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)", re.IGNORECASE
)

_REMEMBERED = 4096
_PARSER = Parser(ActualBinder)


@frozen(repr=False)
class Statement(PlainRepr):
    """Words in the place of a measurement: 达成预期指标, 基本达到. Never read as a number."""

    text: str

    def __str__(self) -> str:
        return self.text


Actual = Quantity | date | tuple[date, ...] | bool | Statement
"""One measurement, a date, the dates on which a recurring duty was done, yes or no, or a statement."""


def position(actual: Actual) -> Quantity:
    """Return the place of an actual on the axis on which it is measured.

    Raises:
        ExpressionError: PR241 for a statement, PR242 for several dates, which lie at no one place.

    >>> str(position(Quantity(Fraction(5))))
    '5'
    """
    if isinstance(actual, Quantity):
        return actual
    if isinstance(actual, bool):
        return Quantity(Fraction(int(actual)), TRUTH)
    if isinstance(actual, date):
        return Quantity(Fraction(actual.toordinal()), CALENDAR)
    if isinstance(actual, Statement):
        raise refusal("PR241", actual.text, Span(0, len(actual.text)))
    text = "、".join(day.isoformat() for day in actual)
    raise refusal("PR242", text, Span(0, len(text)))


def number_on(point: Quantity, axis: Unit) -> Fraction:
    """Return the number of a point on an axis.

    A bare number fits any axis but those of dates, times of day, yes or no, and levels.

    Raises:
        QuantityError: PR235 where the point is measured on another axis.
    """
    if point.unit != axis and (is_unmeasured(point.unit) or is_unmeasured(axis)):
        raise problem("PR235", str(point), unit=point.unit.name or "数", other=axis.name or "数")
    return point.in_(axis)


def to_actual(value: Actual | int | Decimal | Fraction | str, target: object = "") -> Actual:
    """Return what a program compares with a target; a text is read in the indicator-expression language.

    Raises:
        QuantityError: PR231 for a float or NaN.
        ExpressionError: the text is not an actual; PR241 where its words deny the number (拟建12个), unless
            the target has the same words.
    """
    if isinstance(value, str):
        reported = read_actual(value)
        # 无投诉 is 0, so the words of a zero are the result; 人均 is read as a part of the unit.
        counts = isinstance(reported, Quantity) and reported.value
        if counts and denies(normalise(value).text, str(target) + "".join(lexicon()["per_head"])):
            raise refusal("PR241", value, Span(0, len(value)))
        return reported
    if isinstance(value, bool | Quantity | date | tuple | Statement):
        return value
    return Quantity(exact(value))


def read_actual(text: str, units: UnitRegistry | None = None) -> Actual:
    """Read an actual: a quantity, a date, several dates, yes or no, or a statement.

    A measurement has no operator: `≥266米` gives no number and is kept as a statement, as are
    words (达成预期指标).

    Raises:
        ExpressionError: for an empty text, control characters, a text with digits that is not a value, or
            the mark of a failed computation (NaN, #DIV/0!).

    >>> str(read_actual("2.5天")), read_actual("基本达到"), read_actual("2021年3月8日")
    ('2.5天', Statement(text='基本达到'), datetime.date(2021, 3, 8))
    """
    plain = normalise(text).text
    if _NO_NUMBER.fullmatch(plain):
        raise refusal("PR231", text, Span(0, len(text)), {"text": text})
    if dates := _dates(plain):
        return dates if len(dates) > 1 else dates[0]
    # An actual is never a range, so a minus is a sign.
    measured = f"负{plain[1:]}" if re.match("-[0-9]", plain) else text
    try:
        reported = _parse_remembered(measured, units)
    except ExpressionError:
        if any(character.isdigit() for character in plain):
            raise
        return Statement(text)
    return Statement(text) if isinstance(reported, Words) else reported


@lru_cache(maxsize=_REMEMBERED)
def _parse_remembered(text: str, units: UnitRegistry | None) -> Reported:
    reported: Reported = _PARSER.parse(text, default_units() if units is None else units).value
    return reported


def _dates(plain: str) -> tuple[date, ...]:
    """Return the days that a text lists; none if it holds anything else or a day without a year."""
    moments = [read_moment(part) for part in re.split("[、,;]", plain)]
    days = [
        each.last for each in moments if each is not None and each.day_written and isinstance(each.last, date)
    ]
    return tuple(days) if len(days) == len(moments) else ()
