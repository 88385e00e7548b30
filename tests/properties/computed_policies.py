"""Random decisions with computed names, over grids small enough to try all facts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from attrs import evolve
from formula_strategies import KINDS, STEPS, formulas, intervals
from hypothesis import strategies as st

from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.formula import Formula
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Claim, Condition, Rule
from perfrules.values import BARE, EVERYTHING, Interval, IntervalSet, Quantity

ROLES = ("局长", "副局长", "科长")
ABOVE_ZERO = IntervalSet.from_(Fraction(0), closed=False)


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


@st.composite
def free_inputs(draw):
    """Inputs of which some have no step, and some no limits."""
    found = [Input("kind", "choice", domain=frozenset(KINDS)), Input("on", "date")]
    for name, step in STEPS.items():
        domain = draw(st.sampled_from([EVERYTHING, ABOVE_ZERO]) | interval_sets)
        found.append(Input(name, "number", domain=domain, step=draw(st.sampled_from([None, step]))))
    return tuple(found)


interval_sets = st.lists(intervals(), min_size=1, max_size=2).map(lambda each: IntervalSet(tuple(each)))


@st.composite
def free_policies(draw):
    """A decision of any hit policy over inputs with or without limits, with formulas that it asks for."""
    policy = draw(computing_policies("unique", "first", "any", "collect", "rule-order"))
    hit = policy.hit
    combine = draw(st.sampled_from(["list", "sum", "min", "max", "count"])) if hit == "collect" else "list"
    pay = Output("pay", "number", combine=combine)
    rules = tuple(
        evolve(rule, then={**rule.then, "pay": draw(pays)}, except_=draw(exceptions(policy)))
        for rule in policy.rules
    )
    default = draw(st.sampled_from([None, {"who": ("科员",)}, {"pay": Quantity(Fraction(1))}]))
    names = [*STEPS, *(each.name for each in policy.compute)]
    claims = [
        Claim("complete"),
        Claim("no-conflict"),
        *(Claim(kind, output, name) for kind in CLAIMS for output in ("who", "pay") for name in STEPS),
    ]
    return evolve(
        policy,
        inputs=draw(free_inputs()),
        outputs=(*policy.outputs, pay),
        rules=rules,
        default=default,
        partial=draw(st.booleans()),
        expect=tuple(draw(st.lists(st.sampled_from(claims), max_size=2, unique=True))),
        scope=draw(st.just({}) | conditions(names)),
    )


CLAIMS = ("never-decreasing", "never-increasing")
pays = st.integers(-3, 9).map(lambda each: Quantity(Fraction(each))) | formulas.map(
    lambda node: Formula(node, BARE, "…")
)


@st.composite
def exceptions(draw, policy):
    names = [each.name for each in (*policy.inputs, *policy.compute)]
    return tuple(draw(st.lists(conditions(names), max_size=1)))


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
