"""Answer what is true of a decision policy by trying every point of its domains."""

from __future__ import annotations

import itertools

from reference import decisions


def prove(policy):
    """The gap, the conflict, the idle rules and the failed claims, for inputs with few values."""
    answers = {point: _answer(policy, point) for point in points(policy)}
    firing = {rule for answer in answers.values() if answer for rule in answer.rules}
    conflict = None in answers.values()
    return {
        "gap": any(a and a.governed and not a.rules and policy.default is None for a in answers.values()),
        "conflict": conflict,
        "idle": [] if conflict else sorted({rule.id for rule in policy.rules} - firing),
        "failed_claims": sorted(
            claim.kind
            for claim in policy.expect
            if claim.kind == "never-decreasing" and not never_decreases(policy, claim, answers)
        ),
    }


def points(policy):
    """Every point of the domains, as pairs of an input's name and a value."""
    axes = [[(each.name, value) for value in values_of(each)] for each in policy.inputs]
    return itertools.product(*axes)


def values_of(axis):
    if not hasattr(axis.domain, "intervals"):
        return sorted(axis.domain, key=str)
    (interval,) = axis.domain.intervals
    count = int((interval.high - interval.low) / axis.step)
    return [interval.low + each * axis.step for each in range(count + 1)]


def never_decreases(policy, claim, answers):
    """Whether the output never falls as the input grows; choices are listed from the highest."""
    output = next(each for each in policy.outputs if each.name == claim.output)
    last = {}
    for point, answer in answers.items():
        rest = tuple(pair for pair in point if pair[0] != claim.input)
        value = rank(output, answer.outcome[claim.output])
        if rest in last and value < last[rest]:
            return False
        last[rest] = value
    return True


def rank(output, value):
    return -list(output.of).index(value) if output.of else value.value


def _answer(policy, point):
    try:
        return decisions.decide(policy, dict(point))
    except decisions.TwoRulesError:
        return None
