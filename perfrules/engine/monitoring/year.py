"""The year that is monitored, and how much of it is over on a day."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.values import last_day

_MONTHS = 12


class MonitoringError(PerfrulesError):
    """The day of the report is not known, so nothing can be judged."""


@frozen
class YearSoFar:
    """A year at the end of a day, which may be after the year.

    >>> YearSoFar(2021, date(2021, 7, 15)).part, YearSoFar(2021, date(2021, 7, 31)).part
    (Fraction(1, 2), Fraction(7, 12))
    """

    year: int
    as_of: date

    @property
    def day(self) -> date:
        """The last day of the year that is over."""
        return min(self.as_of, date(self.year, _MONTHS, 31))

    @property
    def months(self) -> int:
        """The whole months that are over; a month counts from its last day on."""
        day = self.day
        return day.month if day == last_day(day.year, day.month) else day.month - 1

    @property
    def part(self) -> Fraction:
        """The months that are over ÷ 12."""
        return Fraction(self.months, _MONTHS)

    @property
    def is_over(self) -> bool:
        """Whether no day of it is left."""
        return self.day == date(self.year, _MONTHS, 31)


def year_so_far(reported: date | None, as_of: date | str | None) -> tuple[YearSoFar, tuple[Diagnostic, ...]]:
    """The year that is watched: that of the day up to which is reported, else that of the day asked of.

    Args:
        reported: the last day that the actuals cover, None if they do not say.
        as_of: the day; by default that of the actuals.

    Returns:
        The year, and what is to be said of two days that differ: PR470 where what is reported runs beyond
        the day asked of, PR471 where it ends before it.

    Raises:
        MonitoringError: PR472 without a day, PR473 if the year has not begun on it, PR474
            for a text that is not a day.

    >>> year_so_far(date(2021, 12, 31), date(2022, 2, 1))[0].part
    Fraction(1, 1)
    """
    day = _day(as_of) or reported
    if day is None:
        raise MonitoringError(Diagnostic("PR472"))
    year = day.year if reported is None else reported.year
    if day.year < year:
        raise MonitoringError(Diagnostic("PR473", {"day": day, "year": year}))
    so_far = YearSoFar(year, day)
    if reported is None or reported == so_far.day:
        return so_far, ()
    code = "PR470" if reported > so_far.day else "PR471"
    return so_far, (Diagnostic(code, {"reported": reported, "day": day}),)


def _day(as_of: date | str | None) -> date | None:
    if isinstance(as_of, datetime):
        return as_of.date()
    if not isinstance(as_of, str):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError as error:
        raise MonitoringError(Diagnostic("PR474", {"text": as_of})) from error
