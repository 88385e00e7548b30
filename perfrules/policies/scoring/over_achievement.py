"""What a policy says of results far from their target: what must be explained, what is taken off."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import frozen

from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.rules import Condition
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Interval, IntervalSet, default_units, exact_text
from perfrules.values.value_sets import Values

_FROM_NOTHING = IntervalSet((Interval(Fraction(0), True, None, False),))


def percent_input(name: str) -> Input:
    """A number in per cent from nothing on: the completion of a target, or a result that is itself a rate.

    >>> percent_input("completion").unit.name
    '%'
    """
    return Input(name, "number", unit=default_units()["%"], domain=_FROM_NOTHING)


@frozen(repr=False)
class OverAchievement(PlainRepr):
    """Where the completion lies in `when`, the share `deduct` of the points is taken off.

    Where it may be `excused`, a result that is explained keeps them.
    """

    when: Condition
    deduct: Fraction
    excused: bool = False

    @cached_property
    def passed(self) -> IntervalSet:
        """The completions it holds for, as fractions of 1."""
        return in_shares([self.when.values])

    def to_json(self) -> dict[str, Any]:
        """The rule as plain data; what is taken off as a fraction of 1."""
        return {"when": str(self.when.values), "deduct": exact_text(self.deduct), "excused": self.excused}


def in_shares(percentages: Iterable[Values]) -> IntervalSet:
    """The numbers in any of some sets of per cent, as fractions of 1.

    >>> str(in_shares([IntervalSet.from_(Fraction(130)), IntervalSet.up_to(Fraction(60))]))
    '(-∞, 0.6] ∪ [1.3, +∞)'
    """
    pieces = (piece for values in percentages for piece in values if isinstance(piece, Interval))
    return IntervalSet(tuple(pieces)).scaled(Fraction(1, 100))
