"""Formulas as one list of parts, each after the parts that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import define, field

from perfrules.analysis.computed.grids import Steps, grid_of
from perfrules.analysis.computed.operations import (
    Divided,
    Foremost,
    Given,
    LookUp,
    Minus,
    Operation,
    Plus,
    Round,
    Scaled,
    SumOfBrackets,
    Times,
)
from perfrules.analysis.computed.spans import Span, coarse, meet, on_grid, point
from perfrules.formulas.nodes import (
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
from perfrules.values import Interval

ROUNDS = 4
"""So often spans are narrowed forward and back before a box is split."""

Goals: TypeAlias = Mapping[int, Interval]
"""The interval in which each of some parts is to lie, by the part's number."""


_OF_TWO: Mapping[type[Node], Callable[[int, int], Operation]] = {
    Sum: Plus,
    Difference: Minus,
    Product: Times,
    Quotient: Divided,
}


@define
class Box:
    """A span for each number and a set for each choice, by name."""

    numbers: dict[str, Span]
    choices: dict[str, frozenset[str | bool]]

    def with_number(self, name: str, span: Span) -> Box:
        """The box with another span for one number."""
        return Box({**self.numbers, name: span}, self.choices)

    def with_choices(self, name: str, choices: frozenset[str | bool]) -> Box:
        """The box with another set for one choice."""
        return Box(self.numbers, {**self.choices, name: choices})


@define
class Program:
    """The parts of formulas by number: a number, the name of an input, or an operation on parts before.

    `grids` are the steps of the parts' values, None without a grid; `needs` are the numbers of the parts
    that each is made of, in order, itself the last.
    """

    steps: Steps
    parts: list[Fraction | str | Operation] = field(factory=list)
    grids: list[Fraction | None] = field(factory=list)
    needs: list[tuple[int, ...]] = field(factory=list)
    _known: dict[Node, int] = field(factory=dict)

    def part(self, node: Node) -> int:
        """The number of a formula."""
        known = self._known.get(node)
        if known is None:
            made = self._made(node)
            inner = () if isinstance(made, Fraction | str) else made.parts
            known = self._known[node] = len(self.parts)
            self.parts.append(made)
            self.grids.append(grid_of(node, self.steps) or None)
            self.needs.append((*sorted({each for at in inner for each in self.needs[at]}), known))
        return known

    def span(self, part: int, box: Box) -> Span | None:
        """The span of a part in a box, None if it has no value there."""
        spans = self._forward(self.needs[part], box)
        return None if spans is None else spans[part]

    def _made(self, node: Node) -> Fraction | str | Operation:
        match node:
            case Number():
                return node.value
            case Name():
                return node.name
            case Converted() | Negative():
                return Scaled(self.part(node.value), node.factor)
            case Sum() | Difference() | Product() | Quotient():
                return _OF_TWO[type(node)](self.part(node.left), self.part(node.right))
            case Least() | Greatest():
                return Foremost(tuple(map(self.part, node.members)), isinstance(node, Least))
            case Rounded():
                return Round(self.part(node.value), node.step, node.rounding)
            case Lookup():
                keys = (each.name if isinstance(each, Choice) else self.part(each) for each in node.keys)
                return LookUp(tuple(keys), tuple((row.keys, row.value) for row in node.table.rows))
            case _:
                return SumOfBrackets(self.part(node.value), node.brackets)

    def narrowed(self, box: Box, goals: Goals) -> Box | None:
        """The box without some facts that meet not all goals; None if none is left."""
        needed = sorted({each for goal in goals for each in self.needs[goal]})
        for _ in range(ROUNDS):
            smaller = self._once(box, needed, goals)
            if smaller is None or smaller == box:
                return smaller
            box = smaller
        return box

    def _once(self, box: Box, needed: Sequence[int], goals: Goals) -> Box | None:
        spans = self._forward(needed, box)
        if spans is None:
            return None
        for goal, interval in goals.items():
            if not self._confine([(goal, (interval.low, interval.high))], spans):
                return None
            low, high = spans[goal]
            # All that is left may be an end that does not belong to the interval.
            if low is not None and low == high and low not in interval:
                return None
        return self._back(needed, box, spans)

    def _forward(self, needed: Iterable[int], box: Box) -> dict[int, Span] | None:
        """The span of each part in a box, None if one has no value there."""
        given = Given({}, box.choices)
        for at in needed:
            span = self._own_span(at, box, given)
            grid = self.grids[at]
            if span is not None and grid is not None:
                span = on_grid(span, grid)
            if span is None:
                return None
            given.spans[at] = span
        return given.spans

    def _own_span(self, at: int, box: Box, given: Given) -> Span | None:
        part = self.parts[at]
        if isinstance(part, Fraction):
            return point(part)
        return box.numbers[part] if isinstance(part, str) else part.forward(given)

    def _back(self, needed: Sequence[int], box: Box, spans: dict[int, Span]) -> Box | None:
        numbers, given = dict(box.numbers), Given(spans, dict(box.choices))
        for at in reversed(needed):
            part = self.parts[at]
            if isinstance(part, str):
                numbers[part] = meet(coarse(spans[at]), numbers[part]) or numbers[part]
            elif not isinstance(part, Fraction):
                if not self._confine(part.back(spans[at], given), spans):
                    return None
                if isinstance(part, LookUp):
                    given.choices |= part.choices_for(spans[at], given)
        return Box(numbers, given.choices) if all(given.choices.values()) else None

    def _confine(self, confined: Iterable[tuple[int, Span]], spans: dict[int, Span]) -> bool:
        """Whether something is left of all parts that are confined to spans."""
        for at, span in confined:
            met = meet(spans[at], span)
            grid = self.grids[at]
            if met is not None and grid is not None:
                met = on_grid(met, grid)
            if met is None:
                return False
            spans[at] = met
        return True
