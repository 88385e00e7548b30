"""Outcomes as they are compared: without what makes no difference, such as the order of a list."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from attrs import frozen

from perfrules.analysis.cells.answers import Answer
from perfrules.policies.decisions.outputs import LISTS, SINGLE_HITS, HitPolicy, Output, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.values import Quantity

_IN_ORDER: frozenset[HitPolicy] = frozenset({"rule-order", "output-order"})


@frozen
class ComparedOutcome:
    """An outcome by its `members`, and by their `sequence` if the hit policy gives their order a meaning.

    Lists are sets; amounts are the same in any unit.
    """

    members: Hashable
    sequence: Hashable | None = None

    def is_same_as(self, other: ComparedOutcome) -> bool:
        """Whether the same is required; the order counts only if it has a meaning in both."""
        if self.members != other.members:
            return False
        return None in (self.sequence, other.sequence) or self.sequence == other.sequence


def compared_outcome(policy: DecisionPolicy, answer: Answer) -> ComparedOutcome:
    """What a policy answers, so that it can be compared with another answer."""
    outputs = {output.name: output for output in policy.outputs}
    outcome = (answer.outcome or {}).items()
    in_order = bool(answer.rules) and policy.hit in _IN_ORDER
    members = frozenset(
        (name, _members(outputs[name], value, policy, by_default=not answer.rules)) for name, value in outcome
    )
    if not in_order:
        return ComparedOutcome(members)
    sequence = frozenset((name, _in_sequence(outputs[name], value)) for name, value in outcome)
    return ComparedOutcome(members, sequence)


def _members(output: Output, value: Value, policy: DecisionPolicy, *, by_default: bool) -> Hashable:
    if not isinstance(value, tuple):
        return _amount(value)
    is_set = (
        by_default or policy.hit in SINGLE_HITS or (policy.hit == "collect" and output.combine == "union")
    )
    if is_set and output.type in LISTS:
        return _of_a_rule(output, value)
    found = (_of_a_rule(output, each) for each in value)
    return (output.type == "any-of", _sorted(found))


def _in_sequence(output: Output, value: Value) -> Hashable:
    return tuple(_of_a_rule(output, each) for each in value) if isinstance(value, tuple) else _amount(value)


def _of_a_rule(output: Output, value: Value | None) -> Hashable:
    """What one rule requires: a list by its members, once each."""
    if isinstance(value, tuple):
        return (output.type == "any-of", _sorted({_amount(each) for each in value}))
    return _amount(value)


def _sorted(members: Iterable[Hashable]) -> tuple[Hashable, ...]:
    return tuple(sorted(members, key=repr))


def _amount(value: Value | None) -> Hashable:
    if isinstance(value, Quantity):
        return (value.unit.dimension, value.value * value.unit.factor)
    return value
