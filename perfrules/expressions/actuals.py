"""What was achieved: the values that a comparator is held against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Span
from perfrules.expressions.errors import refusal
from perfrules.values import Quantity, Unit, exact
from perfrules.values.errors import problem

CALENDAR = Unit("日期", "date")
"""The axis of dates; a date is its ordinal there."""
TRUTH = Unit("是否", "boolean")
"""The axis of yes and no: 1 and 0."""
_UNMEASURED = {CALENDAR.dimension, TRUTH.dimension}


@frozen
class Statement:
    """Words that stand where a measurement should: 达成预期指标, 基本达到. Never taken for a number."""

    text: str

    def __str__(self) -> str:
        return self.text


Actual = Quantity | date | tuple[date, ...] | bool | Statement
"""One measurement, a date, the dates on which a recurring duty was done, yes or no, or a statement."""


def position(actual: Actual) -> Quantity:
    """Where an actual lies on the axis it is measured on.

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
    """The number that a point bears on an axis; a bare one takes any but that of dates or of yes and no.

    Raises:
        QuantityError: PR235 where the point is measured on another axis.
    """
    if point.unit != axis and not {point.unit.dimension, axis.dimension}.isdisjoint(_UNMEASURED):
        raise problem("PR235", str(point), unit=point.unit.name or "数", other=axis.name or "数")
    return point.in_(axis)


def to_actual(value: Actual | int | Decimal | Fraction | str) -> Actual:
    """An actual out of what a program hands over; text is read in the indicator-expression language.

    Raises:
        QuantityError: PR231 for a float or NaN.
        ExpressionError: for text that tells no actual.
    """
    if isinstance(value, str):
        # Late, for the reader loads lark, which typed values do without.
        from perfrules.expressions.reading import read_actual

        return read_actual(value)
    if isinstance(value, bool | Quantity | date | tuple | Statement):
        return value
    return Quantity(exact(value))
