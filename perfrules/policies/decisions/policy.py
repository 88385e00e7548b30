"""A decision policy: who must approve what, which grade a score earns – rules over typed inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, get_args

from attrs import field, frozen

from perfrules.diagnostics.hints import near
from perfrules.formulas.formula import Formula
from perfrules.policies.base.content import PolicyContent
from perfrules.policies.base.errors import Fault, Key, Path, PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.base.words import unknown_word
from perfrules.policies.decisions.computing.computed import CitedTable, Computed, computing_faults
from perfrules.policies.decisions.inputs import MEASURED, Input
from perfrules.policies.decisions.outputs import (
    ORDERED_HITS,
    HitPolicy,
    Outcome,
    Output,
    outcome_to_json,
    read_only_outcome,
)
from perfrules.policies.decisions.regions import Box, box_without, meet_box
from perfrules.policies.decisions.rules import (
    Aggregate,
    Claim,
    ClaimKind,
    Condition,
    Rule,
    When,
    find_cycle,
    read_only_when,
    when_to_json,
)
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import EVERYTHING, IntervalSet
from perfrules.values.value_sets import is_empty


@frozen(slots=False, repr=False)
class DecisionPolicy(PolicyContent, PlainRepr):
    """Rules over typed inputs, and how the answers of those that hold become one outcome. Added in 0.2.

    `scope` limits what the policy governs. `hit` is the hit policy as DMN names it. `default` is the outcome
    if no rule holds; `partial` says that this is intended to have no outcome. Overrides come before the hit
    policy: a rule is set aside if a rule that overrides it holds, even if that rule is set aside itself.

    Raises:
        PolicyError: PR145, PR516, PR517, PR520–PR530, PR533: with every rule, condition, value, override and
            claim that is not valid.

    >>> from fractions import Fraction
    >>> from perfrules.policies.decisions.rules import Condition
    >>> from perfrules.values import IntervalSet
    >>> policy = DecisionPolicy(
    ...     Head("unit.approval"),
    ...     inputs=(Input("amount", "money"),),
    ...     outputs=(Output("sign_off", "roles"),),
    ...     rules=(
    ...         Rule(
    ...             "small",
    ...             {"amount": Condition(IntervalSet.up_to(Fraction(2000)))},
    ...             {"sign_off": ("单位财务负责人",)},
    ...         ),
    ...     ),
    ... )
    >>> [{name: str(values) for name, values in box.items()} for box in policy.region_of("small")]
    [{'amount': '(-∞, 2000]'}]
    """

    head: Head
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit: HitPolicy = "unique"
    scope: When = field(factory=dict, converter=read_only_when, hash=False)
    default: Outcome | None = field(default=None, converter=read_only_outcome, hash=False)
    partial: bool = False
    expect: tuple[Claim, ...] = ()
    aggregate: Aggregate | None = None
    compute: tuple[Computed, ...] = ()
    tables: tuple[CitedTable, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = tuple(_Validator(self).faults())
        if faults:
            raise PolicyError.of(faults)

    @property
    def id(self) -> str:
        """The name by which it is loaded."""
        return self.head.id

    @property
    def title(self) -> str:
        """The name by which people call it."""
        return self.head.title

    @cached_property
    def rule_by_id(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def input_by_name(self) -> Mapping[str, Input]:
        """The inputs by their names."""
        return {each.name: each for each in self.inputs}

    @cached_property
    def axes(self) -> tuple[Input, ...]:
        """What conditions can be on: the inputs, then the computed names as numbers without limits."""
        return (*self.inputs, *(each.axis for each in self.compute))

    @cached_property
    def axis_by_name(self) -> Mapping[str, Input]:
        """The axes by their names."""
        return {each.name: each for each in self.axes}

    @cached_property
    def has_formulas(self) -> bool:
        """Whether an answer depends on arithmetic: on a computed name or on an output with a formula."""
        outcomes = [*(rule.then for rule in self.rules), self.default or {}]
        return bool(self.compute) or any(
            isinstance(value, Formula) for outcome in outcomes for value in outcome.values()
        )

    @cached_property
    def domain(self) -> Box:
        """Every input with the values it may have."""
        return {each.name: each.domain for each in self.inputs}

    @property
    def scope_box(self) -> Box:
        """The inputs that the scope restricts, with the values that are governed."""
        return {name: condition.values for name, condition in self.scope.items()}

    def boxes_of(self, rule: Rule) -> Iterator[Box]:
        """Where a rule holds, as boxes that do not overlap; an input free in a box is not named there."""
        pieces: list[Box] = [{name: condition.values for name, condition in rule.when.items()}]
        for exception in rule.except_:
            hole = {name: condition.values for name, condition in exception.items()}
            pieces = [piece for box in pieces for piece in box_without(box, hole, self.everything)]
        return (box for box in pieces if not any(map(is_empty, box.values())))

    @cached_property
    def everything(self) -> Box:
        """Every input and computed name with all values of its type: the choices, or any number."""
        return {each.name: each.domain if each.is_discrete else EVERYTHING for each in self.axes}

    def region_of(self, rule_id: str) -> tuple[Box, ...]:
        """Where a rule holds inside the scope and the declared domains: disjoint boxes that name every input.

        Raises:
            KeyError: no rule has that id.
        """
        limits = meet_box(self.domain, self.scope_box)
        boxes = (meet_box(limits, box) for box in self.boxes_of(self.rule_by_id[rule_id]))
        return tuple(box for box in boxes if not any(map(is_empty, box.values())))

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data: conditions as intervals and choices, not in their wording."""
        return {
            "kind": "decision",
            **self.head.to_json(),
            "inputs": {each.name: each.to_json() for each in self.inputs},
            "outputs": {each.name: each.to_json() for each in self.outputs},
            "output_order": [each.name for each in self.outputs],
            "hit": self.hit,
            "scope": when_to_json(self.scope),
            "rules": [rule.to_json() for rule in self.rules],
            "default": outcome_to_json(self.default),
            "partial": self.partial,
            "expect": [claim.to_json() for claim in self.expect],
            "aggregate": None if self.aggregate is None else self.aggregate.to_json(),
            **self._computing_to_json(),
        }

    def _computing_to_json(self) -> dict[str, Any]:
        """Return computed names and tables; policies without them keep the digest that they had before."""
        if not self.compute and not self.tables:
            return {}
        return {
            "compute": {each.name: each.to_json() for each in self.compute},
            "tables": {each.table.name: each.to_json() for each in self.tables},
        }


