"""The axes on which two policies that compute are compared.

Names with the same formula share an axis. Where both may give an output by different formulas, the difference
of the two is an axis too, cut at zero: there they give the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import TypeAlias

from attrs import evolve, field, frozen

from perfrules.analysis.cells.answers import Answers
from perfrules.analysis.cells.axes import Axis
from perfrules.analysis.computed.reach import Reach, over_inputs
from perfrules.analysis.computed.substitution import replaced
from perfrules.analysis.differences.formula_keys import Key, key_of, without_common
from perfrules.analysis.differences.rule_pairs import RulePairs
from perfrules.analysis.differences.rule_sets import TooManySetsError, rule_sets
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import (
    Brackets,
    Difference,
    Greatest,
    Least,
    Lookup,
    Node,
    Number,
    Quotient,
    names_in,
    walk,
)
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Outcome, Output, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box
from perfrules.values import EVERYTHING, IntervalSet, Quantity, Unit

_Numbers: TypeAlias = Sequence[tuple[Output, Node]]
_Deciding: TypeAlias = tuple[_Numbers, _Numbers]
_ZERO = Fraction(0)
MOST_PAIRS = 60
"""The most pairs of different formulas for an output that are compared."""


@frozen
class Pair:
    """Two different values that policies may give an output, and the boxes in which they are the same."""

    output: str
    old: Key
    new: Key
    boxes: tuple[Box, ...] = field(hash=False)


@frozen
class ComputedAxes:
    """Axes beyond the inputs of two policies.

    `nodes` are the formulas of the axes over inputs, by name; `names` maps the computed names of the old and
    of the new policy to axes.
    """

    axes: tuple[Input, ...] = ()
    nodes: Mapping[str, Node] = field(factory=dict, hash=False)
    names: tuple[Mapping[str, str], Mapping[str, str]] = field(factory=lambda: ({}, {}), hash=False)
    pairs: tuple[Pair, ...] = ()

    def renamed(self, boxes: Iterable[Box], policy: int) -> Iterator[Box]:
        """Return boxes of the old (0) or new (1) policy, with the axes of their computed names."""
        return _renamed(boxes, self.names[policy])

    def equal_boxes(self) -> Iterator[Iterable[Box]]:
        """Return for each pair where both values are the same."""
        return (pair.boxes for pair in self.pairs)

    def reach(self, inputs: tuple[Input, ...], axes: Sequence[Axis], limits: Box) -> Reach:
        """Return what answers which cells hold facts."""
        return Reach(inputs, axes, limits, tuple(self.nodes.values()))


def computed_axes(old: DecisionPolicy, new: DecisionPolicy, inputs: tuple[Input, ...]) -> ComputedAxes | None:
    """Return the axes of two policies beyond their inputs; None if they cannot be compared on such axes.

    That is so if a formula may have no value for facts that only the other policy admits, if rules that apply
    together give formulas whose values decide what becomes of them, or if there are too many formulas or sets
    of rules that add up formulas.
    """
    both = old, new
    formulas = [over_inputs({each.name: each.formula.node for each in policy.compute}) for policy in both]
    ours, theirs = (_values(policy, known) for policy, known in zip(both, formulas, strict=True))
    given = [node for values in (*ours.values(), *theirs.values()) for _, node in values]
    nodes = [*formulas[0].values(), *formulas[1].values(), *given]
    if not _have_values(nodes, inputs, both) or (_has_formula_values(*both) and not _is_comparable(*both)):
        return None
    made = _Axes(inputs)
    names = made.named(old, formulas[0], 0), made.named(new, formulas[1], 1)
    old_boxes, new_boxes = (
        [list(_renamed(policy.boxes_of(rule), named)) for rule in policy.rules]
        for policy, named in zip(both, names, strict=True)
    )
    meeting = RulePairs(old, new, (old_boxes, new_boxes))
    deciding: Iterable[_Deciding] = ((ours.get(one, ()), theirs.get(other, ())) for one, other in meeting)
    if any(policy.hit == "collect" for policy in both) and _has_formula_values(*both):
        deciding = _added_up(both, formulas, (old_boxes, new_boxes))
    try:
        pairs = tuple(islice(made.pairs(old, new, deciding), MOST_PAIRS + 1))
    except TooManySetsError:
        return None
    if len(pairs) > MOST_PAIRS:
        return None
    return ComputedAxes(tuple(made.axes), made.nodes, names, pairs)


def _renamed(boxes: Iterable[Box], names: Mapping[str, str]) -> Iterator[Box]:
    return ({names.get(name, name): values for name, values in box.items()} for box in boxes)


def value_node(value: Value, output: Output, known: Mapping[str, Node]) -> Node | None:
    """Return a number or formula of an output over inputs; None if it is neither."""
    if isinstance(value, Formula):
        return replaced(value.node, known)
    if isinstance(value, Quantity):
        number = value.in_(output.unit)
        return Number(number, Quantity(number, output.unit))
    return None


class _Axes:
    """Collects axes; a name that is taken gets a mark."""

    def __init__(self, inputs: Iterable[Input]) -> None:
        self.taken = {each.name for each in inputs}
        self.axes: list[Input] = []
        self.nodes: dict[str, Node] = {}
        self._by_key: dict[tuple[Key, Unit], str] = {}

    def named(self, policy: DecisionPolicy, known: Mapping[str, Node], which: int) -> Mapping[str, str]:
        """Return the axis of each computed name of the old (0) or new (1) policy."""
        found = {}
        for each in policy.compute:
            key = key_of(known[each.name]), each.unit
            if key not in self._by_key:
                self._by_key[key] = self._add(each.name, known[each.name], each.axis, which)
            found[each.name] = self._by_key[key]
        return found

    def _add(self, name: str, node: Node, axis: Input, which: int) -> str:
        if name in self.taken:
            name = f"{name}（{'旧新'[which]}）"
        self.taken.add(name)
        self.nodes[name] = node
        self.axes.append(evolve(axis, name=name, title=""))
        return name

    def pairs(
        self,
        old: DecisionPolicy,
        new: DecisionPolicy,
        deciding: Iterable[_Deciding],
    ) -> Iterator[Pair]:
        """Yield each pair of different values of an output of which one is a formula."""
        shared = {each.name for each in old.outputs} & {each.name for each in new.outputs}
        seen = set()
        for ours, theirs in deciding:
            for (output, one), (other_output, other) in product(ours, theirs):
                key = output.name, key_of(one), key_of(other)
                is_same = output.name != other_output.name or key[1] == key[2] or key in seen
                if is_same or output.name not in shared or (_is_number(one) and _is_number(other)):
                    continue
                seen.add(key)
                yield Pair(*key, tuple(self._equal(one, other, output)))

    def _equal(self, one: Node, other: Node, output: Output) -> Iterator[Box]:
        """Yield boxes in which two values are the same, none of which overlap.

        What both add up does not count. The smallest of some is another value where none is below it and one
        is equal to it.
        """
        one, other = without_common(one, other)
        if key_of(one) == key_of(other):
            yield {}
            return
        if isinstance(one, Least | Greatest) and not isinstance(other, Least | Greatest):
            one, other = other, one
        if isinstance(one, Least | Greatest) or not isinstance(other, Least | Greatest):
            name, _ = self._difference(one, other, output)
            yield {name: IntervalSet.point(_ZERO)}
            return
        sign = 1 if isinstance(other, Least) else -1
        members = [each for each in other.members if key_of(each) != key_of(one)]
        axes = [self._difference(each, one, output) for each in members]
        rest = {name: _beyond(sign * side, closed=True) for name, side in axes}
        if len(members) < len(other.members):
            yield rest
            return
        for at, (name, _) in enumerate(axes):
            above = {each: _beyond(sign * side, closed=False) for each, side in axes[:at]}
            yield {**rest, **above, name: IntervalSet.point(_ZERO)}

    def _difference(self, one: Node, other: Node, output: Output) -> tuple[str, int]:
        """Return the axis of a difference and its sign: -1 if the axis is that of the opposite."""
        for side, node in ((1, Difference(one, other)), (-1, Difference(other, one))):
            found = self._by_key.get((key_of(node), output.unit))
            if found is not None:
                return found, side
        title = output.title or output.name
        count = sum(each.name.startswith(f"{title}之差") for each in self.axes)
        axis = Input(output.name, "number", unit=output.unit, domain=EVERYTHING, step=None)
        node = Difference(one, other)
        name = self._add(f"{title}之差{count + 1 if count else ''}", node, axis, 0)
        self._by_key[key_of(node), output.unit] = name
        return name, 1


def _beyond(side: int, *, closed: bool) -> IntervalSet:
    """The numbers from zero on upwards (1) or downwards (-1)."""
    return IntervalSet.from_(_ZERO, closed=closed) if side > 0 else IntervalSet.up_to(_ZERO, closed=closed)


def _is_number(node: Node) -> bool:
    return isinstance(node, Number)


def _values(policy: DecisionPolicy, known: Mapping[str, Node]) -> Mapping[int | None, _Numbers]:
    """Return the numbers that each rule asks for, as formulas over inputs; None is the default."""
    outcomes: dict[int | None, Outcome] = {at: rule.then for at, rule in enumerate(policy.rules)}
    outcomes[None] = policy.default or {}
    return {at: _numbers(policy, outcome, known) for at, outcome in outcomes.items()}


def _numbers(policy: DecisionPolicy, outcome: Outcome, known: Mapping[str, Node]) -> _Numbers:
    """Return the numbers of an outcome as formulas over inputs."""
    return [
        (output, node)
        for output in policy.outputs
        if output.name in outcome and (node := value_node(outcome[output.name], output, known)) is not None
    ]


def _added_up(
    policies: tuple[DecisionPolicy, DecisionPolicy],
    known: Sequence[Mapping[str, Node]],
    boxes: tuple[Sequence[Sequence[Box]], Sequence[Sequence[Box]]],
) -> Iterator[_Deciding]:
    """Yield the numbers that both policies give where several rules hold."""
    answers = [Answers(policy) for policy in policies]
    for sets in rule_sets(boxes):
        old, new = (
            _numbers(policy, each.where(rules).outcome or {}, names)
            for policy, each, rules, names in zip(policies, answers, sets, known, strict=True)
        )
        yield old, new


def _has_formula_values(*policies: DecisionPolicy) -> bool:
    outcomes: list[Outcome] = []
    for policy in policies:
        outcomes += [*(rule.then for rule in policy.rules), policy.default or {}]
    return any(isinstance(value, Formula) for outcome in outcomes for value in outcome.values())


def _is_comparable(*policies: DecisionPolicy) -> bool:
    """Whether one rule alone gives each value, or those of several rules are combined to one number."""
    outputs = [{each.name: each for each in policy.outputs} for policy in policies]
    same_units = all(
        outputs[0][name].unit == outputs[1][name].unit for name in outputs[0].keys() & outputs[1].keys()
    )
    return same_units and all(
        policy.hit in {"unique", "first"} or (policy.hit == "collect" and _gives_numbers(policy))
        for policy in policies
    )


def _gives_numbers(policy: DecisionPolicy) -> bool:
    """Whether the formulas of several rules become one number in each output that has any."""
    outcomes = [*(rule.then for rule in policy.rules), policy.default or {}]
    return all(
        output.combine in {"sum", "min", "max", "count"}
        for output in policy.outputs
        if any(isinstance(outcome.get(output.name), Formula) for outcome in outcomes)
    )


def _have_values(nodes: Iterable[Node], inputs: Iterable[Input], policies: Iterable[DecisionPolicy]) -> bool:
    """Whether every formula has a value for all facts that any of the policies admits."""
    wider = {
        each.name
        for each in inputs
        for policy in policies
        if each.name in policy.input_by_name and policy.input_by_name[each.name].domain != each.domain
    }
    return not any(
        isinstance(part, Quotient | Lookup | Brackets) and wider.intersection(names_in(part))
        for node in nodes
        for part in walk(node)
    )
