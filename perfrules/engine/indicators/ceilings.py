"""Indicators that are shares of a whole, and actuals that pass it."""

from __future__ import annotations

from functools import cache

from perfrules.engine.indicators.written_units import without_unit
from perfrules.expressions import Actual, Comparator, Comparison, Range
from perfrules.resources import load_data
from perfrules.values import Quantity

WHOLE = 100
"""The whole in per cent, the base unit of ratios."""


def is_share_of_whole(name: str) -> bool:
    """Whether an indicator of this name cannot pass 100%, by the words of `grammar/target-rules.yaml`.

    >>> [is_share_of_whole(name) for name in ("合格率", "任务完成率", "满意度（%）")]
    [True, False, True]
    """
    return without_unit(name).endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load_data("grammar", "target-rules.yaml")["words"]["bounded"])


def passes_whole(target: Comparator, actual: Actual, name: str) -> bool:
    """Whether an actual is more than the indicator can reach. A target that asks for more lifts the limit.

    >>> from perfrules.expressions import parse, read_actual
    >>> rows = ("合格率", "≥95%"), ("任务完成率", "≥95%"), ("资金到位率", "≥110%")
    >>> [passes_whole(parse(target), read_actual("120%"), name) for name, target in rows]
    [True, False, False]
    """
    if not isinstance(target, Comparison | Range):
        return False
    bound = target.high if isinstance(target, Range) else target.bound
    return _passes(actual) and not _passes(bound) and is_share_of_whole(name)


def _passes(number: Actual) -> bool:
    if not isinstance(number, Quantity) or number.unit.dimension != "ratio":
        return False
    return number.value * number.unit.factor > WHOLE
