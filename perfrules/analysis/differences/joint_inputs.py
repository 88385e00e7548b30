"""The inputs of two policies that are compared."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from attrs import evolve

from perfrules.analysis.errors import DiffError
from perfrules.diagnostics import Diagnostic
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.values.value_sets import unite


def joint_inputs(old: DecisionPolicy, new: DecisionPolicy) -> tuple[Input, ...]:
    """The inputs of two policies, each with the values and the grid of both.

    Raises:
        DiffError: PR851 with each input that is of another type or unit in each.
    """
    theirs = new.input_by_name
    problems = [
        Diagnostic("PR851", {"input": each.name, **_kinds(each, theirs[each.name])})
        for each in old.inputs
        if each.name in theirs and (each.type, each.unit) != (theirs[each.name].type, theirs[each.name].unit)
    ]
    if problems:
        raise DiffError(*problems)
    shared = (_joint(each, theirs[each.name]) if each.name in theirs else each for each in old.inputs)
    return (*shared, *(each for each in new.inputs if each.name not in old.input_by_name))


def _kinds(old: Input, new: Input) -> dict[str, str]:
    return {"old": f"{old.type} {old.unit.name}".rstrip(), "new": f"{new.type} {new.unit.name}".rstrip()}


def _joint(old: Input, new: Input) -> Input:
    title = new.title or old.title
    return evolve(old, domain=unite(old.domain, new.domain), step=_finer(old.step, new.step), title=title)


def _finer(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """The grid that has the values of both, None where one has no grid."""
    if one is None or other is None:
        return None
    denominator = one.denominator * other.denominator
    return Fraction(gcd(one.numerator * other.denominator, other.numerator * one.denominator), denominator)
