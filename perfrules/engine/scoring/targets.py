"""What a target is held to mean: the operator its text leaves out, the measure hidden beside it."""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

from perfrules.expressions import (
    Actual,
    Change,
    Comparator,
    Comparison,
    Frequency,
    Narrative,
    Operator,
    Statement,
    find_operator,
    read,
)
from perfrules.policies.scoring import ScoringPolicy
from perfrules.sheets import Indicator
from perfrules.values import BARE, Unit

OperatorSource = Literal["written", "name", "column", "inferred", "none"]
"""Where an operator was found: in the target, in the indicator's name, in another column, by the policy."""

_MEASURED = {"comparison", "range", "deadline", "recurring_deadline", "frequency", "period", "change"}


@frozen
class Target:
    """A comparator and where its operator comes from; None where the text cannot be read."""

    comparator: Comparator | None
    source: OperatorSource


def target_of(indicator: Indicator, actual: Actual | None, policy: ScoringPolicy) -> Target:
    """The target that an actual is held against.

    Where the cell promises words (文字描述) but a measure was taken, the name, description or basis may hold
    what it is measured by: 每月8日前 in the basis of 按月足额拨付资金.
    """
    comparator = indicator.reading.comparator
    if isinstance(comparator, Narrative) and actual is not None and not isinstance(actual, Statement):
        return _hidden(indicator) or Target(comparator, "none")
    if not isinstance(comparator, Comparison | Frequency | Change):
        return Target(comparator, "none")
    if comparator.operator is not None:
        return Target(comparator, "written")
    operator, source = _unwritten(indicator, _unit_of(comparator), policy)
    return Target(comparator if operator is None else evolve(comparator, operator=operator), source)


def _unit_of(comparator: Comparison | Frequency | Change) -> Unit:
    if isinstance(comparator, Comparison):
        return comparator.bound.unit
    if isinstance(comparator, Frequency):
        return comparator.region.unit
    return BARE if comparator.amount is None else comparator.amount.unit


def _unwritten(
    indicator: Indicator, unit: Unit, policy: ScoringPolicy
) -> tuple[Operator | None, OperatorSource]:
    if found := find_operator(indicator.name):
        return found, "name"
    if found := find_operator(indicator.description):
        return found, "column"
    inferred = policy.operator_for(indicator.level2, unit)
    return inferred, "none" if inferred is None else "inferred"


def _hidden(indicator: Indicator) -> Target | None:
    """A measure that stands in the name or in another column."""
    columns: tuple[tuple[OperatorSource, str], ...] = (
        ("column", indicator.basis),
        ("column", indicator.description),
        ("name", indicator.name),
    )
    for source, text in columns:
        comparator = read(text).comparator if text else None
        if comparator is not None and comparator.kind in _MEASURED:
            return Target(comparator, source)
    return None
