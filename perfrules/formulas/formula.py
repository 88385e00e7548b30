"""A formula: what is computed, in which unit, and how an author wrote it."""

from __future__ import annotations

from attrs import field, frozen

from perfrules.formulas.nodes import Node
from perfrules.values import Unit


@frozen
class Formula:
    """A formula: its model, the unit of its numbers, and its text. Two are equal if they compute the same."""

    node: Node
    unit: Unit
    text: str = field(eq=False)
