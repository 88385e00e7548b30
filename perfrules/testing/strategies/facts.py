"""Random facts for a decision policy: at its thresholds first, then beside them, then far away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import ceil, floor
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from perfrules.analysis.cells.witnesses import Fact, fact_at, fact_text
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Point, holds
from perfrules.testing.strategies.quantities import UNITS
from perfrules.values import BARE, IntervalSet, Quantity
from perfrules.values.value_sets import Values

GivenFact: TypeAlias = Fact | int | Decimal
"""A fact as a program may hand it to `decide`."""
Drawn: TypeAlias = SearchStrategy[dict[str, Any]]

_START = Fraction(date(2021, 1, 1).toordinal())
_FAR = (1000, 10**6, 10**12)
_UNITS = sorted(set(UNITS.by_spelling.values()), key=lambda unit: unit.name)


def facts_for(policy: DecisionPolicy | CompiledPolicy, *, written: bool = False) -> Drawn:
    """Facts that a policy accepts: inside domains and on steps.

    Thresholds come first, then values beside them (one step away, or a thousandth without a step), between
    them and far away. Facts may lie outside the scope. Several rules may apply where one is allowed.

    Args:
        policy: a policy, also as `load_policy` returns it.
        written: also draw the same facts as texts, as numbers and in other units that convert exactly.

    >>> from hypothesis import find
    >>> from perfrules import load_policy
    >>> approval = load_policy("chengde.expenditure-approval")
    >>> str(find(facts_for(approval), lambda facts: facts["amount"].value > 2000)["amount"])
    '20000元'
    """
    model = policy.policy if isinstance(policy, CompiledPolicy) else policy
    return st.fixed_dictionaries({each.name: _facts_of(model, each, written) for each in model.inputs})


def _facts_of(policy: DecisionPolicy, input_: Input, written: bool) -> SearchStrategy[Any]:
    facts = st.sampled_from(points_of(policy, input_)).map(partial(fact_at, input_))
    return facts.flatmap(_spellings) if written else facts


def _spellings(fact: Fact) -> SearchStrategy[GivenFact]:
    """The same fact in the ways in which people and programs give it."""
    spelled: list[GivenFact] = [fact]
    if isinstance(fact, Quantity):
        spelled += _quantities(fact)
    elif not isinstance(fact, str):
        spelled.append(fact_text(fact))
    return st.sampled_from(spelled)


def _quantities(fact: Quantity) -> Iterator[GivenFact]:
    if _is_decimal(fact.value):
        yield str(fact)
        yield Decimal(fact.value.numerator) / fact.value.denominator
    if fact.value.denominator == 1:
        yield int(fact.value)
    for unit in _UNITS:
        if unit.dimension == fact.unit.dimension and unit not in (fact.unit, BARE):
            yield fact.to(unit)


def _is_decimal(value: Fraction) -> bool:
    """Whether a number has at most six decimals."""
    return 10**6 % value.denominator == 0


def points_of(policy: DecisionPolicy, input_: Input) -> list[Point]:
    """Values of an input, in its domain and on its step: at least one of each stretch that rules distinguish.

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
    far = [end + by for end in outermost for by in (0, *(sign * far for far in _FAR for sign in (-1, 1)))]
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
