"""Whether facts lie in some cells, and in others when one input is greater and all others stay the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import TypeAlias, cast

from attrs import define, field

from perfrules.analysis.cells.bits import lowest
from perfrules.analysis.cells.table import Cells, Table
from perfrules.analysis.cells.witnesses import CALENDAR_DAYS, Facts, NoFacts
from perfrules.analysis.computed.directions import Direction, Directions
from perfrules.analysis.computed.formulas import Formulas
from perfrules.analysis.computed.linear import Inequality, within
from perfrules.analysis.computed.polynomials import ratio_of
from perfrules.analysis.computed.search import Variable
from perfrules.analysis.computed.substitution import replaced
from perfrules.formulas.nodes import Choice, Difference, Name, Node, names_in, walk
from perfrules.policies.decisions.inputs import Input
from perfrules.values import Interval, IntervalSet
from perfrules.values.value_sets import Values, meet

MOST_STRETCHES = 16
"""The most combinations of stretches without a hole that are examined for a pair of cells."""

_LATER = "+"
"""Added to the name of the input that grows, for its greater value; no name in a file ends so."""
_POSITIVE = Interval(Fraction(0), False, None, False)
_NOT_NEGATIVE = Interval(Fraction(0), True, None, False)
_NOT_POSITIVE = Interval(None, False, Fraction(0), True)

Grown: TypeAlias = tuple[Facts, Facts]
"""Facts before and after an input grows."""


@define(eq=False)
class Growth:
    """An input of a table that grows, given by its number.

    `nodes` are the formulas of the computed axes and `values` those that outputs ask for, over inputs alone.
    """

    table: Table
    grows: int
    nodes: Sequence[Node]
    values: Sequence[Node]
    _formulas: Formulas = field(init=False, repr=False)
    _known: tuple[Inequality, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._formulas = Formulas(self._variables(), [*self.nodes, *map(self._after, self.nodes), self._gap])
        self._known = tuple(self._directions())

    def _directions(self) -> Iterator[Inequality]:
        """What is known of each formula and its parts after the input has grown: rising or falling."""
        parts = {each: None for node in (*self.nodes, *self.values) for each in walk(node)}
        directions = Directions(self.name, self._formulas.span_of)
        for part in parts:
            if isinstance(part, Choice) or self.name not in names_in(part):
                continue
            direction = directions.of(part)
            if direction is Direction.UNKNOWN:
                continue
            interval = _NOT_NEGATIVE if direction is Direction.RISES else _NOT_POSITIVE
            yield from within({(self._after(part),): Fraction(1), (part,): Fraction(-1)}, interval)
            ratio = ratio_of(Difference(self._after(part), part))
            if ratio is not None and ratio.below.keys() == {()}:
                factor = 1 / ratio.below[()]
                yield from within({term: each * factor for term, each in ratio.above.items()}, interval)

    @property
    def name(self) -> str:
        """The name of the input."""
        return self.table.inputs[self.grows].name

    @property
    def _gap(self) -> Node:
        return Difference(Name(self.name + _LATER), Name(self.name))

    def _after(self, node: Node) -> Node:
        """A formula after the input has grown."""
        return replaced(node, {self.name: Name(self.name + _LATER)})

    def _variables(self) -> dict[str, Variable]:
        used = {name for node in (*self.nodes, *self.values) for name in names_in(node)} | {self.name}
        found = {
            each.name: Variable(self._limits(at), each.step)
            for at, each in enumerate(self._given)
            if each.name in used
        }
        return found | {self.name + _LATER: found[self.name]}

    @property
    def _given(self) -> Sequence[Input]:
        """The axes that are inputs."""
        return self.table.inputs[: len(self.table.inputs) - len(self.nodes)]

    def _limits(self, at: int) -> Values:
        input_ = self.table.inputs[at]
        limits = self.table.limits[input_.name]
        return meet(limits, CALENDAR_DAYS) if input_.type == "date" else limits

    def facts(self, before: Cells, after: Cells, falls: tuple[Node, Node] | None) -> Grown | NoFacts:
        """Facts in some cells and, with more of the input and all else the same, in others.

        Args:
            before: the cells of the first facts.
            after: the cells of the second.
            falls: two formulas, of which the one is to be greater before than the other after.
        """
        shared = [one & other for one, other in zip(before, after, strict=True)]
        if not all(shared[at] for at in range(len(self._given)) if at != self.grows):
            return NoFacts.EXCLUDED
        outcome = NoFacts.EXCLUDED
        combinations = product(*self._goals(before, after, falls))
        for goals in islice(combinations, MOST_STRETCHES):
            found = self._found(shared, (before[self.grows], after[self.grows]), dict(goals))
            if not isinstance(found, NoFacts):
                return self._split(found, shared)
            if found is NoFacts.UNKNOWN:
                outcome = found
        return NoFacts.UNKNOWN if next(combinations, None) is not None else outcome

    def _goals(
        self, before: Cells, after: Cells, falls: tuple[Node, Node] | None
    ) -> Iterator[Sequence[tuple[int, Interval]]]:
        """The intervals of each formula, by its number."""
        given, count = len(self._given), len(self.nodes)
        for at in range(count):
            for number, cells in ((at, before), (count + at, after)):
                values = cast(IntervalSet, self._values(given + at, cells[given + at]))
                yield [(number, each) for each in values]
        yield [(2 * count, _POSITIVE)]
        if falls is not None:
            yield [(self._formulas.number(Difference(falls[0], self._after(falls[1]))), _POSITIVE)]

    def _values(self, at: int, positions: int) -> Values:
        return meet(self.table.axes[at].values(positions), self._limits(at))

    def _found(
        self, shared: Sequence[int], own: tuple[int, int], goals: Mapping[int, Interval]
    ) -> Facts | NoFacts:
        variables = dict(self._formulas.variables)
        positions = {each.name: shared[at] for at, each in enumerate(self._given)}
        for at, each in enumerate(self._given):
            if each.name in variables:
                held = own[0] if at == self.grows else positions[each.name]
                variables[each.name] = Variable(self._values(at, held), each.step)
        later = Variable(self._values(self.grows, own[1]), self.table.inputs[self.grows].step)
        variables[self.name + _LATER] = later
        problem = self._formulas.problem(variables, goals, self._known)
        return NoFacts.EXCLUDED if problem is None else problem.find()

    def _split(self, found: Facts, shared: Sequence[int]) -> Grown:
        """The facts before and after; inputs that no formula uses have any value that is in both cells."""
        facts = {
            each.name: found.get(each.name, self.table.axes[at].pick(lowest(shared[at] or 1)))
            for at, each in enumerate(self._given)
        }
        return facts, {**facts, self.name: found[self.name + _LATER]}
