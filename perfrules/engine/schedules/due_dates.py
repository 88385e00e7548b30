"""The due dates of a schedule on the calendar: which day a deadline means, and why it moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase
from perfrules.diagnostics.explained import Explained
from perfrules.documents.results import SavedAs
from perfrules.expressions import RecurringDeadline
from perfrules.policies.schedules.after_event import AfterEvent
from perfrules.policies.schedules.policy import Milestone, SchedulePolicy
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values.working_days import ONE_DAY, CalendarDay, Roll, WorkCalendar

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""The years that are accepted; another one is a typing error."""


@frozen(repr=False)
class DueDate(Explained, SavedAs, PlainRepr):
    """A day by which something is due. Added in 0.2.

    `day` is the day that the deadline names, `last` the last day it admits (the day before, where the
    deadline excludes its day), and `due` the day after rolling over rest days. `found` is what `last` is on
    the calendar, None where the schedule does not roll. `notes` are things to know about it.
    """

    saved_as: ClassVar[str] = "due-date"
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
        exclusive = ""
        if self.day != self.last:
            exclusive = phrase("schedules.exclusive", language, named=self.day, day=self.last)
        if self.found is None:
            return exclusive + phrase("schedules.unmoved", language)
        facts = {"day": self.last, "due": self.due, "what": self.found.explain(language)}
        if not self.moved:
            return exclusive + phrase("schedules.stays", language, **facts)
        return exclusive + phrase(f"schedules.moved-{self.roll}", language, **facts)

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
            "holiday": None if holiday is None else holiday.name(language),
            "share": self.milestone.share_text or None,
            "deadline": self.milestone.text,
            "why": [self.explain(language)],
        }


def due_in(policy: SchedulePolicy, year: int) -> tuple[DueDate, ...]:
    """The due dates whose deadline falls into a year, in order.

    Raises:
        PerfrulesError: PR566: the year is outside 1900–2999; PR393: it counts from an event.
        CalendarError: PR560: the working days of a year are unknown.
    """
    require_year(year)
    if policy.counts_from_event:
        raise PerfrulesError(Diagnostic("PR393", {"id": policy.head.id, "event": _events(policy)}))
    return tuple(due_date(policy, day, milestone) for day, milestone in policy.days(year))


def due_after(policy: SchedulePolicy, event: date) -> tuple[DueDate, ...]:
    """Return the due dates that count from an event on a day.

    Raises:
        PerfrulesError: PR566: the year is outside 1900–2999; PR394: no deadline counts from an event.
        CalendarError: PR560: the working days of a year are unknown.
    """
    require_year(event.year)
    if not policy.counts_from_event:
        raise PerfrulesError(Diagnostic("PR394", {"id": policy.head.id}))
    found = (
        due_date(policy, each.deadline.term.ends(event, policy.calendar), each)
        for each in policy.milestones
        if isinstance(each.deadline, AfterEvent)
    )
    return tuple(sorted(found, key=lambda each: each.due))


def _events(policy: SchedulePolicy) -> str:
    events = (each.deadline.event for each in policy.milestones if isinstance(each.deadline, AfterEvent))
    return "、".join(dict.fromkeys(events))


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
