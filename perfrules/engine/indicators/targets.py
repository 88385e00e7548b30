"""What a target is held to mean: the operator its text leaves out, the measure hidden beside it."""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

from perfrules.engine.indicators.changes import Figures, is_level
from perfrules.expressions import (
    Actual,
    Change,
    Comparator,
    Comparison,
    Frequency,
    Narrative,
    Operator,
    Reference,
    Statement,
    find_operator,
    read,
)
from perfrules.policies.base.inferred_operators import SettlesOperators
from perfrules.policies.base.place import PolicyPlace
from perfrules.sheets import Indicator
from perfrules.values import BARE, Unit

OperatorSource = Literal["written", "name", "column", "inferred", "none"]
"""Where an operator was found: in the target, in the indicator's name, in another column, by the policy."""

_MEASURED = {"comparison", "range", "deadline", "recurring_deadline", "frequency", "period", "change"}


@frozen
class Target:
    """A comparator and where its operator comes from; None where the text cannot be read.

    `settled` is the place in the policy that settled an operator left out, `lacks` the name of a figure that
    the target refers to and nobody gave, `reference` what it says where the figure was put in.
    """

    comparator: Comparator | None
    source: OperatorSource
    settled: PolicyPlace | None = None
    lacks: str | None = None
    reference: Reference | None = None

    def __str__(self) -> str:
        """The target as it was understood, with the figure that a reference comes to."""
        return f"{self.comparator}" if self.reference is None else f"{self.reference}（{self.comparator}）"


def target_of(
    indicator: Indicator, actual: Actual | None, policy: SettlesOperators, figures: Figures | None = None
) -> Target:
    """The target that an actual is held against, with the figures put in that it refers to.

    Where the cell promises words (文字描述) but a measure was taken, the name, description or basis may hold
    what it is measured by: 每月8日前 in the basis of 按月足额拨付资金.
    """
    comparator, figures = indicator.reading.comparator, figures or {}
    if isinstance(comparator, Narrative) and actual is not None and not isinstance(actual, Statement):
        return _hidden(indicator, policy, figures) or Target(comparator, "none")
    target = _settled(comparator, indicator, policy, figures)
    if isinstance(comparator, Change) and is_level(actual, comparator) and comparator.baseline not in figures:
        return evolve(target, lacks=comparator.baseline)
    return target


def _settled(
    comparator: Comparator | None, indicator: Indicator, policy: SettlesOperators, figures: Figures
) -> Target:
    """The target with its figure and its operator."""
    if not isinstance(comparator, Reference):
        return _with_operator(comparator, indicator, policy)
    resolved = comparator.resolve(figures)
    if resolved is None:
        return Target(comparator, "none", lacks=comparator.name)
    return evolve(_with_operator(resolved, indicator, policy), reference=comparator)


def _with_operator(comparator: Comparator | None, indicator: Indicator, policy: SettlesOperators) -> Target:
    if not isinstance(comparator, Comparison | Frequency | Change):
        return Target(comparator, "none")
    if comparator.operator is not None:
        return Target(comparator, "written")
    operator, source, settled = _unwritten(indicator, _unit_of(comparator), policy)
    settled_one = comparator if operator is None else evolve(comparator, operator=operator)
    return Target(settled_one, source, settled)


def _unit_of(comparator: Comparison | Frequency | Change) -> Unit:
    if isinstance(comparator, Comparison):
        return comparator.bound.unit
    if isinstance(comparator, Frequency):
        return comparator.region.unit
    return BARE if comparator.amount is None else comparator.amount.unit


def _unwritten(
    indicator: Indicator, unit: Unit, policy: SettlesOperators
) -> tuple[Operator | None, OperatorSource, PolicyPlace | None]:
    if found := find_operator(indicator.name):
        return found, "name", None
    if found := find_operator(indicator.description):
        return found, "column", None
    inferred = policy.operator_for(indicator.level2, unit)
    return (None, "none", None) if inferred is None else (inferred.operator, "inferred", inferred.at)


def _hidden(indicator: Indicator, policy: SettlesOperators, figures: Figures) -> Target | None:
    """A measure that stands in the name or in another column."""
    columns: tuple[tuple[OperatorSource, str], ...] = (
        ("column", indicator.basis),
        ("column", indicator.description),
        ("name", indicator.name),
    )
    for source, text in columns:
        comparator = read(text).comparator if text else None
        if isinstance(comparator, Reference):
            return evolve(_settled(comparator, indicator, policy, figures), source=source)
        if comparator is not None and comparator.kind in _MEASURED:
            return Target(comparator, source)
    return None
