"""The laws of the strategies that others build their tests on."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from fractions import Fraction

import pytest
from budgets import law
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from reference import decisions as reference

from perfrules.diagnostics import all_codes
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.errors import ConflictError
from perfrules.engine.decisions.facts import point_of
from perfrules.engine.scoring import load_scorer
from perfrules.expressions import ExpressionError, parse
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.loader import find_policy
from perfrules.sheets import ActualEntry, ProjectActuals
from perfrules.testing.strategies import (
    actuals_for,
    comparators,
    facts_for,
    policies,
    quantities,
    sheets,
)
from perfrules.testing.strategies.comparators import KINDS
from perfrules.testing.strategies.decisions import HITS
from perfrules.testing.strategies.facts import points_of
from perfrules.testing.strategies.sheets import indicators
from perfrules.values import Quantity

LAW = law(50)
SCORER = load_scorer("mof.self-evaluation-2020")


class TestActuals:
    """An actual for a target can be compared with it, unless the target itself leaves that open."""

    @LAW
    @given(st.data())
    @pytest.mark.parametrize("kind", KINDS)
    def test_they_are_compared_with_their_target(self, kind, data):
        target = data.draw(comparators(kind))
        actual = data.draw(actuals_for(target))
        try:
            target.region  # noqa: B018 - asked whether it can be
        except ExpressionError:
            return
        except ValueError:
            assert kind in {"all_of", "any_of"}
            return
        if kind not in {"all_of", "any_of"}:
            assert target.matches(actual) in {True, False}

    @pytest.mark.parametrize(
        ("text", "first", "outside"),
        [
            (">=95%", "95%", {"94.99%"}),
            ("<3人", "3人", {"3人"}),
            ("80%-90%", "80%", {"79.99%", "90.01%"}),
            ("2021年6月30日前", "2021-06-30", {"2021-07-01"}),
            ("是", "True", {"False"}),
        ],
    )
    def test_they_begin_at_the_ends(self, text, first, outside):
        target = parse(text)
        assert str(find(actuals_for(target), lambda _: True)) == first
        assert str(find(actuals_for(target), lambda actual: not target.matches(actual))) in outside

    def test_some_are_in_another_unit(self):
        target = parse("不超过3天")
        converted = find(actuals_for(target), lambda actual: actual.unit.name == "小时")
        assert str(converted) == "72小时"


class TestFacts:
    """Whatever facts are drawn, the policy reads them, and answers or names a conflict."""

    @LAW
    @given(st.data())
    def test_no_fact_is_refused(self, data):
        policy = data.draw(policies())
        compiled = compile_policy(policy)
        facts = data.draw(facts_for(policy))
        assert compiled.read(facts) == facts
        try:
            compiled.decide(**facts)
        except ConflictError:
            assert policy.hit in {"unique", "any"}

    @LAW
    @given(st.data())
    def test_the_same_fact_written_otherwise_is_the_same(self, data):
        """Texts, numbers and other units read as a value that `facts_for` can also draw typed."""
        policy = data.draw(policies())
        compiled = compile_policy(policy)
        for name, fact in compiled.read(data.draw(facts_for(policy, written=True))).items():
            input_ = next(each for each in policy.inputs if each.name == name)
            assert point_of(fact) in points_of(policy, input_)

    def test_written_facts_are_texts_numbers_and_other_units(self):
        policy = find_policy("chengde.expenditure-approval")
        wanted = {"2000元", "2000", "20000角", "1999.99", "1000000020000元"}
        facts = facts_for(policy, written=True)
        assert wanted <= seen_in(facts, lambda drawn: {str(drawn["amount"])}, 400, wanted)

    @LAW
    @given(st.data())
    def test_each_stretch_that_rules_tell_apart_has_one(self, data):
        """Any number of an input is treated, by every rule, as one of the points is."""
        policy = data.draw(policies())
        input_ = data.draw(st.sampled_from(policy.inputs))
        number = data.draw(st.integers(-500, 1500).map(lambda cents: Fraction(cents, 100)))
        step = input_.step or Fraction(1, 100)
        if not input_.is_measured or number not in input_.domain or (number / step).denominator != 1:
            return
        sides = {
            tuple(reference.admits(each.values, point) for each in conditions(policy, input_.name))
            for point in points_of(policy, input_)
        }
        assert (
            tuple(reference.admits(each.values, number) for each in conditions(policy, input_.name)) in sides
        )

    def test_thresholds_come_first(self):
        policy = find_policy("chengde.expenditure-approval")
        amounts = [str(point) for point in points_of(policy, policy.inputs[0])]
        assert amounts[:3] == ["0", "2000", "20000"]
        assert {"199999/100", "200001/100"} <= set(amounts[:8])
        assert {"1000", "11000"} <= set(amounts), "half-way between them"


def conditions(policy, name):
    whens = [policy.scope, *(each for rule in policy.rules for each in (rule.when, *rule.except_))]
    return [when[name] for when in whens if name in when]


class EnoughError(Exception):
    """All that was looked for has been seen."""


def seen_in(strategy, facts_of, examples, wanted=None):
    """What is said of some examples of a strategy, up to the one with which all that is wanted was said."""
    found = set()

    @settings(max_examples=examples, phases=[Phase.generate])
    @given(strategy)
    def look(drawn):
        found.update(facts_of(drawn))
        if wanted is not None and wanted <= found:
            raise EnoughError

    with suppress(EnoughError):
        look()
    return found


def makings(policy):
    yield policy.hit
    yield from (each.type for each in policy.inputs)
    yield from (each.unit.name for each in policy.inputs)
    parts = {
        "scope": policy.scope,
        "default": policy.default is not None,
        "except": any(rule.except_ for rule in policy.rules),
        "overrides": any(rule.overrides for rule in policy.rules),
        "step": any(each.step for each in policy.inputs),
    }
    yield from (name for name, is_there in parts.items() if is_there)


class TestPolicies:
    """There are policies of every make, and the plainest one is plain."""

    def test_every_make(self):
        types = {"money", "number", "ratio", "count", "duration", "date", "choice", "boolean"}
        parts = {"scope", "default", "except", "overrides", "step"}
        wanted = {*HITS, *types, *parts, "元", "%", "小时"}
        assert wanted <= seen_in(policies(), makings, 200, wanted)

    def test_shrinks_to_just_what_is_asked_for(self):
        small = policies("first", kinds=["boolean", "choice"])
        policy = find(small, lambda policy: any(rule.except_ for rule in policy.rules))
        assert (len(policy.inputs), len(policy.rules), len(policy.rules[0].except_)) == (1, 1, 1)
        assert policy.scope == {}
        assert policy.default is None

    def test_of_one_hit_policy(self):
        assert seen_in(policies("unique"), lambda policy: {policy.hit}, 10) == {"unique"}

    def test_of_some_types_and_of_a_number_of_inputs(self):
        two = policies(kinds=["date", "ratio", "boolean"], inputs=2)
        assert seen_in(two, lambda policy: {len(policy.inputs)}, 20) == {2}
        wanted = {"date", "ratio", "boolean"}
        assert seen_in(two, lambda policy: {each.type for each in policy.inputs}, 40, wanted) == wanted

    @pytest.mark.parametrize(
        ("hit", "options", "message"),
        [
            ((), {"kinds": ["text"]}, "unknown hit policy or type: text"),
            (("best",), {}, "unknown hit policy or type: best"),
            ((), {"inputs": 0}, "0 inputs of 8 types"),
            ((), {"kinds": ["date"], "inputs": 2}, "2 inputs of 1 types"),
            ((), {"kinds": []}, "no type of input"),
        ],
    )
    def test_what_cannot_be_drawn_is_refused_at_once(self, hit, options, message):
        with pytest.raises(ValueError, match=message):
            policies(*hit, **options)


class TestQuantities:
    """Quantities are of the unit that is asked for."""

    @LAW
    @given(quantities("元"))
    def test_unit(self, quantity):
        assert quantity.unit.name == "元"

    def test_smallest(self):
        assert str(find(quantities("元"), lambda quantity: quantity.value > 2000)) == "2001元"


class TestSheets:
    """A sheet is scored without an error, whatever is reported for its indicators."""

    @LAW
    @given(st.data())
    def test_every_sheet_can_be_scored(self, data):
        sheet = data.draw(sheets())
        reported = {}
        for each in sheet.indicators:
            actual = data.draw(actuals_for(each.reading.comparator))
            if isinstance(actual, Quantity):
                reported[each.name] = ActualEntry(str(actual))
        card = SCORER.score(sheet, ProjectActuals(indicators=reported))
        assert len(card.items) == len(sheet.indicators)
        assert {each.code for each in card.diagnostics} <= set(all_codes())

    def test_targets_are_of_every_kind(self):
        kinds = set(KINDS)
        assert seen_in(indicators(), lambda each: {each.reading.comparator.kind}, 800, kinds) == kinds


@pytest.mark.parametrize(
    "strategy",
    [comparators(), quantities(), policies(), sheets(), policies("unique", "first")],
    ids=["comparators", "quantities", "policies", "sheets", "some-hits"],
)
def test_no_health_check_is_alarmed(strategy):
    assert seen_in(strategy, lambda drawn: {type(drawn)}, 50)


FIRST_USE = """
import time
import perfrules.testing.strategies
from perfrules import parse
begun = time.process_time()
for text in ("≥95%", "3-5万元", "每月8日前", "2021年6月30日前", "较上年增长≥5%", "显著提高", "500吨左右"):
    one = time.process_time()
    parse(text)
    print(text, time.process_time() - one)
assert time.process_time() - begun < 0.1
"""


def test_the_first_parse_of_a_suite_keeps_the_deadline():
    """All compiling is done on import: seven kinds of text cost less than half of Hypothesis' 0.2 s."""
    done = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_points_of_facts():
    """A fact is the point it was made from."""
    policy = find_policy("teaching.trip-allowance")
    on = next(each for each in policy.inputs if isinstance(each, Input) and each.type == "date")
    facts = find(facts_for(policy), lambda _: True)
    assert point_of(facts[on.name]) == points_of(policy, on)[0]
