"""The rules of two policies outside which they decide alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from perfrules.analysis.cells.bits import mask_of
from perfrules.analysis.differences.formula_keys import key_of
from perfrules.analysis.differences.policy_answers import FIRST_RULE
from perfrules.policies.decisions.outputs import HitPolicy
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule

_ORDER_COUNTS: frozenset[HitPolicy] = frozenset({"first", "priority", "rule-order", "output-order"})


def changed_regions(old: DecisionPolicy, new: DecisionPolicy) -> int:
    """The regions of both policies such that they decide alike where none of them holds.

    If the policies differ in more than rules, all regions. Else the rules that one of them does not have,
    and under a hit policy by which the order of rules counts those that moved.
    """
    first_new = FIRST_RULE + len(old.rules) + FIRST_RULE
    if not has_same_frame(old, new) or old.default != new.default:
        return (1 << first_new + len(new.rules)) - 1
    kept = kept_rules(old, new, _is_same)
    mine, theirs = {at for at, _ in kept}, {at for _, at in kept}
    changed = [FIRST_RULE + at for at in range(len(old.rules)) if at not in mine]
    changed += [first_new + at for at in range(len(new.rules)) if at not in theirs]
    return mask_of(changed)


def has_same_frame(old: DecisionPolicy, new: DecisionPolicy) -> bool:
    """Return whether two policies differ at most in rules, default, and names that only one of them has."""
    return _frame(old, new) == _frame(new, old)


def _frame(policy: DecisionPolicy, other: DecisionPolicy) -> tuple[Any, ...]:
    """What bears on all decisions of a policy, as far as another policy has the same inputs and outputs.

    An input that only one policy has is free for the other; an output that only one has is required by
    none of the rules that both have.
    """
    inputs = {each.name: each.domain for each in policy.inputs if each.name in other.input_by_name}
    names = {each.name for each in other.outputs}
    outputs = [
        (each.name, each.type, each.combine, each.of, each.unit)
        for each in policy.outputs
        if each.name in names
    ]
    others = {each.name for each in other.compute}
    formulas = {
        each.name: (key_of(each.formula.node), each.unit) for each in policy.compute if each.name in others
    }
    # A name that one policy computes and the other asks for: then the two frames are never equal.
    crossed = {each.name for each in policy.compute}.intersection(other.input_by_name)
    return inputs, outputs, policy.hit, policy.scope, formulas, crossed


def kept_rules(
    old: DecisionPolicy, new: DecisionPolicy, same: Callable[[Rule, Rule], bool]
) -> Sequence[tuple[int, int]]:
    """The numbers of the rules in both policies that are the same and in the same order."""
    number = {rule.id: at for at, rule in enumerate(new.rules)}
    pairs = [
        (at, number[rule.id])
        for at, rule in enumerate(old.rules)
        if rule.id in number and same(rule, new.rules[number[rule.id]])
    ]
    if new.hit not in _ORDER_COUNTS:
        return pairs
    in_order = set(_longest_rising(at for _, at in pairs))
    return [pair for pair in pairs if pair[1] in in_order]


def _is_same(rule: Rule, other: Rule) -> bool:
    return (rule.when, rule.except_, rule.then) == (other.when, other.except_, other.then) and set(
        rule.overrides
    ) == set(other.overrides)


def _longest_rising(numbers: Iterable[int]) -> Iterable[int]:
    """The longest sequence of numbers that rise, others left out; in falling order.

    >>> list(_longest_rising([3, 1, 2, 5, 4]))
    [4, 2, 1]
    """
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    last: int | None = ends[-1] if ends else None
    while last is not None:
        yield last
        last = before[last]
