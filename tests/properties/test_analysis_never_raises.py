"""Analyses return findings for every policy, whatever its hit policy, combinations, default and claims."""

from __future__ import annotations

from itertools import product
from typing import get_args

from attrs import evolve
from budgets import law
from hypothesis import given, reject
from hypothesis import strategies as st

from perfrules import Claim, DecisionPolicy, Finding, PolicyError, check, diff
from perfrules.policies.decisions.rules import ClaimKind
from perfrules.testing.strategies import policies


@st.composite
def claiming(draw: st.DrawFn) -> DecisionPolicy:
    """A policy with some claims, about its inputs and outputs or about the whole."""
    policy = draw(policies())
    whole = [Claim("complete"), Claim("no-conflict")]
    growing = [
        Claim(kind, output.name, input_.name)
        for kind, output, input_ in product(get_args(ClaimKind)[2:], policy.outputs, policy.inputs)
        if not input_.is_discrete
    ]
    claims = draw(st.lists(st.sampled_from(whole + growing), unique=True, max_size=4))
    return evolve(policy, expect=tuple(claims), partial=draw(st.booleans()))


@law(300)
@given(st.data())
def test_check_and_diff_return_findings(data: st.DataObject) -> None:
    try:
        policy = data.draw(claiming())
    except PolicyError:  # a claim that the types of its output or the hit policy do not allow
        reject()
    findings = check(policy)
    assert all(isinstance(each, Finding) for each in findings)
    assert all(each.to_json("zh") and each.to_json("en") for each in findings)
    kept = policy.rules[1:] or policy.rules
    other = evolve(policy, rules=tuple(evolve(rule, overrides=()) for rule in kept))
    assert diff(policy, other).to_json()
