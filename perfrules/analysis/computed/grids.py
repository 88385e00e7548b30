"""The grid of a formula: a step of which all its values are multiples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import TypeAlias

from perfrules.formulas.nodes import (
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
    Rounded,
    Sum,
)

Steps: TypeAlias = Mapping[str, Fraction | None]
"""The step of each input, None without."""


def grid_of(node: Node, steps: Steps) -> Fraction | None:
    """The step of a formula's values: 0 if it is always zero, None if no step is known.

    >>> grid_of(Product(Name("rate"), Name("days")), {"rate": Fraction(10), "days": Fraction(1, 2)})
    Fraction(5, 1)
    """
    match node:
        case Number():
            return abs(node.value)
        case Name():
            return steps.get(node.name)
        case Converted() | Negative():
            return product_grid(grid_of(node.value, steps), abs(node.factor))
        case Product():
            return product_grid(grid_of(node.left, steps), grid_of(node.right, steps))
        case Sum() | Difference():
            return common_grid((grid_of(node.left, steps), grid_of(node.right, steps)))
        case Least() | Greatest():
            return common_grid(grid_of(member, steps) for member in node.members)
        case Rounded():
            return node.step
        case Lookup():
            return common_grid(abs(row.value) for row in node.table.rows)
        case _:
            return None


def product_grid(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """The grid of products of multiples of two steps."""
    return None if one is None or other is None else one * other


def common_grid(steps: Iterable[Fraction | None]) -> Fraction | None:
    """The largest step of which all multiples of some steps are multiples.

    >>> common_grid([Fraction(1, 2), Fraction(1, 3)])
    Fraction(1, 6)
    """
    known = list(steps)
    if None in known:
        return None
    return reduce(_common, (each for each in known if each is not None), Fraction(0))


def _common(one: Fraction, other: Fraction) -> Fraction:
    denominator = lcm(one.denominator, other.denominator)
    return Fraction(
        gcd(
            one.numerator * (denominator // one.denominator),
            other.numerator * (denominator // other.denominator),
        ),
        denominator,
    )
