"""Comparators over numbers: one bound, two bounds, an approximation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from attrs import evolve, frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.actuals import Actual, number_on, position, to_actual
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.wording import quantity_phrase, quantity_text, spoken_text
from perfrules.expressions.operators import Operator
from perfrules.values import BARE, Interval, IntervalSet, Quantity, Unit, json_numbers


def half_line(operator: Operator | None, bound: Fraction) -> IntervalSet:
    """Return the numbers that have that relation to a bound; without an operator, the bound itself."""
    if operator in (">", ">="):
        return IntervalSet.from_(bound, closed=operator == ">=")
    if operator in ("<", "<="):
        return IntervalSet.up_to(bound, closed=operator == "<=")
    return IntervalSet.point(bound)


@frozen(repr=False)
class Comparison(Named):
    """`operator` bound; the operator is None where the text has none, and the bound is meant to the letter.

    Source: 民法典 art. 1259 for what 以上, 以下, 不满 and the like include.

    >>> from perfrules.expressions import parse
    >>> parse("2万元以上").to_json()
    {'kind': 'comparison', 'op': '>=', 'operator': '>=', 'value': '20000', 'unit': '元'}

    `start` is the figure from which the bound is to be reached: 由80%提高到90%.
    """

    kind: ClassVar[str] = "comparison"
    operator: Operator | None
    bound: Quantity
    start: Quantity | None = None

    @property
    def value(self) -> Fraction:
        """The number of the bound."""
        return self.bound.value

    @property
    def unit(self) -> Unit:
        """The unit of the bound."""
        return self.bound.unit

    @property
    def region(self) -> Region:
        """The half-line or point of numbers that meet the target, in the bound's unit."""
        return Region(self.bound.unit, half_line(self.operator, self.bound.value))

    def settled(self, operator: Operator) -> Comparison:
        """The same target with the operator that its text left out.

        >>> from perfrules.expressions import parse
        >>> str(parse("100%").settled(">="))
        '>=100%'
        """
        return evolve(self, operator=operator)

    def completion(self, actual: Actual | int | Decimal | Fraction | str) -> Fraction:
        """Actual ÷ bound; for an at-most target bound ÷ actual, and 1 where nothing at all was used."""
        return share_of_bound(self.operator, self.region, self.bound.value, to_actual(actual, self))

    def _fields(self) -> dict[str, Any]:
        start = {} if self.start is None else json_numbers("start", self.start.in_(self.bound.unit))
        return {"operator": self.operator, **self.bound.to_json(), **start}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Comparison:
        """Return the comparator of some plain data."""
        bound = plain.quantity()
        start = Quantity(plain.number("start"), bound.unit) if "start" in plain.data else None
        return cls(plain["operator"], bound, start, **plain.names)

    def _text(self) -> str:
        if self.start is not None:
            start = quantity_text(self.start, alone=True)
            word = "提高到" if self.operator == ">=" else "降低到"
            return f"由{start}{word}{quantity_text(self.bound, alone=True)}"
        return f"{self.operator or ''}{quantity_text(self.bound, alone=self.operator is None)}"

    def _phrase(self, language: Language) -> str:
        if self.counted and self.bound.value == 0 and self.bound.unit == BARE:
            return phrase("targets.nothing", language)
        if self.start is not None:
            start = spoken_text(self.start, language)
            key = "targets.raised" if self.operator == ">=" else "targets.lowered"
            return phrase(key, language, start=start, bound=spoken_text(self.bound, language))
        return quantity_phrase(self.operator, self.bound, language)


def share_of_bound(operator: Operator | None, region: Region, bound: Fraction, actual: Actual) -> Fraction:
    """The share of a bound that an actual reaches: actual ÷ bound, the other way round for an at-most one."""
    number = number_on(position(actual), region.unit)
    met = number in region.numbers
    return _reached(bound, number, met=met) if operator in ("<", "<=") else _reached(number, bound, met=met)


def _reached(part: Fraction, whole: Fraction, *, met: bool) -> Fraction:
    """The share, where it is one: at and below zero a quotient says nothing, only met or missed is left."""
    if whole <= 0 or part < 0:
        return Fraction(int(met))
    return part / whole


