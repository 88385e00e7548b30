"""The formulas of a policy, compiled once for all questions about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from perfrules.analysis.computed.linear import Inequality, within
from perfrules.analysis.computed.polynomials import (
    Form,
    Ratio,
    difference,
    form_of,
    meet_intervals,
    node_of,
    ratio_of,
)
from perfrules.analysis.computed.program import Box, Program
from perfrules.analysis.computed.search import Problem, Variable
from perfrules.analysis.computed.spans import Span
from perfrules.formulas.nodes import Node
from perfrules.values import Interval

_ZERO = Fraction(0)


@define
class _Formula:
    """A formula, its number in the program, and its ratio if it can be multiplied out.

    `sign` is that of the divisor, 0 if it is unknown.
    """

    node: Node
    part: int
    ratio: Ratio | None
    sign: int
    forms: dict[Fraction, Form] = field(factory=dict)

    def inequalities(self, interval: Interval) -> Iterator[Inequality]:
        """What has to hold if the formula lies in an interval: of itself, and multiplied out."""
        yield from within({(self.node,): Fraction(1)}, interval)
        for form, bound in _bounds(self, interval):
            yield from within(form.polynomial, bound)


@define
class Formulas:
    """Formulas over variables, by their numbers."""

    variables: Mapping[str, Variable]
    nodes: Sequence[Node]
    program: Program = field(init=False)
    _made: list[_Formula] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.program = Program({name: each.step for name, each in self.variables.items()})
        whole = Problem(self.variables, (), self.program, {}).whole()
        self._made = [self._formula(node, whole) for node in self.nodes]

    def _formula(self, node: Node, whole: Box | None) -> _Formula:
        ratio = ratio_of(node)
        sign = 0 if ratio is None or whole is None else self._sign(ratio, whole)
        return _Formula(node, self.program.part(node), ratio, sign)

    def _sign(self, ratio: Ratio, whole: Box) -> int:
        """1 or -1 if a divisor has that sign everywhere; a policy whose divisor can be zero does not load."""
        span = self.program.span(self.program.part(node_of(ratio.below)), whole)
        if span is None:
            return 0
        if span[0] is not None and span[0] >= 0:
            return 1
        return -1 if span[1] is not None and span[1] <= 0 else 0

    def span_of(self, node: Node) -> Span | None:
        """The span of a formula over all variables, None if it has no value."""
        whole = Problem(self.variables, (), self.program, {}).whole()
        return None if whole is None else self.program.span(self.program.part(node), whole)

    def number(self, node: Node) -> int:
        """The number of a formula, which is added if it is new."""
        at = next((at for at, each in enumerate(self._made) if each.node == node), None)
        if at is None:
            at = len(self._made)
            self._made.append(self._formula(node, Problem(self.variables, (), self.program, {}).whole()))
        return at

    def problem(
        self,
        variables: Mapping[str, Variable],
        wanted: Mapping[int, Interval],
        known: Iterable[Inequality] = (),
    ) -> Problem | None:
        """The problem that formulas, by number, lie in intervals; None if these exclude each other.

        Args:
            variables: the variables, perhaps with fewer values.
            wanted: the interval of each formula.
            known: what holds of the formulas for all facts.
        """
        goals: dict[int, Interval] = {}
        for part, interval in self._goals(wanted):
            met = meet_intervals(goals.get(part, interval), interval)
            if met is None:
                return None
            goals[part] = met
        formulas = tuple((self._made[at].node, interval) for at, interval in wanted.items())
        stated = (each for at, interval in wanted.items() for each in self._made[at].inequalities(interval))
        return Problem(variables, formulas, self.program, goals, (*known, *stated))

    def _goals(self, wanted: Mapping[int, Interval]) -> Iterator[tuple[int, Interval]]:
        for at, interval in wanted.items():
            formula = self._made[at]
            yield formula.part, interval
            for form, bound in _bounds(formula, interval):
                node = node_of({(): form.constant}) if form.node is None else form.node
                yield self.program.part(node), bound if form.node is None else form.bound(bound)


def _bounds(formula: _Formula, interval: Interval) -> Iterator[tuple[Form, Interval]]:
    """What has to hold of the formula multiplied out."""
    ratio = formula.ratio
    if ratio is None:
        return
    if ratio.below.keys() == {()}:
        if _ZERO not in formula.forms:
            factor = 1 / ratio.below[()]
            formula.forms[_ZERO] = form_of({term: each * factor for term, each in ratio.above.items()})
        yield formula.forms[_ZERO], interval
        return
    ends = ((interval.low, interval.low_closed, 1), (interval.high, interval.high_closed, -1))
    for end, closed, side in ends:
        if end is not None and formula.sign:
            if end not in formula.forms:
                formula.forms[end] = difference(ratio, end)
            yield formula.forms[end], _beyond_zero(closed, side * formula.sign)


def _beyond_zero(closed: bool, side: int) -> Interval:
    return Interval(_ZERO, closed, None, False) if side > 0 else Interval(None, False, _ZERO, closed)
