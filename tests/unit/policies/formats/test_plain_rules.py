"""Scope, overrides, exceptions and ranks rewritten as plain rules."""

from __future__ import annotations

import pytest

import perfrules
from perfrules.policies.formats import plain_rules as rewriting
from perfrules.policies.formats.plain_rules import plain_rules

HEAD = """\
kind: decision
id: unit.x
inputs: {amount: {type: money, domain: ">=0元"}, item: {type: choice, of: [货物, 服务, 工程]}}
outputs: {who: {type: text, of: [局长, 科长]}}
"""


def plain(text):
    policy = perfrules.load_policy(text=HEAD + text, kind=perfrules.CompiledPolicy).policy
    rewritten = plain_rules(policy)
    return rewritten, {
        rule.id: {name: str(each.text) for name, each in rule.when.items()} for rule in rewritten.rules
    }


def test_the_scope_is_a_condition_of_every_rule():
    policy, rules = plain(
        "scope: {item: 货物}\nrules: [{id: a, when: {amount: 5元以下}, then: {who: 科长}}]\n"
    )
    assert rules == {"a": {"item": "货物", "amount": "5元以下"}}
    assert (policy.scope, policy.partial) == ({}, True)


def test_a_rule_outside_the_scope_goes():
    _, rules = plain(
        "scope: {item: 货物}\nrules:\n  - {id: a, when: {item: 服务}, then: {who: 科长}}\n"
        "  - {id: b, then: {who: 局长}}\n"
    )
    assert rules == {"b": {"item": "货物"}}


def test_an_overridden_rule_is_cut_and_numbered():
    _, rules = plain(
        "hit: unique\nrules:\n  - {id: a, then: {who: 科长}}\n"
        "  - {id: a-1, when: {amount: 5元以下, item: 货物}, then: {who: 局长}, overrides: [a]}\n"
    )
    assert list(rules) == ["a-2", "a-3", "a-1"]
    assert rules["a-2"] == {"amount": "(5, +∞)"}


def test_ranks_become_the_order_of_rules():
    policy, rules = plain(
        "hit: priority\nrules:\n  - {id: a, then: {who: 科长}}\n  - {id: b, then: {who: 局长}}\n"
    )
    assert (policy.hit, list(rules)) == ("first", ["b", "a"])


def test_a_default_stays_that_of_the_table_without_a_scope():
    policy, rules = plain(
        "rules: [{id: a, when: {amount: 5元以下}, then: {who: 科长}}]\ndefault: {who: 局长}\n"
    )
    assert (policy.default, list(rules)) == ({"who": "局长"}, ["a"])


def test_a_default_inside_a_scope_becomes_rules():
    policy, rules = plain(
        "scope: {item: 货物}\nrules: [{id: a, when: {amount: 5元以下}, then: {who: 科长}}]\n"
        "default: {who: 局长}\n"
    )
    assert policy.default is None
    assert rules["default"] == {"item": "货物", "amount": "(5, +∞)"}


@pytest.mark.parametrize("hit", ["collect", "rule-order", "output-order"])
def test_a_default_inside_a_scope_that_no_rule_can_give_is_refused(hit):
    with pytest.raises(perfrules.PolicyError) as caught:
        plain(
            f"hit: {hit}\nscope: {{item: 货物}}\nrules: [{{id: a, then: {{who: 科长}}}}]\n"
            "default: {who: 局长}\n"
        )
    assert caught.value.code == "PR947"


@pytest.mark.parametrize("most", [1, 2])
def test_too_many_rules_are_refused(monkeypatch, most):
    monkeypatch.setattr(rewriting, "MOST_RULES", most)
    with pytest.raises(perfrules.PolicyError) as caught:
        plain(
            "hit: first\nrules:\n  - {id: a, except: [{amount: 5元以下, item: 货物}], then: {who: 科长}}\n"
            "  - {id: b, when: {amount: 7元, item: 服务}, then: {who: 局长}, overrides: [a]}\n"
        )
    assert caught.value.code == "PR947"
