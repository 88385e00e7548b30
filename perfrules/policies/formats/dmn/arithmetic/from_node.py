"""Formulas as FEEL arithmetic that computes exactly the same, or refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from perfrules.expressions.axes import CALENDAR
from perfrules.formulas.nodes import (
    Brackets,
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
from perfrules.formulas.ranges import range_of
from perfrules.formulas.to_text import formula_text
from perfrules.policies.formats.dmn.expressions.tree import (
    FeelCall,
    FeelDays,
    FeelExpression,
    FeelName,
    FeelNegative,
    FeelNumber,
    FeelOperation,
    Sign,
)
from perfrules.policies.formats.dmn.unary_tests import UnsaidError
from perfrules.values import Interval, exact_text

_SIGNS: dict[type, Sign] = {Sum: "+", Difference: "-", Product: "*", Quotient: "/"}
_DAY = FeelDays(1)
_ZERO, _HALF = FeelNumber(Fraction(0)), FeelNumber(Fraction(1, 2))


def expression_of(node: Node, ranges: Mapping[str, Interval]) -> FeelExpression:
    """Return a formula as FEEL; names count in their own unit, as the numbers of their inputs do.

    Args:
        node: the formula.
        ranges: the range of each name, by which `floor` says how a half is rounded.

    Raises:
        UnsaidError: a number that no decimal is equal to, or a table looked up by anything but its own keys.

    >>> from perfrules.policies.formats.dmn.expressions.tree import expression_text
    >>> expression_text(expression_of(Least((Name("spent"), Converted(Name("limit"), Fraction(100)))), {}))
    'min(spent, limit * 100)'
    """
    return _Writer(ranges).expression(node)


class _Writer:
    def __init__(self, ranges: Mapping[str, Interval]) -> None:
        self.ranges = ranges

    def expression(self, node: Node) -> FeelExpression:
        match node:
            case Number():
                return feel_number(node.value)
            case Name():
                return FeelName(node.name)
            case Converted():
                return multiple(self.expression(node.value), node.factor)
            case Negative():
                return FeelNegative(self.expression(node.value))
            case Sum() | Difference() | Product() | Quotient():
                return self._operated(node)
            case Least() | Greatest():
                name = "min" if isinstance(node, Least) else "max"
                return FeelCall(name, tuple(map(self.expression, node.members)))
            case Rounded():
                return self._rounded(node)
            case Lookup():
                return _looked_up(node)
            case Brackets():
                return self._bracketed(node)

    def _operated(self, node: Sum | Difference | Product | Quotient) -> FeelExpression:
        if isinstance(node, Sum | Difference) and (is_date(node.left) or is_date(node.right)):
            return self._dated(node)
        parts = self.expression(node.left), self.expression(node.right)
        return FeelOperation(_SIGNS[type(node)], *parts)

    def _dated(self, node: Sum | Difference) -> FeelExpression:
        """A date some days later or earlier, or the days between two dates, which are a duration in FEEL."""
        left, right = (
            self.expression(part) if is_date(part) else self._days(part) for part in (node.left, node.right)
        )
        moved = FeelOperation(_SIGNS[type(node)], left, right)
        return FeelOperation("/", moved, _DAY) if _is_between_dates(node) else moved

    def _days(self, node: Node) -> FeelExpression:
        if isinstance(node, Number) and node.value.denominator == 1 and node.value >= 0:
            return FeelDays(int(node.value))
        return FeelOperation("*", self.expression(node), _DAY)

    def _rounded(self, node: Rounded) -> FeelExpression:
        steps = self.expression(node.value)
        if node.step != 1:
            steps = FeelOperation("/", steps, feel_number(node.step))
        return multiple(self._whole(node, steps), node.step)

    def _whole(self, node: Rounded, steps: FeelExpression) -> FeelExpression:
        """Steps as a whole number, by functions of all versions of DMN where these are enough."""
        if node.rounding == "up":
            return FeelCall("ceiling", (steps,))
        if node.rounding == "down":
            return FeelCall("floor", (steps,))
        if node.rounding == "half_even":
            return FeelCall("decimal", (steps, _ZERO))
        low = range_of(node.value, self.ranges).low
        if low is not None and low >= 0:
            return FeelCall("floor", (FeelOperation("+", steps, _HALF),))
        return FeelCall("round half up", (steps, _ZERO))

    def _bracketed(self, node: Brackets) -> FeelExpression:
        """The sum of what each bracket adds: the part of the value above its beginning, times its rate."""
        value = self.expression(node.value)
        highs: Sequence[Fraction | None] = [*(each.low for each in node.brackets[1:]), None]
        parts = (
            multiple(_part_of(value, bracket.low, high), bracket.rate)
            for bracket, high in zip(node.brackets, highs, strict=True)
        )
        return reduce(lambda whole, part: FeelOperation("+", whole, part), parts)


def is_date(node: Node) -> bool:
    """Return whether a formula is a date: the name of one, or one some days later or earlier."""
    match node:
        case Name():
            return node.unit == CALENDAR
        case Sum() | Difference():
            return is_date(node.left) != is_date(node.right)
        case _:
            return False


def _is_between_dates(node: Node) -> bool:
    return isinstance(node, Difference) and is_date(node.left) and is_date(node.right)


def _part_of(value: FeelExpression, low: Fraction, high: Fraction | None) -> FeelExpression:
    below = value if high is None else FeelCall("min", (value, feel_number(high)))
    above = FeelOperation("-", below, feel_number(low)) if low else below
    return FeelCall("max", (above, _ZERO))


def multiple(expression: FeelExpression, factor: Fraction) -> FeelExpression:
    """Return an expression times a factor, or divided by its reciprocal if only that is a decimal."""
    if factor == 1:
        return expression
    if "/" in exact_text(factor) and factor and "/" not in exact_text(1 / factor):
        return FeelOperation("/", expression, feel_number(1 / factor))
    return FeelOperation("*", expression, feel_number(factor))


def feel_number(value: Fraction) -> FeelExpression:
    """Return a number as FEEL.

    Raises:
        UnsaidError: no decimal is equal to it.
    """
    text = exact_text(abs(value))
    if "/" in text:
        raise UnsaidError(exact_text(value))
    number = FeelNumber(abs(value))
    return FeelNegative(number) if value < 0 else number


def _looked_up(node: Lookup) -> FeelExpression:
    keys = tuple(getattr(key, "name", None) for key in node.keys)
    if keys != node.table.by:
        raise UnsaidError(formula_text(node))
    return FeelName(node.table.name)