@frozen(repr=False)
class Range(Named):
    """From `low` to `high`, in one unit, each end included where it is closed.

    >>> from perfrules.expressions import parse
    >>> str(parse("3-5万元")), str(parse("大于10小于20").region)
    ('30000元-50000元', '(10, 20)')
    """

    kind: ClassVar[str] = "range"
    low: Quantity
    low_closed: bool
    high: Quantity
    high_closed: bool

    @property
    def unit(self) -> Unit:
        """The unit of the upper end, in which both ends are given as plain data."""
        return self.high.unit

    @property
    def region(self) -> Region:
        """The interval, in the unit of the upper end."""
        unit = self.high.unit
        interval = Interval(self.low.in_(unit), self.low_closed, self.high.value, self.high_closed)
        return Region(unit, IntervalSet((interval,)))

    def completion(self, actual: Actual | int | Decimal | Fraction | str) -> Fraction:
        """1 within; below, actual ÷ low; above, high ÷ actual."""
        number = number_on(position(to_actual(actual, self)), self.high.unit)
        if number in self.region.numbers:
            return Fraction(1)
        low = self.low.in_(self.high.unit)
        if number <= low:
            return _reached(number, low, met=False)
        return _reached(self.high.value, number, met=False)

    def _fields(self) -> dict[str, Any]:
        unit = self.high.unit
        return {
            **json_numbers("low", self.low.in_(unit)),
            "low_closed": self.low_closed,
            **json_numbers("high", self.high.value),
            "high_closed": self.high_closed,
            "unit": unit.name,
        }

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Range:
        """Return the comparator of some plain data."""
        low, high = (Quantity(plain.number(end), plain.unit()) for end in ("low", "high"))
        return cls(low, plain["low_closed"], high, plain["high_closed"], **plain.names)

    def _text(self) -> str:
        if self.low_closed and self.high_closed and self.low.value >= 0:
            return f"{quantity_text(self.low, alone=True)}-{quantity_text(self.high, alone=True)}"
        low, high = ">=" if self.low_closed else ">", "<=" if self.high_closed else "<"
        return f"{low}{quantity_text(self.low)}且{high}{quantity_text(self.high)}"

    def __str__(self) -> str:
        if len(self.subject) != 1 or self.counted:
            return super().__str__()
        # 率 is a name only between two ends.
        low, high = "<=" if self.low_closed else "<", "<=" if self.high_closed else "<"
        return f"{quantity_text(self.low)}{low}{self.subject}{high}{quantity_text(self.high)}"

    def _is_around_zero(self) -> bool:
        return self.low.value == -self.high.value != 0 and self.low_closed and self.high_closed

    def _phrase(self, language: Language) -> str:
        if self._is_around_zero():
            spread = spoken_text(self.high, language)
            return phrase("targets.around-zero", language, spread=spread)
        low, high = (
            phrase(
                f"targets.{'included' if closed else 'excluded'}", language, amount=spoken_text(end, language)
            )
            for end, closed in ((self.low, self.low_closed), (self.high, self.high_closed))
        )
        return phrase("targets.range", language, low=low, high=high)


@frozen(repr=False)
class Approximate(Named):
    """About so much; a policy says what still counts as near.

    >>> from perfrules.expressions import parse
    >>> str(parse("500吨左右"))
    '约500吨'
    """

    kind: ClassVar[str] = "approximate"
    about: Quantity

    @property
    def value(self) -> Fraction:
        """The number that is meant."""
        return self.about.value

    @property
    def unit(self) -> Unit:
        """Its unit."""
        return self.about.unit

    def _fields(self) -> dict[str, Any]:
        return self.about.to_json()

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Approximate:
        """Return the comparator of some plain data."""
        return cls(plain.quantity(), **plain.names)

    def _text(self) -> str:
        return f"约{quantity_text(self.about, alone=True)}"

    def _phrase(self, language: Language) -> str:
        return phrase("targets.about", language, amount=spoken_text(self.about, language))
