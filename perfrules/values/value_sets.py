"""Sets of values on one axis: numbers as an `IntervalSet`, choices and truth values as a frozenset."""

from __future__ import annotations

from typing import TypeAlias

from perfrules.values.intervals import IntervalSet

Choices: TypeAlias = frozenset[str | bool]
Values: TypeAlias = IntervalSet | Choices


def meet(left: Values, right: Values) -> Values:
    """What is in both."""
    if isinstance(left, IntervalSet) and isinstance(right, IntervalSet):
        return left & right
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left & right
    return frozenset()


def without(left: Values, right: Values) -> Values:
    """What is in the first but not in the second."""
    if isinstance(left, IntervalSet) and isinstance(right, IntervalSet):
        return left - right
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left - right
    return left


def unite(left: Values, right: Values) -> Values:
    """What is in either."""
    if isinstance(left, IntervalSet) and isinstance(right, IntervalSet):
        return left | right
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left | right
    raise TypeError("numbers and choices have nothing in common")


def is_empty(values: Values) -> bool:
    """Whether no value is in it."""
    return values.is_empty() if isinstance(values, IntervalSet) else not values
