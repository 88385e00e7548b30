"""What a target asks over the year: how much in all, in which unit, up to which day."""

from __future__ import annotations

from datetime import date, timedelta

from perfrules.expressions import Actual, Comparator, Comparison, Deadline, Frequency, Period, Range
from perfrules.expressions.actuals import number_on, position
from perfrules.values import Quantity, Unit

_MONTHS = 12
_ONE_DAY = timedelta(days=1)


def last_day_of(comparator: Deadline | Period) -> date:
    """The last day on which it can still be kept; its days have their year."""
    if isinstance(comparator, Period):
        return _day(comparator.end)
    day = _day(comparator.day)
    return day if comparator.inclusive else day - _ONE_DAY


def _day(day: object) -> date:
    if not isinstance(day, date):
        raise TypeError("a deadline of a year has its day")
    return day


def unit_of(comparator: Comparator) -> Unit | None:
    """What a number or range is measured in."""
    if isinstance(comparator, Comparison):
        return comparator.bound.unit
    return comparator.high.unit if isinstance(comparator, Range) else None


def whole_of(comparator: Comparator) -> Quantity | None:
    """What is to be reached in the whole year; None where that does not grow with the months.

    >>> from perfrules.expressions import parse
    >>> [str(whole_of(parse(text))) for text in (">=5次", "500-600吨", "每季度不少于2次", "每周1次")]
    ['5次', '500吨', '8次', 'None']
    """
    if isinstance(comparator, Comparison):
        return comparator.bound
    if isinstance(comparator, Range):
        return comparator.low
    if isinstance(comparator, Frequency) and comparator.per.dimension == "months":
        times = comparator.times
        return Quantity(times.value * _MONTHS / comparator.per.factor, times.unit)
    return None


def is_beyond(comparator: Comparator, actual: Actual) -> bool:
    """Whether the upper end of a range is passed, which no later month can undo."""
    if not isinstance(comparator, Range):
        return False
    return number_on(position(actual), comparator.high.unit) > comparator.high.value
