"""What is wrong with a decision policy taken as a whole: names, types, overrides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from perfrules.policies.base.errors import Fault, Key, Path, near
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import ORDERED_HITS, Outcome
from perfrules.policies.decisions.rules import Claim, Condition, Rule

if TYPE_CHECKING:
    from perfrules.policies.decisions.policy import DecisionPolicy


def faults_of(policy: DecisionPolicy) -> Iterator[Fault]:
    """Every fault of a policy, in the order of its parts."""
    return _Checker(policy).faults()


class _Checker:
    """Holds the names that the parts of one policy may use."""

    def __init__(self, policy: DecisionPolicy) -> None:
        self.policy = policy
        self.inputs = {each.name: each for each in policy.inputs}
        self.outputs = {each.name: each for each in policy.outputs}
        self.rules = {rule.id: rule for rule in policy.rules}

    def faults(self) -> Iterator[Fault]:
        policy = self.policy
        yield from _twice("inputs", [each.name for each in policy.inputs])
        yield from _twice("outputs", [each.name for each in policy.outputs])
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
        if policy.aggregate is not None and policy.aggregate.input not in self.inputs:
            yield self._unknown_input(policy.aggregate.input, ("aggregate", "input"))

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
            if name not in self.inputs:
                yield self._unknown_input(name, (*path, Key(name)))
            else:
                yield from _condition(self.inputs[name], condition, (*path, name))

    def _outcome(self, outcome: Outcome, path: Path) -> Iterator[Fault]:
        for name, value in outcome.items():
            if name not in self.outputs:
                yield self._unknown_output(name, (*path, Key(name)))
            else:
                for fault in self.outputs[name].faults_of(value):
                    yield Fault(fault.code, (*path, name, *fault.path), fault.arguments)

    def _claim(self, claim: Claim, path: Path) -> Iterator[Fault]:
        if not claim.kind.startswith("never-"):
            return
        if claim.output not in self.outputs:
            yield self._unknown_output(claim.output, (*path, claim.kind))
        if claim.input not in self.inputs:
            yield self._unknown_input(claim.input, (*path, "as"))
        elif self.inputs[claim.input].is_discrete:
            yield Fault("PR527", (*path, "as"), {"input": claim.input})

    def _unknown_input(self, name: str, path: Path) -> Fault:
        return Fault("PR521", path, {"input": name, **near(name, self.inputs)})

    def _unknown_output(self, name: str, path: Path) -> Fault:
        return Fault("PR522", path, {"output": name, **near(name, self.outputs)})

    def _cycle(self) -> Iterator[Fault]:
        cycle = find_cycle({rule.id: rule.overrides for rule in self.policy.rules})
        if cycle:
            at = next(at for at, rule in enumerate(self.policy.rules) if rule.id == cycle[0])
            yield Fault("PR525", ("rules", at, "overrides"), {"cycle": " → ".join((*cycle, cycle[0]))})


def _condition(input_: Input, condition: Condition, path: Path) -> Iterator[Fault]:
    values = condition.values
    if isinstance(values, frozenset) != input_.is_discrete:
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


def find_cycle(overrides: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The ids of one cycle in which each overrides the next, or nothing where there is none.

    >>> find_cycle({"a": ["b"], "b": ["a"]}), find_cycle({"a": ["b"], "b": []})
    (('a', 'b'), ())
    """
    done: set[str] = set()
    for start in overrides:
        trail: dict[str, Iterator[str]] = {}
        if start not in done:
            trail[start] = iter(overrides[start])
        while trail:
            here = next(reversed(trail))
            following = next(trail[here], None)
            if following is None:
                done.add(here)
                del trail[here]
            elif following in trail:
                ids = list(trail)
                return tuple(ids[ids.index(following) :])
            elif following not in done and following in overrides:
                trail[following] = iter(overrides[following])
    return ()
