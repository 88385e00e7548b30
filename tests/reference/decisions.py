"""Evaluate a decision policy rule by rule, exactly as documented.

It looks at the model's data only: intervals by their ends, choices by membership. It shares no code with the
compiled table, and none with the interval algebra.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfrules.values import IntervalSet, Quantity


class TwoRulesError(Exception):
    """Several rules apply that the hit policy does not allow together."""


@dataclass
class Answer:
    governed: bool
    outcome: dict | None
    rules: list
    overridden: list


def decide(policy, point):
    """The answer for a point: per input a number in its unit, an ordinal of a date, a choice or a truth."""
    if not all_hold(policy.scope, point):
        return Answer(False, None, [], [])
    holding = [rule for rule in policy.rules if rule_holds(rule, point)]
    overridden = [rule for rule in holding if any(rule.id in other.overrides for other in holding)]
    rules = [rule for rule in holding if rule not in overridden]
    if policy.hit == "unique" and len(rules) > 1:
        raise TwoRulesError([rule.id for rule in rules])
    if policy.hit == "any":
        for rule in rules:
            if in_any_order(rule.then) != in_any_order(rules[0].then):
                raise TwoRulesError([rule.id for rule in rules])
    if policy.hit in ("priority", "output-order"):
        rules = in_priority_order(policy, rules)
    if policy.hit in ("first", "priority"):
        rules = rules[:1]
    return Answer(True, outcome(policy, rules), [rule.id for rule in rules], [rule.id for rule in overridden])


def in_any_order(then):
    return {name: sorted(set(value)) if isinstance(value, tuple) else value for name, value in then.items()}


def all_hold(when, point):
    return all(admits(condition.values, point[name]) for name, condition in when.items())


def rule_holds(rule, point):
    excepted = any(all_hold(exception, point) for exception in rule.except_)
    return all_hold(rule.when, point) and not excepted


def admits(values, value):
    if not isinstance(values, IntervalSet):
        return value in values
    for interval in values.intervals:
        above = (
            interval.low is None or value > interval.low or (value == interval.low and interval.low_closed)
        )
        below = (
            interval.high is None
            or value < interval.high
            or (value == interval.high and interval.high_closed)
        )
        if above and below:
            return True
    return False


def in_priority_order(policy, rules):
    remaining = list(rules)
    ordered = []
    while remaining:
        best = remaining[0]
        for rule in remaining[1:]:
            if ranks(policy, rule) < ranks(policy, best):
                best = rule
        ordered.append(best)
        remaining.remove(best)
    return ordered


def ranks(policy, rule):
    found = []
    for output in policy.outputs:
        if output.of:
            value = rule.then.get(output.name)
            members = list(value) if isinstance(value, tuple) else [value]
            places = [list(output.of).index(member) for member in members if member in output.of]
            found.append(min(places) if places else len(output.of))
    return found


def outcome(policy, rules):
    if not rules:
        return policy.default
    if policy.hit in ("unique", "first", "priority", "any"):
        return rules[0].then
    combined = {}
    for output in policy.outputs:
        if not any(output.name in rule.then for rule in rules):
            continue
        if policy.hit == "collect":
            given = [rule.then[output.name] for rule in rules if output.name in rule.then]
            combined[output.name] = combine(output.combine, given)
        else:
            combined[output.name] = tuple(rule.then.get(output.name) for rule in rules)
    return combined


def combine(how, values):
    if how == "count":
        return len(values)
    if how == "sum":
        return Quantity(sum((value.value for value in values), Fraction(0)), values[0].unit)
    if how in ("min", "max"):
        best = values[0]
        for value in values[1:]:
            if (value < best) if how == "min" else (value > best):
                best = value
        return best
    flat = []
    for value in values:
        flat.extend(value if isinstance(value, tuple) else [value])
    if how == "list":
        return tuple(flat)
    united = []
    for value in flat:
        if value not in united:
            united.append(value)
    return tuple(united)
