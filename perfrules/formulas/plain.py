"""A formula as plain data, for digests and JSON: what it computes, not how it is worded."""

from __future__ import annotations

from typing import Any, assert_never

from perfrules.formulas.nodes import (
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
    Sum,
    Table,
)
from perfrules.values import Interval, IntervalSet, exact_text


def node_to_json(node: Node | Choice) -> Any:
    """Return a node as plain data: a number as text, a name as `{"name"}`, anything else by its operation.

    >>> node_to_json(Sum(Name("a"), Name("b")))
    {'sum': [{'name': 'a'}, {'name': 'b'}]}
    """
    match node:
        case Number():
            return exact_text(node.value)
        case Name() | Choice():
            return {"name": node.name}
        case Converted():
            return {"product": [node_to_json(node.value), exact_text(node.factor)]}
        case Negative():
            return {"negative": node_to_json(node.value)}
        case Sum() | Difference() | Product() | Quotient():
            name = type(node).__name__.lower()
            return {name: [node_to_json(node.left), node_to_json(node.right)]}
        case Least() | Greatest():
            name = "min" if isinstance(node, Least) else "max"
            return {name: [node_to_json(member) for member in node.members]}
        case Rounded():
            return {"round": [node_to_json(node.value), exact_text(node.step), node.rounding]}
        case Lookup():
            return {"table": node.table.name, "keys": [node_to_json(key) for key in node.keys]}
        case Brackets():
            return {"brackets": node.table, "of": node_to_json(node.value)}
        case _:
            assert_never(node)


def table_to_json(table: Table) -> dict[str, Any]:
    """Return a table as plain data: its keys, its unit, and each row's keys and number."""
    return {
        "by": list(table.by),
        "unit": table.unit.name,
        "rows": [
            {"keys": [_keys_to_json(key) for key in row.keys], "value": exact_text(row.value)}
            for row in table.rows
        ],
        "title": table.title,
    }


def _keys_to_json(values: KeyValues) -> Any:
    if isinstance(values, IntervalSet):
        return [_interval_to_json(interval) for interval in values]
    return sorted(values, key=str)


def _interval_to_json(interval: Interval) -> list[str | bool | None]:
    low = None if interval.low is None else exact_text(interval.low)
    high = None if interval.high is None else exact_text(interval.high)
    return [low, interval.low_closed, high, interval.high_closed]
