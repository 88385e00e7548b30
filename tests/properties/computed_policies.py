"""Random decisions with computed names, over grids small enough to try all facts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from formula_strategies import KINDS, STEPS, formulas, intervals
from hypothesis import strategies as st

from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.formula import Formula
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.values import BARE, Interval, IntervalSet

ROLES = ("局长", "副局长", "科长")


@st.composite
def inputs(draw):
    found = [Input("kind", "choice", domain=frozenset(KINDS))]
    for name, step in STEPS.items():
        low = draw(st.integers(-3, 3))
        high = low + draw(st.integers(0, 3))
        domain = IntervalSet((Interval(low * step, True, high * step, True),))
        found.append(Input(name, "number", domain=domain, step=step))
    return tuple(found)


@st.composite
def conditions(draw, names):
    when = {}
    for name in draw(st.sets(st.sampled_from(names), min_size=1, max_size=2)):
        if name == "kind":
            when[name] = Condition(frozenset(draw(st.sets(st.sampled_from(KINDS), min_size=1))))
        else:
            when[name] = Condition(IntervalSet((draw(intervals()),)))
    return when


@st.composite
def computing_policies(draw, *hits):
    """A decision over a choice and three numbers, with one or two names computed from them."""
    given = draw(inputs())
    compute = tuple(
        Computed(f"n{at}", Formula(node, BARE, "…"))
        for at, node in enumerate(draw(st.lists(formulas, min_size=1, max_size=2)))
    )
    names = [
        *(each.name for each in given),
        *(each.name for each in compute),
        *(each.name for each in compute),
    ]
    rules = []
    for at in range(draw(st.integers(1, 4))):
        overrides = draw(st.sets(st.integers(0, at - 1))) if at and draw(st.booleans()) else ()
        rules.append(
            Rule(
                f"r{at}",
                draw(conditions(names)),
                {"who": tuple(draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True)))},
                overrides=tuple(f"r{each}" for each in overrides),
            )
        )
    hit = draw(st.sampled_from(hits or ("unique", "first", "any", "collect", "rule-order")))
    return DecisionPolicy(
        Head("random"), given, (Output("who", "roles"),), tuple(rules), hit, compute=compute
    )


def every_point(policy):
    """All facts, with the values of computed names."""
    axes = []
    for each in policy.inputs:
        if each.is_discrete:
            axes.append(sorted(each.domain))
        else:
            (whole,) = each.domain.intervals
            count = int((whole.high - whole.low) / each.step)
            axes.append([whole.low + at * each.step for at in range(count + 1)])
    for values in product(*axes):
        yield with_computed(policy, dict(zip([each.name for each in policy.inputs], values, strict=True)))


def with_computed(policy, facts):
    point = {name: Fraction(value) if isinstance(value, int) else value for name, value in facts.items()}
    for each in policy.compute:
        point[each.name] = evaluate(each.formula.node, point)
    return point
