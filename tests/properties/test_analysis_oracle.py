"""What a check says is so: compared with z3, which knows nothing of boxes, on the same policies."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import z3
from analysis_facts import lies_in, point_of
from attrs import evolve
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.analysis.check import check
from perfrules.policies.decisions.hit_policies import rank
from perfrules.testing.strategies import policies

seldom = law(80)


class Oracle:
    """A policy as formulas over one variable an input."""

    def __init__(self, policy):
        self.policy = policy
        self.choices = {each.name: sorted(each.domain, key=str) for each in policy.inputs if each.is_discrete}
        self.numbers = {each.name: z3.Real(each.name) for each in policy.inputs if not each.is_discrete}
        self.chosen = {name: z3.Int(name) for name in self.choices}
        self.solver = z3.Solver()
        for each in policy.inputs:
            self.solver.add(self.admits(each.name, each.domain))
            if not each.is_discrete:
                self.on_grid(each)
        self.solver.add(self.all_hold(policy.scope))
        self.holds = {rule.id: self.rule_holds(rule) for rule in policy.rules}

    def on_grid(self, input_):
        number = self.numbers[input_.name]
        if input_.step is not None:
            step = z3.RealVal(str(input_.step))
            self.solver.add(number == step * z3.ToReal(z3.Int(f"steps of {input_.name}")))
        if input_.type == "date":
            self.solver.add(number >= date.min.toordinal(), number <= date.max.toordinal())

    def admits(self, name, values):
        if name in self.choices:
            return z3.Or([self.chosen[name] == self.choices[name].index(value) for value in values])
        return z3.Or([self.between(self.numbers[name], interval) for interval in values])

    def between(self, number, interval):
        ends = []
        if interval.low is not None:
            low = z3.RealVal(str(interval.low))
            ends.append(number >= low if interval.low_closed else number > low)
        if interval.high is not None:
            high = z3.RealVal(str(interval.high))
            ends.append(number <= high if interval.high_closed else number < high)
        return z3.And(ends)

    def all_hold(self, when):
        return z3.And([self.admits(name, condition.values) for name, condition in when.items()])

    def rule_holds(self, rule):
        excepted = z3.Or([self.all_hold(exception) for exception in rule.except_])
        return z3.And(self.all_hold(rule.when), z3.Not(excepted))

    def applies(self, rule):
        beaten = [self.holds[other.id] for other in self.policy.rules if rule.id in other.overrides]
        return z3.And(self.holds[rule.id], z3.Not(z3.Or(beaten)))

    def fires(self, rule):
        applies, rules = self.applies(rule), list(self.policy.rules)
        before = rules[: rules.index(rule)]
        if self.policy.hit == "priority":
            mine = rank(self.policy, rule)
            after = rules[len(before) + 1 :]
            before = [other for other in before if rank(self.policy, other) <= mine]
            before += [other for other in after if rank(self.policy, other) < mine]
        elif self.policy.hit != "first":
            return applies
        return z3.And(applies, z3.Not(z3.Or([self.applies(other) for other in before])))

    def point(self, *formulas):
        """A point at which all the formulas are true, or None."""
        self.solver.push()
        self.solver.add(*formulas)
        point = self.read(self.solver.model()) if self.solver.check() == z3.sat else None
        self.solver.pop()
        return point

    def read(self, model):
        point = {}
        for name, number in self.numbers.items():
            found = model.eval(number, model_completion=True)
            point[name] = Fraction(found.numerator_as_long(), found.denominator_as_long())
        for name, chosen in self.chosen.items():
            point[name] = self.choices[name][model.eval(chosen, model_completion=True).as_long()]
        return point

    def agrees(self, witness, formula):
        """Whether a formula is true at a witness, which must be a fact that there can be."""
        point = point_of(self.policy, witness)
        at = [
            self.numbers[name] == z3.RealVal(str(value))
            for name, value in point.items()
            if name in self.numbers
        ]
        at += [self.chosen[name] == self.choices[name].index(point[name]) for name in self.chosen]
        return self.point(*at, formula) is not None


def drawn(data):
    policy = evolve(data.draw(policies()), default=None)
    return policy, Oracle(policy), check(policy)


class TestZ3Agrees:
    """z3 finds a gap, an overlap or a firing rule exactly where a check does; examples suit both."""

    @seldom
    @given(st.data())
    def test_on_gaps(self, data):
        policy, oracle, found = drawn(data)
        nothing = z3.Not(z3.Or([oracle.holds[rule.id] for rule in policy.rules]))
        gaps = [each for each in found if each.code == "PR801"]
        point = oracle.point(nothing)
        assert (point is not None) == bool(gaps)
        assert point is None or any(lies_in(gap.region, point) for gap in gaps)
        for gap in gaps:
            assert oracle.agrees(gap.witness, nothing)

    @seldom
    @given(st.data())
    def test_on_overlaps(self, data):
        policy, oracle, found = drawn(data)
        reported = [each for each in found if each.code in {"PR803", "PR804", "PR805", "PR807", "PR808"}]
        for at, first in enumerate(policy.rules):
            for second in policy.rules[at + 1 :]:
                both = z3.And(oracle.applies(first), oracle.applies(second))
                overlaps = [each for each in reported if {first.id, second.id} <= {*each.rules}]
                point = oracle.point(both)
                assert (point is not None) == bool(overlaps)
                assert point is None or any(lies_in(each.region, point) for each in overlaps)
                for each in overlaps:
                    assert oracle.agrees(each.witness, both)

    @seldom
    @given(st.data())
    def test_on_rules_that_never_fire(self, data):
        policy, oracle, found = drawn(data)
        idle = {each.rules[0]: each.code for each in found if each.code in {"PR810", "PR811"}}
        if oracle.point() is None:
            # A scope without facts is reported by itself, not once more for each rule.
            assert "PR823" in {each.code for each in found}
            assert not idle
            return
        beyond = {each.rules[0] for each in found if each.code == "PR816"}
        for rule in policy.rules:
            fires, holds = (
                oracle.point(each) is not None for each in (oracle.fires(rule), oracle.holds[rule.id])
            )
            reported = idle.get(rule.id) or ("PR810" if rule.id in beyond and not holds else None)
            assert reported == (None if fires else "PR811" if holds else "PR810")
