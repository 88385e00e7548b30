"""Formulas with other formulas in the place of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from attrs import evolve

from perfrules.formulas.evaluate import row_for
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
from perfrules.values import Quantity

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


def with_choices(node: Node, choices: Mapping[str, str | bool]) -> Node:
    """A formula in which tables that are looked up by given choices alone are numbers."""
    if isinstance(node, Lookup) and all(isinstance(key, Choice) and key.name in choices for key in node.keys):
        number = row_for(node, choices).value
        return Number(number, Quantity(number))
    match node:
        case Sum() | Difference() | Product() | Quotient():
            left, right = with_choices(node.left, choices), with_choices(node.right, choices)
            return cast(Node, evolve(node, left=left, right=right))
        case Converted() | Negative() | Rounded() | Brackets():
            return cast(Node, evolve(node, value=with_choices(node.value, choices)))
        case Least() | Greatest():
            members = tuple(with_choices(each, choices) for each in node.members)
            return cast(Node, evolve(node, members=members))
        case _:
            return node
