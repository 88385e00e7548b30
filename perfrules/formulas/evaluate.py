"""Evaluate a formula exactly: the plain reference for the compiled code of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias, assert_never

from perfrules.formulas.nodes import (
    Bracket,
    Brackets,
    Choice,
    Converted,
    Difference,
    Greatest,
    KeyValues,
    Least,
    Lookup,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Rounded,
    Rounding,
    Row,
    Sum,
)
from perfrules.values import IntervalSet

KeyValue: TypeAlias = Fraction | str | bool
NameValues: TypeAlias = Mapping[str, KeyValue]
"""The value of each name: an exact number in the unit of the name, a choice or a truth value."""


def evaluate(node: Node, values: NameValues) -> Fraction:
    """Return the exact number of a formula.

    Raises:
        KeyError: a name has no value.
        ZeroDivisionError: a divisor is zero. A policy does not load if one can be.
        LookupError: a table has no row for its keys. A policy does not load if one can be missing.

    >>> evaluate(Product(Name("rate"), Name("days")), {"rate": Fraction(550), "days": Fraction(2)})
    Fraction(1100, 1)
    """
    match node:
        case Number():
            return node.value
        case Name():
            return _number(values[node.name])
        case Converted() | Negative():
            return evaluate(node.value, values) * node.factor
        case Sum() | Difference() | Product() | Quotient():
            return _calculate(node, evaluate(node.left, values), evaluate(node.right, values))
        case Least():
            return min(evaluate(member, values) for member in node.members)
        case Greatest():
            return max(evaluate(member, values) for member in node.members)
        case Rounded():
            return round_to(evaluate(node.value, values), node.step, node.rounding)
        case Lookup():
            return row_for(node, values).value
        case Brackets():
            return sum_of_brackets(evaluate(node.value, values), node.brackets)
        case _:
            assert_never(node)


def _number(value: KeyValue) -> Fraction:
    if isinstance(value, str | bool):
        raise TypeError(f"not a number: {value!r}")
    return value


def _calculate(node: Sum | Difference | Product | Quotient, left: Fraction, right: Fraction) -> Fraction:
    match node:
        case Sum():
            return left + right
        case Difference():
            return left - right
        case Product():
            return left * right
        case Quotient():
            return left / right


def round_to(value: Fraction, step: Fraction, rounding: Rounding) -> Fraction:
    """Return the value in whole multiples of a step.

    >>> [str(round_to(Fraction(-5, 2), Fraction(1), way)) for way in ("half_up", "up", "down")]
    ['-3', '-2', '-3']
    """
    steps = value / step
    if rounding == "half_even":
        return round(steps) * step
    if rounding == "up":
        return ceil(steps) * step
    if rounding == "down":
        return floor(steps) * step
    nearest = floor(abs(steps) + Fraction(1, 2))
    return (nearest if steps >= 0 else -nearest) * step


def row_for(lookup: Lookup, values: NameValues) -> Row:
    """Return the row of a table that holds the keys.

    Raises:
        LookupError: no row does.
    """
    keys = [values[key.name] if isinstance(key, Choice) else evaluate(key, values) for key in lookup.keys]
    for row in lookup.table.rows:
        if all(_holds(part, key) for part, key in zip(row.keys, keys, strict=True)):
            return row
    raise LookupError(lookup.table.name)


def _holds(part: KeyValues, key: KeyValue) -> bool:
    if isinstance(part, IntervalSet):
        return not isinstance(key, str) and key in part
    return key in part


def parts_in_brackets(value: Fraction, brackets: tuple[Bracket, ...]) -> tuple[tuple[Bracket, Fraction], ...]:
    """Return each bracket that the value reaches, with the part of the value in it.

    >>> low, high = Bracket(Fraction(0), Fraction(1, 100), ""), Bracket(Fraction(10), Fraction(1, 200), "")
    >>> [str(part) for _, part in parts_in_brackets(Fraction(15), (low, high))]
    ['10', '5']
    """
    ends = [*(bracket.low for bracket in brackets[1:]), value]
    return tuple(
        (bracket, min(value, end) - bracket.low)
        for bracket, end in zip(brackets, ends, strict=True)
        if value > bracket.low
    )


def sum_of_brackets(value: Fraction, brackets: tuple[Bracket, ...]) -> Fraction:
    """Return the sum of the parts of a value in each bracket, times its rate."""
    parts = parts_in_brackets(value, brackets)
    return sum((part * bracket.rate for bracket, part in parts), Fraction(0))
