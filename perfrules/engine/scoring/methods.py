"""The named scoring methods: the share of an indicator's points that an actual earns.

Every share is exact. Source: 财预〔2020〕10号, by which met earns the points and missed earns them in
proportion; of the two rules for at-most targets both are in published use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from perfrules.engine.schedules.due import Schedule
from perfrules.engine.schedules.settlement import Settlement
from perfrules.expressions import Actual, Comparator, Comparison, RecurringDeadline
from perfrules.policies.head import Head
from perfrules.policies.schedule import Milestone, SchedulePolicy
from perfrules.policies.scoring import Method

_FULL = Fraction(1)


@frozen
class Achievement:
    """How far a target was reached.

    Whether it was `met`, its `completion` (1 and more where met), and the `share` of the points this earns,
    from 0 to 1.
    """

    met: bool
    completion: Fraction
    share: Fraction


def proportional(target: Comparator, actual: Actual) -> Achievement:
    """The completion, at most 1; of an exact target (`=500吨`) too much counts like too little.

    >>> from perfrules.expressions import parse, read_actual
    >>> proportional(parse("=500吨"), read_actual("625吨")).share
    Fraction(4, 5)
    """
    completion = target.completion(actual)
    share = min(completion, _FULL)
    if isinstance(target, Comparison) and target.operator == "=" and completion > 1:
        share = 1 / completion
    return Achievement(target.matches(actual), completion, share)


def inverse_ratio(target: Comparator, actual: Actual) -> Achievement:
    """For at-most targets, target ÷ actual, at most 1: at 1.5 times the target 2/3.

    >>> from perfrules.expressions import parse, read_actual
    >>> inverse_ratio(parse("<=100%"), read_actual("150%")).share
    Fraction(2, 3)
    """
    completion = target.completion(actual)
    return Achievement(target.matches(actual), completion, min(completion, _FULL))


def over_run(target: Comparator, actual: Actual) -> Achievement:
    """For at-most targets, 1 - (actual - target) ÷ target; nothing from twice the target on.

    >>> from perfrules.expressions import parse, read_actual
    >>> over_run(parse("<=100%"), read_actual("150%")).share
    Fraction(1, 2)
    """
    completion = target.completion(actual)
    share = min(max(2 - 1 / completion, Fraction(0)), _FULL) if completion else Fraction(0)
    return Achievement(target.matches(actual), completion, share)


def all_or_nothing(target: Comparator, actual: Actual) -> Achievement:
    """All of the points where the target is met, else none.

    >>> from perfrules.expressions import parse, read_actual
    >>> all_or_nothing(parse("2021年12月底前"), read_actual("2022-01-05")).share
    Fraction(0, 1)
    """
    met = target.matches(actual)
    return Achievement(met, target.completion(actual), Fraction(int(met)))


def settlements(target: RecurringDeadline, done: Sequence[date], as_of: date) -> tuple[Settlement, ...]:
    """How the due dates of a year up to a day were met, none of them moved over rest days.

    A policy of kind `schedule` is what moves them; a target alone says no such thing.

    >>> from perfrules.expressions import parse
    >>> wages = parse("每月8日前")
    >>> [each.status for each in settlements(wages, [date(2021, 1, 8), date(2021, 2, 9)], date(2021, 2, 28))]
    ['met', 'late']
    """
    schedule = Schedule(SchedulePolicy(Head(str(target)), (Milestone(target, str(target)),)))
    report = schedule.check_payments(done, as_of.year, as_of)
    return tuple(each for each in report.items if each.status != "not-yet-due")


def due_share(dues: Sequence[Settlement]) -> Achievement:
    """The share of the due dates that were met."""
    share = Fraction(sum(each.status == "met" for each in dues), len(dues))
    return Achievement(share == 1, share, share)


METHODS: Mapping[Method, Callable[[Comparator, Actual], Achievement]] = {
    "proportional": proportional,
    "inverse-ratio": inverse_ratio,
    "over-run": over_run,
    "all-or-nothing": all_or_nothing,
}
"""The methods that hold one actual against one target; `due-share` and `rated` look at more than that."""
