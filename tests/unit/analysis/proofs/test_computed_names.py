"""Findings about names that a policy computes, with facts that show them."""

from __future__ import annotations

import pytest

from perfrules.engine.decisions.compile import compile_policy
from perfrules.policies.loader import read_policy_text

HEAD = """\
kind: decision
id: unit.meeting
inputs:
  kind: {type: choice, of: [一类, 二类]}
  people: {type: count, unit: 人, domain: ">=1人且<=500人"}
  days: {type: duration, unit: 天, domain: ">=1天且<=30天", step: 0.5天}
  spent: {type: money, domain: ">=0元", step: 0.01元}
compute:
  limit: {title: 综合定额上限, formula: 定额(kind) × people × days}
  share: {title: 占上限, formula: spent ÷ limit}
tables:
  定额: {by: kind, unit: 元/人/天, values: {一类: 760, 二类: 650}}
outputs: {pay: {type: money}, who: {type: roles, of: [局长, 科长]}}
"""
WITHIN = "id: within, when: {share: 不超过100%}, then: {pay: spent, who: 科长}"
BEYOND = "id: beyond, when: {share: 超过100%}, then: {pay: limit, who: 局长}"


def codes(findings):
    return [each.code for each in findings]


def test_shares_that_leave_nothing_out_have_no_finding(found_in):
    assert not found_in(WITHIN, BEYOND, head=HEAD)


def test_a_gap_between_shares_is_shown_by_facts(found_in):
    (gap,) = found_in(WITHIN, BEYOND.replace("100%", "110%"), head=HEAD)
    assert "占上限超过100%且不超过110%" in gap.diagnostic.message()
    listed = f"hit: unique\nrules:\n  - {{{WITHIN}}}\n  - {{{BEYOND.replace('100%', '110%')}}}\n"
    policy = read_policy_text(HEAD + listed, "p.yaml")[1]
    assert compile_policy(policy).decide(**gap.witness).rules == ()
    assert gap.suggestion.wording == "超过100%"


def test_a_rule_that_two_names_exclude_is_never_met(found_in):
    never = "id: never, when: {spent: 不超过 limit, share: 超过100%}, then: {pay: 1元}"
    found = found_in(WITHIN, BEYOND, never, head=HEAD)
    assert [(each.code, each.rules) for each in found] == [("PR810", ("never",))]


def test_a_limit_that_no_facts_reach_is_never_met(found_in):
    high = "id: high, when: {limit: 超过1140万元}, then: {pay: 1元}"
    assert codes(found_in(WITHIN, BEYOND, high, head=HEAD, hit="first"))[0] == "PR810"


@pytest.mark.parametrize(
    ("claim", "failing"),
    [
        ("{never-decreasing: pay, as: spent}", []),
        ("{never-decreasing: pay, as: people}", []),
        ("{never-decreasing: who, as: spent}", []),
        ("{never-increasing: who, as: people}", []),
        ("{never-decreasing: who, as: people}", ["PR813"]),
        ("{never-increasing: pay, as: people}", ["PR813", "PR813"]),
    ],
)
def test_claims_follow_the_names_that_an_input_moves(found_in, claim, failing):
    found = found_in(WITHIN, BEYOND, head=HEAD, more=f"expect: [{claim}]\n")
    assert codes(found) == failing
    assert all(each.witness is not None and each.second is not None for each in found)
