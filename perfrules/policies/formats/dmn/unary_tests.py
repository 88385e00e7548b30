"""The values of a condition as unary tests of S-FEEL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from perfrules.policies.decisions.inputs import OTHER, Input
from perfrules.policies.formats.dmn.feel import FeelValue, feel_text
from perfrules.values import NOTHING, Interval
from perfrules.values.value_sets import Choices, Values


class UnsaidError(Exception):
    """A part of a policy that DMN has no exact words for: its text is the part."""


def unary_text(input_: Input, values: Values, worded: Sequence[str] = ()) -> str:
    """Return the unary tests that exactly these values of an input pass.

    Args:
        input_: the input or computed name.
        values: the values that pass.
        worded: choices in the order in which a file lists them.

    Raises:
        UnsaidError: no decimal is equal to a bound.

    >>> from perfrules.values import IntervalSet
    >>> unary_text(Input("amount", "money"), IntervalSet.up_to(Fraction(2000)))
    '<= 2000'
    """
    if isinstance(values, frozenset):
        return _choices(input_, values, worded)
    if values == NOTHING:
        return f"not(< {_bound(input_, Fraction(1))}, >= {_bound(input_, Fraction(1))})"
    return ", ".join(_interval(input_, interval) for interval in values)


def exact_feel(value: FeelValue) -> str:
    """Return a value as a FEEL literal.

    Raises:
        UnsaidError: no decimal is equal to it.
    """
    text = feel_text(value)
    if isinstance(value, Fraction) and "/" in text:
        raise UnsaidError(text)
    return text


def _interval(input_: Input, interval: Interval) -> str:
    low = None if interval.low is None else _bound(input_, interval.low)
    high = None if interval.high is None else _bound(input_, interval.high)
    if low is None:
        return f"{'<=' if interval.high_closed else '<'} {high}"
    if high is None:
        return f"{'>=' if interval.low_closed else '>'} {low}"
    if low == high:
        return low
    return f"{'[' if interval.low_closed else '('}{low}..{high}{']' if interval.high_closed else ')'}"


def _bound(input_: Input, bound: Fraction) -> str:
    return exact_feel(date.fromordinal(int(bound)) if input_.type == "date" else bound)


def _choices(input_: Input, values: Choices, worded: Sequence[str]) -> str:
    """Choices in the order of the file; those of an open column that has others too by what it excludes."""
    if OTHER in values and isinstance(input_.domain, frozenset):
        excluded = ", ".join(map(feel_text, sorted(input_.domain - values, key=str)))
        return f"not({excluded})" if excluded else "-"
    order = {text: at for at, text in enumerate(worded)}
    listed = sorted(values, key=lambda each: (order.get(str(each), len(order)), str(each)))
    return ", ".join(map(feel_text, listed))
