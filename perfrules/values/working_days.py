"""Working days in mainland China: weekends, statutory holidays, the days that yearly notices move (调休)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase
from perfrules.resources.plain_repr import PlainRepr

Reason = Literal["weekday", "weekend", "holiday", "moved-workday", "extra-holiday", "extra-workday"]
"""What a day is: `moved-workday` is a weekend day worked in exchange for a holiday, `extra-…` one added."""
Roll = Literal["previous-working-day", "next-working-day", "none"]
"""How a due day that is a rest day moves."""

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_WORKED: frozenset[Reason] = frozenset({"weekday", "moved-workday", "extra-workday"})


class CalendarError(PerfrulesError):
    """The working days are unknown or contradict one another. Added in 0.2."""


@frozen(repr=False)
class Holiday(PlainRepr):
    """A statutory holiday in both languages."""

    zh: str
    en: str

    def name(self, language: Language) -> str:
        """Return its name in a language."""
        return phrase("calendar.holiday", language, name_zh=self.zh, name_en=self.en)


@frozen(repr=False)
class CalendarDay(PlainRepr):
    """A day and what makes it a working day or a rest day; `holiday` is the one it belongs to, if any.

    >>> WorkCalendar().look_up(date(2021, 5, 8)).explain()
    '劳动节调休上班日'
    """

    day: date
    reason: Reason
    holiday: Holiday | None = None

    @property
    def is_working(self) -> bool:
        """Whether people work on it."""
        return self.reason in _WORKED

    def explain(self, language: Language = "zh") -> str:
        """What the day is, in a few words."""
        weekday = phrase(f"calendar.weekday-{self.day.isoweekday()}", language)
        name = "" if self.holiday is None else self.holiday.name(language)
        return phrase(f"calendar.is-{self.reason}", language, weekday=weekday, name=name)


def _frozen(days: Iterable[date]) -> frozenset[date]:
    return frozenset(days)


@frozen(repr=False)
class WorkCalendar(PlainRepr):
    """The working days of mainland China, as the State Council's yearly notices set them.

    `extra_holidays` and `extra_workdays` are added by a policy and win over the notices. A year that the
    notices at hand do not reach is known only where the policy adds a day to it: then Monday to Friday are
    worked but for the days added. Source: the notices as `chinese_calendar` holds them, from 2004 on.

    Raises:
        CalendarError: PR561 where a day is added as a holiday and as a working day.

    >>> calendar = WorkCalendar()
    >>> calendar.is_working(date(2021, 5, 8)), calendar.is_working(date(2021, 8, 8))
    (True, False)
    """

    extra_holidays: frozenset[date] = field(default=frozenset(), converter=_frozen)
    extra_workdays: frozenset[date] = field(default=frozenset(), converter=_frozen)

    def __attrs_post_init__(self) -> None:
        both = sorted(self.extra_holidays & self.extra_workdays)
        if both:
            raise CalendarError(*(Diagnostic("PR561", {"day": day.isoformat()}) for day in both))

    def is_published(self, year: int) -> bool:
        """Return whether the notice of that year is available."""
        return year in published_years()

    def look_up(self, day: date) -> CalendarDay:
        """What a day is.

        Raises:
            CalendarError: PR560 where the working days of its year are not known.
        """
        if day in self.extra_holidays:
            return CalendarDay(day, "extra-holiday")
        if day in self.extra_workdays:
            return CalendarDay(day, "extra-workday")
        if self.is_published(day.year):
            return _noticed(day)
        if day.year not in self._extended_years():
            years = published_years()
            facts = {"year": day.year, "first": years[0], "last": years[-1]}
            raise CalendarError(Diagnostic("PR560", facts))
        return _by_weekday(day)

    def is_working(self, day: date) -> bool:
        """Whether people work on a day. It raises the errors of `look_up`."""
        return self.look_up(day).is_working

    def rolled(self, day: date, roll: Roll) -> date:
        """Return the day itself if it is a working day, else the nearest one before or after it.

        With `none` the day stays, and no calendar is asked.

        Raises:
            CalendarError: PR560 where a year that is reached is not known.

        >>> str(WorkCalendar().rolled(date(2021, 8, 8), "previous-working-day"))
        '2021-08-06'
        """
        if roll == "none":
            return day
        step = ONE_DAY if roll == "next-working-day" else -ONE_DAY
        while not self.is_working(day):
            day += step
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """Return the last of a number of working days after a day, not counted itself (民法典 art. 201).

        Raises:
            CalendarError: PR560 where a year that is reached is not known.

        >>> str(WorkCalendar().working_days_after(date(2021, 9, 30), 1))
        '2021-10-08'
        """
        for _ in range(count):
            day = self.rolled(day + ONE_DAY, "next-working-day")
        return day

    def to_json(self) -> dict[str, list[str]]:
        """The days added, sorted, as plain data."""
        return {
            "extra_holidays": sorted(day.isoformat() for day in self.extra_holidays),
            "extra_workdays": sorted(day.isoformat() for day in self.extra_workdays),
        }

    def _extended_years(self) -> set[int]:
        return {day.year for day in (*self.extra_holidays, *self.extra_workdays)}


@cache
def published_years() -> range:
    """Return the years whose notices are available.

    >>> 2021 in published_years(), 2003 in published_years()
    (True, False)
    """
    days: Iterable[date] = _notices().holidays
    return range(min(days).year, max(days).year + 1)


def _notices() -> Any:
    """Return the module with the days of every published notice."""
    from chinese_calendar import constants  # type: ignore[import-untyped] # late: only schedules need its tables

    return constants


def _noticed(day: date) -> CalendarDay:
    constants = _notices()
    name: str | None = constants.workdays.get(day) or constants.holidays.get(day)
    if name is None:
        return _by_weekday(day)
    holiday = Holiday(constants.Holiday(name).chinese, name)
    return CalendarDay(day, "moved-workday" if day in constants.workdays else "holiday", holiday)


def _by_weekday(day: date) -> CalendarDay:
    return CalendarDay(day, "weekend" if day.weekday() >= _SATURDAY else "weekday")
