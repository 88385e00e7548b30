"""The range of a formula by exact interval arithmetic: it holds every value, and maybe more.

An end that no value reaches is open. A name that occurs twice counts as two, so `a - a` has a wide range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import TypeAlias, assert_never

from perfrules.formulas.evaluate import round_to, sum_of_brackets
from perfrules.formulas.nodes import (
    Brackets,
    Choice,
    Converted,
    Difference,
    Greatest,
    Least,
    Lookup,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Rounded,
    Sum,
)
from perfrules.formulas.scope import WIDE
from perfrules.values import Interval

Ranges: TypeAlias = Mapping[str, Interval]
"""The range of each numeric name, in its unit."""
_End: TypeAlias = tuple[Fraction | None, bool]
"""An end of an interval and whether it is included; None has none."""


def range_of(node: Node, ranges: Ranges) -> Interval:
    """Return an interval that holds every value of a formula; a divisor that may be zero gives any number.

    >>> rate, days = Interval(Fraction(2), True, Fraction(3), True), Interval(Fraction(1), True, None, False)
    >>> str(range_of(Product(Name("rate"), Name("days")), {"rate": rate, "days": days}))
    '[2, +∞)'
    """
    match node:
        case Number():
            return _only(node.value)
        case Name():
            return ranges.get(node.name, WIDE)
        case Converted() | Negative():
            return _multiplied(range_of(node.value, ranges), _only(node.factor))
        case Sum() | Difference() | Product() | Quotient():
            return _calculated(node, range_of(node.left, ranges), range_of(node.right, ranges))
        case Least():
            return reduce(_least, (range_of(member, ranges) for member in node.members))
        case Greatest():
            members = (negative(range_of(member, ranges)) for member in node.members)
            return negative(reduce(_least, members))
        case Rounded():
            return _rounded(node, range_of(node.value, ranges))
        case Lookup():
            return _hull(row.value for row in node.table.rows)
        case Brackets():
            return _bracketed(node, range_of(node.value, ranges))
        case _:
            assert_never(node)


def key_range(key: Node | Choice, ranges: Ranges) -> Interval:
    """Return the range of a numeric key of a table."""
    return WIDE if isinstance(key, Choice) else range_of(key, ranges)


def _only(value: Fraction) -> Interval:
    return Interval(value, True, value, True)


def _hull(values: Iterable[Fraction]) -> Interval:
    numbers = list(values)
    return Interval(min(numbers), True, max(numbers), True)


def _mapped(interval: Interval, change: Callable[[Fraction], Fraction]) -> Interval:
    low = None if interval.low is None else change(interval.low)
    high = None if interval.high is None else change(interval.high)
    return Interval(low, interval.low_closed, high, interval.high_closed)


def negative(interval: Interval) -> Interval:
    """Return the range of the opposite number."""
    low = None if interval.high is None else -interval.high
    high = None if interval.low is None else -interval.low
    return Interval(low, interval.high_closed, high, interval.low_closed)


def _calculated(node: Sum | Difference | Product | Quotient, left: Interval, right: Interval) -> Interval:
    match node:
        case Sum():
            return _added(left, right)
        case Difference():
            return _added(left, negative(right))
        case Product():
            return _multiplied(left, right)
        case Quotient():
            return WIDE if Fraction(0) in right else _multiplied(left, _inverse(right))


def _added(left: Interval, right: Interval) -> Interval:
    low = None if left.low is None or right.low is None else left.low + right.low
    high = None if left.high is None or right.high is None else left.high + right.high
    return Interval(low, left.low_closed and right.low_closed, high, left.high_closed and right.high_closed)


def _inverse(interval: Interval) -> Interval:
    """Return the range of 1 ÷ a number; zero is at most an open end of the interval."""
    positive = interval.low is not None and interval.low >= 0
    low = None if not interval.high else 1 / interval.high
    high = None if not interval.low else 1 / interval.low
    if interval.high is None and positive:
        return Interval(Fraction(0), False, high, interval.low_closed)
    if interval.low is None and not positive:
        return Interval(low, interval.high_closed, Fraction(0), False)
    return Interval(low, interval.high_closed, high, interval.low_closed)


def _multiplied(left: Interval, right: Interval) -> Interval:
    corners = [
        _corner(first, second, up)
        for first, up_left in _ends(left)
        for second, up_right in _ends(right)
        for up in (_direction(first, second, up_left, up_right),)
    ]
    lows = [(end, closed) for end, closed, up in corners if end is not None or up < 0]
    highs = [(end, closed) for end, closed, up in corners if end is not None or up > 0]
    low, high = _outermost(lows, lowest=True), _outermost(highs, lowest=False)
    return Interval(*low, *high)


def _ends(interval: Interval) -> tuple[tuple[_End, int], tuple[_End, int]]:
    """Return both ends, each with the sign of the infinity that an end without a number means."""
    return ((interval.low, interval.low_closed), -1), ((interval.high, interval.high_closed), 1)


def _direction(first: _End, second: _End, up_first: int, up_second: int) -> int:
    """Return the sign of the product of two ends, of which one has no number."""
    return _sign(first, up_first) * _sign(second, up_second)


def _sign(end: _End, direction: int) -> int:
    if end[0] is None:
        return direction
    return (end[0] > 0) - (end[0] < 0)


def _corner(first: _End, second: _End, up: int) -> tuple[Fraction | None, bool, int]:
    """Return the product of two ends; zero times anything is zero, also where the other has no end."""
    if Fraction(0) in (first[0], second[0]):
        reached = (first[0] == 0 and first[1]) or (second[0] == 0 and second[1])
        return Fraction(0), reached, 0
    if first[0] is None or second[0] is None:
        return None, False, up
    return first[0] * second[0], first[1] and second[1], 0


def _outermost(ends: list[_End], *, lowest: bool) -> _End:
    """Return the end furthest out, an included one before an excluded one at the same number."""
    if any(end is None for end, _ in ends):
        return None, False
    numbers = [(end, closed) for end, closed in ends if end is not None]
    sign = 1 if lowest else -1
    return min(numbers, key=lambda each: (sign * each[0], not each[1]))


def _least(left: Interval, right: Interval) -> Interval:
    low = _outermost([(left.low, left.low_closed), (right.low, right.low_closed)], lowest=True)
    highs = [(left.high, left.high_closed), (right.high, right.high_closed)]
    bounded = [(end, closed) for end, closed in highs if end is not None]
    if not bounded:
        return Interval(*low, None, False)
    return Interval(*low, *min(bounded, key=lambda each: (each[0], each[1])))


def _rounded(node: Rounded, interval: Interval) -> Interval:
    hull = _mapped(interval, lambda end: round_to(end, node.step, node.rounding))
    low, high = hull.low, hull.high
    if node.rounding == "up" and interval.low is not None and not interval.low_closed:
        low = round_to(interval.low, node.step, "down") + node.step
    if node.rounding == "down" and interval.high is not None and not interval.high_closed:
        high = round_to(interval.high, node.step, "up") - node.step
    return Interval(low, True, high, True)


def _bracketed(node: Brackets, interval: Interval) -> Interval:
    """Return the range of a sum over brackets: its extremes are at the ends and where brackets begin."""
    inside = [
        (sum_of_brackets(bracket.low, node.brackets), True)
        for bracket in node.brackets
        if bracket.low in interval
    ]
    ends: list[_End] = [
        (sum_of_brackets(end, node.brackets), closed)
        for (end, closed), _ in _ends(interval)
        if end is not None
    ]
    low = _outermost([*inside, *ends], lowest=True) if inside or ends else (Fraction(0), True)
    high = _outermost([*inside, *ends], lowest=False) if inside or ends else (Fraction(0), True)
    last = node.brackets[-1].rate
    if interval.high is None and last > 0:
        high = (None, False)
    elif interval.high is None and last < 0:
        low = (None, False)
    return Interval(*low, *high)
