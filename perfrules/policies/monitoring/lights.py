"""Lights: what they are decided by, as inputs of the decisions that show them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from perfrules.policies.decisions.inputs import Input
from perfrules.values import Interval, IntervalSet

Measure = Literal["spending", "progress", "inside", "possibility"]
"""What lights are decided by: money spent and work done of what is due by now, target kept, people's word."""
Alarm = Literal["score_lead", "unspent"]
"""What alarms are decided by: how far scores run ahead of spending; what people expect to be left over."""
Colour = Literal["red", "yellow", "green", "blue"]

_FROM_NOTHING = IntervalSet((Interval(Fraction(0), True, None, False),))
_UP_TO_ALL = IntervalSet((Interval(None, False, Fraction(100), True),))


@frozen
class Light:
    """A light by the name it has in its policy, and its colour.

    >>> Light("红灯", "red").to_json()
    {'name': '红灯', 'colour': 'red'}
    """

    name: str
    colour: Colour

    def to_json(self) -> dict[str, Any]:
        """The light as plain data."""
        return {"name": self.name, "colour": self.colour}


def measure_input(measure: Measure, possibilities: Sequence[str] = ()) -> Input:
    """What a light is decided by; rates are in per cent, 100 being just what is due by now.

    Args:
        measure: its name.
        possibilities: what people may say, where it is their word.

    >>> str(measure_input("progress").domain), measure_input("inside").type
    ('[0, +∞)', 'boolean')
    """
    if measure == "inside":
        return Input(measure, "boolean")
    if measure == "possibility":
        return Input(measure, "choice", domain=frozenset(possibilities))
    return Input(measure, "ratio", domain=_FROM_NOTHING)


def alarm_input(alarm: Alarm) -> Input:
    """What an alarm is decided by, in per cent and never above 100.

    >>> str(alarm_input("unspent").domain)
    '(-∞, 100]'
    """
    return Input(alarm, "ratio", domain=_UP_TO_ALL)
