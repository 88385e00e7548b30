"""The hit policies: which of the rules that hold count, and their one outcome.

Source: OMG DMN 1.3, 8.2.8 "Hit policy".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce

from perfrules.policies.decisions.outputs import SINGLE_HITS, HitPolicy, Outcome, Output, Value, same_outcome
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule
from perfrules.values import Quantity


def set_aside(holding: Sequence[Rule]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Split the rules that hold into those that apply and those that another one overrides."""
    beaten = {other for rule in holding for other in rule.overrides}
    applying = tuple(rule for rule in holding if rule.id not in beaten)
    return applying, tuple(rule for rule in holding if rule.id in beaten)


def clash(hit: HitPolicy, applying: Sequence[Rule]) -> str | None:
    """Return the code of the conflict if the hit policy does not allow these rules together, else None."""
    if hit == "unique" and len(applying) > 1:
        return "PR547"
    if hit == "any" and not all(same_outcome(rule.then, applying[0].then) for rule in applying):
        return "PR548"
    return None


def counting(policy: DecisionPolicy, applying: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules that make the outcome, in the order they count."""
    match policy.hit:
        case "first":
            return applying[:1]
        case "priority":
            return _ranked(policy, applying)[:1]
        case "output-order":
            return _ranked(policy, applying)
    return applying


def rank(policy: DecisionPolicy, rule: Rule) -> list[int]:
    """Return the rank of what a rule asks for, for each output with ordered values; 0 is the first."""
    return [output.rank(rule.then.get(output.name)) for output in policy.outputs if output.of]


def _ranked(policy: DecisionPolicy, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Sort by the rank of each ordered output; equal ranks keep the order of the file."""
    return tuple(sorted(rules, key=lambda rule: rank(policy, rule)))


def outcome_of(policy: DecisionPolicy, rules: Sequence[Rule]) -> Outcome | None:
    """Return what the rules ask for together; without rules, the default of the policy."""
    if not rules:
        return policy.default
    if policy.hit in SINGLE_HITS:
        return rules[0].then
    combined = _combined if policy.hit == "collect" else _one_by_one
    named = [output for output in policy.outputs if any(output.name in rule.then for rule in rules)]
    return {output.name: combined(output, rules) for output in named}


def _one_by_one(output: Output, rules: Sequence[Rule]) -> Value:
    """Return the answer of each rule, None for none, so that several outputs line up."""
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
