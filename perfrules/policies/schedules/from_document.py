"""Files of `kind: schedule`, read into typed policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from perfrules.documents import Document
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
from perfrules.policies.decisions.condition_from_text import refusal
from perfrules.policies.schedules.after_period import AfterPeriod, read_after_period
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
    counted = any(isinstance(each.deadline, AfterPeriod) for each in milestones)
    # A term ends on the next working day (民法典 art. 203), a fixed day stays.
    roll = document.plain.get("roll", "next-working-day" if counted else "none")
    policy = collector.attempt(lambda: SchedulePolicy(head, milestones, roll, calendar))
    collector.raise_all()
    if policy is None:
        raise AssertionError("a policy without problems was not made")
    return policy


def read_calendar(document: Document, collector: Collector) -> WorkCalendar:
    """The working days of a policy: the yearly notices and what it adds to them."""
    holidays, workdays = (_added(document, collector, key) for key in ("extra_holidays", "extra_workdays"))
    return collector.attempt(lambda: WorkCalendar(holidays, workdays), "extra_workdays") or WorkCalendar()


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
    only = collector.attempt(lambda: Milestone(*_deadline(plain["deadline"])), "deadline")
    return () if only is None else (only,)


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


def _deadline(text: str) -> tuple[Deadline | RecurringDeadline | AfterPeriod, str]:
    counted = read_after_period(text)
    if counted is not None:
        return counted, text
    deadline = parse_strictly(text)
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
