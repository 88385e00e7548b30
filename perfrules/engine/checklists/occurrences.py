"""The status of one duty on a day: each time it is owed, and the evidence that it was done.

A frequency is owed in each of its periods of the year, a deadline by each of its days, an event's duty upon
each event; a duty with none of these is owed once. Evidence counts for the period it falls into; for a
deadline as payments do; for the event that it names, or else for the earliest event so far that lacks any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.explained import Explained
from perfrules.engine.checklists.record import Event, Evidence
from perfrules.engine.schedules.due import Schedule
from perfrules.expressions import Frequency
from perfrules.policies.base.terms import rolled_or_not
from perfrules.policies.checklists.policy import ChecklistPolicy, Duty, period_months
from perfrules.policies.schedules.policy import Milestone, SchedulePolicy
from perfrules.values import last_day

Status = Literal["fulfilled", "late", "missing", "overdue", "not-yet-due"]
"""`late` was done after its last day, `overdue` is past it and not done, `missing` has no last day."""


@frozen
class Occurrence(Explained):
    """One time that a duty is owed: from `first` on, until `last` where a last day is set.

    It is owed `needed` times and shown by `evidence`, all of it up to `as_of`; `event` is what asked for it.
    The evidence of a period (`in_period`) is what falls into it. `is_certain` is False if the last day may
    still move because the working days of its year are unknown.
    """

    as_of: date
    first: date | None = None
    last: date | None = None
    needed: int = 1
    evidence: tuple[Evidence, ...] = ()
    event: Event | None = None
    in_period: bool = False
    is_certain: bool = True

    @property
    def status(self) -> Status:
        """Its status; the last day itself is in time."""
        if self.shown is not None:
            return "fulfilled" if self.last is None or self.shown <= self.last else "late"
        if self.last is None:
            return "missing"
        return "overdue" if self.last < self.as_of else "not-yet-due"

    @property
    def shown(self) -> date | None:
        """The day on which it was shown as often as needed; None if it was not."""
        return self.evidence[self.needed - 1].day if len(self.evidence) >= self.needed else None

    @property
    def days_late(self) -> int:
        """Days by which it was shown late or is overdue; 0 if neither."""
        return 0 if self.last is None else max(0, ((self.shown or self.as_of) - self.last).days)

    def explain(self, language: Language = "zh") -> str:
        """Explain what was owed and what was shown."""
        facts = {
            "first": self.first,
            "last": self.last,
            "needed": self.needed,
            "shown": len(self.evidence),
            "as_of": self.as_of,
            "days": self.days_late,
            "paid": self.shown,
            "event": "" if self.event is None else self.event.name,
            "day": "" if self.event is None else self.event.day,
        }
        if self.in_period:
            keys = ["times", "short"] if self.status == "overdue" else ["times"]
            return "".join(phrase(f"checklists.{key}", language, **facts) for key in keys)
        owed = "".join(phrase(f"checklists.{key}", language, **facts) for key in self._owed())
        why = phrase(f"checklists.why-{self.status}", language, **facts)
        return phrase("punctuation.semicolon", language).join((owed, why))

    def _owed(self) -> list[str]:
        if self.event is not None:
            return ["event"] if self.last is None else ["event", "within"]
        return ["once"] if self.last is None else ["by"]

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"status", "first", "last", "needed", "shown": [days], "event", "days_late", "why"}`."""
        return {
            "status": self.status,
            "first": None if self.first is None else self.first.isoformat(),
            "last": None if self.last is None else self.last.isoformat(),
            "needed": self.needed,
            "shown": [each.day.isoformat() for each in self.evidence],
            "event": None if self.event is None else self.event.name,
            "days_late": self.days_late,
            "why": [self.explain(language)],
        }


