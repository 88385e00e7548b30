"""The difference of two policies: exactly the facts that they decide differently."""

from __future__ import annotations

from itertools import product

from analysis_facts import kinds_of, point_of
from attrs import evolve
from budgets import law
from hypothesis import assume, given
from hypothesis import strategies as st
from reference import decisions as reference

from perfrules.analysis.differences.diff import diff
from perfrules.policies.decisions.rules import Condition
from perfrules.testing.strategies import policies
from perfrules.testing.strategies.decisions import HITS
from perfrules.values import IntervalSet

often = law(60)


@st.composite
def pairs(draw):
    """A policy of one or two inputs, and another in which something was changed."""
    old = draw(policies())
    assume(len(old.inputs) <= 2)
    asked = st.sampled_from(old.rules).map(lambda rule: rule.then)
    rules = [evolve(rule, then=draw(asked)) if draw(st.booleans()) else rule for rule in old.rules]
    kept = [rule for rule in draw(st.permutations(rules)) if draw(st.booleans())]
    ids = {rule.id for rule in kept}
    kept = [evolve(each, overrides=tuple(other for other in each.overrides if other in ids)) for each in kept]
    changes = {"rules": tuple(kept)}
    if draw(st.booleans()):
        changes["hit"] = draw(st.sampled_from(HITS))
    if draw(st.booleans()):
        changes["scope"] = {}
    if draw(st.booleans()):
        changes["default"] = draw(asked)
    return old, evolve(old, **changes)


def every_kind_of_point(old, new):
    """Points that either policy can tell apart, also outside the scope."""
    both = evolve(
        old, rules=(*old.rules, *(evolve(each, id=f"{each.id} new", overrides=()) for each in new.rules))
    )
    axes = [kinds_of(both, each) for each in old.inputs]
    for values in product(*axes):
        yield dict(zip([each.name for each in old.inputs], values, strict=True))


def said(policy, point):
    """What is required: by output a list of members, and whether their order has a meaning."""
    try:
        answer = reference.decide(policy, point)
    except reference.TwoRulesError:
        return "clash"
    if answer.outcome is None:
        return answer.governed
    in_order = bool(answer.rules) and policy.hit in ("rule-order", "output-order")
    return in_order, {
        output.name: plain(policy, output, answer.outcome[output.name], by_default=not answer.rules)
        for output in policy.outputs
        if output.name in answer.outcome
    }


def plain(policy, output, value, by_default):
    """A value by its members, those of a list of roles once each, lists in lists as sets."""
    if not isinstance(value, tuple):
        return str(value)
    is_set = by_default or policy.hit in ("unique", "first", "priority", "any") or output.combine == "union"
    in_order = policy.hit in ("rule-order", "output-order") and not by_default
    if output.type == "roles" and is_set and not in_order:
        return sorted(set(value))
    return [sorted(set(each)) if isinstance(each, tuple) else str(each) for each in value]


def differ(one, other):
    """Whether two answers require different things; order counts only if it has a meaning in both."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return one != other
    both_in_order = one[0] and other[0]
    return one[1].keys() != other[1].keys() or any(
        arranged(one[1][name], both_in_order) != arranged(other[1][name], both_in_order) for name in one[1]
    )


def arranged(value, in_order):
    return value if in_order or not isinstance(value, list) else sorted(value, key=repr)


class TestDiffIsExact:
    """A fact lies in just one difference where the two policies answer differently, and in none elsewhere."""

    @often
    @given(pairs())
    def test_for_every_kind_of_fact(self, pair):
        found = diff(*pair)
        for point in every_kind_of_point(*pair):
            covering = [each for each in found if each.covers(point)]
            assert len(covering) == differ(said(pair[0], point), said(pair[1], point))
        for each in found:
            point = point_of(pair[0], each.witness)
            assert each.covers(point)
            assert differ(said(pair[0], point), said(pair[1], point))
            assert each.before.text_beside(each.after) != each.after.text_beside(each.before)

    @often
    @given(pairs())
    def test_turned_round_it_is_the_same(self, pair):
        there, back = diff(*pair), diff(*reversed(pair))
        for point in every_kind_of_point(*pair):
            answers = [(each.before, each.after) for each in there if each.covers(point)]
            assert answers == [(each.after, each.before) for each in back if each.covers(point)]


class TestNoDifference:
    """What says the same in other words has no difference."""

    @often
    @given(st.data())
    def test_between_a_policy_and_itself(self, data):
        policy = data.draw(policies())
        assert not diff(policy, policy)

    @often
    @given(st.data())
    def test_in_the_order_of_rules_where_that_is_free(self, data):
        policy = data.draw(policies("unique", "any", "collect"))
        turned = evolve(policy, rules=tuple(data.draw(st.permutations(policy.rules))))
        assert not diff(policy, turned)

    @often
    @given(st.data())
    def test_when_a_rule_is_split_at_a_threshold(self, data):
        policy = data.draw(policies("unique", "any", "first"))
        numbers = [each for each in policy.inputs if not each.is_discrete]
        assume(numbers)
        input_ = data.draw(st.sampled_from(numbers))
        rule = data.draw(st.sampled_from(policy.rules))
        cut = IntervalSet.up_to(data.draw(st.integers(0, 8)))
        halves = tuple(
            evolve(rule, id=rule.id + name, when={**rule.when, input_.name: Condition(half)})
            for name, half in (
                (" low", _values(rule, input_.name) & cut),
                (" high", _values(rule, input_.name) - cut),
            )
        )
        rules = []
        for each in policy.rules:
            rules += halves if each is rule else [each]
        split = tuple(
            evolve(each, overrides=_renamed(each.overrides, rule.id, [half.id for half in halves]))
            for each in rules
        )
        assert not diff(policy, evolve(policy, rules=split))


def _values(rule, name):
    return rule.when[name].values if name in rule.when else ~IntervalSet()


def _renamed(overrides, gone, names):
    kept = [each for each in overrides if each != gone]
    return tuple(kept + names if gone in overrides else kept)
