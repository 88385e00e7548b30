"""Random decision policies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input, InputType
from perfrules.policies.decisions.outputs import Combine, HitPolicy, Outcome, Output
from perfrules.policies.decisions.policy import DecisionPolicy
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

# Strategies are built once: building them for each policy costs more than drawing from them.
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
    """Conditions of one or two intervals with these ends: open, closed and unbounded ones."""
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


def _measured(name: str, type_: InputType, *units: str) -> SearchStrategy[Input]:
    unit = st.sampled_from([UNITS[each] for each in units])
    return st.builds(Input, st.just(name), st.just(type_), unit, _DOMAINS, _STEPS)


_INPUT_OF: Mapping[InputType, SearchStrategy[Input]] = {
    "money": _measured("amount", "money", "元"),
    "number": _measured("number", "number", "", "公里", "亩"),
    "ratio": _measured("share", "ratio", "%"),
    "duration": _measured("time", "duration", "天", "小时", "个月"),
    "count": st.sampled_from([Input("days", "count", UNITS[unit]) for unit in ("", "人", "次")]),
    "date": st.just(Input("on", "date")),
    "choice": st.just(Input("kind", "choice", domain=frozenset(_CHOICES))),
    "boolean": st.just(Input("urgent", "boolean")),
}
KINDS: tuple[InputType, ...] = tuple(_INPUT_OF)
"""The types of inputs, one input of each at most in a policy."""
_MOST_INPUTS = 3


@cache
def _inputs(kinds: tuple[InputType, ...], exactly: int | None) -> SearchStrategy[list[Input]]:
    least, most = (1, min(_MOST_INPUTS, len(kinds))) if exactly is None else (exactly, exactly)
    drawn = st.one_of(*(_INPUT_OF[kind] for kind in kinds))
    return st.lists(drawn, min_size=least, max_size=most, unique_by=lambda input_: input_.name)


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
    """Rules with ids. Each overrides only later ones, so overrides have no cycle."""
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
def _policies(
    draw: DrawFn, hits: Sequence[HitPolicy], of_inputs: SearchStrategy[list[Input]]
) -> DecisionPolicy:
    inputs = draw(of_inputs)
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


@cache
def _policies_of(
    hits: tuple[HitPolicy, ...], kinds: tuple[InputType, ...], inputs: int | None
) -> SearchStrategy[DecisionPolicy]:
    return _policies(hits, _inputs(kinds, inputs))


def policies(
    *hit: HitPolicy, kinds: Collection[InputType] = KINDS, inputs: int | None = None
) -> SearchStrategy[DecisionPolicy]:
    """Decision policies that a file could contain: one to three inputs and one to six rules.

    Rules have exceptions and override one another; there are scopes, defaults, units and steps. `check` may
    well find gaps and overlaps in them.

    Args:
        hit: the hit policies to choose from, by default all.
        kinds: the types of inputs to choose from, by default all.
        inputs: the exact number of inputs, at most one of each type.

    Raises:
        ValueError: an unknown hit policy or type, or more inputs than there are types.

    >>> from hypothesis import find
    >>> small = find(policies("unique", kinds=["boolean"], inputs=1), lambda policy: True)
    >>> small.hit, [each.type for each in small.inputs]
    ('unique', ['boolean'])
    """
    unknown = [*({*hit} - {*HITS}), *({*kinds} - {*KINDS})]
    if unknown:
        raise ValueError(f"unknown hit policy or type: {', '.join(sorted(unknown))}")
    if not kinds:
        raise ValueError("no type of input")
    if inputs is not None and not 1 <= inputs <= len(set(kinds)):
        raise ValueError(
            f"{inputs} inputs of {len(set(kinds))} types: at least one, at most one of each type"
        )
    return _policies_of(hit or HITS, tuple(each for each in KINDS if each in kinds), inputs)
