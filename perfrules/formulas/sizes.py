"""How many digits a formula may produce: so that no chain of products runs out of bounds."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

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
from perfrules.formulas.scope import LONGEST_FACT

MOST_DIGITS = 400
"""The digits that the number of a formula may have; amounts have about twenty."""


def digits_of(node: Node, digits: Mapping[str, int]) -> int:
    """Return an upper bound of the digits of numerator and denominator.

    Args:
        node: the formula.
        digits: the digits of each name; a fact has at most 40.

    >>> digits_of(Product(Name("a"), Name("b")), {"a": 40, "b": 12})
    52
    """
    match node:
        case Number():
            return _length(node.value)
        case Name():
            return digits.get(node.name, LONGEST_FACT)
        case Converted() | Negative():
            return digits_of(node.value, digits) + _length(node.factor)
        case Sum() | Difference():
            return digits_of(node.left, digits) + digits_of(node.right, digits) + 1
        case Product() | Quotient():
            return digits_of(node.left, digits) + digits_of(node.right, digits)
        case Least() | Greatest():
            return max(digits_of(member, digits) for member in node.members)
        case Rounded():
            return digits_of(node.value, digits) + _length(node.step)
        case Lookup():
            return max(_length(row.value) for row in node.table.rows)
        case Brackets():
            longest = max(_length(each.low) + _length(each.rate) for each in node.brackets)
            return digits_of(node.value, digits) + len(node.brackets) * longest
        case _:
            assert_never(node)


def _length(value: Fraction) -> int:
    return len(str(max(abs(value.numerator), value.denominator)))
