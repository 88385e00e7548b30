"""Units that stand in the name before a measure: 人均300元 is 300元/人, 港币2960元 is 2960港元."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from attrs import evolve

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.amounts.heads import SHARES
from perfrules.expressions.comparators import Approximate, Comparison, Frequency, Named, Range
from perfrules.expressions.lexicon import WordPattern, lexicon
from perfrules.expressions.lexicon.numbers import han_unit
from perfrules.values import BARE, Quantity, Unit, UnitRegistry


class UnitsOfNames:
    """Gives measures the unit that their name says."""

    _units: UnitRegistry
    per_head: Callable[[str, Unit], Unit | None]
    per: Callable[[Named, Sequence[Unit]], Named]

    def shared(self, rate: Named, who: str) -> Named | None:
        """人均300元/月 as 300元/人/月, 人均≥200元 as ≥200元/人; None for what is not said per head."""
        if isinstance(rate, Frequency):
            rate = Comparison(rate.operator, Quantity(rate.times.value, rate.region.unit))
        unit = self.per_head(who, unit_of(rate))
        if unit is None:
            return None
        return _in_unit(rate, unit) if isinstance(rate, Range | Approximate | Comparison) else None

    @cached_property
    def _each(self) -> WordPattern:
        return WordPattern(f"(?P<before>.*)每个?(?P<each>{han_unit(self._units)})(?![末初底中])(?P<after>.*)")

    def rated(self, measure: Named, name: str) -> tuple[Named, str]:
        """巡查队每月巡查2次 as 2次/月, and the name without 每月; shares and bare numbers stay as they are.

        Raises:
            ReadingProblem: PR214 for a rate per that already.
        """
        while "每" in name and (found := self._each.fullmatch(name)):
            if unit_of(measure).dimension in SHARES:
                break
            each = self._units[found["each"]]
            measure, name = self.per(measure, [each]), found["before"] + found["after"]
        return measure, name

    def in_currency(self, measure: Named, name: str) -> tuple[Named, str]:
        """港币2960元 as 2960港元, and the name without the currency; any other measure and name unchanged.

        Raises:
            ReadingProblem: PR214 for a currency that the units do not know, or for another unit.
        """
        word = next((each for each in lexicon()["named_currencies"] if name.endswith(each)), None)
        if word is None:
            return measure, name
        currency = self._units.find(word)
        measured = isinstance(measure, Range | Approximate | Comparison)
        if currency is None or not measured or unit_of(measure) not in (BARE, self._units["元"], currency):
            raise ReadingProblem("PR214")
        return _in_unit(measure, currency), name.removesuffix(word)


def _in_unit(measure: Named, unit: Unit) -> Named:
    """Return a range, an approximation or a comparison with the same numbers in another unit."""
    if isinstance(measure, Range):
        low, high = (Quantity(end.value, unit) for end in (measure.low, measure.high))
        return evolve(measure, low=low, high=high)
    if isinstance(measure, Approximate):
        return evolve(measure, about=Quantity(measure.about.value, unit))
    if isinstance(measure, Comparison):
        return evolve(measure, bound=Quantity(measure.bound.value, unit))
    return measure


def unit_of(measure: Named) -> Unit:
    """Return the unit of the numbers of a measure; the bare one where it has none."""
    if isinstance(measure, Comparison):
        return measure.bound.unit
    if isinstance(measure, Range):
        return measure.high.unit
    if isinstance(measure, Approximate):
        return measure.about.unit
    return measure.times.unit if isinstance(measure, Frequency) else BARE