def occurrences(
    policy: ChecklistPolicy, duty: Duty, events: Sequence[Event], evidence: Sequence[Evidence], as_of: date
) -> tuple[tuple[Occurrence, ...], tuple[Evidence, ...]]:
    """Each time a duty is owed up to a day, in order, and the evidence that is for none of them.

    Args:
        policy: the checklist that the duty is of.
        duty: the duty.
        events: the events that ask for it, up to the day, in order.
        evidence: what was shown of it, up to the day, in order.
        as_of: the day of the report; frequencies and deadlines count in its year, if the policy is in force.

    Raises:
        CalendarError: PR560: the working days of a year are unknown.
    """
    if duty.upon is not None:
        return _upon_events(policy, duty, events, evidence, as_of)
    if isinstance(duty.frequency, Frequency):
        return tuple(_in_periods(policy, duty.frequency, duty.times, evidence, as_of)), ()
    if duty.frequency is not None:
        return _by_deadlines(policy, Milestone(duty.frequency, duty.wording), evidence, as_of), ()
    return (Occurrence(as_of, evidence=tuple(evidence)),), ()


def _in_periods(
    policy: ChecklistPolicy, frequency: Frequency, times: int, evidence: Sequence[Evidence], as_of: date
) -> Iterator[Occurrence]:
    in_force = policy.head.in_force
    for first, last in _periods(frequency, as_of.year):
        if first <= as_of and last >= (in_force.first or first) and first <= (in_force.last or first):
            shown = tuple(each for each in evidence if first <= each.day <= last)
            yield Occurrence(as_of, first, last, times, shown, in_period=True)


def _periods(frequency: Frequency, year: int) -> Iterator[tuple[date, date]]:
    """The first and last days of the periods of a year; of weeks, those that begin in it."""
    months = period_months(frequency)
    if months is not None:
        for month in range(1, 13, months):
            yield date(year, month, 1), last_day(year, month + months - 1)
        return
    first = date(year, 1, 1)
    first += timedelta(days=-first.weekday() % 7)
    while first.year == year:
        yield first, first + timedelta(days=6)
        first += timedelta(weeks=1)


def _by_deadlines(
    policy: ChecklistPolicy, milestone: Milestone, evidence: Sequence[Evidence], as_of: date
) -> tuple[Occurrence, ...]:
    """The days of a deadline; they do not move off rest days."""
    schedule = Schedule(SchedulePolicy(policy.head, (milestone,)))
    by_day = {each.day: each for each in evidence}
    report = schedule.check_payments(by_day, as_of.year, as_of)
    return tuple(
        Occurrence(as_of, None, item.due.due, 1, () if item.paid is None else (by_day[item.paid],))
        for item in report.items
        if item.due.day in policy.head.in_force
    )


def _upon_events(
    policy: ChecklistPolicy, duty: Duty, events: Sequence[Event], evidence: Sequence[Evidence], as_of: date
) -> tuple[tuple[Occurrence, ...], tuple[Evidence, ...]]:
    chosen: dict[int, tuple[Evidence, ...]] = {}
    for at, event in enumerate(events):
        named = tuple(each for each in evidence if each.event and each.event == event.id)
        if named:
            chosen[at] = named
    spare: list[Evidence] = []
    for each in (one for one in evidence if not one.event):
        waiting = (at for at, event in enumerate(events) if at not in chosen and event.day <= each.day)
        earliest = next(waiting, None)
        if earliest is None:
            spare.append(each)
        else:
            chosen[earliest] = (each,)
    owed = (_upon(policy, duty, event, chosen.get(at, ()), as_of) for at, event in enumerate(events))
    return tuple(owed), tuple(spare)


def _upon(
    policy: ChecklistPolicy, duty: Duty, event: Event, evidence: tuple[Evidence, ...], as_of: date
) -> Occurrence:
    if duty.within is None:
        return Occurrence(as_of, event.day, evidence=evidence, event=event)
    last = duty.within.ends(event.day, policy.calendar)
    done_or_due = evidence[0].day if evidence else as_of
    last, is_certain = rolled_or_not(last, policy.calendar, policy.roll, done_or_due)
    return Occurrence(as_of, event.day, last, evidence=evidence, event=event, is_certain=is_certain)
