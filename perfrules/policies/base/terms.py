"""Terms: how long after a day something may take."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

from attrs import frozen

from perfrules.resources.plain_repr import PlainRepr
from perfrules.values.dates import day_or_last
from perfrules.values.working_days import ONE_DAY, CalendarError, Roll, WorkCalendar

_YEAR = 12


@frozen(repr=False)
class Term(PlainRepr):
    """A number of days, working days or months after a day, which itself may count as the first.

    >>> Term(1, "months").ends(date(2021, 1, 31), WorkCalendar())
    datetime.date(2021, 2, 28)
    """

    count: int
    of: Literal["days", "working-days", "months"]
    first_day_counts: bool = False

    def ends(self, day: date, calendar: WorkCalendar) -> date:
        """Return the last day of a term that begins after a day, before it rolls over rest days.

        Source: 民法典 art. 201 (the first day is not counted), 202 (a month without that day ends on its
        last day), 204 (law or agreement may say otherwise: `first_day_counts`).

        Raises:
            CalendarError: PR560: a term of working days reaches a year whose working days are unknown.
        """
        match self.of:
            case "days":
                return self._before(day) + timedelta(days=self.count)
            case "working-days":
                return calendar.working_days_after(self._before(day), self.count)
            case "months":
                years, month = divmod(day.month - 1 + self.count, _YEAR)
                same = day_or_last(day.year + years, month + 1, day.day)
                # A month from 1 March on ends on 31 March; after 31 January there is no 31 February.
                return self._before(same) if same.day == day.day else same

    def _before(self, day: date) -> date:
        return day - ONE_DAY if self.first_day_counts else day

    def to_json(self) -> dict[str, Any]:
        """Return the number and what is counted; `first_day` if the first day counts."""
        counted = {"first_day": "counted"} if self.first_day_counts else {}
        return {"count": str(self.count), "of": self.of, **counted}


def rolled_or_not(last: date, calendar: WorkCalendar, roll: Roll, needed_from: date) -> tuple[date, bool]:
    """Return the last day of a term after it rolls over rest days, and whether that day is certain.

    Where the working days of its year are unknown, the day stays where it is and is not certain; that is
    enough for days up to it.

    Raises:
        CalendarError: PR560: the year is unknown, and `needed_from` is after the day, so that it matters.

    >>> rolled_or_not(date(2021, 2, 28), WorkCalendar(), "next-working-day", date(2021, 3, 1))
    (datetime.date(2021, 3, 1), True)
    """
    try:
        return calendar.rolled(last, roll), True
    except CalendarError:
        if needed_from > last:
            raise
        return last, False
