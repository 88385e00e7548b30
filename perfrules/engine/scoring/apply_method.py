"""Apply the method that a policy chose, and name the sentence that explains the result."""

from __future__ import annotations

from collections.abc import Mapping

from perfrules.engine.scoring.methods import (
    METHODS,
    Achievement,
    days_late,
    in_intervals,
    lateness,
    pass_floor,
)
from perfrules.engine.scoring.plugins import OwnMethod, achieve_by
from perfrules.expressions import Actual, Comparator, Deadline, Period
from perfrules.policies.scoring.methods import MethodChoice

_USED_UP = {"over-run": "over-run-all", "inverse-ratio": "exceeded"}
"""Sentences of these methods where no points are left; a target of none has no double."""
_PASSED = {"proportional": "passed", "pass-floor": "passed-floor"}
"""Sentences of these methods where an exact target was passed."""


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
