"""What a check leaves open or says of rare policies: claims, overlaps and suggestions at their limits."""

from __future__ import annotations

from collections import Counter

import pytest

from perfrules import diff
from perfrules.policies.loader import read_policy_text

CURVED = """\
kind: decision
id: unit.curved
inputs:
  a: {type: number, domain: ">=0"}
  b: {type: number, domain: ">=0"}
compute:
  area: {formula: a × b}
  sides: {formula: a + b}
outputs: {fee: {type: number}, who: {type: roles}}
"""
NOWHERE = "id: nowhere, when: {area: 100以上, sides: 不满20}, then: {fee: a}"
ELSEWHERE = "id: elsewhere, then: {fee: 1}"
AMOUNT = """\
kind: decision
id: unit.approval
inputs:
  amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}
  urgent: {type: boolean}
outputs: {fee: {type: money}, who: {type: text}}
"""


def codes(found):
    return Counter(each.code for each in found)


def named(found, code):
    return [each for each in found if each.code == code]


class TestCurves:
    """Curves that touch where inputs have no step: whether facts lie there stays unknown."""

    def test_a_rule_of_which_it_is_unknown_whether_it_is_met(self, found_in):
        found = found_in(NOWHERE, ELSEWHERE, head=CURVED, hit="first")
        assert "PR810" not in codes(found)
        assert codes(found)["PR825"] == 1

    def test_a_claim_of_which_it_is_unknown_whether_it_holds(self, found_in):
        more = "expect: [{never-decreasing: fee, as: a}]\n"
        found = found_in(NOWHERE, ELSEWHERE, head=CURVED, hit="first", more=more)
        assert codes(found)["PR828"] == 1

    def test_a_gap_of_which_it_is_unknown_whether_there_is_one(self, found_in):
        rules = (
            "id: small, when: {area: 不满100}, then: {fee: 1}",
            "id: long, when: {area: 100以上, sides: 20以上}, then: {fee: 2}",
        )
        found = found_in(*rules, head=CURVED, hit="first")
        assert "PR801" not in codes(found)
        assert codes(found)["PR827"] == 1

    @pytest.mark.parametrize(("row", "unknown"), [(1, 1), (6, 0)])
    def test_are_examined_for_each_row_of_a_table(self, found_in, row, unknown):
        """With 6 for one kind the rule is met; with 1 for every kind that stays unknown."""
        values = f"{{c1: 1, c2: 1, c3: {row}, c4: 1, c5: 1, c6: 1, c7: 1}}"
        head = (
            CURVED.replace("inputs:\n", "inputs:\n  kind: {type: choice, of: [c1, c2, c3, c4, c5, c6, c7]}\n")
            .replace("a × b}", "a × b × factor(kind)}")
            .replace("outputs:", f"tables: {{factor: {{by: kind, values: {values}}}}}\noutputs:")
        )
        found = found_in(NOWHERE, ELSEWHERE, head=head, hit="first")
        assert codes(found)["PR825"] == unknown

    def test_bound_the_differences_of_policies(self):
        """A difference does not grow into cells of which it is unknown whether facts lie there."""
        old, new = (
            read_policy_text(f"{CURVED}hit: first\nrules:\n  - {{{NOWHERE}}}\n  - {{{rule}}}\n", "p.yaml")[1]
            for rule in (ELSEWHERE, ELSEWHERE.replace("fee: 1", "fee: 2"))
        )
        differences = diff(old, new)
        assert {each.where("en") for each in differences} == {
            "area below 100, sides below 20",
            "sides at least 20",
        }

    def test_policies_that_compute_are_compared(self):
        def policy(fee):
            text = f"{CURVED}hit: first\nrules:\n  - {{id: r, then: {{fee: {fee}}}}}\n"
            return read_policy_text(text, "p.yaml")[1]

        assert not diff(policy("a"), policy("a"))
        assert diff(policy("a"), policy("b")).differences


class TestOverlapsOfFormulas:
    def test_a_formula_against_an_amount(self, found_in):
        fixed = "id: fixed, then: {fee: 5}"
        free = "id: free, when: {a: 10以上}, then: {fee: a}"
        found = found_in(fixed, free, head=CURVED, hit="any")
        assert codes(found)["PR804"] == 1

    def test_that_never_differ(self, found_in):
        same = ("id: one, then: {fee: a + b}", "id: other, then: {fee: sides}")
        assert "PR804" not in codes(found_in(*same, head=CURVED, hit="any"))


