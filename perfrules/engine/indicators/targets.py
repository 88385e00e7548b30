"""What a target means: the operator that its text leaves out, the measure that another column has."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.engine.indicators.answers.words import is_none
from perfrules.engine.indicators.changes import Figures, is_level
from perfrules.engine.indicators.operators import (
    OperatorBasis,
    OperatorSource,
    infer_operator,
    is_low_good,
    source_of,
)
from perfrules.engine.indicators.vocabulary import vocabulary
from perfrules.engine.indicators.written_units import unit_in_name
from perfrules.expressions import (
    Actual,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Milestones,
    Narrative,
    Reference,
    Statement,
    read,
)
from perfrules.policies.base.inferred_operators import SettlesOperators
from perfrules.policies.base.place import PolicyPlace
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import Indicator
from perfrules.sheets.measures import is_number
from perfrules.values import Quantity, exact

_MEASURED = {"comparison", "range", "deadline", "recurring_deadline", "frequency", "period", "change"}


@frozen(repr=False)
class Target(PlainRepr):
    """A comparator and what settles its operator; None where the text cannot be read.

    `settled` is the place in the policy that settles an operator, `lacks` the name of a figure that is not
    given, `reference` the reference that the figure was put into.
    """

    comparator: Comparator | None
    basis: OperatorBasis
    settled: PolicyPlace | None = None
    lacks: str | None = None
    reference: Reference | None = None

    @property
    def source(self) -> OperatorSource:
        """Where the operator comes from, as reports show it."""
        return source_of(self.basis)

    def __str__(self) -> str:
        """The target as it was understood, with the figure of a reference."""
        return f"{self.comparator}" if self.reference is None else f"{self.reference}（{self.comparator}）"


def target_of(
    indicator: Indicator,
    actual: Actual | None,
    policy: SettlesOperators,
    figures: Figures | None = None,
    as_of: date | None = None,
) -> Target:
    """The target that an actual is compared with, with the figures that it refers to.

    Where the cell says 文字描述 but a measure is reported, the name, description or basis may hold the
    target: 每月8日前 in the basis of 按月足额拨付资金. Of milestones, the last due by `as_of` counts.
    """
    comparator, figures = comparator_of(indicator), figures or {}
    if isinstance(comparator, Milestones) and as_of is not None:
        due = comparator.due(as_of)
        return Target(comparator, "none") if due is None else _with_operator(due, indicator, policy)
    if isinstance(comparator, Narrative) and actual is not None and not isinstance(actual, Statement):
        return _hidden(indicator, policy, figures) or Target(comparator, "none")
    target = _settled(comparator, indicator, policy, figures)
    if isinstance(comparator, Change) and is_level(actual, comparator) and comparator.baseline not in figures:
        return evolve(target, lacks=comparator.baseline)
    return target


def comparator_of(indicator: Indicator) -> Comparator | None:
    """The comparator of a target, with what the row says about a text that has two readings or none alone.

    A number that may be a day (12.31) is a number unless the row is of time; 不发生 is none of it.

    >>> row = Indicator("产出指标", "质量指标", "安全事故", target="不发生")
    >>> str(comparator_of(row)), str(comparator_of(Indicator("产出指标", "数量指标", "指数", target="12.31")))
    ('<=0', '12.31')
    """
    comparator = indicator.reading.comparator
    if comparator is None and is_none(indicator.target):
        return Comparison("<=", Quantity(Fraction(0)))
    if not isinstance(comparator, Deadline) or not is_number(indicator.target):
        return comparator
    label = f"{indicator.level2}{indicator.name}"
    if unit_in_name(indicator.name) is None and any(word in label for word in vocabulary()["of_time"]):
        return comparator
    return Comparison(None, Quantity(exact(indicator.target)))


def may_be_zero(indicator: Indicator, policy: SettlesOperators) -> bool:
    """Whether 无 as a target may mean zero: the name is to be kept low and the row has points of its own.

    >>> from perfrules.policies.loader import find_policy
    >>> policy = find_policy("mof.self-evaluation-2020")
    >>> rows = [
    ...     Indicator("产出指标", "质量指标", "安全事故", target="无", weight=each) for each in (10, None)
    ... ]
    >>> [may_be_zero(each, policy) for each in rows]
    [True, False]
    """
    is_counted = bool(indicator.weight) and is_none(indicator.target)
    return is_counted and is_low_good(indicator.name, policy.low_is_good)


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
    if isinstance(comparator, Change) and comparator.approximate:
        return Target(comparator, "none")
    if comparator.operator is not None:
        return Target(comparator, "written")
    found = infer_operator(comparator, indicator, policy)
    settled = comparator if found.operator is None else evolve(comparator, operator=found.operator)
    return Target(settled, found.basis, found.at)


def _hidden(indicator: Indicator, policy: SettlesOperators, figures: Figures) -> Target | None:
    """A target in the name or in another column."""
    columns: tuple[tuple[OperatorBasis, str], ...] = (
        ("column", indicator.basis),
        ("column", indicator.description),
        ("name", indicator.name),
    )
    for basis, text in columns:
        comparator = read(text).comparator if text else None
        if isinstance(comparator, Reference):
            return evolve(_settled(comparator, indicator, policy, figures), basis=basis)
        if comparator is not None and comparator.kind in _MEASURED:
            return Target(comparator, basis)
    return None
