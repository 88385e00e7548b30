"""The model of a formula: exact numbers, names, and what is done with them.

Every node is a number. The unit in which it counts is settled when the formula is built: a name counts in
its own unit, and `Converted` changes from one unit to another. So neither evaluation nor proof of a formula
needs units.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfrules.values import BARE, Quantity, Unit
from perfrules.values.value_sets import Values

Rounding = Literal["half_up", "half_even", "up", "down"]
"""To the nearest step, a half away from zero or to the even step; to the next step above; to the one below.

`half_even` is 四舍六入五成双 of GB/T 8170-2008, clause 3.2, and the rounding of `decimal` in FEEL.
"""
KeyValues: TypeAlias = Values


@frozen
class Number:
    """A number that the formula states: 10% is the value 1/10, written as 10 of the unit %."""

    value: Fraction
    written: Quantity


@frozen
class Name:
    """The value of a numeric input or of a computed name, in the unit of that name."""

    name: str
    unit: Unit = BARE


@frozen
class Choice:
    """The value of an input that is a choice or a truth value. It is only a key of a table."""

    name: str


@frozen
class Converted:
    """The same amount in another unit: the number times a positive factor."""

    value: Node
    factor: Fraction


@frozen
class Sum:
    """`left + right`."""

    left: Node
    right: Node


@frozen
class Difference:
    """`left - right`."""

    left: Node
    right: Node


@frozen
class Product:
    """`left × right`."""

    left: Node
    right: Node


@frozen
class Quotient:
    """`left ÷ right`; the range of `right` does not hold zero."""

    left: Node
    right: Node


@frozen
class Negative:
    """`-value`."""

    value: Node

    @property
    def factor(self) -> Fraction:
        """It is the value times -1."""
        return Fraction(-1)


@frozen
class Least:
    """The smallest of the members."""

    members: tuple[Node, ...]


@frozen
class Greatest:
    """The largest of the members."""

    members: tuple[Node, ...]


@frozen
class Rounded:
    """The value in whole multiples of `step`, which is written as a quantity."""

    value: Node
    step: Fraction
    rounding: Rounding = "half_up"
    written: Quantity = field(factory=lambda: Quantity(Fraction(1)))


@frozen
class Row:
    """What a table gives where every key lies in its values; `texts` are the wordings of the keys."""

    keys: tuple[KeyValues, ...]
    value: Fraction
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The keys in words."""
        return "，".join(self.texts)


@frozen
class Table:
    """Numbers of a unit by one or more keys, which `by` names. The rows do not overlap."""

    name: str
    by: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: Unit = BARE
    title: str = ""


@frozen
class Lookup:
    """The number of the one row of a table that holds the keys."""

    table: Table
    keys: tuple[Node | Choice, ...]


@frozen
class Bracket:
    """From `low` on, each unit counts `rate`; `text` is the wording of the table's row."""

    low: Fraction
    rate: Fraction
    text: str


@frozen
class Brackets:
    """The sum over the brackets of the part of `value` in each, times its rate (差额定率累进).

    The first bracket begins at 0. The last has no upper end, or `value` never passes it. The value counts in
    `value_unit`, the rates in `rate_unit`.
    """

    value: Node
    table: str
    brackets: tuple[Bracket, ...]
    value_unit: Unit = BARE
    rate_unit: Unit = BARE


Node: TypeAlias = (
    Number
    | Name
    | Converted
    | Sum
    | Difference
    | Product
    | Quotient
    | Negative
    | Least
    | Greatest
    | Rounded
    | Lookup
    | Brackets
)


def children(node: Node | Choice) -> tuple[Node | Choice, ...]:
    """Return the nodes that a node is made of.

    >>> [each.name for each in children(Sum(Name("a"), Name("b")))]
    ['a', 'b']
    """
    match node:
        case Sum() | Difference() | Product() | Quotient():
            return (node.left, node.right)
        case Converted() | Negative() | Rounded() | Brackets():
            return (node.value,)
        case Least() | Greatest():
            return node.members
        case Lookup():
            return node.keys
        case _:
            return ()


def walk(node: Node | Choice) -> Iterator[Node | Choice]:
    """Yield a node and all nodes below it, from the top, left to right."""
    yield node
    for child in children(node):
        yield from walk(child)


def names_in(node: Node | Choice) -> tuple[str, ...]:
    """Return the names that a formula depends on, in order of first use.

    >>> names_in(Sum(Name("a"), Product(Name("b"), Name("a"))))
    ('a', 'b')
    """
    found = (each.name for each in walk(node) if isinstance(each, Name | Choice))
    return tuple(dict.fromkeys(found))