class TestClaims:
    def test_of_texts_that_no_order_ranks(self, found_in):
        rules = (
            "id: second, when: {amount: 超过10元且不超过20元}, then: {who: 乙}",
            "id: first, when: {amount: 10元以下}, then: {who: 甲}",
            "id: third, when: {amount: 超过20元}, then: {who: 丙}",
        )
        more = "expect: [{never-decreasing: who, as: amount}]\n"
        (found,) = named(found_in(*rules, head=AMOUNT, more=more), "PR814")
        assert "expect" in found.suggestion.en or "claim" in found.suggestion.en

    def test_that_fail_twice_at_one_threshold_have_one_finding(self, found_in):
        rules = (
            "id: low, when: {amount: 20元以下}, then: {fee: 3元}",
            "id: high, when: {amount: 超过20元}, then: {fee: 1元}",
            "id: urgent, when: {amount: 超过10元且不超过20元, urgent: 是}, then: {fee: 4元}",
        )
        more = "expect: [{never-decreasing: fee, as: amount}]\n"
        found = found_in(*rules, head=AMOUNT, more=more)
        assert codes(found)["PR813"] == 1

    def test_that_fail_very_often_are_listed_up_to_a_limit(self, found_in, monkeypatch):
        for module in ("perfrules.analysis.proofs.claims", "perfrules.analysis.subject"):
            monkeypatch.setattr(f"{module}.MOST_OF_ONE_CODE", 1)
        rules = (
            "id: low, when: {a: 10以下}, then: {fee: 30 - b}",
            "id: middle, when: {a: 超过10且不超过20}, then: {fee: 20 - b}",
            "id: high, when: {a: 超过20}, then: {fee: 10 - b}",
        )
        more = "expect: [{never-decreasing: fee, as: a}]\n"
        found = found_in(*rules, head=CURVED, more=more)
        assert codes(found)["PR813"] == 1
        assert codes(found)["PR821"] == 1


class TestLimits:
    def test_suggestions_beyond_the_rules_that_are_checked_again_are_left_out(self, found_in, monkeypatch):
        rules = (
            "id: a, when: {amount: 10元以下}, then: {who: 甲}",
            "id: b, when: {amount: 9元以上}, then: {who: 乙}",
        )
        more = "expect: [no-conflict]\n"
        assert named(found_in(*rules, head=AMOUNT, more=more), "PR803")[0].suggestion is not None
        monkeypatch.setattr("perfrules.analysis.proofs.rechecks.RECHECKED_RULES", 1)
        assert named(found_in(*rules, head=AMOUNT, more=more), "PR803")[0].suggestion is None

    def test_without_steps_left_all_rules_that_may_beat_a_rule_are_named(self, found_in, monkeypatch):
        rules = (
            "id: outside, except: {amount: 超过10元且不超过20元}, then: {who: 甲}",
            "id: inside, when: {amount: 超过10元且不超过20元}, then: {who: 乙}",
            "id: never, when: {amount: 5元以下}, then: {who: 丙}",
            "id: both, when: {amount: 超过5元且不超过15元}, then: {who: 丁}",
        )
        (first, second) = named(found_in(*rules, head=AMOUNT, hit="first"), "PR811")
        assert first.rules == ("never", "outside")
        assert second.rules == ("both", "outside", "inside")
        monkeypatch.setattr("perfrules.analysis.proofs.effects.EFFECT_STEPS", 1)
        found = found_in(*rules, head=AMOUNT, hit="first")
        assert {each.rules[0] for each in named(found, "PR811")} <= {"never", "both"}

    def test_a_gap_of_a_comparison_with_a_name_has_no_new_rule(self, found_in):
        rules = ("id: within, when: {a: 不超过 b, b: 10以下}, then: {fee: 1}",)
        found = named(found_in(*rules, head=CURVED, hit="first"), "PR801")
        assert found
        assert any(each.suggestion is None for each in found)


@pytest.mark.parametrize(("by", "idle"), [("sides", False), ("who", True)])
def test_an_aggregate_is_used_through_computed_names(found_in, by, idle):
    condition = "sides: 10以上" if by == "sides" else "b: 10以上"
    more = "aggregate: {input: a, by: [b]}\n"
    found = found_in(
        f"id: r, when: {{{condition}}}, then: {{fee: 1}}",
        head=CURVED,
        hit="first",
        more=more + "partial: true\n",
    )
    assert ("PR296" in codes(found)) is idle
