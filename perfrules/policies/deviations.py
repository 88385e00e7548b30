"""What a policy says of results far from their target: what must be explained, what is taken off."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.policies.inputs import Input
from perfrules.policies.rules import Condition
from perfrules.values import Interval, IntervalSet, default_units, exact_text

_FROM_NOTHING = IntervalSet((Interval(Fraction(0), True, None, False),))


def percent_input(name: str) -> Input:
    """A number in per cent from nothing on: the completion of a target, or a result that is itself a rate.

    >>> percent_input("completion").unit.name
    '%'
    """
    return Input(name, "number", unit=default_units()["%"], domain=_FROM_NOTHING)


@frozen
class OverAchievement:
    """Where the completion lies in `when`, the share `deduct` of the points is taken off.

    Where it may be `excused`, a result that is explained keeps them.
    """

    when: Condition
    deduct: Fraction
    excused: bool = False

    def to_json(self) -> dict[str, Any]:
        """The rule as plain data; what is taken off as a fraction of 1."""
        return {"when": str(self.when.values), "deduct": exact_text(self.deduct), "excused": self.excused}


def covers(condition: Condition, completion: Fraction) -> bool:
    """Whether a condition in per cent holds of a completion, a fraction of 1.

    >>> covers(Condition(IntervalSet.from_(Fraction(130))), Fraction(13, 10))
    True
    """
    return completion * 100 in condition.values
