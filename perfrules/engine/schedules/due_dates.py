"""The due dates of a schedule on the calendar: which day a deadline means, and why it moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
from perfrules.diagnostics.explained import Explained
from perfrules.diagnostics.messages import require_language
from perfrules.expressions import RecurringDeadline
from perfrules.policies.schedules.policy import Milestone, SchedulePolicy
from perfrules.values.working_days import ONE_DAY, CalendarDay, Holiday, Roll, WorkCalendar

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""The years that are accepted; another one is a typing error."""

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "stays": "{day}是{what}，不调整",
        "as it is": "按期限原日，不作调整",
        "previous-working-day": "{day}是{what}，提前到前一工作日{due}",
        "next-working-day": "{day}是{what}，顺延到后一工作日{due}",
        "exclusive": "期限不含{named}当日，最后一天为{day}；",
    },
    "en": {
        "stays": "{day} is {what} and stays",
        "as it is": "the day of the deadline itself, never moved",
        "previous-working-day": "{day} is {what}, so it is due on the working day before, {due}",
        "next-working-day": "{day} is {what}, so it is due on the working day after, {due}",
        "exclusive": "{named} itself no longer counts, so the last day is {day}; ",
    },
}


@frozen
class DueDate(Explained):
    """A day by which something is due.

    `day` is the day that the deadline names, `last` the last day it admits (the day before, where the
    deadline excludes its day), and `due` the day after rolling over rest days. `found` is what `last` is on
    the calendar, None where the schedule does not roll. `notes` are things to know about it.
    """

    day: date
    last: date
    due: date
    milestone: Milestone
    roll: Roll
    found: CalendarDay | None = None
    notes: tuple[Diagnostic, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether it was moved off a rest day."""
        return self.due != self.last

    def explain(self, language: Language = "zh") -> str:
        """Explain why it is due on that day."""
        words = _WORDS[require_language(language)]
        facts = {"day": self.last, "due": self.due, "named": self.day}
        exclusive = "" if self.day == self.last else words["exclusive"].format_map(facts)
        if self.found is None:
            return exclusive + words["as it is"]
        text = words[self.roll if self.moved else "stays"]
        return exclusive + text.format_map({**facts, "what": self.found.explain(language)})

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"day", "due", "moved", "reason", "holiday", "share", "deadline", "why"}`.

        `reason` is what the day was (`weekend`, `holiday` …) and `holiday` its name, both null where unknown;
        `share` a text such as `25%` or null.
        """
        holiday = None if self.found is None else self.found.holiday
        return {
            "day": self.day.isoformat(),
            "due": self.due.isoformat(),
            "moved": self.moved,
            "reason": None if self.found is None else self.found.reason,
            "holiday": None if holiday is None else _named(holiday, language),
            "share": self.milestone.share_text or None,
            "deadline": self.milestone.text,
            "why": [self.explain(language)],
        }


def _named(holiday: Holiday, language: Language) -> str:
    return holiday.zh if language == "zh" else holiday.en


def due_in(policy: SchedulePolicy, year: int) -> tuple[DueDate, ...]:
    """The due dates whose deadline falls into a year, in order.

    Raises:
        PerfrulesError: PR566: the year is outside 1900–2999.
        CalendarError: PR560: the working days of a year are unknown.
    """
    require_year(year)
    return tuple(due_date(policy, day, milestone) for day, milestone in policy.days(year))


def require_year(year: int) -> None:
    """Raise PR566 if a year is outside the accepted years."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PerfrulesError(Diagnostic("PR566", {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}))


def due_date(policy: SchedulePolicy, day: date, milestone: Milestone) -> DueDate:
    """The due date for a day that a deadline names. Raises as `due_in` does."""
    calendar = policy.calendar
    last = day if milestone.deadline.inclusive else day - ONE_DAY
    due = calendar.rolled(last, policy.roll)
    found = None if policy.roll == "none" else calendar.look_up(last)
    notes = tuple(_notes(day, due, milestone, None if found is None else calendar))
    return DueDate(day, last, due, milestone, policy.roll, found, notes)


def _notes(day: date, due: date, milestone: Milestone, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    wanted = milestone.deadline.day
    weekly = isinstance(milestone.deadline, RecurringDeadline) and milestone.deadline.every == "week"
    if isinstance(wanted, int) and wanted > day.day and not weekly:
        yield Diagnostic("PR567", {"text": milestone.text, "month": f"{day:%Y-%m}", "day": day})
    if calendar is not None and not calendar.is_published(due.year):
        yield Diagnostic("PR568", {"year": due.year})
