"""Whether any facts lie in some cells, where axes are inputs and names computed from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import TypeAlias

from attrs import define, field

from perfrules.analysis.cells.axes import Axis
from perfrules.analysis.cells.bits import lowest
from perfrules.analysis.cells.witnesses import Facts, NoFacts
from perfrules.analysis.computed.formulas import Formulas
from perfrules.analysis.computed.search import MOST_BOXES, Variable
from perfrules.analysis.computed.substitution import replaced
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.nodes import Node, names_in
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import Box
from perfrules.values import Interval, IntervalSet
from perfrules.values.value_sets import Values, meet

MOST_STRETCHES = 64
"""The most combinations of stretches without a hole that are examined for a set of cells."""
MOST_SAMPLES = 128
"""The number of facts remembered, because they often lie in the next cells too."""
MOST_UNKNOWN = 10
"""The number of endless searches after which others stop sooner, after `FEW_BOXES`."""
FEW_BOXES = 3

_Cells: TypeAlias = tuple[int, ...]
_Places: TypeAlias = tuple[int, ...]
"""A position on each axis."""
_Stretch: TypeAlias = Values | Interval | None
"""Some values on an axis without a hole, or choices; None for all values."""


@define(eq=False)
class Reach:
    """The facts of a policy with computed names.

    `inputs` and `axes` are those of a table, the inputs first and then a computed name for each of `nodes`,
    which are formulas over inputs alone. `limits` bound all of them.
    """

    inputs: Sequence[Input]
    axes: Sequence[Axis]
    limits: Box
    nodes: Sequence[Node]
    _formulas: Formulas = field(init=False, repr=False)
    _unknown: int = field(default=0, init=False, repr=False)
    _samples: list[tuple[_Places, Facts]] = field(factory=list, init=False, repr=False)
    _known: dict[_Cells, Facts | NoFacts] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        used = {name for node in self.nodes for name in names_in(node)}
        variables = {
            each.name: Variable(self.limits[each.name], each.step)
            for each in self._given
            if each.name in used
        }
        self._formulas = Formulas(variables, self.nodes)

    @property
    def _given(self) -> Sequence[Input]:
        """The axes that are inputs."""
        return self.inputs[: len(self.inputs) - len(self.nodes)]

    def facts_in(self, cells: _Cells) -> Facts | NoFacts:
        """Facts in some cells; else whether there are none, or whether that is unknown."""
        known = self._known.get(cells)
        if known is None:
            known = self._known[cells] = self._sample(cells) or self._searched(cells)
        return known

    def places_in(self, cells: _Cells) -> Iterator[_Places]:
        """The positions of facts in some cells, as far as they are known already."""
        return (places for places, _ in self._samples if _are_in(places, cells))

    def _sample(self, cells: _Cells) -> Facts | None:
        for at, (places, facts) in enumerate(self._samples):
            if _are_in(places, cells):
                self._samples.insert(0, self._samples.pop(at))
                return facts
        return None

    def _searched(self, cells: _Cells) -> Facts | NoFacts:
        if not all(cells):
            return NoFacts.EXCLUDED
        outcome = NoFacts.EXCLUDED
        combinations = product(*self._stretches(cells))
        for combination in islice(combinations, MOST_STRETCHES):
            found = self._in_stretch(cells, combination)
            if not isinstance(found, NoFacts):
                return self._remembered(found)
            if found is NoFacts.UNKNOWN:
                outcome = found
        return NoFacts.UNKNOWN if next(combinations, None) is not None else outcome

    def _stretches(self, cells: _Cells) -> Iterator[Sequence[_Stretch]]:
        """The values on each axis by stretches."""
        for input_, axis, positions in zip(self.inputs, self.axes, cells, strict=True):
            limits = self.limits[input_.name]
            if positions == (1 << len(axis.masks)) - 1 and limits == input_.domain:
                yield (None,)
                continue
            values = meet(axis.values(positions), limits)
            yield (values,) if isinstance(values, frozenset) else values.intervals

    def _in_stretch(self, cells: _Cells, stretch: Sequence[_Stretch]) -> Facts | NoFacts:
        variables, inputs = dict(self._formulas.variables), self._given
        facts = {
            each.name: axis.pick(lowest(positions))
            for each, axis, positions in zip(inputs, self.axes, cells, strict=False)
        }
        for input_, values in zip(inputs, stretch, strict=False):
            if values is not None and input_.name in variables:
                own = IntervalSet((values,)) if isinstance(values, Interval) else values
                variables[input_.name] = Variable(own, input_.step)
        wanted = {at: each for at, each in enumerate(stretch[len(inputs) :]) if isinstance(each, Interval)}
        problem = self._formulas.problem(variables, wanted)
        most = MOST_BOXES if self._unknown < MOST_UNKNOWN else FEW_BOXES
        found = NoFacts.EXCLUDED if problem is None else problem.find(most)
        self._unknown += found is NoFacts.UNKNOWN
        return found if isinstance(found, NoFacts) else {**facts, **found}

    def _remembered(self, facts: Facts) -> Facts:
        values = [facts[each.name] for each in self._given]
        values += [evaluate(node, facts) for node in self.nodes]
        places = tuple(axis.locate(value) for axis, value in zip(self.axes, values, strict=True))
        self._samples.insert(0, (places, facts))
        del self._samples[MOST_SAMPLES:]
        return facts


def _are_in(places: _Places, cells: _Cells) -> bool:
    return all(positions >> place & 1 for positions, place in zip(cells, places, strict=True))


def over_inputs(formulas: Mapping[str, Node]) -> dict[str, Node]:
    """Formulas by name, each over inputs alone; a formula may use those before it.

    >>> from perfrules.formulas.nodes import Name, Negative
    >>> over_inputs({"b": Negative(Name("a")), "c": Negative(Name("b"))})["c"] == Negative(
    ...     Negative(Name("a"))
    ... )
    True
    """
    found: dict[str, Node] = {}
    for name, node in formulas.items():
        found[name] = replaced(node, found)
    return found
