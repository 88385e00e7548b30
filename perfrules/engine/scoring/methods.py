"""The named scoring methods: the share of an indicator's points that an actual earns.

Every share is exact, from 0 to 1. Which method holds for which target is a policy's choice and its to cite;
the formulas are those in published use under 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor as whole

from attrs import frozen

from perfrules.engine.indicators.recurring import share_met
from perfrules.engine.schedules.settlement import Settlement
from perfrules.expressions import (
    Actual,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Period,
)
from perfrules.expressions.actuals import number_on, position
from perfrules.policies.scoring.methods import Interval
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import default_units

_FULL, _NOTHING = Fraction(1), Fraction(0)
_PERCENT = default_units()["%"]


@frozen(repr=False)
class Achievement(PlainRepr):
    """How far a target was reached.

    Whether it was `met`, its `completion` (1 and more where met), and the `share` of the points this earns,
    from 0 to 1.
    """

    met: bool
    completion: Fraction
    share: Fraction


def proportional(target: Comparator, actual: Actual) -> Achievement:
    """The completion, at most 1; of an exact target (`=500吨`) too much counts like too little.

    Source: 财预〔2020〕10号: met earns the points, missed earns them in proportion.

    >>> from perfrules.expressions import parse, read_actual
    >>> proportional(parse("=500吨"), read_actual("625吨")).share
    Fraction(4, 5)
    """
    completion = target.completion(actual)
    share = min(completion, _FULL)
    if isinstance(target, Comparison | Frequency | Change) and target.operator == "=" and completion > 1:
        share = 1 / completion
    return Achievement(target.matches(actual), completion, share)


def inverse_ratio(target: Comparator, actual: Actual) -> Achievement:
    """For at-most targets, target ÷ actual, at most 1: at 1.5 times the target 2/3.

    Source: guidelines for reverse indicators (反向指标) published by provinces.

    >>> from perfrules.expressions import parse, read_actual
    >>> inverse_ratio(parse("<=100%"), read_actual("150%")).share
    Fraction(2, 3)
    """
    completion = target.completion(actual)
    return Achievement(target.matches(actual), completion, min(completion, _FULL))


def over_run(target: Comparator, actual: Actual) -> Achievement:
    """For at-most targets, 1 - (actual - target) ÷ target; nothing from twice the target on.

    Source: the harder of the two published rules for reverse indicators.

    >>> from perfrules.expressions import parse, read_actual
    >>> over_run(parse("<=100%"), read_actual("150%")).share
    Fraction(1, 2)
    """
    completion = target.completion(actual)
    share = min(max(2 - 1 / completion, _NOTHING), _FULL) if completion else _NOTHING
    return Achievement(target.matches(actual), completion, share)


def pass_floor(target: Comparator, actual: Actual, floor: Fraction) -> Achievement:
    """(completion - floor) ÷ (1 - floor), nothing below the floor, all from the target on.

    Source: guidelines that let completion count from a pass mark of 60% on.

    >>> from perfrules.expressions import parse, read_actual
    >>> pass_floor(parse(">=100个"), read_actual("90个"), Fraction(3, 5)).share
    Fraction(3, 4)
    """
    plain = proportional(target, actual)
    share = max((plain.share - floor) / (1 - floor), _NOTHING)
    return Achievement(plain.met, plain.completion, share)


def all_or_nothing(target: Comparator, actual: Actual) -> Achievement:
    """All of the points where the target is met, else none (直接赋分).

    >>> from perfrules.expressions import parse, read_actual
    >>> all_or_nothing(parse("2021年12月底前"), read_actual("2022-01-05")).share
    Fraction(0, 1)
    """
    met = target.matches(actual)
    return Achievement(met, target.completion(actual), Fraction(int(met)))


def in_intervals(target: Comparator, actual: Actual, intervals: Sequence[Interval]) -> Achievement:
    """The share of the interval in which a rate lies, satisfaction say (满意度按区间赋分).

    Raises:
        ExpressionError: PR243 where it lies in none of them.
        QuantityError: PR235 where the actual is not a rate.

    >>> from perfrules.expressions import parse, read_actual
    >>> from perfrules.policies.decisions.rules import Condition
    >>> from perfrules.values import IntervalSet
    >>> bands = [Interval(Condition(IntervalSet.from_(Fraction(80))), Fraction(9, 10))]
    >>> in_intervals(parse(">=90%"), read_actual("85%"), bands).share
    Fraction(9, 10)
    """
    number = number_on(position(actual), _PERCENT)
    share = next((each.share for each in intervals if number in each.when.values), None)
    if share is None:
        raise target.undecided()
    return Achievement(target.matches(actual), target.completion(actual), share)


def lateness(target: Deadline | Period, actual: Actual, per_day: Fraction) -> Achievement:
    """1 less `per_day` for each day after the last one allowed, at least nothing.

    Source: guidelines that take points off by the day (每逾期一天扣…).

    Raises:
        ExpressionError: PR241–PR243 where the actual is not a day, or the target not a day of a year.

    >>> from perfrules.expressions import parse, read_actual
    >>> lateness(parse("2021年12月底前"), read_actual("2022-01-05"), Fraction(1, 20)).share
    Fraction(3, 4)
    """
    share = max(1 - per_day * days_late(target, actual), _NOTHING)
    met = target.matches(actual)
    return Achievement(met, Fraction(int(met)), share if not met else _FULL)


def days_late(target: Comparator, actual: Actual) -> int:
    """By how many days an actual comes after the last day that a target allows; 0 where it is in time.

    >>> from perfrules.expressions import parse, read_actual
    >>> days_late(parse("2021年12月底前"), read_actual("2022-01-05"))
    5
    """
    region = target.region
    day = number_on(position(actual), region.unit)
    last = region.numbers.intervals[-1]
    if last.high is None:
        return 0
    return max(whole(day - last.high) + (0 if last.high_closed else 1), 0)


def due_share(dues: Sequence[Settlement]) -> Achievement:
    """The share of the due dates that were met."""
    share = share_met(dues)
    return Achievement(share == 1, share, share)


def due_lateness(dues: Sequence[Settlement], per_day: Fraction) -> Achievement:
    """The mean over the due dates of 1 less `per_day` for each day late; nothing for one that was not met."""
    met = due_share(dues)
    kept = [
        _NOTHING if each.status == "missing" else max(1 - per_day * each.days_late, _NOTHING) for each in dues
    ]
    return Achievement(met.met, met.completion, sum(kept, _NOTHING) / len(kept))


METHODS: Mapping[str, Callable[[Comparator, Actual], Achievement]] = {
    "proportional": proportional,
    "inverse-ratio": inverse_ratio,
    "over-run": over_run,
    "all-or-nothing": all_or_nothing,
}
"""The methods that need only an actual and a target."""
