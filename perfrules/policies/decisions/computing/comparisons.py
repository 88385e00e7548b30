"""Conditions that compare with a name or a formula: `不超过 limit` is a condition on a difference.

The difference is one more computed name. `spent: 不超过 limit` and `limit: 低于 spent` meet on one axis,
so that it is certain that they never apply at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Source, Span
from perfrules.expressions.axes import CALENDAR
from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.text.characters import Normalised, normalise
from perfrules.formulas.build import read_formula
from perfrules.formulas.errors import FormulaError
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Converted, Difference, Name, Node, Number, Product, Quotient
from perfrules.formulas.scope import FormulaScope
from perfrules.formulas.to_text import formula_text
from perfrules.policies.decisions.computing.compared_words import Sign, leading_sign
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.rules import Condition
from perfrules.values import IntervalSet, QuantityError, Unit, default_units, exact_text
from perfrules.values.value_sets import Values

_ZERO = Fraction(0)
SIGN_VALUES: Mapping[Sign, IntervalSet] = {
    "<": IntervalSet.up_to(_ZERO, closed=False),
    "<=": IntervalSet.up_to(_ZERO),
    "=": IntervalSet.point(_ZERO),
    ">=": IntervalSet.from_(_ZERO),
    ">": IntervalSet.from_(_ZERO, closed=False),
    "!=": ~IntervalSet.point(_ZERO),
}
"""The values of a difference that each sign between its parts states."""
FLIPPED: Mapping[Sign, Sign] = {"<": ">", "<=": ">=", "=": "=", ">=": "<=", ">": "<", "!=": "!="}
"""The sign that states the same with the parts exchanged."""


@frozen
class Comparison:
    """A condition on a difference, and the computed name of the difference."""

    difference: Computed
    condition: Condition


def comparison_condition(difference: Computed, values: Values) -> Condition:
    """Return the condition that a difference has these values, worded as a comparison where there is one.

    >>> limit, spent = Name("limit"), Name("spent")
    >>> difference = Computed("d", Formula(Difference(spent, limit), Unit("元", "money"), "d"))
    >>> found = comparison_condition(difference, IntervalSet.from_(Fraction(0), closed=False))
    >>> found.about, found.text
    ('spent', '>limit')
    """
    node = difference.formula.node
    for sign, expected in SIGN_VALUES.items():
        if values == expected and isinstance(node, Difference) and isinstance(node.left, Name):
            return Condition(values, f"{sign}{_right_text(node.right)}", about=node.left.name)
    return Condition(values)


def _right_text(node: Node) -> str:
    """The right side of a difference; a name times a factor is worded as such."""
    if isinstance(node, Converted) and isinstance(node.value, Name):
        return f"{formula_text(node.value)}×{exact_text(node.factor)}"
    return formula_text(node)


def read_comparison(
    axis: Input, text: str, scope: FormulaScope, order: Sequence[str], written: str = ""
) -> Comparison:
    """Return the comparison that a condition on an axis states.

    Args:
        axis: the input or computed name that the condition is on.
        text: an operator and a formula.
        scope: the names that the formula may use.
        order: the names in the order of the policy; of two names the first is the left one of a difference.
        written: what the file has, where `text` is only a part of what it means.

    Raises:
        FormulaError: the formula cannot be read, or is not in the unit of the axis.
    """
    plain = normalise(text)
    found = leading_sign(plain.text)
    if found is None:
        raise ValueError(f"not a comparison: {text!r}")
    operator, length = found
    left = Name(axis.name, CALENDAR if axis.type == "date" else axis.unit)
    formula = _formula(plain, length, scope, left.unit, written or text)
    other = _multiple(formula.node)
    if other is not None and order.index(other[0].name) < order.index(axis.name):
        difference = _difference(other[0], left, 1 / other[1])
        return Comparison(difference, Condition(SIGN_VALUES[FLIPPED[operator]], text, about=axis.name))
    if other is not None:
        return Comparison(_difference(left, *other), Condition(SIGN_VALUES[operator], text, about=axis.name))
    name = f"{left.name} - ({formula.text})"
    node = Difference(left, formula.node)
    computed = Computed(name, Formula(node, _unit_between(left), name), comparison=True)
    return Comparison(computed, Condition(SIGN_VALUES[operator], text, about=axis.name))


def _formula(plain: Normalised, start: int, scope: FormulaScope, unit: Unit, written: str) -> Formula:
    at = plain.offsets[start] if start < len(plain.offsets) else len(plain.original)
    try:
        return read_formula(plain.original[at:], scope, unit)
    except (FormulaError, ExpressionError, QuantityError) as error:
        found = error.diagnostics[0]
        begin = at if written == plain.original else None
        placed = found.within(Source(written), begin, whole=Span(0, len(written)))
        raise FormulaError(placed) from error


def _multiple(node: Node) -> tuple[Name, Fraction] | None:
    """Return name and factor if a formula is a name times a positive number."""
    match node:
        case Name():
            return node, Fraction(1)
        case Converted(value=value, factor=factor):
            return _times(_multiple(value), factor)
        case Product(left=left, right=right):
            return _times(_multiple(right), _constant(left)) or _times(_multiple(left), _constant(right))
        case Quotient(left=left, right=right) if divisor := _constant(right):
            return _times(_multiple(left), 1 / divisor)
        case _:
            return None


def _constant(node: Node) -> Fraction:
    """Return the number of a written number or share; 0 for anything else."""
    match node:
        case Number(value=value):
            return value
        case Quotient(left=Number(value=above), right=Number(value=below)):
            return above / below
        case _:
            return _ZERO


def _times(multiple: tuple[Name, Fraction] | None, factor: Fraction) -> tuple[Name, Fraction] | None:
    return None if multiple is None or factor <= 0 else (multiple[0], multiple[1] * factor)


def _difference(left: Name, right: Name, factor: Fraction) -> Computed:
    taken: Node = right if factor == 1 else Converted(right, factor)
    times = "" if factor == 1 else f"{factor} × "
    name = f"{left.name} - {times}{right.name}"
    return Computed(name, Formula(Difference(left, taken), _unit_between(left), name), comparison=True)


def _unit_between(name: Name) -> Unit:
    """The unit of the difference of two values of a name: dates are days apart."""
    return default_units()["天"] if name.unit == CALENDAR else name.unit
