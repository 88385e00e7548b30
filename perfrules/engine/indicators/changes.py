"""A change against a baseline (较上年增长5%): how much a level that is reported rose or fell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import evolve

from perfrules.expressions import Actual, Change
from perfrules.values import BARE, Quantity, default_units

_RATIO, _POINTS = "ratio", "percentage-point"
_RATES = (_RATIO, _POINTS)

Figures: TypeAlias = Mapping[str, Quantity]
"""The figures that targets refer to, by name: 核定数, 前三年平均值, 上年."""


def is_level(actual: Actual | None, target: Change) -> bool:
    """Return whether an actual is a level to compare with a figure, not a change in per cent.

    >>> from perfrules.expressions import parse, read_actual
    >>> [is_level(read_actual(text), parse("较上年增长≥5%")) for text in ("6%", "212万元")]
    [False, True]
    """
    if target.amount is None or not isinstance(actual, Quantity) or actual.unit == BARE:
        return False
    return target.amount.unit.dimension in _RATES and actual.unit.dimension not in _RATES


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


def worded_change(target: Change, change: Quantity, figures: Figures) -> tuple[dict[str, object], str]:
    """Return how much a level changed: the facts and the key of the sentence that says so.

    >>> from perfrules.expressions import parse, read_actual
    >>> target, figures = parse("较上年下降≥5%"), {"上年": read_actual("200个")}
    >>> worded_change(target, read_actual("3%"), figures)[1]
    'indicators.fallen'
    """
    rise = change.value if target.direction == "increase" else -change.value
    sentence = "indicators.risen" if rise > 0 else "indicators.fallen" if rise < 0 else "indicators.level"
    baseline = target.baseline or ""
    amount = evolve(change, value=abs(rise))
    return {"baseline": baseline, "figure": figures[baseline], "change": amount}, sentence
