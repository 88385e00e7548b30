"""The pieces of a measure between the grammar and a comparator: amounts with their marks, and edges."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from perfrules.expressions.grammar.token import Token
from perfrules.expressions.operators import Operator
from perfrules.values import BARE, Quantity, Unit, UnitRegistry


class ReadingProblem(Exception):  # noqa: N818 - the parser turns it into an ExpressionError
    """What is wrong at a stretch of the normalised text; an empty stretch is the whole."""

    def __init__(self, code: str, start: int = 0, end: int = 0, **facts: object) -> None:
        super().__init__(code)
        self.code, self.start, self.end, self.facts = code, start, end, facts

    @classmethod
    def at(cls, code: str, first: Token, last: Token | None = None, **facts: object) -> ReadingProblem:
        """Return the problem with a token, or with the stretch from one token to another."""
        return cls(code, first.start_pos, (last or first).end_pos, **facts)


CURRENCY_SIGN = "¥"
"""The spelling of a unit that is written only as a sign before the number."""


BELOW_ZERO = ("", "ratio", "percentage-point", "temperature", "score")
"""What goes below zero; before anything else a minus is rather the dash of a range whose low end is lost."""

YEARS = range(1900, 2100)
"""Numbers that may be years."""
LONGEST_YEARS = 100
"""2021年 is the year 2021, and 221年 is damaged; that many years are written 2021个年度."""

_FROM_THE_TOP = ("ratio", "score", "money", "time", "working-day", "months")
"""Dimensions of bands that are written from the top down: 100%-80%, 100-90分, 10-5天."""


_HALVED = ("time", "months")
"""What a 半 behind its unit adds half of: 两年半."""

PARTS_OF = "分之"
"""What a share such as 三分之二 has for a unit."""


class Amount(NamedTuple):
    """A number, its unit (None if none is written), and what is written beside it.

    `included` is a written (含) or (不含), `multiplier` the 百, 千, 万 or 亿 that the numeral ends in,
    `spelling` the unit as written, `per` the period of 一年两次, `dashed` that a minus is written before it
    and not 负, `divided` that it is written `a/b`, `spoken` that it begins with a Chinese numeral,
    `written` the numeral.
    """

    value: Fraction
    unit: Unit | None
    start: int
    end: int
    included: bool | None = None
    multiplier: int = 1
    spelling: str = ""
    per: Unit | None = None
    dashed: bool = False
    divided: bool = False
    spoken: bool = False
    written: str = ""

    @property
    def quantity(self) -> Quantity:
        """The amount as a quantity."""
        return Quantity(self.value, self.unit or BARE)

    @property
    def is_eight_digits(self) -> bool:
        """Whether it has the length of a day in digits: 20211231, but not 20,211,231."""
        return self.end - self.start == len("20211231")

    def problem(self, code: str) -> ReadingProblem:
        """Return the problem with this amount."""
        return ReadingProblem(code, self.start, self.end)


class Edge(NamedTuple):
    """An amount and the side it bounds, as an operator."""

    operator: Operator
    amount: Amount

    @property
    def is_lower(self) -> bool:
        """Whether the numbers above it are meant."""
        return self.operator in (">", ">=")


def directed(operator: Operator, amount: Amount) -> Edge:
    """The edge of an operator and an amount; a written (含) or (不含) beats the word."""
    if amount.included is None:
        return Edge(operator, amount)
    if operator == "=":
        raise amount.problem("PR211")
    if operator in (">", ">="):
        return Edge(">=" if amount.included else ">", amount)
    return Edge("<=" if amount.included else "<", amount)


def lower_and_upper(first: Edge, second: Edge) -> tuple[Edge, Edge]:
    """The lower and the upper of two edges in either order.

    Raises:
        ReadingProblem: PR211 where both bound the same side.
    """
    if first.is_lower and second.operator in ("<", "<="):
        return first, second
    if second.is_lower and first.operator in ("<", "<="):
        return second, first
    raise ReadingProblem("PR211", first.amount.start, second.amount.end)


def sharing(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """The two amounts, the first with unit and multiplier of the second where it has none: 3-5万元.

    Raises:
        ReadingProblem: PR210 where both readings of `5-3万` make sense.
    """
    if first.unit is not None and first.spelling != CURRENCY_SIGN:
        return first, second if second.unit is not None else second._replace(unit=first.unit)
    second = second._replace(unit=second.unit or first.unit)
    if second.spelling == "成":  # 5至6成
        return first._replace(value=first.value * 10, unit=second.unit), second
    borrowed = first._replace(unit=second.unit)
    large = second.multiplier >= 10**4  # 一千到两千万: 千 does not end a number that 万 belongs to
    if second.multiplier == 1 or first.multiplier >= (10**4 if large else 100):
        return borrowed, second
    raised = borrowed._replace(value=first.value * second.multiplier)
    if raised.value <= second.value:
        return raised, second
    if first.value * 10 < second.multiplier:  # 5-3万: from 5万 down, or from 5 up? But 5000-1万 is plain.
        raise ReadingProblem("PR210", first.start, second.end)
    return borrowed, second


def ordered(lower: Edge, upper: Edge) -> tuple[Edge, Edge]:
    """The two ends of a span with the lower first; 100%-80% and 5万元-3万元 are written from the top down.

    Raises:
        ReadingProblem: PR222 from the top down where something is likely lost: without a unit, or of things
            that are counted.
    """
    low, high = lower.amount.quantity, upper.amount.quantity
    if low.comparable(high) and low > high:
        if low.unit != high.unit or low.unit.dimension not in _FROM_THE_TOP or high.value < 0:
            raise ReadingProblem("PR222", lower.amount.start, upper.amount.end)
        return (
            Edge(">=" if upper.operator == "<=" else ">", upper.amount),
            Edge("<=" if lower.operator == ">=" else "<", lower.amount),
        )
    return lower, upper


def mixed(amounts: list[Amount], units: UnitRegistry) -> Amount:
    """One amount out of several written together: 3元5角, 1年6个月; and 一年两次, a count per period.

    Raises:
        ReadingProblem: PR214 where they are not of one kind or do not fall in size.
    """
    total = _in_coins(amounts, units)
    for each in amounts[1:]:
        part = _within(each, total, units)
        if _is_half(part) and total.unit is not None and total.unit.dimension in _HALVED:  # 一年半
            return total._replace(value=total.value + part.value, end=part.end)
        if _is_part_of_tenth(part, total):  # 七成六, 三成半
            return total._replace(value=total.value + (part.value if part.value >= 1 else 5), end=part.end)
        if total.unit is None or part.unit is None:
            raise ReadingProblem("PR214", part.start, part.end)
        if part.spelling == "月":  # 1年6个月 is a time, 1年6月 may be what is left of a date
            raise ReadingProblem("PR209", total.start, part.end)
        if len(amounts) == 2 and (per := _period(total, part, units)):
            return part._replace(start=total.start, per=per)
        if part.unit.dimension != total.unit.dimension or part.unit.factor >= total.unit.factor:
            raise part.problem("PR214")
        if part.value * part.unit.factor >= total.unit.factor:  # 7天24小时
            raise part.problem("PR345")
        value = total.value + part.value * part.unit.factor / total.unit.factor
        total = total._replace(value=value, end=part.end)
    return total


def _in_coins(amounts: list[Amount], units: UnitRegistry) -> Amount:
    """Return the first amount; 块 before 角 is 元."""
    first, second = amounts[0], amounts[1]
    coins = (first.unit or BARE).name == "块" and (second.unit or BARE).name in ("角", "分")
    return first._replace(unit=units["元"]) if coins else first


def _is_half(amount: Amount) -> bool:
    """Return whether it is a 半 behind a unit."""
    return amount.unit is None and amount.spoken and amount.value == Fraction(1, 2)


def _is_part_of_tenth(part: Amount, tenths: Amount) -> bool:
    """Return whether it is a digit or a 半 behind 成."""
    return tenths.spelling == "成" and part.unit is None and (part.value in range(1, 10) or _is_half(part))


def _period(period: Amount, count: Amount, units: UnitRegistry) -> Unit | None:
    """Return the period of 一年两次, 半年一次 and 5年1次; None if the two are not a count per period."""
    if count.unit is None or not _of_times(count.unit) or period.unit is None:
        return None
    half = period.value == Fraction(1, 2)
    if half and period.unit.name == "年":
        return units["半年"]
    halved = half and period.unit.name == "月"
    whole = period.value >= 1 and period.value.denominator == 1
    if period.unit.name not in units.periods or not (halved or whole):
        return None
    return units.several(period.value, period.unit)


def _of_times(unit: Unit) -> bool:
    """Return whether a unit counts what is done and is not a rate; 1年6个 has lost its 月."""
    return unit.counts and unit.name != "个" and "/" not in unit.name


def _within(part: Amount, whole: Amount, units: UnitRegistry) -> Amount:
    """分 alone is a point of a score; after 元 or 角 it is money, after 小时 a minute."""
    if part.unit is None or part.unit.name != "分" or whole.unit is None:
        return part
    if whole.unit.dimension == "money":
        return part._replace(value=part.value / 10, unit=units["角"])
    return part._replace(unit=units["分钟"]) if whole.unit.name == "小时" else part
