"""Random actuals for a comparator, those at and beside its ends first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from perfrules.expressions import (
    Actual,
    AllOf,
    AnyOf,
    Boolean,
    Comparator,
    Deadline,
    ExpressionError,
    Level,
    Milestones,
    Period,
    Range,
    RecurringDeadline,
    Reference,
    Region,
    StartDate,
    Statement,
)
from perfrules.expressions.comparators import Approximate
from perfrules.testing.strategies.comparators import dates
from perfrules.testing.strategies.quantities import UNITS, any_of, quantities
from perfrules.values import MonthDay, Quantity, Unit

_YEAR = 2021
_WHOLE, _FINE = Fraction(1), Fraction(1, 100)
_FAR = 60
"""The number of growing steps away from an end."""
_STATEMENTS = st.sampled_from(["达成预期指标", "基本达成", "未达成"]).map(Statement)


def actuals_for(comparator: Comparator) -> SearchStrategy[Actual]:
    """Actuals that could be reported for a target, in its unit or one that converts exactly.

    The first are at, just below and just above each end; others are far away. A target in words gets
    statements; a target that needs a figure or a year gets quantities and days.

    >>> from hypothesis import find
    >>> from perfrules.expressions import parse
    >>> target = parse("不低于95%")
    >>> str(find(actuals_for(target), target.matches)), str(find(actuals_for(target), lambda _: True))
    ('95%', '95%')
    >>> str(find(actuals_for(target), lambda actual: not target.matches(actual)))
    '94.99%'
    """
    if isinstance(comparator, AllOf | AnyOf):
        return st.one_of(*map(actuals_for, comparator.parts))
    if isinstance(comparator, Milestones):
        return st.one_of(*(actuals_for(part.target) for part in comparator.parts))
    if isinstance(comparator, Level):
        return st.sampled_from(comparator.scale.levels).map(Statement)
    if isinstance(comparator, Boolean):
        return st.sampled_from([comparator.value, not comparator.value])
    if isinstance(comparator, Deadline | StartDate | Period | RecurringDeadline):
        return _days(comparator)
    if isinstance(comparator, Reference):
        return quantities()
    if isinstance(comparator, Approximate):
        return _near([comparator.about.value], comparator.about.unit)
    if isinstance(comparator, Range):
        # Its region may be empty (>0且<0) and then has no ends.
        return _near([comparator.low.value, comparator.high.value], comparator.high.unit)
    try:
        return _in_region(comparator.region)
    except ExpressionError:
        return _STATEMENTS


def _in_region(region: Region) -> SearchStrategy[Actual]:
    ends = [end for each in region.numbers for end in (each.low, each.high) if end is not None]
    return _near(ends, region.unit)


def _near(ends: Iterable[Fraction], unit: Unit) -> SearchStrategy[Actual]:
    ends = list(dict.fromkeys(ends))
    beside = _WHOLE if unit.counts or unit.dimension == "people" else _FINE
    offsets = [Fraction(0), -beside, beside]
    offsets += [sign * beside * at**3 for at in range(2, _FAR) for sign in (-1, 1)]
    # Steps below and above alternate, so that a step shrinks to the smallest one of its direction.
    there = st.builds(lambda end, by: Quantity(end + by, unit), any_of(ends), any_of(offsets))
    if unit not in _CONVERTED:
        return there
    # One draw decides for all: alternatives shrink less well. Half of the actuals keep the unit.
    others = [each for each in _CONVERTED if each.dimension == unit.dimension and each != unit]
    others.sort(key=lambda each: each.name)
    return st.builds(Quantity.to, there, any_of([unit] * max(len(others), 1) + others))


_CONVERTED = frozenset(UNITS.by_spelling.values())
"""Compound units are not converted: their converted parts have no unit name."""


def _days(comparator: Deadline | StartDate | Period | RecurringDeadline) -> SearchStrategy[Actual]:
    if isinstance(comparator, Deadline | StartDate):
        return _beside([_dated(comparator.day)])
    if isinstance(comparator, Period):
        return _beside([_dated(comparator.start), _dated(comparator.end)])
    if comparator.every == "week":
        return st.lists(dates, min_size=1, max_size=4, unique=True).map(_tuple_of_days)
    due = comparator.due_dates(_YEAR)
    kept = st.tuples(*(_shifted(day) for day in due))
    return kept.map(_tuple_of_days)


def _tuple_of_days(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(days))


def _dated(day: date | MonthDay) -> date:
    return day.in_year(_YEAR) if isinstance(day, MonthDay) else day


def _beside(ends: Iterable[date]) -> SearchStrategy[Actual]:
    ends = list(dict.fromkeys(ends))
    offsets = [0, -1, 1, *(sign * at**2 for at in range(2, _FAR) for sign in (-1, 1))]
    return st.builds(lambda end, by: end + timedelta(by), any_of(ends), any_of(offsets))


def _shifted(day: date) -> SearchStrategy[date]:
    return st.sampled_from([0, -1, 1, -20, 20]).map(lambda by: day + timedelta(by))
