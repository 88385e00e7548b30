"""How the due dates of a recurring duty were met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from perfrules.engine.schedules.due import Schedule
from perfrules.engine.schedules.settlement import Settlement
from perfrules.expressions import RecurringDeadline
from perfrules.policies.base.head import Head
from perfrules.policies.schedules.policy import Milestone, SchedulePolicy


def settlements(target: RecurringDeadline, done: Sequence[date], as_of: date) -> tuple[Settlement, ...]:
    """How the due dates of a year up to a day were met.

    None of them is moved over rest days: a policy of kind `schedule` does that, a target alone does not.

    >>> from perfrules.expressions import parse
    >>> wages = parse("每月8日前")
    >>> [each.status for each in settlements(wages, [date(2021, 1, 8), date(2021, 2, 9)], date(2021, 2, 28))]
    ['met', 'late']
    """
    schedule = Schedule(SchedulePolicy(Head(str(target)), (Milestone(target, str(target)),)))
    report = schedule.check_payments(done, as_of.year, as_of)
    return tuple(each for each in report.items if each.status != "not-yet-due")


def share_met(dues: Sequence[Settlement]) -> Fraction:
    """The share of the due dates that were met; there must be at least one.

    >>> from perfrules.expressions import parse
    >>> share_met(settlements(parse("每月8日前"), [date(2021, 1, 8)], date(2021, 2, 28)))
    Fraction(1, 2)
    """
    return Fraction(sum(each.status == "met" for each in dues), len(dues))
