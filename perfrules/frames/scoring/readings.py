"""Texts of actuals as numbers, each distinct text read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.indicators.answers import AnswerContext
from perfrules.engine.indicators.answers.subjects import speaks_of_row
from perfrules.engine.indicators.written_units import has_only_a_sign, is_bare_number, written_unit
from perfrules.expressions import read_actual
from perfrules.sheets import ActualEntry
from perfrules.values import BARE, Quantity


@frozen
class Amount:
    """A number as it is written, and its amount in the base unit of a dimension ("" for a bare number)."""

    number: Fraction
    amount: Fraction
    dimension: str


def amount_of(text: str) -> Amount | None:
    """Return the number of an actual; None where the engine has to read the row.

    That is for days, fractions in words, numbers with words around them, and ¥2500 of unknown scale.

    >>> amount_of("1.5万元"), amount_of("120").dimension, amount_of("已完成")
    (Amount(number=Fraction(3, 2), amount=Fraction(15000, 1), dimension='money'), '', None)
    """
    if ActualEntry(text).is_blank or has_only_a_sign(text):
        return None
    try:
        actual = read_actual(text)
    except PerfrulesError:
        return None
    if not isinstance(actual, Quantity):
        return None
    if not speaks_of_row(AnswerContext(actual_text=text), actual.unit.name):
        return None
    if actual.unit == BARE:
        return Amount(actual.value, actual.value, "") if is_bare_number(text) else None
    number = actual.value / written_unit(text, actual.value, actual.unit).scale
    return Amount(number, actual.value * actual.unit.factor, actual.unit.dimension)


@frozen
class Grid:
    """Numbers counted in a last decimal, and the number of each dimension of units."""

    places: int
    dimensions: Mapping[str, int]

    def count(self, value: Fraction | None) -> int | None:
        """Return how many last decimals a number has; None for a number that is off the grid or too large."""
        if value is None:
            return None
        count = value * 10**self.places
        return int(count) if count.denominator == 1 and abs(count) < _LARGEST else None


_LARGEST = 10**17
_MOST_PLACES = 6


def grid_for(numbers: Sequence[Fraction], dimensions: Sequence[str], least: int) -> Grid:
    """Return the grid of some numbers: as many decimals as most of them need, at most six.

    >>> grid_for([Fraction(1, 2), Fraction(95)], ["money"], 0)
    Grid(places=1, dimensions={'': 0, 'money': 1})
    """
    places = max((_places(each) for each in numbers), default=0)
    named = dict.fromkeys(each for each in dimensions if each)
    return Grid(max(places, least), {"": 0} | {name: at for at, name in enumerate(named, 1)})


def _places(value: Fraction) -> int:
    """The decimals of a number; 0 for one that has none or too many, which is left to the exact path."""
    return next((at for at in range(_MOST_PLACES + 1) if (value * 10**at).denominator == 1), 0)
