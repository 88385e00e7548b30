"""Whether any facts lie in some cells, where axes are inputs and names computed from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import TypeAlias

from attrs import define, field

from perfrules.analysis.cells.axes import Axis
from perfrules.analysis.cells.bits import lowest
from perfrules.analysis.cells.witnesses import CALENDAR_DAYS, Facts, NoFacts
from perfrules.analysis.computed.formulas import Formulas
from perfrules.analysis.computed.search import MOST_BOXES, Variable
from perfrules.analysis.computed.substitution import replaced, with_choices
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.nodes import Choice, Node, names_in, walk
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
QUICK_BOXES = 10
"""The most boxes of a search for something that is nice to know, such as whether a difference can grow."""

_Cells: TypeAlias = tuple[int, ...]
_Places: TypeAlias = tuple[int, ...]
"""A position on each axis."""
_Choices: TypeAlias = tuple[tuple[str, str | bool], ...]
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
    _fixed: dict[_Choices, Formulas] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        dates = {each.name for each in self.inputs if each.type == "date"}
        self.limits = {
            name: meet(values, CALENDAR_DAYS) if name in dates else values
            for name, values in self.limits.items()
        }
        self._formulas = self._over(self.nodes)

    def _over(self, nodes: Sequence[Node]) -> Formulas:
        used = {name for node in nodes for name in names_in(node)}
        variables = {
            each.name: Variable(self.limits[each.name], each.step)
            for each in self._given
            if each.name in used
        }
        return Formulas(variables, nodes)

    @property
    def _given(self) -> Sequence[Input]:
        """The axes that are inputs."""
        return self.inputs[: len(self.inputs) - len(self.nodes)]

    def facts_in(self, cells: _Cells, *, quick: bool = False) -> Facts | NoFacts:
        """Facts in some cells; else whether there are none, or whether that is unknown.

        A quick search soon gives up, and is forgotten then.
        """
        known = self._known.get(cells) or self._sample(cells)
        if known is None:
            known = self._searched(cells, quick)
        if not quick or known is not NoFacts.UNKNOWN:
            self._known[cells] = known
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

    def _searched(self, cells: _Cells, quick: bool) -> Facts | NoFacts:
        found = self._in_stretches(cells, self._formulas, {}, quick)
        if found is NoFacts.UNKNOWN:
            found = self._by_choices(cells, quick)
        return found if isinstance(found, NoFacts) else self._remembered(found)

    def _in_stretches(
        self, cells: _Cells, formulas: Formulas, choices: Mapping[str, str | bool], quick: bool
    ) -> Facts | NoFacts:
        outcome = NoFacts.EXCLUDED
        combinations = product(*self._stretches(cells))
        for combination in islice(combinations, MOST_STRETCHES):
            found = self._in_stretch(cells, combination, formulas, choices, quick)
            if not isinstance(found, NoFacts):
                return found
            if found is NoFacts.UNKNOWN:
                outcome = found
        return NoFacts.UNKNOWN if next(combinations, None) is not None else outcome

    def _by_choices(self, cells: _Cells, quick: bool) -> Facts | NoFacts:
        """Search for each combination of choices by itself: the numbers of tables are constants then."""
        names = sorted({name for node in self.nodes for name in _choices_in(node)})
        options = [self._choices_at(name, cells) for name in names]
        if not names or prod(map(len, options)) > MOST_STRETCHES:
            return NoFacts.UNKNOWN
        outcome = NoFacts.EXCLUDED
        for values in product(*options):
            chosen = dict(zip(names, values, strict=True))
            found = self._in_stretches(cells, self._with_choices(tuple(chosen.items())), chosen, quick)
            if not isinstance(found, NoFacts):
                return found
            if found is NoFacts.UNKNOWN:
                outcome = found
        return outcome

    def _choices_at(self, name: str, cells: _Cells) -> Sequence[str | bool]:
        at = next(at for at, each in enumerate(self.inputs) if each.name == name)
        values = meet(self.axes[at].values(cells[at]), self.limits[name])
        return sorted(values, key=str) if isinstance(values, frozenset) else ()

    def _with_choices(self, choices: _Choices) -> Formulas:
        if choices not in self._fixed:
            self._fixed[choices] = self._over([with_choices(node, dict(choices)) for node in self.nodes])
        return self._fixed[choices]

    def _stretches(self, cells: _Cells) -> Iterator[Sequence[_Stretch]]:
        """The values on each axis by stretches."""
        for input_, axis, positions in zip(self.inputs, self.axes, cells, strict=True):
            limits = self.limits[input_.name]
            if positions == (1 << len(axis.masks)) - 1 and limits == input_.domain:
                yield (None,)
                continue
            values = meet(axis.values(positions), limits)
            yield (values,) if isinstance(values, frozenset) else values.intervals

    def _in_stretch(
        self,
        cells: _Cells,
        stretch: Sequence[_Stretch],
        formulas: Formulas,
        choices: Mapping[str, str | bool],
        quick: bool,
    ) -> Facts | NoFacts:
        variables, inputs = dict(formulas.variables), self._given
        facts = {
            each.name: axis.pick(lowest(positions))
            for each, axis, positions in zip(inputs, self.axes, cells, strict=False)
        }
        for input_, values in zip(inputs, stretch, strict=False):
            if values is not None and input_.name in variables:
                own = IntervalSet((values,)) if isinstance(values, Interval) else values
                variables[input_.name] = Variable(own, input_.step)
        wanted = {at: each for at, each in enumerate(stretch[len(inputs) :]) if isinstance(each, Interval)}
        # A table inside the key of another still asks for its choice.
        for name in choices.keys() & variables.keys():
            variables[name] = Variable(frozenset({choices[name]}))
        problem = formulas.problem(variables, wanted)
        most = MOST_BOXES if self._unknown < MOST_UNKNOWN else FEW_BOXES
        found = NoFacts.EXCLUDED if problem is None else problem.find(QUICK_BOXES if quick else most)
        self._unknown += found is NoFacts.UNKNOWN and not quick
        return found if isinstance(found, NoFacts) else {**facts, **found, **choices}

    def places_of(self, facts: Facts) -> _Places:
        """The positions of facts."""
        values = [facts[each.name] for each in self._given]
        values += [evaluate(node, facts) for node in self.nodes]
        return tuple(axis.locate(value) for axis, value in zip(self.axes, values, strict=True))

    def _remembered(self, facts: Facts) -> Facts:
        self._samples.insert(0, (self.places_of(facts), facts))
        del self._samples[MOST_SAMPLES:]
        return facts


def _are_in(places: _Places, cells: _Cells) -> bool:
    return all(positions >> place & 1 for positions, place in zip(cells, places, strict=True))


def _choices_in(node: Node) -> Iterator[str]:
    return (part.name for part in walk(node) if isinstance(part, Choice))


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
