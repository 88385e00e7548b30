"""Policies with more to find than can be read, or looked at: what is left out is noted."""

from __future__ import annotations

import pytest

from perfrules.analysis.differences.diff import diff
from perfrules.policies.loader import find_policy

HEAD = """\
kind: decision
id: unit.x
inputs:
  amount: {type: money, domain: ">=0元", step: 0.01元}
  days: {type: count, domain: ">=0"}
outputs: {who: {type: text, of: [甲, 乙]}}
"""
DEFAULT = "default: {who: 乙}\n"


def count(findings):
    codes = [each.code for each in findings]
    return {code: codes.count(code) for code in codes}


def everywhere(number):
    """Rules of which each holds wherever a later one does."""
    return [f"id: r{at}, when: {{amount: 超过{at}元}}, then: {{who: 甲}}" for at in range(number)]


def apart(number):
    """Rules with holes between them."""
    return [
        f"id: r{at}, when: {{amount: {2 * at}元-{2 * at + 1}元}}, then: {{who: 甲}}" for at in range(number)
    ]


class TestListsEnd:
    def test_of_gaps(self, found_in):
        assert count(found_in(*apart(70), head=HEAD)) == {"PR801": 50, "PR826": 1}

    def test_of_the_gaps_that_are_found(self, found_in, monkeypatch):
        monkeypatch.setattr("perfrules.analysis.proofs.gaps.MOST_OF_ONE_CODE", 1)
        rules = [
            f"id: {name}, when: {{amount: {amount}, days: {days}}}, then: {{who: 甲}}"
            for name, amount, days in [("a", "5元以下", "5以下"), ("b", "超过5元", "超过5")]
        ]
        assert count(found_in(*rules, head=HEAD)) == {"PR801": 1, "PR826": 1}

    def test_of_overlaps(self, found_in):
        found = found_in(*everywhere(60), head=HEAD, more=DEFAULT)
        assert count(found)["PR803"] == 50
        (more,) = [each for each in found if each.code == "PR821"]
        assert more.diagnostic.arguments["count"] == "9"

    @pytest.mark.parametrize(("most", "notes"), [(20, []), (2, ["PR831"])])
    def test_of_the_places_of_an_overlap(self, found_in, monkeypatch, most, notes):
        monkeypatch.setattr("perfrules.analysis.proofs.overlaps.MOST_PLACES", most)
        overriding = [
            f"id: r{at}, when: {{amount: {at}元}}, then: {{who: 乙}}, overrides: [a]" for at in (1, 2, 3)
        ]
        found = found_in(
            "id: a, then: {who: 甲}",
            "id: b, then: {who: 乙}",
            *overriding,
            head=HEAD,
            hit="any",
            more=DEFAULT,
        )
        (clash,) = [each for each in found if each.code == "PR804"]
        assert [each.code for each in clash.related if each.code != "PR849"] == notes
        assert len(clash.region) == min(most, 4)

    @pytest.mark.parametrize(
        ("hit", "more", "code"),
        [
            ("collect", "", "PR822"),
            ("first", "", "PR822"),
            ("unique", "", "PR824"),
            ("any", "", "PR824"),
            ("collect", "expect: [no-conflict]\n", "PR824"),
        ],
    )
    def test_of_pairs_of_rules(self, found_in, monkeypatch, hit, more, code):
        monkeypatch.setattr("perfrules.analysis.proofs.overlaps.MOST_PAIRS", 5)
        found = found_in(*everywhere(5), head=HEAD, hit=hit, more=DEFAULT + more)
        (left,) = [each for each in found if each.code == code]
        assert left.diagnostic.arguments["count"] == "5"


