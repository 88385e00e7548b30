"""Random decision policies, and facts at, just below and just above every threshold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from perfrules.policies.decision import DecisionPolicy
from perfrules.policies.head import Head
from perfrules.policies.inputs import Input
from perfrules.policies.outputs import Output
from perfrules.policies.rules import Condition, Rule
from perfrules.values import BARE, EVERYTHING, Interval, IntervalSet, Quantity, Unit

YUAN = Unit("元", "money")
CHOICES = ("甲", "乙", "丙")
ROLES = ("局长", "副局长", "科长", "科员")
HITS = ("unique", "first", "priority", "any", "collect", "rule-order", "output-order")

thresholds = st.one_of(
    st.integers(0, 8).map(Fraction),
    st.integers(0, 800).map(lambda cents: Fraction(cents, 100)),
)


BOOL = st.booleans()
ROLE = st.sampled_from(ROLES)
COUNT = st.integers(0, 2)

DAYS = st.integers(date(2021, 1, 1).toordinal(), date(2021, 1, 9).toordinal()).map(Fraction)
WHOLE = st.integers(0, 6).map(Fraction)


# Strategies are made once: making them anew for each policy costs more than all that is drawn from them.
def interval_sets(bounds):
    end = st.tuples(bounds, BOOL, BOOL)
    interval = st.tuples(end, end).map(_interval)
    return st.lists(interval, min_size=1, max_size=2).map(lambda found: IntervalSet(tuple(found)))


def _interval(ends):
    (low, low_closed, low_free), (high, high_closed, high_free) = sorted(ends)
    return Interval(
        None if low_free and not high_free else low, low_closed, None if high_free else high, high_closed
    )


CONDITIONS = {
    "amount": interval_sets(thresholds).map(Condition),
    "days": interval_sets(WHOLE).map(Condition),
    "on": interval_sets(DAYS).map(Condition),
    "kind": st.frozensets(st.sampled_from(CHOICES), min_size=1).map(Condition),
    "urgent": st.sampled_from([frozenset({True}), frozenset({False})]).map(Condition),
}
INPUTS = {
    "amount": st.sampled_from(
        [
            Input("amount", "money", step=step, domain=domain)
            for step in (None, Fraction(1, 100), Fraction(1, 2))
            for domain in (IntervalSet.from_(Fraction(0)), EVERYTHING)
        ]
    ),
    "days": st.just(Input("days", "count")),
    "on": st.just(Input("on", "date")),
    "kind": st.just(Input("kind", "choice", domain=frozenset(CHOICES))),
    "urgent": st.just(Input("urgent", "boolean")),
}
NAMES = st.lists(st.sampled_from(sorted(INPUTS)), min_size=1, max_size=3, unique=True)
ORDER = st.permutations(ROLES).map(tuple)
WHO = st.sampled_from(["union", "list", "count"])
FEE = st.sampled_from(["sum", "min", "max", "count", "list", "union"])
OUTPUTS = st.tuples(ORDER, WHO, FEE).map(
    lambda drawn: (
        Output("who", "roles", combine=drawn[1], of=drawn[0]),
        Output("first", "text", of=drawn[0]),
        Output("fee", "money", combine=drawn[2]),
    )
)
OUTCOMES = st.fixed_dictionaries(
    {"who": st.lists(ROLE, min_size=1, max_size=2, unique=True).map(tuple)},
    optional={"first": ROLE, "fee": st.integers(0, 3).map(lambda fee: Quantity(Fraction(fee), YUAN))},
)
DEFAULTS = st.none() | OUTCOMES
SIZES = st.integers(1, 6)
SEEDS = st.integers(0, 5)


def _when(draw, names):
    return {name: draw(CONDITIONS[name]) for name in names if draw(BOOL)}


@st.composite
def policies(draw, hit="collect"):
    names = draw(NAMES)
    size = draw(SIZES)
    rules = []
    for at in range(size):
        exceptions = [_when(draw, names) for _ in range(draw(COUNT))]
        # A rule overrides only later ones, so that there is no cycle.
        overridden = {at + 1 + draw(SEEDS) for _ in range(draw(COUNT))}
        rules.append(
            Rule(
                f"r{at}",
                _when(draw, names),
                draw(OUTCOMES),
                tuple(each for each in exceptions if each),
                tuple(f"r{other}" for other in sorted(overridden) if other < size),
            )
        )
    return DecisionPolicy(
        Head("random"),
        tuple(draw(INPUTS[name]) for name in names),
        draw(OUTPUTS),
        tuple(rules[::-1] if draw(BOOL) else rules),
        hit=hit,
        scope=_when(draw, names) if draw(BOOL) else {},
        default=draw(DEFAULTS),
    )


def _ends(policy, name):
    whens = [policy.scope, *(each for rule in policy.rules for each in (rule.when, *rule.except_))]
    sets = [when[name].values for when in whens if name in when]
    for values in [*sets, policy.input_by_name[name].domain]:
        for interval in values:
            yield from (end for end in (interval.low, interval.high) if end is not None)


def axis_points(policy, input_):
    """Values of an input inside its domain and on its step: each threshold, just below it and just above."""
    if input_.is_discrete:
        return sorted(input_.domain, key=str)
    step = input_.step or Fraction(1, 1000)
    near = {end + by * step for end in _ends(policy, input_.name) for by in (-1, 0, 1)}
    near |= {Fraction(date(2021, 1, 5).toordinal()) if input_.type == "date" else Fraction(3)}
    return sorted(
        point
        for point in near
        if point in input_.domain and (input_.step is None or (point / input_.step).denominator == 1)
    )


@st.composite
def points(draw, policy):
    return {each.name: draw(st.sampled_from(axis_points(policy, each))) for each in policy.inputs}


def facts_at(policy, point):
    """The facts of a point, as a program hands them over."""
    facts = {}
    for input_ in policy.inputs:
        value = point[input_.name]
        if input_.type == "date":
            facts[input_.name] = date.fromordinal(int(value))
        elif input_.is_discrete:
            facts[input_.name] = value
        else:
            facts[input_.name] = Quantity(value, YUAN if input_.type == "money" else BARE)
    return facts
