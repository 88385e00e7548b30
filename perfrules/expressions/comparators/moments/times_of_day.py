"""Times of day: 17点之前, 8:30至18:00."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.actuals import Actual
from perfrules.expressions.axes import CLOCK
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.measures import half_line
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.operators import Operator
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Interval, IntervalSet, Quantity

_CLOCK = late_pattern(
    "(?P<part>[上中下]午|晚上?|早上?|凌晨)?(?P<hour>[0-9]{1,2})[:点时](?:(?P<half>半)|整|(?P<minute>[0-5]?[0-9])分?)?"
)
_AFTERNOON = ("下午", "晚", "晚上")
_NOON, _DAY = 12, 24 * 60
_KEYS: dict[Operator, str] = {
    "<=": "targets.clock-by",
    "<": "targets.clock-before",
    ">=": "targets.clock-from",
    ">": "targets.clock-after",
}
_PRINTED: dict[Operator, str] = {
    "<=": "{}前",
    "<": "<{}",
    ">=": "{}后",
    ">": "晚于{}",
}


@frozen(repr=False)
class TimeOfDay(Named):
    """Before or after a time of day, or, with an `end`, between two; times are minutes since midnight.

    >>> from perfrules.expressions import parse
    >>> parse("每日8:30前").to_json()
    {'kind': 'time_of_day', 'op': '<=', 'operator': '<=', 'time': '08:30', 'every': 'day'}
    >>> parse("8:30至18:00").matches("9:15")
    True
    """

    kind: ClassVar[str] = "time_of_day"
    operator: Operator
    time: int
    end: int | None = None
    daily: bool = False

    @property
    def region(self) -> Region:
        """The minutes of the day that meet it."""
        if self.end is None:
            return Region(CLOCK, half_line(self.operator, Fraction(self.time)))
        return Region(CLOCK, IntervalSet((Interval(Fraction(self.time), True, Fraction(self.end), True),)))

    @property
    def start(self) -> int:
        """The time from which on it holds, where it has an end."""
        return self.time

    @property
    def every(self) -> str:
        """`day` where the text says every day, else empty."""
        return "day" if self.daily else ""

    def matches(self, actual: Actual | int | Decimal | Fraction | str) -> bool:
        """Whether a time of day, in a text such as `9:15`, meets it; a number counts as minutes."""
        minutes = minutes_of(actual) if isinstance(actual, str) else None
        if minutes is None:
            return super().matches(actual)
        return Quantity(Fraction(minutes), CLOCK) in self.region

    def _fields(self) -> dict[str, Any]:
        every = {"every": "day"} if self.daily else {}
        if self.end is None:
            return {"operator": self.operator, "time": clock_text(self.time), **every}
        return {"start": clock_text(self.time), "end": clock_text(self.end), **every}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> TimeOfDay:
        """Return the comparator of some plain data."""
        daily = "every" in plain.data
        if "time" in plain.data:
            return cls(plain["operator"], _minutes(plain["time"]), None, daily, **plain.names)
        return cls(">=", _minutes(plain["start"]), _minutes(plain["end"]), daily, **plain.names)

    def _text(self) -> str:
        every = "每天" if self.daily else ""
        if self.end is not None:
            return f"{every}{clock_text(self.time)}至{clock_text(self.end)}"
        return every + _PRINTED[self.operator].format(clock_text(self.time))

    def _phrase(self, language: Language) -> str:
        every = phrase("targets.every-day", language) if self.daily else ""
        if self.end is not None:
            ends = {"start": clock_text(self.time), "end": clock_text(self.end)}
            return phrase("targets.clock-between", language, every=every, **ends)
        return phrase(_KEYS[self.operator], language, every=every, time=clock_text(self.time))


def minutes_of(text: str) -> int | None:
    """The minutes since midnight of a time of day; None for any other text.

    >>> minutes_of("8:30"), minutes_of("下午5点"), minutes_of("25:00")
    (510, 1020, None)
    """
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), 30 if found["half"] else int(found["minute"] or 0)
    if found["part"] in _AFTERNOON and hour < _NOON:
        hour += _NOON
    minutes = 60 * hour + minute
    return minutes if minutes <= _DAY else None


def _minutes(text: str) -> int:
    """Return the minutes of a time of day in hours and minutes, such as 08:30."""
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def clock_text(minutes: int) -> str:
    """A time of day in hours and minutes.

    >>> clock_text(510)
    '08:30'
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"
