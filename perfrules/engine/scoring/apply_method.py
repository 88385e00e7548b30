"""Apply the method that a policy chose to a target and an actual, and explain the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.indicators.changes import Figures, as_change, worded_change
from perfrules.engine.indicators.recurring import settlements
from perfrules.engine.scoring.card import PossibleReading, Status
from perfrules.engine.scoring.methods import (
    METHODS,
    Achievement,
    days_late,
    due_lateness,
    due_share,
    in_intervals,
    lateness,
    pass_floor,
)
from perfrules.engine.scoring.over_achievement import deviation_of
from perfrules.engine.scoring.plugins import OwnMethod, achieve_by
from perfrules.engine.scoring.ratings import Rating
from perfrules.expressions import Actual, Change, Comparator, Deadline, Period, RecurringDeadline
from perfrules.policies.scoring.methods import MethodChoice
from perfrules.policies.scoring.policy import Level
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity

_USED_UP = {"over-run": "over-run-all", "inverse-ratio": "exceeded"}
"""Sentences of these methods where no points are left; a target of none has no double."""
_PASSED = {"proportional": "passed", "pass-floor": "passed-floor"}
"""Sentences of these methods where an exact target was passed."""


@frozen(repr=False)
class Outcome(PlainRepr):
    """The result for one row: the reason, the status, and how far the target was reached.

    `share` is the part of the points that is earned, from 0 to 1. `deviation` is the completion by which
    a policy judges deviations, None where nothing was measured.
    """

    reason: str
    status: Status = "scored"
    share: Fraction = Fraction(0)
    achievement: Achievement | None = None
    facts: Mapping[str, object] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    level: Level | None = None
    deviation: Fraction | None = None
    explain: bool = False
    further: tuple[str, ...] = ()
    readings: tuple[PossibleReading, ...] = ()


def computed_outcome(
    choice: MethodChoice,
    target: Comparator,
    actual: Actual,
    figures: Figures,
    own_methods: Mapping[str, OwnMethod],
) -> Outcome:
    """The outcome of a method for an actual that is a number, a date or a change.

    Args:
        choice: The method that the policy chose.
        target: The target, with its operator.
        actual: The actual; a level is turned into a change where the target is a change.
        figures: The figures that the target may refer to, by name.
        own_methods: The methods of other packages, by name.

    Raises:
        ExpressionError, QuantityError: the method cannot compare the two.
        MethodError: a method of another package returns something that is not a share.

    >>> from perfrules.expressions import parse, read_actual
    >>> over_run = MethodChoice("comparison", "over-run")
    >>> computed_outcome(over_run, parse("<=3天"), read_actual("4天"), {}, {}).share
    Fraction(2, 3)
    """
    facts: dict[str, object] = {}
    further: tuple[str, ...] = ()
    if isinstance(target, Change):
        change = as_change(target, actual, figures)
        if isinstance(change, Quantity) and change is not actual:
            facts, sentence = worded_change(target, change, figures)
            further = (sentence,)
        actual = change
    reached = achieve(choice, target, actual, own_methods)
    reason, deviation = sentence_of(choice, reached), deviation_of(target, reached)
    facts |= {"completion": reached.completion, "counted": deviation}
    facts |= figures_of(choice, target, actual)
    if not reached.met and reached.completion == 1:
        further = (*further, "scoring.at-limit")
    return Outcome(reason, "scored", reached.share, reached, facts, deviation=deviation, further=further)


def due_outcome(
    choice: MethodChoice, target: RecurringDeadline, dates: tuple[date, ...], day: date
) -> Outcome:
    """The outcome for a duty that recurs: the due dates up to a day, and those that were kept."""
    dues = settlements(target, dates, day)
    if not dues:
        return Outcome("not-due", "missing")
    missed = [each for each in dues if each.status != "met"]
    facts: dict[str, object] = {
        "due": len(dues),
        "met": len(dues) - len(missed),
        "late": "、".join(str(each.paid or each.due.due) for each in missed),
        "days": sum(each.days_late for each in missed),
    }
    reached, reason = due_share(dues), "due-share"
    if choice.per_day is not None:
        reached, reason = due_lateness(dues, choice.per_day), "due-lateness"
        facts["per_day"] = choice.per_day
    reason = "all-due" if reached.met else reason
    return Outcome(reason, "scored", reached.share, reached, facts, deviation=reached.completion)


def rated_outcome(rating: Rating, diagnostics: tuple[Diagnostic, ...] = ()) -> Outcome:
    """The outcome for a result that somebody rated."""
    return Outcome(
        "rated",
        share=rating.share,
        facts={"level": rating.level.name},
        diagnostics=diagnostics,
        level=rating.level,
        deviation=rating.share,
    )


def achieve(
    choice: MethodChoice, target: Comparator, actual: Actual, own: Mapping[str, OwnMethod]
) -> Achievement:
    """How far a target was reached, and the share of the points that the method gives.

    Raises:
        ExpressionError, QuantityError: the method cannot compare the two.
        MethodError: a method of another package returns something that is not a share.

    >>> from perfrules.expressions import parse, read_actual
    >>> achieve(MethodChoice("comparison", "over-run"), parse("<=3天"), read_actual("4天"), {}).share
    Fraction(2, 3)
    """
    if plain := METHODS.get(choice.method):
        return plain(target, actual)
    if choice.own:
        return achieve_by(own[choice.method], choice, target, actual)
    if choice.intervals:
        return in_intervals(target, actual, choice.intervals)
    if choice.floor is not None:
        return pass_floor(target, actual, choice.floor)
    if choice.per_day is not None and isinstance(target, Deadline | Period):
        return lateness(target, actual, choice.per_day)
    raise target.undecided()


def figures_of(choice: MethodChoice, target: Comparator, actual: Actual) -> dict[str, object]:
    """The figures of the method that its sentence shows."""
    if choice.own:
        return {"method": choice.method}
    if choice.floor is not None:
        return {"floor": choice.floor}
    if choice.per_day is not None:
        return {"per_day": choice.per_day, "days": days_late(target, actual)}
    return {}


def sentence_of(choice: MethodChoice, reached: Achievement) -> str:
    """The name of the sentence that explains the share."""
    if reached.met and reached.share == 1:
        return "met"
    if choice.floor is not None and reached.share == 0:
        return "below-floor"
    if reached.share == 0 and choice.method in _USED_UP:
        return _USED_UP[choice.method] if reached.completion else "exceeded"
    if choice.method in _PASSED and reached.share < 1 < reached.completion:
        return _PASSED[choice.method]
    return "own" if choice.own else choice.method
