"""Claims about an output that combines the formulas of several rules."""

from __future__ import annotations

import pytest

from perfrules import check, load_policy

POLICY = """\
kind: decision
id: unit.fees
inputs:
  amount: {{type: money, domain: 0元-10000元, step: 1元}}
outputs:
  fee: {{type: money, combine: {combine}}}
hit: collect
rules:
  - {{id: low, when: {{amount: 5000元以下}}, then: {{fee: amount × 10%}}}}
  - {{id: middle, when: {{amount: 不低于1000元}}, then: {{fee: amount × 5%}}}}
  - {{id: high, when: {{amount: 超过5000元}}, then: {{fee: 100元}}}}
"""
CLAIM = "expect: [{never-decreasing: fee, as: amount}]\n"


def fee(policy, facts):
    return policy.decide(**facts).outcome["fee"].value


@pytest.mark.parametrize("combine", ["sum", "min", "max"])
def test_the_two_facts_of_a_broken_claim_show_that_it_is_broken(combine):
    text = POLICY.format(combine=combine)
    policy = load_policy(text=text)
    broken = [each for each in check(text=text + CLAIM) if each.code == "PR813"]
    assert broken
    for each in broken:
        assert fee(policy, each.witness) > fee(policy, each.second)


def test_a_claim_that_holds_for_the_sum_is_not_reported():
    rules = POLICY.format(combine="sum").replace("amount: 超过5000元}", "}")
    growing = rules.replace("amount: 5000元以下", "")
    policy = load_policy(text=growing)
    fees = [fee(policy, {"amount": f"{amount}元"}) for amount in (0, 999, 1000, 1001, 5000, 5001, 10000)]
    assert fees == sorted(fees)
    assert "PR813" not in {each.code for each in check(text=growing + CLAIM)}


def test_the_message_names_every_amount_that_is_combined():
    (broken,) = [each for each in check(text=POLICY.format(combine="sum") + CLAIM) if each.code == "PR813"]
    arguments = broken.diagnostic.arguments
    assert (arguments["old_zh"], arguments["new_zh"]) == ("amount × 10% + amount × 5%", "amount × 5% + 100元")
