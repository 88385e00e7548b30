"""Searches of larger tables: exact where they end, and bounded where they do not."""

from __future__ import annotations

import random
import time
from fractions import Fraction
from functools import reduce
from itertools import product
from operator import and_

import pytest
from attrs import evolve

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.boxes import common, is_inside
from perfrules.analysis.cells.effort import Effort
from perfrules.analysis.cells.table import Table
from perfrules.analysis.cells.uncovered import is_region_covered, list_uncovered
from perfrules.analysis.check import check
from perfrules.analysis.differences import diff as diff_module
from perfrules.analysis.differences.diff import diff
from perfrules.analysis.proofs import effects, overlaps
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import holds
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.values import Interval, IntervalSet

CHOICES = "abcd"
SIZE = 8


def number(name):
    return Input(name, "count", domain=IntervalSet((Interval(Fraction(0), True, Fraction(SIZE - 1), True),)))


INPUTS = (number("x"), number("y"), Input("item", "choice", domain=frozenset(CHOICES)))


def random_policy(seed, rules, hit="first", alternatives=1):
    source = random.Random(seed)  # noqa: S311 repeatable tables, nothing secret
    made = []
    for at in range(rules):
        when = {name: Condition(some_numbers(source, alternatives)) for name in "xy" if source.random() < 0.8}
        if source.random() < 0.6:
            when["item"] = Condition(frozenset(source.sample(CHOICES, source.randint(1, 3))))
        made.append(Rule(f"r{at}", when, {"who": (source.choice("甲乙丙"),)}))
    return DecisionPolicy(Head("random"), INPUTS, (Output("who", "roles"),), tuple(made), hit)


def some_numbers(source, alternatives):
    intervals = []
    for _ in range(source.randint(1, alternatives)):
        low, high = sorted((source.randrange(SIZE), source.randrange(SIZE)))
        intervals.append(Interval(Fraction(low), True, Fraction(min(high, low + 3)), True))
    return IntervalSet(tuple(intervals))


def every_fact():
    return [
        {"x": Fraction(x), "y": Fraction(y), "item": item}
        for x, y, item in product(range(SIZE), range(SIZE), CHOICES)
    ]


EVERY_FACT = [{"x": x, "y": y, "item": item} for x, y, item in product(range(SIZE), range(SIZE), CHOICES)]


def held_by_axis(box):
    """The facts of each axis that a box holds, each tried once; a whole number stands for its fraction."""
    numbers = [*map(Fraction, range(SIZE))]
    return {
        name: {point for point in (CHOICES if name == "item" else numbers) if holds(values, point)}
        for name, values in box.items()
    }


def is_in_any(boxes, fact):
    return any(all(fact[name] in held for name, held in box.items()) for box in boxes)


def holding(policy, fact):
    return [
        rule
        for rule in policy.rules
        if all(holds(each.values, fact[name]) for name, each in rule.when.items())
    ]


def first(policy, fact):
    held = holding(policy, fact)
    return held[0].then if held else None


class TestUncoveredFacts:
    @pytest.mark.parametrize("alternatives", [1, 2])
    @pytest.mark.parametrize("rules", [5, 20, 45])
    def test_are_listed_exactly_in_maximal_boxes(self, rules, alternatives):
        for seed in range(25):
            policy = random_policy(seed, rules, alternatives=alternatives)
            table = Table.of_rules(policy)
            found = list_uncovered(table, table.everything, table.all_boxes, 1000, Effort(100_000))
            assert found.rest == "none"
            boxes = [held_by_axis(table.box(cells)) for cells in found.boxes]
            governed = [
                held_by_axis({n: each.values for n, each in rule.when.items()}) for rule in policy.rules
            ]
            for fact in EVERY_FACT:
                assert is_in_any(boxes, fact) != is_in_any(governed, fact)
            for cells in found.boxes:
                assert not any(self._wider(table, cells))

    def _wider(self, table, cells):
        """Boxes with one more position beside it that would also be without a rule."""
        for axis, positions in enumerate(cells):
            beside = (positions << 1 | positions >> 1) & ~positions
            if table.inputs[axis].is_discrete:
                beside = table.everything[axis] & ~positions
            for at in bits(beside & table.everything[axis]):
                wider = (*cells[:axis], 1 << at, *cells[axis + 1 :])
                touching = (each.touching(held) for each, held in zip(table.axes, wider, strict=True))
                yield not reduce(and_, touching, table.all_boxes)

    def test_are_listed_up_to_a_number(self):
        table = Table.of_rules(random_policy(3, 12))
        whole = list_uncovered(table, table.everything, table.all_boxes, 1000, Effort(100_000))
        assert len(whole.boxes) > 3
        some = list_uncovered(table, table.everything, table.all_boxes, 3, Effort(100_000))
        assert (len(some.boxes), some.rest) == (3, "more")
        assert some.boxes == whole.boxes[:3]

    def test_inside_some_cells_only(self):
        table = Table.of_rules(random_policy(5, 12))
        within = (0b111, table.everything[1], 0b1)
        found = list_uncovered(table, within, table.all_boxes, 1000, Effort(100_000))
        assert all(is_inside(cells, within) for cells in found.boxes)

    def test_a_region_that_several_boxes_of_another_cover(self):
        x = {"x": Condition(IntervalSet.up_to(Fraction(5)))}
        hole = {
            "x": Condition(IntervalSet.point(Fraction(7))),
            "y": Condition(IntervalSet.up_to(Fraction(2))),
        }
        rules = (Rule("inner", x, {"who": ("甲",)}), Rule("outer", {}, {"who": ("乙",)}, (hole,)))
        policy = DecisionPolicy(Head("covered"), INPUTS, (Output("who", "roles"),), rules, "first")
        table = Table.of_rules(policy)
        assert is_region_covered(table, 0, 1, Effort(100))
        assert not is_region_covered(table, 1, 0, Effort(100))


