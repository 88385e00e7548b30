"""Rules that never fire, and rules without which nothing would change."""

from __future__ import annotations

import pytest


def idle(findings):
    return [(each.code, *each.rules) for each in findings if each.code in {"PR810", "PR811", "PR812"}]


class TestNeverFires:
    def test_where_no_fact_meets_all_conditions(self, found_in):
        findings = found_in(
            "id: a, then: {who: 科长}",
            "id: b, when: {amount: 5元以上}, except: {amount: 3元以上}, then: {who: 局长}",
        )
        assert idle(findings) == [("PR810", "b")]

    def test_behind_one_earlier_rule(self, found_in):
        findings = found_in(
            "id: z, when: {urgent: 是}, then: {who: 科员}",
            "id: a, when: {amount: 9元以下}, then: {who: 科长}",
            "id: b, when: {amount: 5元以下, urgent: 否}, then: {who: 局长}",
            "id: c, then: {who: 主任}",
            hit="first",
        )
        assert idle(findings) == [("PR811", "b", "a")]

    def test_behind_the_union_of_earlier_rules(self, found_in):
        findings = found_in(
            "id: a, when: {amount: 5元以下}, then: {who: 科长}",
            "id: b, when: {amount: 超过5元, urgent: 是}, then: {who: 局长}",
            "id: c, when: {amount: 超过5元, urgent: 否}, then: {who: 局长}",
            "id: d, when: {item: 货物}, then: {who: 主任}",
            hit="first",
        )
        (dead,) = [each for each in findings if each.code == "PR811"]
        assert dead.rules == ("d", "a", "b", "c")
        assert dead.severity == "warning"
        assert (dead.witness["item"], str(dead.witness["amount"])) == ("货物", "0元")
        assert dead.diagnostic.message("zh") == "规则 d 不会生效：凡符合该规则的情形，都优先适用 a、b、c"

    def test_unless_one_of_its_places_is_left(self, found_in):
        """`b` holds below 3, and above where it is not urgent; only below does `a` come before it."""
        findings = found_in(
            "id: a, when: {amount: 不满3元}, then: {who: 科长}",
            "id: b, except: {amount: 3元以上, urgent: 是}, then: {who: 局长}",
            "id: c, then: {who: 主任}",
            hit="first",
        )
        assert idle(findings) == []

    def test_behind_the_rule_that_overrides_an_earlier_one(self, found_in):
        """Where `b` overrides `a`, the outcome is that of `b`, not of the next rule."""
        findings = found_in(
            "id: a, then: {who: 科长}",
            "id: b, when: {urgent: 是}, then: {who: 局长}, overrides: [a]",
            "id: c, then: {who: 主任}",
            hit="first",
        )
        assert idle(findings) == [("PR811", "c", "a")]

    def test_on_the_steps_grid_alone(self, found_in):
        findings = found_in(
            "id: a, when: {amount: 5元以下}, then: {who: 科长}",
            "id: b, when: {amount: 不低于5.01元}, then: {who: 局长}",
            "id: c, then: {who: 主任}",
            hit="first",
        )
        assert idle(findings) == [("PR811", "c", "a", "b")]

    def test_under_the_union_of_rules_that_override_it(self, found_in):
        findings = found_in(
            "id: a, then: {who: 科长}",
            "id: b, when: {urgent: 是}, then: {who: 局长}, overrides: [a]",
            "id: c, when: {urgent: 否}, then: {who: 局长}, overrides: [a]",
        )
        assert idle(findings) == [("PR811", "a", "b", "c")]

    @pytest.mark.parametrize(("more", "expected"), [(", overrides: [a]", []), ("", [("PR811", "b", "a")])])
    def test_not_where_the_rule_before_it_is_overridden_itself(self, found_in, more, expected):
        findings = found_in(
            "id: a, when: {amount: 9元以下}, then: {who: 科长}",
            "id: b, when: {amount: 5元以下}, then: {who: 局长}",
            f"id: c, when: {{amount: 3元以下, urgent: 是}}, then: {{who: 主任}}{more}",
            "id: d, then: {who: 主任}",
            hit="first",
        )
        # Where c sets a aside, b comes first, though it is behind a.
        assert [each for each in idle(findings) if each[1] == "b"] == expected


class TestChangesNothing:
    def test_what_another_rule_asks_for_anyway(self, found_in):
        findings = found_in(
            "id: a, then: {who: [科长, 局长]}",
            "id: b, when: {urgent: 是}, then: {who: 局长}",
            "id: c, when: {urgent: 否}, then: {who: 主任}",
            hit="collect",
        )
        assert idle(findings) == [("PR812", "b")]

    def test_what_the_default_asks_for(self, found_in):
        findings = found_in(
            "id: a, when: {urgent: 是}, then: {who: 科长}",
            "id: b, when: {urgent: 否}, then: {who: 局长}",
            more="default: {who: 科长}\n",
        )
        assert idle(findings) == [("PR812", "a")]

    def test_not_a_rule_that_sets_another_aside(self, found_in):
        findings = found_in(
            "id: a, when: {item: 货物}, then: {who: 局长}",
            "id: b, then: {who: 科长}",
            "id: c, when: {item: 货物}, then: {who: 科长}, overrides: [a]",
            hit="collect",
        )
        assert idle(findings) == [("PR811", "a", "c")]

    def test_not_a_rule_that_sets_another_aside_where_it_is_set_aside_itself(self, found_in):
        findings = found_in(
            "id: a, then: {who: 科长}",
            "id: b, when: {amount: 5元以下}, then: {who: 科长}, overrides: [c]",
            "id: c, when: {amount: 5元以下, urgent: 是}, then: {who: 局长}",
            "id: d, when: {urgent: 是}, then: {who: 主任}, overrides: [b]",
            hit="collect",
        )
        # Without b, which asks for nothing of its own, c would be asked where d has set b aside.
        assert idle(findings) == [("PR811", "c", "b")]

    def test_nothing_is_said_of_rules_that_clash(self, found_in):
        findings = found_in("id: a, then: {who: 科长}", "id: b, then: {who: 科长}")
        assert idle(findings) == []


def test_an_override_of_a_rule_it_never_meets(found_in):
    findings = found_in(
        "id: a, when: {urgent: 是}, then: {who: 科长}",
        "id: b, when: {urgent: 否}, then: {who: 局长}, overrides: [a]",
    )
    assert [(each.code, each.severity, each.rules) for each in findings] == [("PR829", "info", ("b", "a"))]
