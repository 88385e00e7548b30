"""Days of the calendar that need no year: the 31st of December, the last day of a month."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import frozen

from perfrules.resources.plain_repr import PlainRepr

_LEAP_YEAR = 2024  # has every day that any year has
_DAYS = 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31


def days_in(year: int, month: int) -> int:
    """Return how many days a month has; importing `calendar` for it would cost each process 1 ms.

    Raises:
        ValueError: no month has that number.

    >>> days_in(2024, 2), days_in(2100, 2), days_in(2000, 2), days_in(2021, 12)
    (29, 28, 29, 31)
    """
    if not 1 <= month <= 12:
        raise ValueError(f"no month has the number {month}")
    common = month == 2 and (year % 4 or (year % 100 == 0 and year % 400))
    return 28 if common else _DAYS[month - 1]


def last_day(year: int, month: int) -> date:
    """The last day of a month.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, days_in(year, month))


def day_or_last(year: int, month: int, day: int) -> date:
    """Return the day of that month, or its last day if the month is shorter.

    >>> day_or_last(2021, 2, 31)
    datetime.date(2021, 2, 28)
    """
    return date(year, month, min(day, days_in(year, month)))


@frozen(order=True, repr=False)
class MonthDay(PlainRepr):
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
        return cls(month, days_in(_LEAP_YEAR, month))

    def in_year(self, year: int) -> date:
        """The date it falls on in a year."""
        return day_or_last(year, self.month, self.day)

    def __str__(self) -> str:
        return f"--{self.month:02}-{self.day:02}"


AnyDay: TypeAlias = date | MonthDay
"""A day of one year, or of any year."""


def any_day(text: str) -> AnyDay:
    """Return the day that a text says, as `str` gives one.

    Raises:
        ValueError: the text is not such a day.

    >>> str(any_day("--12-31")), any_day("2021-12-31")
    ('--12-31', datetime.date(2021, 12, 31))
    """
    if not text.startswith("--"):
        return date.fromisoformat(text)
    month, day = text[2:].split("-")
    return MonthDay(int(month), int(day))
