"""What formulas have in common if they compute the same in the same way, and what two sums share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from perfrules.formulas.nodes import Brackets, Lookup, Node, Number, Sum, walk
from perfrules.formulas.plain import node_to_json, table_to_json
from perfrules.values import Quantity

Key: TypeAlias = Hashable


def key_of(node: Node) -> Key:
    """Return what two formulas have in common if they compute the same in the same way."""
    tables = [
        table_to_json(part.table)
        if isinstance(part, Lookup)
        else [[str(each.low), str(each.rate)] for each in part.brackets]
        for part in walk(node)
        if isinstance(part, Lookup | Brackets)
    ]
    return json.dumps([node_to_json(node), tables], ensure_ascii=False, sort_keys=True)


def without_common(one: Node, other: Node) -> tuple[Node, Node]:
    """Return two sums without the parts that both add up; a sum of nothing is zero.

    >>> from perfrules.formulas.nodes import Name
    >>> from perfrules.formulas.to_text import formula_text
    >>> left, right = without_common(Sum(Name("a"), Name("b")), Sum(Name("c"), Name("a")))
    >>> formula_text(left), formula_text(right)
    ('b', 'c')
    """
    mine, theirs = list(_added(one)), list(_added(other))
    common = Counter(map(key_of, mine)) & Counter(map(key_of, theirs))
    if not common:
        return one, other
    return _sum(list(_left(mine, common))), _sum(list(_left(theirs, common)))


def _added(node: Node) -> Iterator[Node]:
    if isinstance(node, Sum):
        yield from _added(node.left)
        yield from _added(node.right)
    else:
        yield node


def _left(parts: Sequence[Node], common: Counter[Key]) -> Iterator[Node]:
    taken = Counter(common)
    for part in parts:
        key = key_of(part)
        if taken[key]:
            taken[key] -= 1
        else:
            yield part


def _sum(parts: Sequence[Node]) -> Node:
    return reduce(Sum, parts) if parts else Number(Fraction(0), Quantity(Fraction(0)))
