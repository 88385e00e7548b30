"""Differences of policies that compute, beside all facts on small grids."""

from __future__ import annotations

from attrs import evolve
from budgets import law
from computed_policies import computing_policies, every_point, pays
from hypothesis import assume, given
from hypothesis import strategies as st

from perfrules.analysis.differences.diff import diff
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.errors import ConflictError
from perfrules.policies.decisions.outputs import Output
from perfrules.values import Quantity


@st.composite
def pairs(draw):
    """Two policies over the same inputs; of the second some parts are those of the first."""
    old = paying(draw, draw(computing_policies("unique", "first")))
    other = draw(computing_policies("unique", "first"))
    if draw(st.booleans()):
        return old, paying(draw, evolve(other, inputs=old.inputs))
    return old, evolve(old, rules=draw(changed_rules(old, other)))


@st.composite
def changed_rules(draw, old, other):
    """The rules of a policy: one has another amount or condition, moved, or is gone."""
    rules = list(old.rules)
    at = draw(st.integers(0, len(rules) - 1))
    way = draw(st.sampled_from(["amount", "condition", "order", "less"]))
    if way == "amount":
        rules[at] = evolve(rules[at], then={**rules[at].then, "pay": draw(pays)})
    elif way == "condition":
        when = {name: each for name, each in other.rules[0].when.items() if name in old.axis_by_name}
        rules[at] = evolve(rules[at], when=when)
    elif way == "order":
        rules.reverse()
    elif len(rules) > 1:
        gone = rules.pop(at).id
        kept = (tuple(each for each in rule.overrides if each != gone) for rule in rules)
        rules = [evolve(rule, overrides=each) for rule, each in zip(rules, kept, strict=True)]
    return tuple(rules)


def paying(draw, policy, combine=None):
    output = Output("pay", "number") if combine is None else Output("pay", "number", combine=combine)
    rules = tuple(evolve(rule, then={**rule.then, "pay": draw(pays)}) for rule in policy.rules)
    return evolve(policy, outputs=(*policy.outputs, output), rules=rules)


def decided(policy, facts):
    """What a policy decides, lists as sets and numbers as numbers; a conflict is an answer of its own."""
    try:
        outcome = policy.decide(**facts).outcome
    except ConflictError:
        return "conflict"
    if outcome is None:
        return None
    return {name: plain(value) for name, value in outcome.items()}


def plain(value):
    if isinstance(value, Quantity):
        return value.value
    return frozenset(value) if isinstance(value, tuple) else value


@st.composite
def adding_pairs(draw):
    """Two policies that combine the amounts of all rules that hold; of the second some rules changed."""
    combine = draw(st.sampled_from(["sum", "sum", "min", "max"]))
    old = paying(draw, draw(computing_policies("collect")), combine)
    return old, evolve(old, rules=draw(changed_rules(old, draw(computing_policies("collect")))))


def compared_facts(both, found):
    """Yield the facts on a grid and whether they are decided differently, as the list of differences says."""
    compiled = [compile_policy(policy) for policy in both]
    for point in every_point(both[0]):
        facts = {each.name: point[each.name] for each in both[0].inputs}
        before, after = (decided(policy, facts) for policy in compiled)
        listed = any(each.covers(facts) for each in found)
        assert not (listed and before == after), (facts, before)
        if found.rest == "none":
            assert listed == (before != after), (facts, before, after)
        yield facts, before != after


class TestDifferences:
    """Where the list is complete, it has exactly the facts that are decided differently."""

    @law(150)
    @given(pairs())
    def test_all_facts_on_a_grid(self, both):
        found = diff(*both)
        assume(found.rest != "more")
        for facts, differs in compared_facts(both, found):
            assert (found.difference_at(facts) is not None) == differs

    @law(100)
    @given(pairs())
    def test_each_witness_is_decided_differently(self, both):
        compiled = [compile_policy(policy) for policy in both]
        for each in diff(*both):
            before, after = (decided(policy, each.witness) for policy in compiled)
            assert before != after
            point = {name: plain(value) for name, value in each.witness.items()}
            assert each.covers(point)

    @law(100)
    @given(adding_pairs())
    def test_what_several_rules_combine(self, both):
        found = diff(*both)
        assume(found.rest != "more")
        for _ in compared_facts(both, found):
            pass  # each pair of answers is compared there

    @law(40)
    @given(pairs())
    def test_a_policy_does_not_differ_from_itself_under_other_names(self, both):
        old, _ = both
        same = evolve(old, head=evolve(old.head, title="同"))
        assert not diff(old, same)
