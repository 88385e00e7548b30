"""What a check says is so: compared with the engine, and against the rules read one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import combinations, product

import pytest
from analysis_facts import applying, every_kind_of_point, holding, kinds_of, lies_in, point_of, tried
from attrs import evolve
from budgets import law
from hypothesis import assume, given
from hypothesis import strategies as st
from reference import decisions as reference

from perfrules.analysis.check import check
from perfrules.analysis.findings.regions_in_words import condition_text
from perfrules.diagnostics import Source
from perfrules.documents import read_yaml, to_plain
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.errors import ConflictError
from perfrules.policies.decisions.condition_from_text import any_of, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import meet_box
from perfrules.policies.decisions.rules import Claim, Rule
from perfrules.testing.strategies import facts_for, policies
from perfrules.values import Interval, IntervalSet
from perfrules.values.value_sets import is_empty

often = law(50)


@st.composite
def small(draw, *hits):
    """A policy of one or two inputs, so that all can be tried; some have a hole in their domain."""
    policy = draw(policies(*hits))
    assume(len(policy.inputs) <= 2)
    return evolve(policy, inputs=tuple(draw(with_a_hole(each)) for each in policy.inputs))


@st.composite
def with_a_hole(draw, input_):
    """The input, or the same without the values between two of those it may have."""
    if input_.is_discrete or draw(st.booleans()):
        return input_
    start = date(2021, 1, 1).toordinal() if input_.type == "date" else 0
    first, last = sorted(draw(st.lists(st.integers(0, 8), min_size=2, max_size=2, unique=True)))
    hole = Interval(Fraction(start + first), draw(st.booleans()), Fraction(start + last), draw(st.booleans()))
    return evolve(input_, domain=input_.domain - IntervalSet((hole,)))


def found(policy, *codes):
    return [each for each in check(policy) if each.code in codes]


def governed(policy, point):
    return reference.all_hold(policy.scope, point)


class TestAGap:
    """Where no rule holds is exactly where a gap is reported of, and its witness is decided by no rule."""

    @often
    @given(st.data())
    def test_its_witness_is_decided_by_no_rule(self, data):
        policy = evolve(data.draw(policies()), default=None)
        compiled = compile_policy(policy)
        for gap in found(policy, "PR801"):
            decision = compiled.decide(**gap.witness)
            assert decision.governed
            assert (decision.rules, decision.overridden, decision.outcome) == ((), (), None)
            assert lies_in(gap.region, point_of(policy, gap.witness))

    @often
    @given(st.data())
    def test_no_fact_falls_through_elsewhere(self, data):
        policy = evolve(data.draw(policies()), default=None)
        gaps = found(policy, "PR801")
        for _ in range(10):
            point = point_of(policy, data.draw(facts_for(policy)))
            if governed(policy, point) and not holding(policy, point):
                assert any(lies_in(gap.region, point) for gap in gaps)

    @often
    @given(small())
    def test_its_region_is_exact(self, policy):
        policy = evolve(policy, default=None)
        gaps = found(policy, "PR801")
        for point in every_kind_of_point(policy):
            assert any(lies_in(gap.region, point) for gap in gaps) == (not holding(policy, point))


class TestAnOverlap:
    """Any two rules that apply together are reported of, with facts for which they do."""

    @often
    @given(st.data())
    def test_all_its_rules_hold_for_its_witness(self, data):
        policy = data.draw(policies())
        for overlap in found(policy, "PR803", "PR804", "PR805", "PR806", "PR807", "PR808"):
            point = point_of(policy, overlap.witness)
            assert {*overlap.rules} <= {rule.id for rule in holding(policy, point)}
            if overlap.code != "PR806":
                assert {*overlap.rules} <= {rule.id for rule in applying(policy, point)}
            if overlap.severity == "error":
                with pytest.raises(ConflictError):
                    compile_policy(policy).decide(**overlap.witness)

    @often
    @given(small())
    def test_every_pair_is_reported_of(self, policy):
        together, clashing = set(), set()
        for point in every_kind_of_point(policy):
            together |= {frozenset(pair) for pair in combinations([r.id for r in holding(policy, point)], 2)}
            clashing |= {frozenset(pair) for pair in combinations([r.id for r in applying(policy, point)], 2)}
        reported = found(policy, "PR803", "PR804", "PR805", "PR806", "PR807", "PR808")
        assert together == {frozenset(pair) for each in reported for pair in combinations(each.rules, 2)}
        unsettled = [each for each in reported if each.code != "PR806"]
        assert clashing == {frozenset(pair) for each in unsettled for pair in combinations(each.rules, 2)}


class TestAClash:
    """A policy without an error of overlap never refuses to decide for a conflict."""

    @often
    @given(st.data(), st.sampled_from(["unique", "any"]))
    def test_none_where_none_is_reported_of(self, data, hit):
        policy = data.draw(policies(hit))
        assume(not found(policy, "PR803", "PR804"))
        compiled = compile_policy(policy)
        for _ in range(6):
            compiled.decide(**data.draw(facts_for(policy)))


def answer(policy, point):
    try:
        return reference.decide(policy, point)
    except reference.TwoRulesError:
        return None


class TestIdleRules:
    """Rules that never fire fire for no fact, those that change nothing can be left out, and no others."""

    @often
    @given(st.data())
    def test_a_dead_rule_fires_on_no_fact(self, data):
        policy = data.draw(policies())
        dead = {each.rules[0] for each in found(policy, "PR810", "PR811")}
        for _ in range(10):
            decided = answer(policy, point_of(policy, data.draw(facts_for(policy))))
            assert decided is None or not dead & {*decided.rules}

    @often
    @given(small())
    def test_exactly_those_rules(self, policy):
        beyond = {each.rules[0]: "PR810" for each in found(policy, "PR816")}
        reported = {each.rules[0]: each.code for each in found(policy, "PR810", "PR811", "PR812")}
        points = list(every_kind_of_point(policy))
        assume(points)
        uses = {rule.id: self._use(policy, rule.id, points) for rule in policy.rules}
        idle = {rule_id for rule_id, code in uses.items() if code == "PR812"}
        assert {rule_id for rule_id, code in reported.items() if code == "PR812"} <= idle
        expected = {rule_id: code for rule_id, code in uses.items() if code in ("PR810", "PR811")}
        missing = {rule_id: code for rule_id, code in expected.items() if rule_id not in reported}
        assert missing.items() <= beyond.items()
        assert {**missing, **reported}.items() >= expected.items()

    @often
    @given(small())
    def test_those_that_change_nothing_can_go_together_and_no_more(self, policy):
        gone = {each.rules[0] for each in found(policy, "PR812")}
        points = list(every_kind_of_point(policy))
        left = policy
        for rule_id in gone:
            left = without(left, rule_id)
        for point in points:
            if answer(policy, point) is not None:
                assert said(policy, point) == said(left, point)
        for rule in left.rules:
            if self._use(policy, rule.id, points) == "PR812":
                assert self._matters(left, rule.id, points)

    def _use(self, policy, rule_id, points):
        """The code of what is wrong with a rule; None if it is of use."""
        held = [point for point in points if rule_id in {rule.id for rule in holding(policy, point)}]
        if not held:
            return "PR810"
        if not any(rule_id in firing(policy, point) for point in held):
            return "PR811"
        return None if self._matters(policy, rule_id, points) else "PR812"

    def _matters(self, policy, rule_id, points):
        left = without(policy, rule_id)
        for point in points:
            if rule_id in {rule.id for rule in holding(policy, point)}:
                before, after = said(policy, point), said(left, point)
                if before != after or (before == "clash" and rule_id in firing(policy, point)):
                    return True
        return False


def firing(policy, point):
    """The ids of the rules that make the outcome, or that clash."""
    decided = answer(policy, point)
    return [rule.id for rule in applying(policy, point)] if decided is None else decided.rules


def said(policy, point):
    """What is required, the order of lists left out unless it has a meaning."""
    decided = answer(policy, point)
    if decided is None:
        return "clash"
    if decided.outcome is None:
        return None
    in_order = decided.rules and policy.hit in ("rule-order", "output-order")
    return {name: plain(value, in_order=in_order) for name, value in decided.outcome.items()}


def plain(value, *, in_order):
    if not isinstance(value, tuple):
        return value
    members = [frozenset(each) if isinstance(each, tuple) else each for each in value]
    return members if in_order else Counter(members)


def without(policy, rule_id):
    """The policy without a rule, of which no other speaks any longer."""
    rules = (
        evolve(rule, overrides=tuple(other for other in rule.overrides if other != rule_id))
        for rule in policy.rules
        if rule.id != rule_id
    )
    return evolve(policy, rules=tuple(rules))


class TestAClaim:
    """`never-decreasing` holds where nothing is found, and fails between the two facts where something is."""

    @often
    @given(st.data())
    def test_of_roles_as_an_amount_grows(self, data):
        policy = data.draw(small("unique", "first", "collect"))
        names = [each.name for each in policy.inputs if not each.is_discrete]
        assume(names)
        name = data.draw(st.sampled_from(names))
        who = evolve(policy.outputs[0], of=(), combine="union")
        policy = evolve(
            policy,
            hit=policy.hit,
            outputs=(who, *policy.outputs[1:]),
            expect=(Claim("never-decreasing", "who", name),),
        )
        reported = found(policy, "PR813")
        for each in reported:
            before, after = (point_of(policy, facts) for facts in (each.witness, each.second))
            assert before[name] < after[name]
            assert {key: value for key, value in before.items() if key != name} == {
                key: value for key, value in after.items() if key != name
            }
            assert not asked(policy, before) <= asked(policy, after)
        assert bool(reported) == falls(policy, name)


def asked(policy, point):
    decided = answer(policy, point)
    return None if decided is None else {*((decided.outcome or {}).get("who", ()))}


def falls(policy, name):
    """Whether less is asked for at some point than at one before it."""
    rows = {}
    for point in every_kind_of_point_in_order(policy, name):
        rest = tuple(value for key, value in sorted(point.items()) if key != name)
        rows.setdefault(rest, []).append((point[name], asked(policy, point)))
    for row in rows.values():
        before = None
        for _, now in sorted(row, key=lambda each: each[0]):
            if now is not None:
                if before is not None and not before <= now:
                    return True
                before = now
    return False


def every_kind_of_point_in_order(policy, name):
    """All values tried on one axis, for each kind of value on the others."""
    axes = [tried(policy, each) if each.name == name else kinds_of(policy, each) for each in policy.inputs]
    for values in product(*axes):
        point = dict(zip([each.name for each in policy.inputs], values, strict=True))
        if governed(policy, point):
            yield point


def apart(policy, one, other):
    """The inputs of which two boxes have no value in common."""
    common = meet_box(meet_box(policy.domain, one), other)
    return [name for name, values in common.items() if is_empty(values)]


def fixed(policy, finding):
    """The policy with what is suggested: a condition written otherwise, an override, or a further rule."""
    suggestion = finding.suggestion
    if suggestion.rule:
        when = {suggestion.input: read_yaml(Source(suggestion.wording))}
        changed = {suggestion.rule: conditions(policy, when)}
        rules = (evolve(rule, when={**rule.when, **changed.get(rule.id, {})}) for rule in policy.rules)
        return evolve(policy, rules=tuple(rules))
    wording = read_yaml(Source(suggestion.zh[suggestion.zh.index("{") :]))
    when = conditions(policy, {entry.key.text: entry.value for entry in wording.entries})
    return evolve(policy, rules=(*policy.rules, Rule("added", when, policy.rules[0].then)))


def conditions(policy, when):
    """Conditions as a file has them."""
    inputs = policy.input_by_name
    texts = {name: to_plain(node) for name, node in when.items()}
    listed = {name: [plain] if isinstance(plain, str) else plain for name, plain in texts.items()}
    return {
        name: any_of([read_condition(inputs[name], each) for each in wording])
        for name, wording in listed.items()
    }


class TestASuggestion:
    """What is suggested can be written in the rule, and fixes what was found."""

    @often
    @given(st.data())
    def test_parts_two_rules(self, data):
        policy = data.draw(policies("unique"))
        for overlap in found(policy, "PR803"):
            if overlap.suggestion is not None and overlap.suggestion.rule:
                point = point_of(policy, overlap.witness)
                better = fixed(policy, overlap)
                assert not {*overlap.rules} <= {rule.id for rule in holding(better, point)}
                assert all({*overlap.rules} != {*each.rules} for each in found(better, "PR803", "PR806"))
                assert all(
                    holding(better, each) for each in every_kind_of_point(policy) if holding(policy, each)
                )

    @often
    @given(small())
    def test_closes_a_gap_and_does_nothing_else(self, policy):
        policy = evolve(policy, default=None)
        for gap in found(policy, "PR801"):
            if gap.suggestion is None:
                continue
            better = fixed(policy, gap)
            for point in filter(partial(governed, policy), every_kind_of_point(policy)):
                before = [rule.id for rule in holding(policy, point)]
                after = [rule.id for rule in holding(better, point)]
                assert len(after) == 1 if lies_in(gap.region, point) else after == before

    @often
    @given(small())
    def test_of_a_condition_is_read_and_fixes_what_was_found(self, policy):
        for each in check(policy):
            if each.suggestion is not None and each.suggestion.rule and "例外" not in each.suggestion.zh:
                better = fixed(policy, each)
                assert all(
                    (other.code, other.rules) != (each.code, each.rules) or other.region != each.region
                    for other in check(better)
                )

    @often
    @given(small("first"))
    def test_to_come_before_others_leaves_no_rule_that_never_fires(self, policy):
        points = list(every_kind_of_point(policy))
        for dead in found(policy, "PR811"):
            if dead.suggestion is not None and "之前" in dead.suggestion.zh:
                rule = policy.rule_by_id[dead.rules[0]]
                other = dead.suggestion.en.split("`")[3]
                order = [each for each in policy.rules if each is not rule]
                order.insert([each.id for each in order].index(other), rule)
                better = evolve(policy, rules=tuple(order))
                before = {each.rules[0] for each in found(policy, "PR811")}
                after = {each.rules[0] for each in found(better, "PR811")}
                assert after < before
                assert any(rule.id in firing(better, point) for point in points)


class TestTheRulesBesideAGap:
    """Each rule that a gap names holds for facts of which one alone is not in the gap; there are some."""

    @often
    @given(policies())
    def test_they_share_its_values_but_on_one_input(self, policy):
        policy = evolve(policy, default=None)
        rules = {rule.id: rule for rule in policy.rules}
        for gap in found(policy, "PR801"):
            for rule in gap.rules:
                assert any(
                    len(apart(policy, box, region)) <= 1
                    for box in policy.boxes_of(rules[rule])
                    for region in gap.region
                )

    @often
    @given(small())
    def test_there_are_some_where_any_rule_holds_for_the_other_facts_of_its_witness(self, policy):
        policy = evolve(policy, default=None)
        for gap in found(policy, "PR801"):
            witness = point_of(policy, gap.witness)
            for point in filter(partial(governed, policy), every_kind_of_point(policy)):
                if holding(policy, point) and sum(point[name] != witness[name] for name in point) == 1:
                    assert gap.rules
                    break


MONEY, DAY = Input("amount", "money"), Input("on", "date")
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31)).map(lambda day: Fraction(day.toordinal()))
CENTS = st.integers(0, 10**10).map(lambda cents: Fraction(cents, 100)) | st.integers(1, 10**5).map(
    lambda thousands: Fraction(1000 * thousands)
)


class TestWording:
    """The words for an interval are read as that interval."""

    @often
    @given(CENTS, CENTS, st.booleans(), st.booleans(), st.sampled_from(["low", "high", "both"]))
    def test_of_money(self, one, other, low_closed, high_closed, ends):
        low, high = sorted((one, other))
        interval = Interval(
            low if ends != "high" else None,
            low_closed or low == high,
            high if ends != "low" else None,
            high_closed or low == high,
        )
        assert read_condition(MONEY, condition_text(MONEY, interval)).values == IntervalSet((interval,))

    @often
    @given(DAYS, DAYS, st.sampled_from(["low", "high", "both"]))
    def test_of_days(self, one, other, ends):
        low, high = sorted((one, other))
        interval = Interval(low if ends != "high" else None, True, high if ends != "low" else None, True)
        assert read_condition(DAY, condition_text(DAY, interval)).values == IntervalSet((interval,))
