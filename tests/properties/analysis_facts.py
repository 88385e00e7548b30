"""Facts of every kind that a policy distinguishes, found by trying values one by one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from math import floor

from reference import decisions as reference

SOME_DAY = date(2000, 1, 1).toordinal()


def conditions_on(policy, name):
    whens = [policy.scope, *(each for rule in policy.rules for each in (rule.when, *rule.except_))]
    return [when[name].values for when in whens if name in when]


def tried(policy, input_):
    """Values at, below and above each threshold on the grid; without a grid, between thresholds."""
    if input_.is_discrete:
        return sorted(input_.domain, key=str)
    sets = [*conditions_on(policy, input_.name), input_.domain]
    ends = sorted(
        {end for values in sets for each in values for end in (each.low, each.high) if end is not None}
    )
    if input_.step is None:
        between = [(low + high) / 2 for low, high in pairwise(ends)]
        near = [*ends, *between, ends[0] - 1 if ends else Fraction(0), ends[-1] + 1 if ends else Fraction(0)]
    else:
        steps = {floor(end / input_.step) + by for end in ends for by in (-1, 0, 1, 2)} or {SOME_DAY}
        near = [input_.step * each for each in steps]
    return sorted(value for value in set(near) if reference.admits(input_.domain, value))


def kinds_of(policy, input_):
    """One value for each set of conditions that values of an input meet."""
    sets = conditions_on(policy, input_.name)
    found = {}
    for value in tried(policy, input_):
        found.setdefault(tuple(reference.admits(values, value) for values in sets), value)
    return list(found.values()) if not input_.is_discrete else tried(policy, input_)


def every_kind_of_point(policy):
    """A point of every kind that the conditions distinguish, inside domain and scope."""
    axes = [kinds_of(policy, each) for each in policy.inputs]
    names = [each.name for each in policy.inputs]
    for values in product(*axes):
        point = dict(zip(names, values, strict=True))
        if reference.all_hold(policy.scope, point):
            yield point


def holding(policy, point):
    return [rule for rule in policy.rules if reference.rule_holds(rule, point)]


def applying(policy, point):
    """The rules that apply and are not overridden by another one that applies."""
    held = holding(policy, point)
    return [rule for rule in held if not any(rule.id in other.overrides for other in held)]


def lies_in(boxes, point):
    return any(all(reference.admits(values, point[name]) for name, values in box.items()) for box in boxes)


def point_of(policy, witness):
    """The positions of facts on the axes."""
    point = {}
    for input_ in policy.inputs:
        fact = witness[input_.name]
        if input_.type == "date":
            point[input_.name] = Fraction(fact.toordinal())
        else:
            point[input_.name] = fact if input_.is_discrete else fact.value
    return point