class _Validator:
    """Checks the parts of one policy against the names and types that it defines."""

    def __init__(self, policy: DecisionPolicy) -> None:
        self.policy = policy
        self.inputs = policy.input_by_name
        self.axes = policy.axis_by_name
        self.outputs = {each.name: each for each in policy.outputs}
        self.rules = {rule.id: rule for rule in policy.rules}

    def faults(self) -> Iterator[Fault]:
        policy = self.policy
        yield from unknown_word(policy.hit, get_args(HitPolicy), ("hit",))
        yield from _twice("inputs", [each.name for each in policy.inputs])
        yield from _twice("outputs", [each.name for each in policy.outputs])
        yield from computing_faults(policy.compute, self.inputs)
        yield from self._order()
        yield from self._conditions(policy.scope, ("scope",))
        seen: set[str] = set()
        for at, rule in enumerate(policy.rules):
            if rule.id in seen:
                yield Fault("PR520", ("rules", at, "id"), {"rule": rule.id})
            seen.add(rule.id)
            yield from self._rule(rule, ("rules", at))
        yield from self._cycle()
        if policy.default is not None:
            yield from self._outcome(policy.default, ("default",))
        for at, claim in enumerate(policy.expect):
            yield from self._claim(claim, ("expect", at))
        if policy.aggregate is not None:
            yield from self._added_up(policy.aggregate.input)

    def _added_up(self, name: str) -> Iterator[Fault]:
        """Yield what is wrong with the input that an aggregate adds up: it must be an amount."""
        path = ("aggregate", "input")
        if name not in self.inputs:
            yield self._unknown_input(name, path)
        elif self.inputs[name].type not in MEASURED:
            yield Fault("PR389", path, {"input": name, "type": self.inputs[name].type})

    def _order(self) -> Iterator[Fault]:
        if self.policy.hit in ORDERED_HITS and not any(each.of for each in self.policy.outputs):
            yield Fault("PR526", ("hit",), {"hit": self.policy.hit})

    def _rule(self, rule: Rule, path: Path) -> Iterator[Fault]:
        yield from self._conditions(rule.when, (*path, "when"))
        for at, exception in enumerate(rule.except_):
            yield from self._conditions(exception, (*path, "except", at))
        yield from self._outcome(rule.then, (*path, "then"))
        for at, other in enumerate(rule.overrides):
            if other not in self.rules:
                yield Fault("PR524", (*path, "overrides", at), {"rule": other, **near(other, self.rules)})

    def _conditions(self, when: Mapping[str, Condition], path: Path) -> Iterator[Fault]:
        for name, condition in when.items():
            if name not in self.axes:
                yield self._unknown_axis(name, (*path, Key(name)))
            else:
                yield from _condition(self.axes[name], condition, (*path, name))

    def _outcome(self, outcome: Outcome, path: Path) -> Iterator[Fault]:
        for name, value in outcome.items():
            if name not in self.outputs:
                yield self._unknown_output(name, (*path, Key(name)))
            else:
                for fault in self.outputs[name].faults_of(value):
                    yield Fault(fault.code, (*path, name, *fault.path), fault.arguments)

    def _claim(self, claim: Claim, path: Path) -> Iterator[Fault]:
        yield from unknown_word(claim.kind, get_args(ClaimKind), path)
        if claim.kind not in {"never-decreasing", "never-increasing"}:
            return
        if claim.output not in self.outputs:
            yield self._unknown_output(claim.output, (*path, claim.kind))
        if claim.input not in self.inputs:
            yield self._unknown_input(claim.input, (*path, "as"))
        elif self.inputs[claim.input].is_discrete:
            yield Fault("PR527", (*path, "as"), {"input": claim.input})

    def _unknown_input(self, name: str, path: Path) -> Fault:
        return Fault("PR521", path, {"input": name, **near(name, self.inputs)})

    def _unknown_axis(self, name: str, path: Path) -> Fault:
        return Fault("PR521", path, {"input": name, **near(name, self.axes)})

    def _unknown_output(self, name: str, path: Path) -> Fault:
        return Fault("PR522", path, {"output": name, **near(name, self.outputs)})

    def _cycle(self) -> Iterator[Fault]:
        cycle = find_cycle({rule.id: rule.overrides for rule in self.policy.rules})
        if cycle:
            at = next(at for at, rule in enumerate(self.policy.rules) if rule.id == cycle[0])
            yield Fault("PR525", ("rules", at, "overrides"), {"cycle": " → ".join((*cycle, cycle[0]))})


def _condition(input_: Input, condition: Condition, path: Path) -> Iterator[Fault]:
    values = getattr(condition, "values", None)
    if not isinstance(values, IntervalSet | frozenset):
        yield Fault("PR523", path, {"input": input_.name, "text": str(condition)})
    elif isinstance(values, frozenset) != input_.is_discrete:
        yield Fault("PR523", path, {"input": input_.name, "text": condition.text})
    elif isinstance(values, frozenset) and isinstance(input_.domain, frozenset):
        for choice in sorted(map(str, values - input_.domain)):
            known = map(str, input_.domain)
            yield Fault("PR528", path, {"input": input_.name, "text": choice, **near(choice, sorted(known))})


def _twice(part: str, names: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Fault("PR529", (part, Key(name)), {"name": name})
        seen.add(name)
