"""The spending plan: which share of the budget is to be spent by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.expressions import Deadline, parse_strictly
from perfrules.policies.monitoring.policy import Between, MonitoringPolicy
from perfrules.policies.schedules.policy import Milestone
from perfrules.sheets import Checkpoint, Sheet, check_plan

_FULL = 100
_ONE_DAY = timedelta(days=1)


@frozen
class Due:
    """What is to be spent by a day: a share of the budget (1 is all), and the checkpoint that asks for it.

    The checkpoint is the last one up to that day, None before the first.
    """

    share: Fraction
    checkpoint: Milestone | None = None


@frozen
class Plan:
    """The checkpoints of a year in order, each with its day.

    >>> from perfrules.expressions import parse
    >>> half = Milestone(parse("6月底"), "6月底", Fraction(50))
    >>> plan = Plan(
    ...     ((date(2021, 6, 30), half), (date(2021, 12, 31), Milestone(parse("年底"), "年底", Fraction(100))))
    ... )
    >>> [str(plan.due(day).share) for day in (date(2021, 6, 29), date(2021, 6, 30), date(2021, 9, 1))]
    ['0', '1/2', '1/2']
    """

    points: tuple[tuple[date, Milestone], ...]

    def due(self, day: date, between: Between = "last-checkpoint") -> Due:
        """What is to be spent by the end of a day."""
        passed = [each for each in self.points if each[0] <= day]
        checkpoint = passed[-1][1] if passed else None
        share = _share(checkpoint)
        coming = self.points[len(passed) :]
        if between == "straight-line" and coming:
            since = passed[-1][0] if passed else date(coming[0][0].year, 1, 1) - _ONE_DAY
            until, following = coming[0]
            share += (_share(following) - share) * Fraction((day - since).days, (until - since).days)
        return Due(share / _FULL, checkpoint)


def _share(milestone: Milestone | None) -> Fraction:
    return Fraction(0) if milestone is None or milestone.share is None else milestone.share


def plan_of(sheet: Sheet, policy: MonitoringPolicy, year: int) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of a sheet for a year; that of the policy where the sheet gives no share.

    Returns:
        The plan, None where a checkpoint cannot be read, and what is to be said of it: PR305 and PR306 as of
        the sheet itself, PR467 where the policy's is taken, PR468 for each checkpoint that names no day of
        the year.
    """
    given = [each for each in sheet.plan if each.share is not None]
    if not given:
        return _in_year(policy.checkpoints, year), (_diagnostic(sheet, "PR467"),)
    read = {each.by: _milestone(each, year) for each in given}
    unread = tuple(
        _diagnostic(sheet, "PR468", by=by, year=str(year)) for by, each in read.items() if each is None
    )
    problem = (*check_plan(sheet), *unread)
    return None if unread else _in_year([each for each in read.values() if each], year), problem


def _milestone(checkpoint: Checkpoint, year: int) -> Milestone | None:
    try:
        deadline = parse_strictly(checkpoint.by)
    except PerfrulesError:  # the caller reports it in the words of the plan
        return None
    if not isinstance(deadline, Deadline):
        return None
    milestone = Milestone(deadline, checkpoint.by, checkpoint.share)
    return milestone if milestone.days(year) else None


def _in_year(milestones: Iterator[Milestone] | tuple[Milestone, ...] | list[Milestone], year: int) -> Plan:
    points = ((day, each) for each in milestones for day in each.days(year))
    return Plan(tuple(sorted(points, key=lambda point: point[0])))


def _diagnostic(sheet: Sheet, code: str, **facts: str) -> Diagnostic:
    problem = Diagnostic(code, {"name": sheet.name or sheet.code or sheet.part or "—", **facts})
    place = sheet.place("plan")
    return problem if place is None else problem.within(place.source, whole=place.span)
