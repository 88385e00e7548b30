"""Conditions on computed names: shares and plain numbers are never taken for each other."""

from __future__ import annotations

from fractions import Fraction

from perfrules.diagnostics import PerfrulesError
from perfrules.expressions import parse_strictly
from perfrules.policies.decisions.condition_from_text import read_condition, read_unequal, refusal
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.rules import Condition
from perfrules.values import BARE, IntervalSet

_RATIO = "ratio"


def read_computed_condition(axis: Input, text: str) -> Condition:
    """Return the condition that a text states on a computed name.

    A plain number is compared with a share as one: 50% is 0.5. A share is not compared with a bare number,
    because `不超过1` may mean 1% or 100%.

    Raises:
        PolicyError: PR289 for a bare number on a share; PR523, PR530–PR532 as for inputs.
        ExpressionError: the text cannot be read.

    >>> read_computed_condition(Input("share", "number", step=None), "不超过50%").values
    IntervalSet(intervals=(Interval(low=None, low_closed=False, high=Fraction(1, 2), high_closed=True),))
    """
    unequal = read_unequal(axis, text, read_computed_condition)
    if unequal is not None:
        return unequal
    try:
        region = parse_strictly(text).region
    except PerfrulesError:
        # The reader of conditions says what is wrong.
        return read_condition(axis, text)
    if axis.unit.dimension == _RATIO and region.unit == BARE:
        raise refusal("PR289", text, input=axis.name)
    condition = read_condition(axis, text)
    if axis.unit == BARE and region.unit.dimension == _RATIO and isinstance(condition.values, IntervalSet):
        return Condition(condition.values.scaled(region.unit.factor * Fraction(1, 100)), text)
    return condition


def reads_as_computed(axis: Input, condition: Condition) -> bool:
    """Return whether the wording of a condition on a computed name is read as its values."""
    try:
        return read_computed_condition(axis, condition.text) == condition
    except PerfrulesError:
        return False