class TestDifferences:
    def changed(self, policy, number):
        rule = evolve(policy.rules[number], then={"who": ("丁",)})
        return evolve(policy, rules=(*policy.rules[:number], rule, *policy.rules[number + 1 :]))

    @pytest.mark.parametrize("hit", ["first", "collect"])
    def test_of_one_changed_rule_are_exact_and_do_not_overlap(self, hit):
        for seed in range(20):
            old = random_policy(seed, 25, hit)
            new = self.changed(old, seed)
            found = diff(old, new)
            assert found.rest == "none"
            for fact in every_fact():
                covering = [each for each in found if each.covers(fact)]
                assert len(covering) == self.differ(old, new, fact)

    def differ(self, old, new, fact):
        if old.hit == "first":
            return first(old, fact) != first(new, fact)
        roles = [{role for rule in holding(each, fact) for role in rule.then["who"]} for each in (old, new)]
        return roles[0] != roles[1]

    @pytest.mark.parametrize("steps", [2, 20, 60])
    def test_that_are_not_listed_are_found_for_a_fact(self, monkeypatch, steps):
        old = random_policy(2, 25)
        new = evolve(old, rules=tuple(evolve(each, then={"who": ("丁",)}) for each in old.rules))
        monkeypatch.setattr(diff_module, "DIFF_STEPS", steps)
        found = diff(old, new)
        assert found
        assert found.rest == "unknown"
        assert [each.code for each in found.problems()] == ["PR852"]
        for fact in every_fact():
            difference = found.difference_at(fact)
            assert (difference is not None) == bool(holding(old, fact))
            assert difference is None or difference.covers(fact)

    def test_are_capped(self, monkeypatch):
        old = random_policy(2, 25, "collect")
        new = evolve(old, rules=tuple(evolve(each, then={"who": (each.id,)}) for each in old.rules))
        monkeypatch.setattr(diff_module, "MOST_DIFFERENCES", 4)
        found = diff(old, new)
        assert found.rest == "more"
        assert 0 < len(found) <= 4
        assert found.problems() == ()
        assert found.to_json()["rest"] == "more"


class TestBoundedWork:
    def stairs(self, rules, hit):
        inputs = tuple(
            Input(name, "money", domain=IntervalSet.from_(Fraction(0)), step=Fraction(1)) for name in "abcd"
        )
        made = tuple(
            Rule(
                f"r{at}",
                {
                    "a": Condition(IntervalSet.from_(Fraction(at))),
                    "b": Condition(IntervalSet.up_to(Fraction(at + 1), closed=False)),
                    "c": Condition(IntervalSet.from_(Fraction(at))),
                    "d": Condition(IntervalSet.up_to(Fraction(at))),
                },
                {"who": (f"岗位{at % 7}",)},
            )
            for at in range(rules)
        )
        return DecisionPolicy(Head("stairs"), inputs, (Output("who", "roles"),), made, hit)

    @pytest.mark.parametrize("hit", ["first", "unique", "collect", "any", "rule-order"])
    def test_stairs_take_less_than_a_second(self, hit):
        start = time.process_time()
        found = check(self.stairs(30, hit))
        assert time.process_time() - start < 1
        assert "PR801" in {each.code for each in found}

    def test_overlaps_that_overrides_may_settle(self, monkeypatch):
        monkeypatch.setattr(overlaps, "OVERLAP_STEPS", 0)
        everywhere = [Rule("a", {}, {"who": ("甲",)}), Rule("b", {}, {"who": ("乙",)})]
        narrow = Rule(
            "c", {"x": Condition(IntervalSet.up_to(Fraction(3)))}, {"who": ("丙",)}, overrides=("a",)
        )
        policy = DecisionPolicy(Head("o"), INPUTS, (Output("who", "roles"),), (*everywhere, narrow), "unique")
        codes = [each.code for each in check(policy)]
        assert "PR824" in codes
        assert "PR806" in codes

    def test_what_is_not_proved_of_a_rule_is_no_suggestion(self, monkeypatch):
        monkeypatch.setattr(effects, "STEPS_FOR_A_RULE", 3)
        found = check(random_policy(4, 40))
        assert "PR825" in {each.code for each in found}


def test_boxes_that_have_nothing_in_common():
    assert common((0b01, 0b11), (0b10, 0b11)) is None
    assert common((0b01, 0b11), (0b11, 0b10)) == (0b01, 0b10)
