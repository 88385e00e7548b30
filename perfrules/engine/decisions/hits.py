"""The hit policies: which of the rules that hold count, and the one outcome they come to.

Source: OMG DMN 1.3, 8.2.8 "Hit policy".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce

from perfrules.engine.decisions.errors import ConflictError
from perfrules.policies.decision import DecisionPolicy
from perfrules.policies.outputs import SINGLE_HITS, Outcome, Output, Value
from perfrules.policies.rules import Rule
from perfrules.values import Quantity


def settle(policy: DecisionPolicy, holding: Sequence[Rule]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Part the rules that hold into those that apply and those that another one overrides."""
    beaten = {other for rule in holding for other in rule.overrides}
    applying = tuple(rule for rule in holding if rule.id not in beaten)
    return _counting(policy, applying), tuple(rule for rule in holding if rule.id in beaten)


def _counting(policy: DecisionPolicy, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules that make the outcome, in the order in which they count."""
    match policy.hit:
        case "unique" if len(rules) > 1:
            raise ConflictError("PR547", (rule.id for rule in rules))
        case "any" if any(rule.then != rules[0].then for rule in rules):
            raise ConflictError("PR548", (rule.id for rule in rules))
        case "first":
            return rules[:1]
        case "priority":
            return _ranked(policy, rules)[:1]
        case "output-order":
            return _ranked(policy, rules)
    return rules


def _ranked(policy: DecisionPolicy, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The foremost outcome first, by the first output that has an order, then the next; else as written."""
    ordered = [output for output in policy.outputs if output.of]
    return tuple(
        sorted(rules, key=lambda rule: [output.rank(rule.then.get(output.name)) for output in ordered])
    )


def outcome_of(policy: DecisionPolicy, counting: Sequence[Rule]) -> Outcome | None:
    """What the rules that count ask for together; the policy's default where there is none."""
    if not counting:
        return policy.default
    if policy.hit in SINGLE_HITS:
        return counting[0].then
    combined = _combined if policy.hit == "collect" else _one_by_one
    named = [output for output in policy.outputs if any(output.name in rule.then for rule in counting)]
    return {output.name: combined(output, counting) for output in named}


def _one_by_one(output: Output, rules: Sequence[Rule]) -> Value:
    """The answer of each rule in turn, None where it gives none, so that those of several outputs line up."""
    return tuple(rule.then.get(output.name) for rule in rules)


def _combined(output: Output, rules: Sequence[Rule]) -> Value:
    answers = [rule.then[output.name] for rule in rules if output.name in rule.then]
    match output.combine:
        case "count":
            return len(answers)
        case "sum":
            return reduce(_sum, answers)
        case "min":
            return min(answers, key=_size)
        case "max":
            return max(answers, key=_size)
        case "union":
            return tuple(dict.fromkeys(_members(answers)))
        case "list":
            return tuple(_members(answers))


def _members(answers: Iterable[Value]) -> Iterable[Value | None]:
    for answer in answers:
        if isinstance(answer, tuple):
            yield from answer
        else:
            yield answer


def _sum(left: Value, right: Value) -> Value:
    if not (isinstance(left, Quantity) and isinstance(right, Quantity)):
        raise TypeError("only quantities are summed")
    return Quantity(left.value + right.value, left.unit)


def _size(value: Value) -> Fraction:
    if isinstance(value, Quantity):
        return value.value
    if isinstance(value, date):
        return Fraction(value.toordinal())
    raise TypeError("only quantities and dates are ordered")
