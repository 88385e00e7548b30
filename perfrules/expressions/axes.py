"""The axes that are not units of measure: dates, yes and no, ratios, times of day, levels."""

from __future__ import annotations

from perfrules.values import Unit

CALENDAR = Unit("日期", "date")
"""The axis of dates; a date is its ordinal there."""
TRUTH = Unit("是否", "boolean")
"""The axis of yes and no: 1 and 0."""
PROPORTION = Unit("比", "proportion")
"""The axis of ratios: 1:20 is one twentieth."""
CLOCK = Unit("时刻", "time-of-day")
"""The axis of times of day, in minutes since midnight."""

_LEVELS = "level:"
_UNMEASURED = {CALENDAR.dimension, TRUTH.dimension, CLOCK.dimension}


def level_axis(scale: str) -> Unit:
    """Return the axis of the levels of a scale; a level is its rank there."""
    return Unit(scale, f"{_LEVELS}{scale}")


def is_unmeasured(axis: Unit) -> bool:
    """Whether no bare number fits an axis: that of dates, times of day, yes and no, or levels.

    >>> is_unmeasured(level_axis("成绩")), is_unmeasured(PROPORTION)
    (True, False)
    """
    return axis.dimension in _UNMEASURED or axis.dimension.startswith(_LEVELS)
