"""What a check says of policies that compute, against trying all facts with the plain evaluator."""

from __future__ import annotations

from itertools import combinations

import pytest
from analysis_facts import applying, holding, lies_in, point_of
from attrs import evolve
from budgets import law
from computed_policies import computing_policies, every_point, free_policies, with_computed
from hypothesis import given
from hypothesis import strategies as st
from reference import decisions as reference

from perfrules.analysis.check import check
from perfrules.analysis.proofs.orders import is_less
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.errors import ConflictError
from perfrules.policies.decisions.rules import Claim

often = law(150)
OVERLAPS = {"PR803", "PR804", "PR805", "PR806", "PR807"}
NOT_PROVED = {"PR825", "PR827", "PR828", "PR830", "PR832", "PR833"}


def found(policy, *codes):
    return [each for each in check(policy) if each.code in codes]


def shown(policy, finding):
    """The point of a finding's example, with the values of computed names."""
    return with_computed(policy, point_of(policy, finding.witness))


class TestAGap:
    @often
    @given(computing_policies())
    def test_is_reported_of_exactly_where_no_rule_holds(self, policy):
        gaps = found(policy, "PR801")
        for point in every_point(policy):
            assert any(lies_in(gap.region, point) for gap in gaps) or holding(policy, point)
        for gap in gaps:
            assert not holding(policy, shown(policy, gap))
            assert lies_in(gap.region, shown(policy, gap))

    @often
    @given(computing_policies())
    def test_its_example_is_decided_by_no_rule(self, policy):
        compiled = compile_policy(policy)
        for gap in found(policy, "PR801"):
            assert compiled.decide(**gap.witness).rules == ()


class TestAnOverlap:
    @often
    @given(computing_policies())
    def test_each_pair_that_holds_together_is_reported_and_no_other(self, policy):
        together, clashing = set(), set()
        for point in every_point(policy):
            together |= {frozenset(pair) for pair in combinations([r.id for r in holding(policy, point)], 2)}
            clashing |= {frozenset(pair) for pair in combinations([r.id for r in applying(policy, point)], 2)}
        reported = found(policy, *OVERLAPS)
        assert together == {frozenset(pair) for each in reported for pair in combinations(each.rules, 2)}
        unsettled = [each for each in reported if each.code != "PR806"]
        assert clashing == {frozenset(pair) for each in unsettled for pair in combinations(each.rules, 2)}

    @often
    @given(computing_policies())
    def test_its_rules_hold_for_its_example(self, policy):
        for each in found(policy, *OVERLAPS):
            assert {*each.rules} <= {rule.id for rule in holding(policy, shown(policy, each))}


class TestIdleRules:
    @often
    @given(computing_policies("unique", "first", "any"))
    def test_those_that_hold_for_no_fact_or_are_always_beaten(self, policy):
        points = list(every_point(policy))
        held = {rule.id for point in points for rule in holding(policy, point)}
        fires = {rule.id for point in points for rule in first_of(policy, applying(policy, point))}
        reported = {each.rules[0]: each.code for each in found(policy, "PR810", "PR811")}
        beyond = {each.rules[0] for each in found(policy, "PR816")}
        unmet = {rule.id for rule in policy.rules} - held
        assert {rule for rule, code in reported.items() if code == "PR810"} == unmet - beyond
        assert {rule for rule, code in reported.items() if code == "PR811"} == held - fires


def first_of(policy, rules):
    return rules[:1] if policy.hit == "first" else rules


class TestAClaim:
    @often
    @given(computing_policies("unique", "first", "collect"), st.sampled_from(["a", "b", "c"]), st.booleans())
    def test_fails_exactly_where_less_is_asked_for_as_an_input_grows(self, policy, name, rising):
        kind = "never-decreasing" if rising else "never-increasing"
        policy = evolve(policy, expect=(Claim(kind, "who", name),))
        failures = found(policy, "PR813")
        for each in failures:
            before, after = (
                with_computed(policy, point_of(policy, facts)) for facts in (each.witness, each.second)
            )
            assert before[name] < after[name]
            assert all(before[other] == after[other] for other in ("a", "b", "c", "kind") if other != name)
            assert falls(policy, before, after) if rising else falls(policy, after, before)
        assert bool(failures) == any(
            falls(policy, *(pair if rising else pair[::-1])) for pair in growing(policy, name)
        )


def growing(policy, name):
    """Each two points of which the second has more of one input and all else the same."""
    rows = {}
    for point in every_point(policy):
        rest = tuple(point[other] for other in ("a", "b", "c", "kind") if other != name)
        rows.setdefault(rest, []).append(point)
    for row in rows.values():
        yield from combinations(sorted(row, key=lambda each: each[name]), 2)


def falls(policy, before, after):
    """Whether someone who is asked before is not asked after; where rules clash nobody is."""
    try:
        old, new = (reference.decide(policy, point).outcome for point in (before, after))
    except reference.TwoRulesError:
        return False
    return not {*(old or {}).get("who", ())} <= {*(new or {}).get("who", ())}


@often
@given(computing_policies())
def test_all_is_proved_on_small_grids(policy):
    assert not found(policy, *NOT_PROVED)


class TestAnyPolicy:
    """Inputs without steps or limits, exceptions, scopes, formulas as outputs: what is shown is so."""

    @often
    @given(free_policies())
    def test_what_an_example_shows_is_decided_so(self, policy):
        compiled = compile_policy(policy)
        for each in check(policy):
            if each.witness is None:
                continue
            if each.code in {"PR803", "PR804"}:
                with pytest.raises(ConflictError):
                    compiled.decide(**each.witness)
                continue
            point = shown(policy, each)
            if each.code in {"PR801", "PR802"}:
                assert not holding(policy, point)
                assert reference.all_hold(policy.scope, point)
            if each.code in OVERLAPS | {"PR809"}:
                assert {*each.rules} <= {rule.id for rule in holding(policy, point)}

    @often
    @given(free_policies())
    def test_the_two_examples_of_a_claim_show_that_less_is_asked_for(self, policy):
        compiled = compile_policy(policy)
        for each in found(policy, "PR813"):
            named = each.diagnostic.arguments["output"]
            output = next(output for output in policy.outputs if output.name == named)
            outcomes = (compiled.decide(**facts).outcome or {} for facts in (each.witness, each.second))
            old, new = (outcome.get(named) for outcome in outcomes)
            if each.diagnostic.arguments["claim"] == "never-increasing":
                old, new = new, old
            assert is_less(output, old, new)
