"""The law of plain rules: without scope, overrides, exceptions and ranks, the policy decides alike."""

from __future__ import annotations

from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules import ConflictError
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.dmn_result import dmn_result
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.plain_rules import plain_rules
from perfrules.testing.strategies import facts_for, policies


def result(policy, compiled, facts):
    try:
        decision = compiled.decide(**facts)
    except ConflictError:
        return "conflict"
    return dmn_result(policy, decision)


@law(150)
@given(policies(), st.data())
def test_plain_rules_decide_alike(policy, data):
    try:
        plain = plain_rules(policy)
    except PolicyError as error:
        assert error.code == "PR947"  # noqa: PT017 - a refusal is right only for a default inside a scope
        assert policy.scope
        assert policy.default is not None
        return
    assert not plain.scope
    assert all(not rule.overrides and not rule.except_ for rule in plain.rules)
    assert plain.hit not in {"priority", "output-order"}
    before, after = compile_policy(policy), compile_policy(plain)
    for _ in range(8):
        facts = data.draw(facts_for(policy))
        assert result(policy, before, facts) == result(plain, after, facts)
