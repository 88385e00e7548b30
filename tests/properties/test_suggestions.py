"""Every suggestion, applied to its policy, fixes what was found and breaks nothing."""

from __future__ import annotations

import re

import pytest
from analysis_facts import applying, every_kind_of_point, point_of
from attrs import evolve
from budgets import law
from hypothesis import assume, given
from hypothesis import strategies as st
from reference import decisions as reference

from perfrules.analysis.check import check
from perfrules.policies.decisions.rules import Claim
from perfrules.testing.strategies import policies


@st.composite
def claiming(draw):
    """A policy of any hit policy, with claims or without."""
    policy = draw(policies())
    assume(len(policy.inputs) <= 2)
    claims = [Claim("complete"), Claim("no-conflict")]
    claims += [
        Claim(kind, output.name, each.name)
        for kind in ("never-decreasing", "never-increasing")
        for output in policy.outputs
        for each in policy.inputs
        if not each.is_discrete
    ]
    expect = tuple(draw(st.lists(st.sampled_from(claims), max_size=2, unique=True)))
    return evolve(policy, expect=expect, default=draw(st.sampled_from([policy.default, None])))


def clashes(policy, point):
    try:
        reference.decide(policy, point)
    except reference.TwoRulesError:
        return True
    return False


def conflicts(policy):
    points = every_kind_of_point(policy)
    return {tuple(sorted(point.items())) for point in points if clashes(policy, point)}


def suggested(policy):
    return [each for each in check(policy) if each.suggestion and each.suggestion.change]


def said(finding):
    return finding.code, finding.rules, dict(finding.diagnostic.arguments)


@law(40)
@given(claiming())
def test_the_finding_is_gone(policy):
    for finding in suggested(policy):
        after = check(finding.suggestion.change(policy))
        assert said(finding) not in map(said, after), finding.suggestion.zh


@law(40)
@given(claiming())
def test_no_fact_begins_to_clash(policy):
    for finding in suggested(policy):
        changed = finding.suggestion.change(policy)
        new = {point for point in conflicts(changed) if clashes(policy, dict(point)) is False}
        assert not new, finding.suggestion.zh
        if finding.code in {"PR803", "PR804"}:
            left = {rule.id for rule in applying(changed, point_of(policy, finding.witness))}
            assert len(left & {*finding.rules}) <= 1, finding.suggestion.zh


@law(40)
@given(claiming())
def test_no_code_of_an_error_is_new(policy):
    errors = {each.code for each in check(policy) if each.severity == "error"}
    for finding in suggested(policy):
        after = check(finding.suggestion.change(policy))
        assert {each.code for each in after if each.severity == "error"} <= errors, finding.suggestion.zh


@law(40)
@given(claiming())
def test_what_says_expressly_whether_a_limit_is_included_stays(policy):
    marked = evolve(
        policy,
        rules=tuple(
            evolve(
                rule,
                when={
                    name: evolve(condition, text=f"{condition.text}（含）")
                    for name, condition in rule.when.items()
                },
            )
            for rule in policy.rules
        ),
    )
    for finding in suggested(marked):
        if finding.code in {"PR801", "PR802", "PR803", "PR804", "PR808", "PR809"}:
            stated = policy.rule_by_id[finding.suggestion.rule].when if finding.suggestion.rule else {}
            assert finding.suggestion.input not in stated, finding.suggestion.zh


@pytest.mark.parametrize("claim", ["never-decreasing", "never-increasing"])
@law(20)
@given(data=st.data())
def test_a_claim_that_fails_is_kept_or_withdrawn(claim, data):
    policy = data.draw(policies("unique", "first", "collect"))
    names = [each.name for each in policy.inputs if not each.is_discrete]
    assume(names)
    policy = evolve(policy, expect=(Claim(claim, policy.outputs[0].name, names[0]),))
    for finding in suggested(policy):
        if finding.code == "PR813":
            assert re.match("把规则 .* 的要求|撤回断言", finding.suggestion.zh)