class TestWhatIsNotProved:
    RULES = (
        "id: a, when: {amount: 5元以下, days: 3以下}, then: {who: 甲}",
        "id: b, when: {days: 5以下}, then: {who: 乙}",
        "id: c, then: {who: 甲}",
    )

    def test_of_gaps(self, found_in, monkeypatch):
        monkeypatch.setattr("perfrules.analysis.proofs.gaps.GAP_STEPS", 1)
        found = found_in(*self.RULES[:2], head=HEAD, hit="first")
        assert count(found)["PR827"] == 1
        assert "PR801" not in count(found)

    def test_of_further_gaps(self, found_in, monkeypatch):
        monkeypatch.setattr("perfrules.analysis.proofs.gaps.GAP_STEPS", 8)
        found = count(found_in(*apart(70), head=HEAD))
        assert 0 < found["PR801"] < 50
        assert found["PR830"] == 1

    def test_of_the_use_of_rules(self, found_in, monkeypatch):
        monkeypatch.setattr("perfrules.analysis.proofs.effects.STEPS_FOR_A_RULE", 0)
        parted = (
            "id: a, when: {amount: 5元以下}, then: {who: 甲}",
            "id: b, when: {amount: 超过5元}, then: {who: 乙}",
        )
        found = found_in(*parted, self.RULES[-1], head=HEAD, hit="first")
        (left,) = [each for each in found if each.code == "PR825"]
        assert left.diagnostic.arguments["rules_zh"] == "a、c"

    def test_corners_show_that_a_rule_fires(self, found_in, monkeypatch):
        monkeypatch.setattr("perfrules.analysis.proofs.effects.STEPS_FOR_A_RULE", 0)
        found = found_in(*self.RULES[:2], head=HEAD, hit="first", more="partial: true\n")
        assert "PR825" not in count(found)

    def test_of_claims(self, found_in, monkeypatch):
        monkeypatch.setattr("perfrules.analysis.proofs.claims.CLAIM_STEPS", 1)
        more = "expect: [{never-decreasing: who, as: amount}]\n"
        found = found_in(*self.RULES, head=HEAD, hit="first", more=more)
        assert count(found)["PR828"] == 1

    def test_of_a_difference(self, monkeypatch):
        monkeypatch.setattr("perfrules.analysis.differences.diff.DIFF_STEPS", 1)
        inclusive, exclusive = "chengde.expenditure-approval", "chengde.expenditure-approval-exclusive"
        found = diff(find_policy(inclusive), find_policy(exclusive))
        assert (found.differences, found.rest, bool(found)) == ((), "unknown", True)

    def test_of_a_suggestion_for_a_claim(self, found_in, monkeypatch):
        """Where the steps do not suffice to try the change, the claim is withdrawn."""
        rules = ["id: a, when: {amount: 5元以下}, then: {who: 甲}", "id: b, then: {who: 乙}"]
        more = "expect: [{never-decreasing: who, as: amount}]\n"

        def suggested():
            found = found_in(*rules, head=HEAD, hit="first", more=more)
            return [each.suggestion.text("en") for each in found if each.code == "PR813"]

        (tried,) = suggested()
        monkeypatch.setattr("perfrules.analysis.proofs.claims.TRYING_STEPS", 0)
        (untried,) = suggested()
        assert "rule `b`" in tried
        assert "never-decreasing" in untried

    def test_of_two_rules_that_hold_for_the_same_facts(self, found_in, monkeypatch):
        """Where the steps do not suffice to see that they do, one is to override the other."""

        def suggested():
            first = "id: a, except: {amount: 5元以下, days: 3以下}, then: {who: 甲}"
            second = "id: b, except: {days: 3以下, amount: 5元以下}, then: {who: 乙}"
            found = found_in(first, second, head=HEAD)
            return [each.suggestion.text("en") for each in found if each.code == "PR803"]

        assert suggested() == ["take out the rule `b`"]
        monkeypatch.setattr("perfrules.analysis.proofs.suggestions.COVER_STEPS", 0)
        assert suggested() == ["write `overrides: [a]` in the rule `b`"]

    @pytest.mark.parametrize("steps", [4, 200_000])
    def test_of_which_rules_beat_one(self, found_in, monkeypatch, steps):
        """Without the steps to see whether one rule alone does, all that can are named."""
        monkeypatch.setattr("perfrules.analysis.proofs.effects.EFFECT_STEPS", steps)
        rules = (
            "id: a, when: {}, except: {amount: 5元, days: 3}, then: {who: 甲}",
            "id: b, when: {amount: 5元, days: 3}, then: {who: 乙}",
            "id: c, then: {who: 甲}",
        )
        (beaten,) = [each for each in found_in(*rules, head=HEAD, hit="first") if each.code == "PR811"]
        assert beaten.rules == ("c", "a", "b")

    @pytest.mark.parametrize(
        ("steps", "suggestion"),
        [(1, "take out the rule `c`"), (200_000, "put the rule `c` before `a`")],
    )
    def test_of_a_better_place_for_a_rule(self, found_in, monkeypatch, steps, suggestion):
        """Without the steps to see that the rules behind it would still fire, the rule goes."""
        monkeypatch.setattr("perfrules.analysis.proofs.effects.EFFECT_STEPS", steps)
        rules = (
            "id: a, when: {amount: 1元-9元}, then: {who: 甲}",
            "id: b, when: {amount: 不满1元}, then: {who: 甲}",
            "id: d, when: {amount: 超过9元}, then: {who: 甲}",
            "id: c, when: {amount: 0.5元-9.5元}, except: {amount: 5元, days: 3}, then: {who: 乙}",
        )
        (beaten,) = [each for each in found_in(*rules, head=HEAD, hit="first") if each.code == "PR811"]
        assert beaten.suggestion.text("en") == suggestion

    def test_few_steps_find_nothing_else(self, found_in, monkeypatch):
        """What is reported with few steps is reported with many, except that something is not proved."""
        rules = [
            *everywhere(4),
            "id: s, when: {days: 3以下}, then: {who: 甲}, overrides: [r1]",
            "id: t, when: {days: 3以下}, then: {who: 甲}",
        ]
        for hit in ("first", "collect", "any"):
            monkeypatch.setattr("perfrules.analysis.proofs.effects.EFFECT_STEPS", 200_000)
            whole = {(each.code, each.rules[:1]) for each in found_in(*rules, head=HEAD, hit=hit)}
            for steps in range(150):
                monkeypatch.setattr("perfrules.analysis.proofs.effects.EFFECT_STEPS", steps)
                found = found_in(*rules, head=HEAD, hit=hit)
                assert {(each.code, each.rules[:1]) for each in found if each.code != "PR825"} <= whole


def test_the_list_of_any_finding_ends(found_in):
    """Overrides without effect have no limit of their own."""
    rules = [
        f"id: r{at}, when: {{amount: 超过{at}元且不超过{at + 1}元}}, then: {{who: 甲}},"
        f" overrides: [r{at + 1}]"
        for at in range(60)
    ]
    last = "id: r60, when: {amount: 超过60元}, then: {who: 甲}"
    found = found_in(*rules, last, head=HEAD, hit="collect", more=DEFAULT)
    assert count(found)["PR829"] == 50
    assert [each.diagnostic.arguments["count"] for each in found if each.code == "PR821"] == ["10"]
