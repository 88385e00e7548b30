"""Whether a formula rises or falls as one of its names grows and all others stay the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from attrs import frozen

from perfrules.analysis.computed.spans import Span
from perfrules.formulas.nodes import (
    Brackets,
    Converted,
    Difference,
    Greatest,
    Least,
    Name,
    Negative,
    Node,
    Product,
    Quotient,
    Rounded,
    Sum,
    names_in,
)


class Direction(Enum):
    """What a formula does."""

    STAYS = 0
    RISES = 1
    FALLS = -1
    UNKNOWN = 2

    def times(self, sign: int | None) -> Direction:
        """The direction of a multiple; the sign of the factor is 1, -1, or None if it is unknown."""
        if self is Direction.STAYS:
            return self
        if sign is None or self is Direction.UNKNOWN:
            return Direction.UNKNOWN
        return self if sign > 0 else Direction(-self.value)


@frozen
class Directions:
    """The directions of formulas as a name grows; rising and falling may pause.

    `span_of` gives all values of a formula.

    >>> Directions("a", lambda node: (None, None)).of(Negative(Name("a")))
    <Direction.FALLS: -1>
    """

    name: str
    span_of: Callable[[Node], Span | None]

    def of(self, node: Node) -> Direction:
        """The direction of a formula."""
        match node:
            case Name():
                return Direction.RISES if node.name == self.name else Direction.STAYS
            case Converted() | Negative():
                return self.of(node.value).times(1 if node.factor > 0 else -1)
            case Sum() | Difference() | Product() | Quotient():
                return self._of_two(node)
            case Least() | Greatest():
                return _together(map(self.of, node.members))
            case Rounded():
                return self.of(node.value)
            case Brackets():
                rises = all(each.rate >= 0 for each in node.brackets)
                return self.of(node.value).times(1 if rises else None)
            case _:
                return Direction.UNKNOWN if self.name in names_in(node) else Direction.STAYS

    def _of_two(self, node: Sum | Difference | Product | Quotient) -> Direction:
        left, right = self.of(node.left), self.of(node.right)
        match node:
            case Sum():
                return _together((left, right))
            case Difference():
                return _together((left, right.times(-1)))
            case Product():
                return _together((left.times(self._sign(node.right)), right.times(self._sign(node.left))))
            case _:
                by = right.times(self._sign(node.left)).times(-1)
                return _together((left.times(self._sign(node.right)), by))

    def _sign(self, node: Node) -> int | None:
        span = self.span_of(node)
        if span is None:
            return None
        if span[0] is not None and span[0] >= 0:
            return 1
        return -1 if span[1] is not None and span[1] <= 0 else None


def _together(directions: Iterable[Direction]) -> Direction:
    """The direction of what moves with several formulas."""
    moving = {each for each in directions if each is not Direction.STAYS}
    if len(moving) > 1:
        return Direction.UNKNOWN
    return moving.pop() if moving else Direction.STAYS
