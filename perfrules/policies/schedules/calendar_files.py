"""Calendars in files: the days of a yearly notice that the package does not know yet."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import evolve

from perfrules.documents import FORMAT_VERSION, Document, read_document
from perfrules.policies.base.collector import Collector
from perfrules.policies.schedules.from_document import joined_calendar, read_calendar
from perfrules.policies.schedules.notices import Notice
from perfrules.policies.schedules.policy import SchedulePolicy
from perfrules.values.working_days import WorkCalendar


def load_calendar(path: str | os.PathLike[str]) -> WorkCalendar:
    """Return the calendar of a file of kind `calendar`.

    Raises:
        DocumentError: the file cannot be read or is of another kind.
        PolicyError: PR561, PR562: days that cannot be read or contradict one another.
    """
    return calendar_of(read_document(Path(path), "calendar"))


def calendar_of(document: Document) -> WorkCalendar:
    """Return the calendar of a document of kind `calendar`. It raises as `load_calendar`."""
    collector = Collector(document)
    calendar = read_calendar(document, collector)
    collector.raise_all()
    return calendar


def with_calendar(policy: SchedulePolicy, calendar: WorkCalendar) -> SchedulePolicy:
    """Return a schedule that also knows the days of a calendar; its own days count more.

    >>> from datetime import date
    >>> from perfrules.policies.base.head import Head
    >>> policy = SchedulePolicy(Head("unit.x"), (), calendar=WorkCalendar([date(2027, 1, 1)]))
    >>> sorted(map(str, with_calendar(policy, WorkCalendar([date(2027, 1, 2)])).calendar.extra_holidays))
    ['2027-01-01', '2027-01-02']
    """
    return evolve(policy, calendar=joined_calendar(policy.calendar, calendar))


def calendar_text(notice: Notice) -> str:
    """Return the file of a notice.

    >>> from datetime import date
    >>> print(calendar_text(Notice(2027, (date(2027, 1, 1),), ())).splitlines()[-1])
      - 2027-01-01
    """
    lines = [f"perfrules: {FORMAT_VERSION}", "kind: calendar", f"title: {notice.year}年部分节假日安排"]
    for key, days in (("extra_holidays", notice.holidays), ("extra_workdays", notice.workdays)):
        if days:
            lines += [f"{key}:", *(f"  - {day.isoformat()}" for day in days)]
    return "\n".join(lines) + "\n"
