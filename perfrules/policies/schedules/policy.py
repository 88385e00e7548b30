"""A schedule: by when something must be done, month after month or at the checkpoints of a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from perfrules.expressions import Deadline, RecurringDeadline
from perfrules.policies.base.content import PolicyContent
from perfrules.policies.base.errors import Fault, PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.schedules.after_event import AfterEvent
from perfrules.policies.schedules.after_period import AfterPeriod
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import exact_text
from perfrules.values.working_days import Roll, WorkCalendar

_FULL = 100
_MONTHS_A_YEAR = 12
_WEEK = timedelta(weeks=1)
_LAST_OF_WEEK = 7
_ANY_LEAP_YEAR = 2024


@frozen(repr=False)
class Milestone(PlainRepr):
    """A deadline of a schedule, in the wording of its file.

    `share` is what must be reached by then, in per cent of the whole; None where the deed itself is due.

    >>> from perfrules.expressions import parse
    >>> [str(day) for day in Milestone(parse("3月底"), "3月底").days(2021)]
    ['2021-03-31']
    """

    deadline: Deadline | RecurringDeadline | AfterPeriod | AfterEvent
    text: str
    share: Fraction | None = None

    def days(self, year: int, calendar: WorkCalendar | None = None) -> tuple[date, ...]:
        """The days of a year that the deadline names, before any is moved; none if it counts from an event.

        `calendar` has the working days, for the last working day of a month.
        """
        if isinstance(self.deadline, AfterEvent):
            return ()
        if isinstance(self.deadline, AfterPeriod):
            return self.deadline.due_dates(year, calendar or WorkCalendar())
        if isinstance(self.deadline, RecurringDeadline):
            return tuple(_weekly(self.deadline, year)) or self.deadline.due_dates(year, calendar)
        day = self.deadline.in_year(year).day
        return (day,) if isinstance(day, date) and day.year == year else ()

    @property
    def comes_once(self) -> bool:
        """Whether it falls on one day of a year at most."""
        if isinstance(self.deadline, AfterPeriod):
            return self.deadline.months == _MONTHS_A_YEAR
        if isinstance(self.deadline, AfterEvent):
            return False
        return isinstance(self.deadline, Deadline) or self.deadline.every == "year"

    @property
    def share_text(self) -> str:
        """The share as a text such as 25%; empty without a share."""
        return "" if self.share is None else f"{exact_text(self.share)}%"

    def is_before(self, other: Milestone) -> bool:
        """Whether it falls before another that comes once, in the year that either names or in any year."""
        years = [day.year for day in map(_dated, (self, other)) if day is not None] or [_ANY_LEAP_YEAR]
        return [*self.days(min(years)), date.max][0] < [*other.days(max(years)), date.min][0]

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        share = None if self.share is None else exact_text(self.share)
        return {"deadline": self.deadline.to_json(), "share": share}


def _dated(milestone: Milestone) -> date | None:
    """The day of a deadline that names its year."""
    day = milestone.deadline.day
    return day if isinstance(day, date) else None


def _weekly(deadline: RecurringDeadline, year: int) -> Iterator[date]:
    if deadline.every != "week":
        return
    weekday = _LAST_OF_WEEK if not isinstance(deadline.day, int) else deadline.day
    first = date(year, 1, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % _LAST_OF_WEEK)
    while day.year == year:
        yield day
        day += _WEEK


@frozen(slots=False, repr=False)
class SchedulePolicy(PolicyContent, PlainRepr):
    """When something must be done.

    `roll` says where a due day goes that is a rest day: wages are paid earlier (工资支付暂行规定 art. 7),
    other periods end on the next working day (民法典 art. 203), and with `none` the day stays.
    `calendar` has the rest days.

    Raises:
        PolicyError: PR563–PR565: shares are not above 0, at most 100 and rising with the year, or only some
            milestones have one.

    >>> from perfrules.expressions import parse
    >>> wages = SchedulePolicy(Head("unit.wages"), (Milestone(parse("每月8日前"), "每月8日前"),))
    >>> [str(day) for day, _ in wages.days(2021)[:2]]
    ['2021-01-08', '2021-02-08']
    """

    head: Head
    milestones: tuple[Milestone, ...]
    roll: Roll = "none"
    calendar: WorkCalendar = field(factory=WorkCalendar)

    def __attrs_post_init__(self) -> None:
        faults = tuple(self._faults())
        if faults:
            raise PolicyError.of(faults)

    def _faults(self) -> Iterator[Fault]:
        if not self.by_share:
            return
        for at, milestone in enumerate(self.milestones):
            path = ("checkpoints", at)
            if not milestone.comes_once:
                yield Fault("PR563", (*path, "by"), {"text": milestone.text})
            elif milestone.share is None or not 0 < milestone.share <= _FULL:
                yield Fault("PR564", (*path, "share"), {"text": milestone.share_text or milestone.text})
            elif at and not _rises(self.milestones[at - 1], milestone):
                before = self.milestones[at - 1].share_text
                facts = {"text": milestone.text, "share": milestone.share_text, "before": before}
                yield Fault("PR565", (*path, "share"), facts)

    @property
    def by_share(self) -> bool:
        """Whether shares of a whole are due at its milestones, as in a spending plan."""
        return any(milestone.share is not None for milestone in self.milestones)

    @property
    def counts_from_event(self) -> bool:
        """Whether a deadline counts from an event, so that no year alone has its due dates. Added in 0.2."""
        return any(isinstance(milestone.deadline, AfterEvent) for milestone in self.milestones)

    @property
    def named_years(self) -> frozenset[int]:
        """The years that deadlines name themselves; most name none and fall due every year."""
        return frozenset(day.year for day in map(_dated, self.milestones) if day is not None)

    def days(self, year: int) -> tuple[tuple[date, Milestone], ...]:
        """The days of a year that its deadlines name, before any is moved, in order."""
        found = (
            (day, milestone) for milestone in self.milestones for day in milestone.days(year, self.calendar)
        )
        return tuple(sorted(found, key=lambda each: each[0]))

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        return {
            "kind": "schedule",
            **self.head.to_json(),
            "milestones": [milestone.to_json() for milestone in self.milestones],
            "roll": self.roll,
            **self.calendar.to_json(),
        }


def _rises(before: Milestone, after: Milestone) -> bool:
    """Whether a share falls due after the one before it and above it."""
    return after.share is not None and (before.share or 0) < after.share and before.is_before(after)
