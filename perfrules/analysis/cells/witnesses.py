"""Facts that a check gives as examples, and what answers whether there are any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from typing import Protocol, TypeAlias

from perfrules.diagnostics.truth import truth_word
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import Point
from perfrules.values import Interval, IntervalSet, Quantity

Fact: TypeAlias = Quantity | date | str | bool
Witness: TypeAlias = Mapping[str, Fact]
"""A fact by the name of each input of a policy, as `decide` takes them."""

Facts: TypeAlias = Mapping[str, Point]
"""A point on the axis of each input, by its name."""

_ENDS = (Fraction(date.min.toordinal()), Fraction(date.max.toordinal()))
CALENDAR_DAYS = IntervalSet((Interval(_ENDS[0], True, _ENDS[1], True),))
"""The days that a date can be."""


class NoFacts(Enum):
    """Why a search for facts finds none: there are none, or that is unknown."""

    EXCLUDED = auto()
    UNKNOWN = auto()


class Reach(Protocol):
    """What answers whether any facts lie in some cells, where a name is computed from inputs."""

    def facts_in(self, cells: tuple[int, ...], *, quick: bool = False) -> Facts | NoFacts:
        """Facts in some cells, if any are found; a quick search soon gives up."""

    def places_of(self, facts: Facts) -> tuple[int, ...]:
        """The position of facts on each axis."""

    def places_in(self, cells: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """The positions on each axis of facts in some cells, as far as they are known already."""


def fact_at(input_: Input, point: Point) -> Fact:
    """The fact at a point of an input's axis.

    >>> from fractions import Fraction
    >>> str(fact_at(Input("amount", "money"), Fraction(5, 2))), fact_at(Input("on", "date"), Fraction(1))
    ('2.5元', datetime.date(1, 1, 1))
    """
    if isinstance(point, bool | str):
        return point
    return date.fromordinal(int(point)) if input_.type == "date" else Quantity(point, input_.unit)


def fact_text(fact: Fact) -> str:
    """A fact as text that is read as the same fact.

    >>> fact_text(True), fact_text(date(2021, 1, 8))
    ('是', '2021-01-08')
    """
    return truth_word(fact) if isinstance(fact, bool) else str(fact)


def witness_text(witness: Witness) -> str:
    """The facts as `perfrules decide` takes them.

    >>> witness_text({"urgent": True, "item": "货物"})
    'urgent=是 item=货物'
    """
    return " ".join(f"{name}={fact_text(fact)}" for name, fact in witness.items())


def witness_to_json(witness: Witness | None) -> dict[str, str] | None:
    """Return the facts as texts, None without facts."""
    return None if witness is None else {name: fact_text(fact) for name, fact in witness.items()}
