"""What a target is held to mean: the operator its text leaves out, the measure hidden beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import evolve, frozen

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
from perfrules.policies.places import PolicyPlace
from perfrules.policies.unwritten import SettlesOperators
from perfrules.sheets import Indicator
from perfrules.values import BARE, Quantity, Unit, default_units

OperatorSource = Literal["written", "name", "column", "inferred", "none"]
"""Where an operator was found: in the target, in the indicator's name, in another column, by the policy."""

_RATIO, _POINTS = "ratio", "percentage-point"
_RATES = (_RATIO, _POINTS)

Figures: TypeAlias = Mapping[str, Quantity]
"""The figures that targets refer to, by name: 核定数, 前三年平均值, 上年."""

_MEASURED = {"comparison", "range", "deadline", "recurring_deadline", "frequency", "period", "change"}


@frozen
class Target:
    """A comparator and where its operator comes from; None where the text cannot be read.

    `settled` is the place in the policy that settled an operator left out, `lacks` the name of a figure that
    the target refers to and nobody gave.
    """

    comparator: Comparator | None
    source: OperatorSource
    settled: PolicyPlace | None = None
    lacks: str | None = None


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
    return _settled(comparator, indicator, policy, figures)


def _settled(
    comparator: Comparator | None, indicator: Indicator, policy: SettlesOperators, figures: Figures
) -> Target:
    """The target with its figure and its operator."""
    if isinstance(comparator, Reference):
        resolved = comparator.resolve(figures)
        if resolved is None:
            return Target(comparator, "none", lacks=comparator.name)
        comparator = resolved
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


def as_change(target: Change, actual: Actual, figures: Figures) -> Actual:
    """The amount of change that an actual level is against the baseline, where its figure is given.

    An actual that measures something else than the baseline does is the amount of change itself, as it
    always is where no baseline is given.

    Raises:
        ExpressionError: PR243 for a change in per cent against nothing.

    >>> from perfrules.expressions import parse, read_actual
    >>> str(as_change(parse("较上年增长≥5%"), read_actual("212万元"), {"上年": read_actual("200万元")}))
    '6%'
    """
    figure = None if target.baseline is None else figures.get(target.baseline)
    if figure is None or not isinstance(actual, Quantity) or actual.unit.dimension != figure.unit.dimension:
        return actual
    change = actual.in_(figure.unit) - figure.value
    if target.direction == "decrease":
        change = -change
    if target.amount is not None and target.amount.unit.dimension not in _RATES:
        return Quantity(change, figure.unit)
    if target.amount is not None and target.amount.unit.dimension == _POINTS:
        if figure.unit.dimension != _RATIO:
            raise target.undecided()
        return Quantity(change * figure.unit.factor / target.amount.unit.factor, target.amount.unit)
    if figure.value == 0:
        raise target.undecided()
    return Quantity(change / figure.value * 100, default_units()["%"])
