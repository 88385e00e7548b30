"""The laws of deciding."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal

import pytest
from attrs import evolve
from budgets import law
from hypothesis import assume, given
from hypothesis import strategies as st
from reference import decisions as reference

from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import ConflictError
from perfrules.engine.decisions.facts import point_of
from perfrules.testing.strategies import facts_for, policies
from perfrules.testing.strategies.decisions import HITS
from perfrules.values import Quantity, exact_text

often = law(100)


def point_at(facts):
    """Where facts lie on the axes of their inputs."""
    return {name: point_of(fact) for name, fact in facts.items()}


def answer_of(policy, facts):
    try:
        return reference.decide(policy, point_at(facts))
    except reference.TwoRulesError:
        return None


def same(decision, answer):
    return (
        decision.governed == answer.governed
        and decision.outcome == answer.outcome
        and list(decision.rules) == answer.rules
        and list(decision.overridden) == answer.overridden
    )


class TestCompiledIsTheReference:
    """The compiled table answers exactly as the rules read one by one, at and beside every threshold."""

    @often
    @given(st.data())
    @pytest.mark.parametrize("hit", HITS)
    def test_for_every_hit_policy(self, hit, data):
        policy = data.draw(policies(hit))
        compiled = compile_policy(policy)
        for _ in range(4):
            facts = data.draw(facts_for(policy))
            answer = answer_of(policy, facts)
            if answer is None:
                with pytest.raises(ConflictError):
                    compiled.decide(**facts)
            else:
                assert same(compiled.decide(**facts), answer)


class TestTheWayAFactIsWrittenDoesNotMatter:
    """A quantity, a plain number and a text of the same amount are decided alike."""

    @often
    @given(st.data())
    def test_number_text_and_quantity(self, data):
        policy = data.draw(policies("collect"))
        compiled = compile_policy(policy)
        facts = data.draw(facts_for(policy))
        decision = compiled.decide(**facts)
        for name, fact in facts.items():
            if isinstance(fact, Quantity) and fact.value >= 0:
                text = exact_text(fact.value)
                forms = [text, fact.value, Quantity(fact.value), Decimal(text)]
                if fact.value.denominator == 1:
                    forms.append(int(fact.value))
                for form in forms:
                    other = compiled.decide(**{**facts, name: form})
                    assert other == decision
                    assert other.facts == decision.facts


class TestADecisionSurvivesJson:
    """What a decision writes as JSON reads back as an equal decision that explains itself alike."""

    @often
    @given(st.data())
    def test_there_and_back(self, data):
        policy = data.draw(policies("collect", "first", "rule-order"))
        decision = compile_policy(policy).decide(**data.draw(facts_for(policy)))
        back = Decision.from_json(json.loads(json.dumps(decision.to_json())))
        assert back == decision
        assert back.to_json() == decision.to_json()
        assert back.explain("zh") == decision.explain("zh")
        assert back.explain("en") == decision.explain("en")

    @often
    @given(st.data())
    def test_a_compiled_policy_pickles(self, data):
        policy = data.draw(policies("first"))
        facts = data.draw(facts_for(policy))
        compiled = pickle.loads(pickle.dumps(compile_policy(policy)))  # noqa: S301 - our own
        assert compiled.decide(**facts) == compile_policy(policy).decide(**facts)


class TestOrderFree:
    """Under collect the set of rules that apply does not depend on the order in which they stand."""

    @often
    @given(st.data())
    def test_reversed(self, data):
        policy = data.draw(policies("collect"))
        facts = data.draw(facts_for(policy))
        turned = evolve(policy, rules=policy.rules[::-1])
        ours, theirs = compile_policy(policy).decide(**facts), compile_policy(turned).decide(**facts)
        assert set(ours.rules) == set(theirs.rules)
        assert set(ours.overridden) == set(theirs.overridden)


class TestOverrides:
    """A rule is overridden exactly where a rule that overrides it applies too."""

    @often
    @given(st.data())
    def test_overridden(self, data):
        policy = data.draw(policies("collect"))
        facts = data.draw(facts_for(policy))
        point = point_at(facts)
        decision = compile_policy(policy).decide(**facts)
        assume(decision.governed)
        holding = {rule.id for rule in policy.rules if reference.rule_holds(rule, point)}
        beaten = {other for rule in policy.rules if rule.id in holding for other in rule.overrides}
        assert set(decision.overridden) == holding & beaten
        assert set(decision.rules) == holding - beaten


class TestRegions:
    """A rule's region holds exactly the governed facts on which it fires, in boxes that do not overlap."""

    @often
    @given(st.data())
    def test_region_is_where_it_holds(self, data):
        policy = data.draw(policies("collect"))
        point = point_at(data.draw(facts_for(policy)))
        for rule in policy.rules:
            inside = [
                box
                for box in policy.region_of(rule.id)
                if all(reference.admits(values, point[name]) for name, values in box.items())
            ]
            fires = reference.all_hold(policy.scope, point) and reference.rule_holds(rule, point)
            assert len(inside) == int(fires)


class TestDigest:
    """The digest tells contents apart and nothing else."""

    @often
    @given(policies(), policies())
    def test_equal_exactly_when_the_content_is(self, one, other):
        assert (one.digest == other.digest) == (one.to_json() == other.to_json())
        assert evolve(one).digest == one.digest
