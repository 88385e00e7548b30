"""Formulas with the numbers of one decision in the place of names, and the rows of tables that they use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from perfrules.engine.decisions.computing.steps import UsedRow
from perfrules.expressions.axes import CALENDAR
from perfrules.formulas.evaluate import NameValues, evaluate, parts_in_brackets, row_for
from perfrules.formulas.formula import Formula
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
    Rounding,
    Sum,
    walk,
)
from perfrules.values import Quantity

_SIGNS: dict[type, tuple[str, int]] = {
    Sum: ("+", 1),
    Difference: ("-", 1),
    Product: ("×", 2),
    Quotient: ("÷", 2),
}
_ROUNDINGS: dict[Rounding, str] = {
    "half_up": "四舍五入", "half_even": "四舍六入五成双", "up": "向上", "down": "向下",
}  # fmt: skip
_ATOM = 3


def calculation(node: Node, values: NameValues) -> str:
    """Return a formula with the numbers in the place of names.

    >>> from perfrules.values import default_units
    >>> rate, days = Name("rate", default_units()["元/天"]), Name("days", default_units()["天"])
    >>> calculation(Product(rate, days), {"rate": Fraction(550), "days": Fraction(2)})
    '550元/天 × 2天'
    """
    return _worded(node, values)[0]


def _worded(node: Node, values: NameValues) -> tuple[str, int]:
    """Return a node in words and how closely they bind: 1 a sum, 2 a product, 3 a single thing."""
    match node:
        case Number():
            return str(node.written), _ATOM
        case Name() if node.unit == CALENDAR:
            return str(date.fromordinal(int(evaluate(node, values)))), _ATOM
        case Name():
            return _signed(Quantity(evaluate(node, values), node.unit)), _ATOM
        case Converted():
            return _worded(node.value, values)
        case Negative():
            return f"-{_inside(node.value, values, _ATOM)}", 1
        case Sum() | Difference() | Product() | Quotient():
            return _operation(node, values)
        case Lookup():
            return _signed(Quantity(row_for(node, values).value, node.table.unit)), _ATOM
        case Brackets():
            return _bracketed(node, values), 1
        case _:
            return _call(node, values), _ATOM


def _operation(node: Sum | Difference | Product | Quotient, values: NameValues) -> tuple[str, int]:
    sign, rank = _SIGNS[type(node)]
    loosest = rank + 1 if isinstance(node, Difference | Quotient) else rank
    left, right = _inside(node.left, values, rank), _inside(node.right, values, loosest)
    return f"{left} {sign} {right}", rank


def _inside(node: Node, values: NameValues, loosest: int) -> str:
    text, rank = _worded(node, values)
    return text if rank >= loosest else f"({text})"


def _signed(quantity: Quantity) -> str:
    return f"({quantity})" if quantity.value < 0 else str(quantity)


def _call(node: Least | Greatest | Rounded, values: NameValues) -> str:
    if isinstance(node, Rounded):
        inner = calculation(node.value, values)
        return f"取整({inner}, {node.written}, {_ROUNDINGS[node.rounding]})"
    members = ", ".join(calculation(member, values) for member in node.members)
    return f"{'最小' if isinstance(node, Least) else '最大'}({members})"


def _bracketed(node: Brackets, values: NameValues) -> str:
    parts = [
        f"{Quantity(part, node.value_unit)} × {Quantity(bracket.rate, node.rate_unit)}"
        for bracket, part in parts_in_brackets(evaluate(node.value, values), node.brackets)
    ]
    return " + ".join(parts) or str(Quantity(Fraction(0), node.value_unit))


def used_rows(node: Node, values: NameValues) -> Iterator[UsedRow]:
    """Yield the rows of tables that a formula uses for given values, without their sources."""
    for each in walk(node):
        if isinstance(each, Lookup):
            row = row_for(each, values)
            yield UsedRow(each.table.name, row.text, Quantity(row.value, each.table.unit))
        elif isinstance(each, Brackets):
            for bracket, _ in parts_in_brackets(evaluate(each.value, values), each.brackets):
                yield UsedRow(each.table, bracket.text, Quantity(bracket.rate, each.rate_unit))


def value_of(formula: Formula, values: NameValues) -> Quantity:
    """Return the exact number of a formula in its unit."""
    return Quantity(evaluate(formula.node, values), formula.unit)
