"""Formulas with other formulas in the place of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from attrs import evolve

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
    Product,
    Quotient,
    Rounded,
    Sum,
)

_Part = TypeVar("_Part", bound=Node | Choice)


def replaced(node: _Part, by: Mapping[str, Node]) -> _Part | Node:
    """A formula with a formula in the place of each of some names.

    >>> replaced(Sum(Name("a"), Name("b")), {"b": Negative(Name("c"))}) == Sum(Name("a"), Negative(Name("c")))
    True
    """
    match node:
        case Name():
            return by.get(node.name, node)
        case Sum() | Difference() | Product() | Quotient():
            return cast(Node, evolve(node, left=replaced(node.left, by), right=replaced(node.right, by)))
        case Converted() | Negative() | Rounded() | Brackets():
            return cast(Node, evolve(node, value=replaced(node.value, by)))
        case Least() | Greatest():
            return cast(Node, evolve(node, members=tuple(replaced(each, by) for each in node.members)))
        case Lookup():
            return cast(Node, evolve(node, keys=tuple(replaced(key, by) for key in node.keys)))
        case _:
            return node
