"""Days of the calendar that need no year: the 31st of December, the last day of a month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from attrs import frozen

_LEAP_YEAR = 2024  # has every day that any year has


def last_day(year: int, month: int) -> date:
    """The last day of a month.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, monthrange(year, month)[1])


def day_or_last(year: int, month: int, day: int) -> date:
    """Return the day of that month, or its last day if the month is shorter.

    >>> day_or_last(2021, 2, 31)
    datetime.date(2021, 2, 28)
    """
    return date(year, month, min(day, monthrange(year, month)[1]))


@frozen(order=True)
class MonthDay:
    """A day of any year; the 29th of February is the last of that month in every year.

    Raises:
        ValueError: no year has such a day.

    >>> str(MonthDay(12, 31)), MonthDay(2, 29).in_year(2021)
    ('--12-31', datetime.date(2021, 2, 28))
    """

    month: int
    day: int

    def __attrs_post_init__(self) -> None:
        date(_LEAP_YEAR, self.month, self.day)

    @classmethod
    def last_of(cls, month: int) -> MonthDay:
        """The last day of a month of any year."""
        return cls(month, monthrange(_LEAP_YEAR, month)[1])

    def in_year(self, year: int) -> date:
        """The date it falls on in a year."""
        return day_or_last(year, self.month, self.day)

    def __str__(self) -> str:
        return f"--{self.month:02}-{self.day:02}"
