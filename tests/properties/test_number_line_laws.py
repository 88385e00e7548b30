"""The laws of number lines."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from reference import decisions as reference

from perfrules.engine.decisions.facts import point_of
from perfrules.reports.number_lines.lines import PictureError, number_lines
from perfrules.testing.strategies import facts_for, policies

LAW = law(100)


def lines_of(policy):
    """Every line of a policy; none where there are too many to draw."""
    with suppress(PictureError):
        return number_lines(policy)
    return ()


def is_at(line, stretches, value):
    return any(value in line.interval(each) for each in stretches)


class TestAPictureTellsWhatTheRulesDo:
    """Whatever is governed lies in one line an input, under the bars of just those rules that hold."""

    @LAW
    @given(st.data())
    def test_bars_and_marks(self, data):
        policy = data.draw(policies())
        point = {name: point_of(fact) for name, fact in data.draw(facts_for(policy)).items()}
        lines = lines_of(policy)
        governed = reference.all_hold(policy.scope, point)
        holding = [rule for rule in policy.rules if reference.rule_holds(rule, point)]
        beaten = {other for rule in holding for other in rule.overrides} & {rule.id for rule in holding}
        for name in {line.input.name for line in lines} if governed else ():
            value = point[name]
            (line,) = (
                each
                for each in lines
                if each.input.name == name
                and all(reference.admits(values, point[other.name]) for other, values in each.others)
            )
            bars = {row.rule for row in line.rows if is_at(line, row.holds, value)}
            assert bars == {rule.id for rule in holding} - beaten
            assert {row.rule for row in line.rows if is_at(line, row.beaten, value)} == beaten
            marked = {mark.kind for mark in line.marks if is_at(line, [mark.stretch], value)}
            assert marked == ({"gap"} if not bars else {"overlap"} if len(bars) > 1 else set())

    @LAW
    @given(policies())
    def test_marks_of_one_kind_lie_apart_inside_the_axis(self, policy):
        for line in lines_of(policy):
            stretches = [*line.axis, *(mark.stretch for mark in line.marks)]
            assert all(0 <= each.first <= each.last <= line.last_cell for each in stretches)
            for kind in ("gap", "overlap"):
                marks = sorted(mark.stretch for mark in line.marks if mark.kind == kind)
                assert all(one.last < other.first for one, other in pairwise(marks))
