"""The axes that are not units of measure: dates, yes and no, ratios, times of day."""

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
