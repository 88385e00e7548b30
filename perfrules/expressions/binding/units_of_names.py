"""Units that stand in the name before a measure: 人均300元 is 300元/人, 港币2960元 is 2960港元."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import evolve

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.amounts.heads import SHARES
from perfrules.expressions.comparators import Approximate, Comparison, Frequency, Named, Range
from perfrules.values import BARE, Quantity, Unit, UnitRegistry

_ONCE = Fraction(1)
_Measure: TypeAlias = Range | Approximate | Comparison


class UnitsOfNames:
    """Gives measures the unit that their name says."""

    _units: UnitRegistry
    per_head: Callable[[str, Unit], Unit | None]
    each_in: Callable[[str], tuple[list[Unit], str]]
    currency_in: Callable[[str], tuple[Unit | None, str]]
    often_in: Callable[[str, Unit], tuple[list[Unit], str]]
    bracketed_in: Callable[[str], tuple[Unit | None, Fraction, str]]
    per: Callable[[Named, Sequence[Unit]], Named]

    def shared(self, rate: Named, who: str) -> Named | None:
        """人均300元/月 as 300元/人/月, 人均≥200元 as ≥200元/人; None for what is not said per head."""
        if isinstance(rate, Frequency):
            rate = Comparison(rate.operator, Quantity(rate.times.value, rate.region.unit))
        unit = self.per_head(who, unit_of(rate))
        if unit is None:
            return None
        return _in_unit(rate, unit) if isinstance(rate, _Measure) else None

    def rated(self, measure: Named, name: str) -> tuple[Named, str]:
        """巡查队每月巡查2次 as 2次/月, and the name without 每月; shares and bare numbers are unchanged."""
        if unit_of(measure).dimension in SHARES:
            return measure, name
        each, rest = self.each_in(name)
        if not each and not isinstance(measure, Frequency):
            each, rest = self.often_in(name, unit_of(measure))
        return (self.per(measure, each), rest) if each else (measure, name)

    def in_unit_of_name(self, measure: Named, name: str) -> tuple[Named, str]:
        """投入资金(万元)≤500 as 投入资金≤5000000元; a measure with a unit of its own is unchanged."""
        if not name.endswith(")") or not isinstance(measure, _Measure):
            return measure, name
        unit, multiplier, rest = self.bracketed_in(name)
        if unit is None or unit_of(measure) != BARE:
            return measure, name
        return _in_unit(measure, unit, multiplier), rest

    def in_currency(self, measure: Named, name: str) -> tuple[Named, str]:
        """港币2960元 as 2960港元, and the name without the currency; any other measure and name unchanged.

        Raises:
            ReadingProblem: PR214 for another unit, or for a date.
        """
        currency, rest = self.currency_in(name)
        if currency is None:
            return measure, name
        if not isinstance(measure, _Measure) or unit_of(measure) not in (BARE, self._units["元"], currency):
            raise ReadingProblem("PR214")
        return _in_unit(measure, currency), rest


def _in_unit(measure: _Measure, unit: Unit, multiplier: Fraction = _ONCE) -> Named:
    """Return a range, an approximation or a comparison in another unit, its numbers multiplied."""
    if isinstance(measure, Range):
        low, high = (Quantity(end.value * multiplier, unit) for end in (measure.low, measure.high))
        return evolve(measure, low=low, high=high)
    if isinstance(measure, Approximate):
        return evolve(measure, about=Quantity(measure.about.value * multiplier, unit))
    return evolve(measure, bound=Quantity(measure.bound.value * multiplier, unit))


def unit_of(measure: Named) -> Unit:
    """Return the unit of the numbers of a measure; the bare one where it has none."""
    if isinstance(measure, Comparison):
        return measure.bound.unit
    if isinstance(measure, Range):
        return measure.high.unit
    if isinstance(measure, Approximate):
        return measure.about.unit
    return measure.times.unit if isinstance(measure, Frequency) else BARE
