"""Files of `kind: schedule`, read into typed policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path

from attrs import evolve

from perfrules.diagnostics import PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.documents import Document, canonical, read_document
from perfrules.expressions import (
    Deadline,
    ExpressionError,
    Period,
    RecurringDeadline,
    parse,
    parse_strictly,
    read_actual,
)
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head_from_document import read_head
from perfrules.policies.base.terms_from_text import read_term
from perfrules.policies.decisions.condition_from_text import refusal
from perfrules.policies.schedules.after_event import AfterEvent, after_event
from perfrules.policies.schedules.after_period import AfterPeriod, period_months, read_after_period
from perfrules.policies.schedules.policy import Milestone, SchedulePolicy
from perfrules.values import Quantity
from perfrules.values.working_days import ONE_DAY, WorkCalendar

_LONGEST = timedelta(days=30)  # no holiday is longer; a month or a year here is a mistake


def read_schedule(document: Document) -> SchedulePolicy:
    """Return the policy of a document of `kind: schedule`.

    Raises:
        PolicyError: with every problem, by place.
    """
    collector = Collector(document)
    head = read_head(document, collector)
    milestones = _milestones(document, collector)
    calendar = read_calendar(document, collector)
    collector.raise_all()
    counted = any(isinstance(each.deadline, AfterPeriod | AfterEvent) for each in milestones)
    # A term ends on the next working day (民法典 art. 203), a fixed day stays.
    roll = document.plain.get("roll", "next-working-day" if counted else "none")
    policy = collector.attempt(lambda: SchedulePolicy(head, milestones, roll, calendar))
    collector.raise_all()
    if policy is None:
        raise AssertionError("a policy without problems was not made")
    return policy


def read_calendar(document: Document, collector: Collector) -> WorkCalendar:
    """The working days of a policy: the yearly notices, a calendar file, and what it adds to them."""
    holidays, workdays = (_added(document, collector, key) for key in ("extra_holidays", "extra_workdays"))
    own = collector.attempt(lambda: WorkCalendar(holidays, workdays), "extra_workdays") or WorkCalendar()
    stated = document.plain.get("calendar", "cn")
    if isinstance(stated, str):
        if canonical(stated, ["cn"], "values") is None:
            collector.report("PR390", "calendar", text=stated, **near(stated, ["cn"]))
        return own
    filed = _filed(document, stated["days"], collector)
    return own if filed is None else joined_calendar(own, filed)


def _filed(document: Document, name: str, collector: Collector) -> WorkCalendar | None:
    """Return the days of a calendar file beside the policy; problems of that file keep their own place."""
    if document.source.name is None or Path(name).is_absolute() or ".." in Path(name).parts:
        collector.report("PR391", "calendar", "days", file=name)
        return None
    try:
        filed = read_document(Path(document.source.name).parent / name, "calendar")
        inner = Collector(filed)
        calendar = read_calendar(filed, inner)
        inner.raise_all()
    except PerfrulesError as error:
        for each in error.diagnostics:
            if each.span is None:
                collector.report(each.code, "calendar", "days", **each.arguments)
            else:
                collector.problems.append(each)
        return None
    return calendar


def joined_calendar(own: WorkCalendar, other: WorkCalendar) -> WorkCalendar:
    """Return the days of two calendars; where they contradict each other, the first counts.

    >>> day = date(2027, 1, 2)
    >>> joined_calendar(WorkCalendar(extra_workdays=[day]), WorkCalendar([day])).extra_holidays
    frozenset()
    """
    holidays = own.extra_holidays | (other.extra_holidays - own.extra_workdays)
    workdays = own.extra_workdays | (other.extra_workdays - own.extra_holidays)
    return WorkCalendar(holidays, workdays)


def _added(document: Document, collector: Collector, key: str) -> frozenset[date]:
    found: set[date] = set()
    for at, text in enumerate(document.plain.get(key, ())):
        found.update(collector.attempt(partial(_days, text), key, at) or ())
    return frozenset(found)


def _days(text: str) -> tuple[date, ...]:
    """The days that a text names: one day, several, or each from the first to the last."""
    try:
        named = read_actual(text)
        period = None if isinstance(named, date | tuple) else parse(text)
    except ExpressionError as error:
        raise refusal("PR562", text) from error
    if isinstance(named, tuple):
        return named
    if isinstance(named, date):
        return (named,)
    if isinstance(period, Period):
        first, last = period.start, period.end
        if isinstance(first, date) and isinstance(last, date) and last - first <= _LONGEST:
            return tuple(first + ONE_DAY * at for at in range((last - first).days + 1))
    raise refusal("PR562", text)


def _milestones(document: Document, collector: Collector) -> tuple[Milestone, ...]:
    plain = document.plain
    if "deadline" not in plain:
        return read_checkpoints(document, collector)
    stated = plain["deadline"]
    if isinstance(stated, str):
        only = collector.attempt(lambda: Milestone(*_deadline(stated)), "deadline")
    else:
        only = _counted(stated, collector)
    return () if only is None else (only,)


def _counted(plain: Mapping[str, str], collector: Collector) -> Milestone | None:
    """The deadline that its parts state: what it counts from, how long, and whether the first day counts."""
    term = collector.attempt(lambda: read_term(plain["within"]), "deadline", "within")
    if term is None:
        return None
    after = plain["after"].strip()
    if plain.get("first_day") == "counted":
        term = evolve(term, first_day_counts=True)
    months = period_months(after)
    if months is not None:
        if term.first_day_counts:
            collector.report("PR392", "deadline", "first_day", after=after)
        return Milestone(AfterPeriod(months, term), f"{after}后{plain['within']}内".replace("内内", "内"))
    text = f"自{after.removeprefix('自').removesuffix('起')}起{plain['within']}内".replace("内内", "内")
    return Milestone(AfterEvent(after, term), text)


def read_checkpoints(document: Document, collector: Collector) -> tuple[Milestone, ...]:
    """The checkpoints of a policy's file, by when and what share; what is wrong goes to the collector."""
    read = [_checkpoint(each, at, collector) for at, each in enumerate(document.plain["checkpoints"])]
    return tuple(milestone for milestone in read if milestone is not None)


def _checkpoint(plain: Mapping[str, str], at: int, collector: Collector) -> Milestone | None:
    deadline = collector.attempt(lambda: _deadline(plain["by"]), "checkpoints", at, "by")
    share = None
    if "share" in plain:
        share = collector.attempt(lambda: read_share(plain["share"]), "checkpoints", at, "share")
        if share is None:
            return None
    return None if deadline is None else Milestone(*deadline, share)


def _deadline(text: str) -> tuple[Deadline | RecurringDeadline | AfterPeriod | AfterEvent, str]:
    counted = read_after_period(text)
    if counted is not None:
        return counted, text
    deadline = parse_strictly(text)
    event = after_event(deadline)
    if event is not None:
        return event, text
    if not isinstance(deadline, Deadline | RecurringDeadline):
        raise refusal("PR563", text)
    return deadline, text


def read_share(text: str) -> Fraction:
    """The share of a whole that a text gives, in per cent.

    Raises:
        PolicyError: PR564: it is not a percentage.

    >>> read_share("25%")
    Fraction(25, 1)
    """
    read = read_actual(text)
    if not isinstance(read, Quantity) or read.unit.name != "%":
        raise refusal("PR564", text)
    return read.value
