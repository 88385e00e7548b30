"""Random decision policies, and facts for any of them, those at and beside its thresholds first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from math import ceil, floor
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from perfrules.analysis.cells.witnesses import Fact, fact_at
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Combine, HitPolicy, Outcome, Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Point, Values, holds
from perfrules.policies.decisions.rules import Condition, Rule, When
from perfrules.testing.strategies.quantities import UNITS
from perfrules.values import EVERYTHING, Interval, IntervalSet, Quantity

HITS: tuple[HitPolicy, ...] = (
    "collect", "unique", "first", "priority", "any", "rule-order", "output-order",
)  # fmt: skip
_CHOICES = ("甲", "乙", "丙")
_ROLES = ("局长", "副局长", "科长", "科员")
_START = Fraction(date(2021, 1, 1).toordinal())
_DAYS = 9
_FROM_ZERO = IntervalSet.from_(Fraction(0))
_FAR = 1000

# Strategies are made once: making them anew for each policy costs more than all that is drawn from them.
_BOOL = st.booleans()
_THRESHOLD = st.integers(0, 8).map(Fraction) | st.integers(0, 800).map(lambda cents: Fraction(cents, 100))
_WHOLE = st.integers(0, 6).map(Fraction)
_DAY = st.integers(0, _DAYS - 1).map(lambda day: _START + day)


def _interval(ends: tuple[tuple[Fraction, bool, bool], tuple[Fraction, bool, bool]]) -> Interval:
    (low, low_closed, low_free), (high, high_closed, high_free) = sorted(ends)
    return Interval(
        None if low_free and not high_free else low, low_closed, None if high_free else high, high_closed
    )


def _condition_on(ends: SearchStrategy[Fraction]) -> SearchStrategy[Condition]:
    """Conditions of one or two intervals with such ends, open and closed ones and those that do not end."""
    end = st.tuples(ends, _BOOL, _BOOL)
    intervals = st.lists(st.tuples(end, end).map(_interval), min_size=1, max_size=2)
    return intervals.map(lambda found: Condition(IntervalSet(tuple(found))))


_MEASURED = _condition_on(_THRESHOLD)
_CONDITIONS: Mapping[str, SearchStrategy[Condition]] = {
    "amount": _MEASURED,
    "number": _MEASURED,
    "share": _MEASURED,
    "time": _MEASURED,
    "days": _condition_on(_WHOLE),
    "on": _condition_on(_DAY),
    "kind": st.frozensets(st.sampled_from(_CHOICES), min_size=1).map(Condition),
    "urgent": st.sampled_from([frozenset({True}), frozenset({False})]).map(Condition),
}
_STEPS = st.sampled_from([None, Fraction(1, 100), Fraction(1, 2)])
_DOMAINS = st.sampled_from([_FROM_ZERO, EVERYTHING])


def _measured(name: str, type_: str, *units: str) -> SearchStrategy[Input]:
    unit = st.sampled_from([UNITS[each] for each in units])
    return st.builds(Input, st.just(name), st.just(type_), unit, _DOMAINS, _STEPS)


_INPUT = st.one_of(
    _measured("amount", "money", "元"),
    _measured("number", "number", "", "公里", "亩"),
    _measured("share", "ratio", "%"),
    _measured("time", "duration", "天", "小时", "个月"),
    st.sampled_from([Input("days", "count", UNITS[unit]) for unit in ("", "人", "次")]),
    st.just(Input("on", "date")),
    st.just(Input("kind", "choice", domain=frozenset(_CHOICES))),
    st.just(Input("urgent", "boolean")),
)
_INPUTS = st.lists(_INPUT, min_size=1, max_size=3, unique_by=lambda input_: input_.name)
_OF_WHO: SearchStrategy[Combine] = st.sampled_from(["union", "list", "count"])
_OF_FEE: SearchStrategy[Combine] = st.sampled_from(["sum", "min", "max", "count", "list", "union"])
_OUTPUTS = st.tuples(
    st.permutations(_ROLES).map(tuple),
    _OF_WHO,
    _OF_FEE,
).map(
    lambda drawn: (
        Output("who", "roles", combine=drawn[1], of=drawn[0]),
        Output("first", "text", of=drawn[0]),
        Output("fee", "money", combine=drawn[2]),
    )
)
_ROLE = st.sampled_from(_ROLES)
_OUTCOMES: SearchStrategy[Any] = st.fixed_dictionaries(
    {"who": st.lists(_ROLE, min_size=1, max_size=2, unique=True).map(tuple)},
    optional={"first": _ROLE, "fee": st.integers(0, 3).map(lambda fee: Quantity(Fraction(fee), UNITS["元"]))},
)
_DEFAULTS = st.none() | _OUTCOMES
_LATER = st.lists(st.integers(1, 5), max_size=2)


@cache
def _whens(names: frozenset[str]) -> SearchStrategy[When]:
    return st.fixed_dictionaries({}, optional={name: _CONDITIONS[name] for name in sorted(names)})


@cache
def _rules(names: frozenset[str]) -> SearchStrategy[tuple[Rule, ...]]:
    exceptions = st.lists(_whens(names), max_size=2).map(lambda found: tuple(filter(None, found)))
    parts = st.tuples(_whens(names), _OUTCOMES, exceptions, _LATER)
    return st.lists(parts, min_size=1, max_size=6).map(_numbered)


def _numbered(parts: Sequence[tuple[When, Outcome, tuple[When, ...], list[int]]]) -> tuple[Rule, ...]:
    """Rules with ids, each overriding only later ones, so that there is no cycle."""
    return tuple(
        Rule(
            f"r{at}",
            when,
            then,
            exceptions,
            tuple(f"r{at + by}" for by in sorted(set(later)) if at + by < len(parts)),
        )
        for at, (when, then, exceptions, later) in enumerate(parts)
    )


@st.composite
def _policies(draw: DrawFn, hits: Sequence[HitPolicy]) -> DecisionPolicy:
    inputs = draw(_INPUTS)
    names = frozenset(each.name for each in inputs)
    rules = draw(_rules(names))
    return DecisionPolicy(
        Head("random"),
        tuple(inputs),
        draw(_OUTPUTS),
        rules[::-1] if draw(_BOOL) else rules,
        hit=draw(st.sampled_from(hits)),
        scope=draw(_whens(names)) if draw(_BOOL) else {},
        default=draw(_DEFAULTS),
    )


_OF_HITS = {hits: _policies(hits) for hits in (HITS, *((hit,) for hit in HITS))}


def policies(*hits: HitPolicy) -> SearchStrategy[DecisionPolicy]:
    """Decision policies that hold together: up to three inputs of any type, and up to six rules.

    Rules have exceptions and override one another; there are scopes, defaults, units and steps. What `check`
    finds of such a policy is another matter.

    Args:
        hits: the hit policies to choose from, all of them where none is given.

    >>> from hypothesis import find
    >>> smallest = find(policies(), lambda policy: True)
    >>> len(smallest.inputs), len(smallest.rules), smallest.hit
    (1, 1, 'collect')
    """
    return _OF_HITS[hits] if hits in _OF_HITS else _policies(hits or HITS)


def facts_for(policy: DecisionPolicy | CompiledPolicy) -> SearchStrategy[dict[str, Fact]]:
    """Facts that a policy decides on, also one as `load_policy` gives it: inside domains and on steps.

    At the thresholds first, then beside them (one step away, or a fraction where there is no step), between
    and far beyond. Such facts may lie outside the scope, and several rules may hold where the hit policy
    allows one.

    >>> from hypothesis import find
    >>> from perfrules import load_policy
    >>> approval = load_policy("chengde.expenditure-approval")
    >>> find(facts_for(approval), lambda facts: facts["amount"].value > 2000)["amount"]
    Quantity(value=Fraction(20000, 1), unit=Unit(name='元', ...))
    """
    model = policy.policy if isinstance(policy, CompiledPolicy) else policy
    return st.fixed_dictionaries(
        {
            each.name: st.sampled_from(points_of(model, each)).map(partial(fact_at, each))
            for each in model.inputs
        }
    )


def points_of(policy: DecisionPolicy, input_: Input) -> list[Point]:
    """Values of an input in its domain and on its step, one at least of each stretch that rules tell apart.

    >>> from perfrules.policies.loader import find_policy
    >>> approval = find_policy("chengde.expenditure-approval")
    >>> [str(point) for point in points_of(approval, approval.inputs[0])][3:6]
    ['1/100', '199999/100', '200001/100']
    """
    if isinstance(input_.domain, frozenset):
        return sorted(input_.domain, key=str)
    ends = sorted({end for values in _values_of(policy, input_) for end in _ends(values)})
    near = [point for end in ends for point in _beside(end, input_.step)]
    outermost = [*ends[:1], *ends[-1:]] or [_START if input_.type == "date" else Fraction(0)]
    far = [end + by for end in outermost for by in (0, -_FAR, _FAR)]
    points = dict.fromkeys([*ends, *near, *_between(ends, input_.step), *far])
    return [point for point in points if _is_fact(input_, point)]


def _values_of(policy: DecisionPolicy, input_: Input) -> Iterator[Values]:
    yield input_.domain
    for when in (policy.scope, *(each for rule in policy.rules for each in (rule.when, *rule.except_))):
        if input_.name in when:
            yield when[input_.name].values


def _ends(values: Values) -> Iterator[Fraction]:
    for each in values if isinstance(values, IntervalSet) else ():
        yield from (end for end in (each.low, each.high) if end is not None)


def _beside(end: Fraction, step: Fraction | None) -> tuple[Fraction, Fraction]:
    """The next values below and above an end."""
    if step is None:
        return end - Fraction(1, 1000), end + Fraction(1, 1000)
    return (ceil(end / step) - 1) * step, (floor(end / step) + 1) * step


def _between(ends: Sequence[Fraction], step: Fraction | None) -> Iterator[Fraction]:
    for low, high in pairwise(ends):
        middle = (low + high) / 2
        yield middle if step is None else floor(middle / step) * step


def _is_fact(input_: Input, point: Fraction) -> bool:
    if input_.type == "date" and not 1 <= point <= date.max.toordinal():
        return False
    on_step = input_.step is None or (point / input_.step).denominator == 1
    return on_step and holds(input_.domain, point)
