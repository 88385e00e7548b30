"""A formula: what is computed, in which unit, and how an author wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Unit

if TYPE_CHECKING:
    # Most policies have no formula, so that the nodes are loaded with the first one.
    from perfrules.formulas.nodes import Node


@frozen(repr=False)
class Formula(PlainRepr):
    """A formula: its model, the unit of its numbers, and its text. Two are equal if they compute the same."""

    node: Node
    unit: Unit
    text: str = field(eq=False)
