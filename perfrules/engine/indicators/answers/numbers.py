"""Numbers against units: which unit a bare number has, and which units do not compare."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from attrs import evolve, frozen

from perfrules.engine.indicators.answers.model import Answer, AnswerContext, AnswerReading, Doubt, Inference
from perfrules.engine.indicators.vocabulary import vocabulary
from perfrules.engine.indicators.written_units import (
    WrittenUnit,
    has_only_a_sign,
    is_bare_number,
    unit_in_name,
    without_unit,
    written_unit,
)
from perfrules.expressions import Comparison, Range
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import BARE, Quantity, Unit, default_units, exact_text

Measure = Comparison | Range
_PERCENT = WrittenUnit(default_units()["%"], 1, "%")
_RATIO, _POINTS = "ratio", "percentage-point"
_TIMES = frozenset({"time", "working-day", "months"})
_LEAST, _MOST = Fraction(1, 20), Fraction(20)
"""Completions between these are plausible."""
_SCALES = {1: "", 10**4: "万", 10**8: "亿"}
"""The multipliers that people leave out, and how they are written."""
_PARTS = "分之", "/"
"""What a fraction is written with: 三分之二, 2/3."""


def answer_number(target: Measure, actual: Quantity, context: AnswerContext) -> Answer:
    """The readings of a number that answers a number or a range.

    A bare number takes the unit of what it is compared with as it is written, multiplier included. A unit
    may be in the name of the indicator too. Numbers that may be a ratio or a percentage are doubtful, and so
    are count words that measure in two ways.

    >>> from perfrules.expressions import parse
    >>> context = AnswerContext("造价", "≤90万元", "120")
    >>> answer = answer_number(parse("≤90万元"), Quantity(Fraction(120)), context)
    >>> str(answer.readings[0].actual), answer.inferred[0].value
    ('1200000元', '万元')
    """
    return _NumberReader(target, actual, context).answer()


@frozen(repr=False)
class _NumberReader(PlainRepr):
    target: Measure
    actual: Quantity
    context: AnswerContext

    def answer(self) -> Answer:
        unit = _unit(self.target)
        if unit != BARE:
            written = written_unit(self.context.target_text, _bound(self.target), unit)
            return self._against_unit(self.target, written)
        named = unit_in_name(self.context.name) or self._rate()
        if named is not None and self._fits(named):
            target = _in_unit(self.target, named)
            return self._against_unit(target, named).with_inferred(Inference("unit", named.label, "name"))
        return self._against_bare()

    def _rate(self) -> WrittenUnit | None:
        """Per cent, where the name is that of a rate and the target is above 1."""
        name = without_unit(self.context.name)
        is_rate = "率" in name and not any(word in name for word in vocabulary()["not_rates"])
        return _PERCENT if is_rate and abs(_bound(self.target)) > 1 else None

    def _fits(self, named: WrittenUnit) -> bool:
        """Whether the unit of the name can be that of the target: a decimal up to 1 is not a percentage."""
        return named.unit.dimension != _RATIO or abs(_bound(self.target)) > 1

    def _against_unit(self, target: Measure, written: WrittenUnit) -> Answer:
        actual = self.actual
        if actual.unit != BARE:
            return self._with_units(target, written)
        if written.unit.name == "%":
            return self._percent(target)
        if not is_bare_number(self.context.actual_text):
            return Answer.plain(target, evolve(actual, unit=written.unit))
        inferred = Inference("unit", written.label, "target")
        preferred = self._reading(target, written)
        others = [self._reading(target, each) for each in self._other_scales(written)]
        smaller = (self._reading(target, each) for each in _smaller_units(written))
        return _weighed(preferred, [*others, *islice(filter(_is_plausible, smaller), 1)], inferred)

    def _reading(self, target: Measure, written: WrittenUnit) -> AnswerReading:
        actual = Quantity(self.actual.value * written.scale, written.unit)
        return AnswerReading(target, actual, f"{exact_text(self.actual.value)}{written.label}")

    def _other_scales(self, written: WrittenUnit) -> list[WrittenUnit]:
        """The other scales of a bare number, where people leave out multipliers.

        That is where one is written, in money, and where a part of a person or a thing is counted.
        """
        unit = written.unit
        is_part = self.actual.value.denominator > 1 and (unit.counts or unit.dimension == "people")
        is_scaled = written.multiplier > 1 or "万" in self.context.target_text
        if not (is_part or is_scaled or unit.dimension == "money"):
            return []
        scales = {**_SCALES, 1000: "千"} if is_part else _SCALES
        return [
            WrittenUnit(unit, scale, f"{word}{unit.name}")
            for scale, word in scales.items()
            if scale != written.multiplier
        ]

    def _with_units(self, target: Measure, written: WrittenUnit) -> Answer:
        actual, unit = self.actual, written.unit
        if written.multiplier > 1 and has_only_a_sign(self.context.actual_text):
            signed = AnswerReading(target, actual, str(actual))
            return _weighed(signed, [self._reading(target, written)], None)
        if actual.unit.dimension == unit.dimension == "money":
            return self._money(target, written)
        if actual.unit.dimension == unit.dimension or not _may_mean(actual.unit, unit):
            return Answer.plain(target, actual)
        same = AnswerReading(target, evolve(actual, unit=unit), f"{exact_text(actual.value)}{unit.name}")
        doubt: Doubt = "points" if _POINTS in (actual.unit.dimension, unit.dimension) else "counted"
        return Answer.doubtful(doubt, same, AnswerReading(target, actual, str(actual)))

    def _money(self, target: Measure, written: WrittenUnit) -> Answer:
        """Money in a smaller unit than that of the target: doubtful where only that of the target fits."""
        own = written_unit(self.context.actual_text, self.actual.value, self.actual.unit)
        number = self.actual.value / own.scale
        stated = AnswerReading(target, self.actual, f"{exact_text(number)}{own.label}")
        scaled = Quantity(number * written.scale, written.unit)
        meant = AnswerReading(target, scaled, f"{exact_text(number)}{written.label}")
        is_smaller = self.actual.in_(written.unit) < scaled.value
        if is_smaller and not _is_plausible(stated) and _is_plausible(meant):
            return Answer.doubtful("unit", stated, meant)
        return Answer.plain(target, self.actual)

    def _percent(self, target: Measure) -> Answer:
        """A bare number against per cent: from 0 to 1 it may be a ratio."""
        actual, text = self.actual, self.context.actual_text
        plain = evolve(actual, unit=_PERCENT.unit)
        as_ratio = Quantity(actual.value * 100, _PERCENT.unit)
        if any(part in text for part in _PARTS):
            return Answer.plain(target, as_ratio)
        if not 0 < actual.value <= 1:
            return Answer.plain(target, plain, Inference("unit", "%", "target"))
        readings = (AnswerReading(target, each, str(each)) for each in (plain, as_ratio))
        return Answer.doubtful("ratio", *readings)

    def _against_bare(self) -> Answer:
        """A bare target takes the unit of the actual; a decimal up to 1 or a fraction is a ratio."""
        target, actual, bound = self.target, self.actual, _bound(self.target)
        if actual.unit.dimension == _RATIO:
            as_percent = _in_unit(target, _PERCENT)
            as_ratio = _in_unit(target, WrittenUnit(_PERCENT.unit, 100))
            if abs(bound) <= 1:
                return Answer.plain(as_ratio, actual, Inference("ratio", exact_text(bound), "target"))
            readings = (AnswerReading(each, actual, str(each)) for each in (as_percent, as_ratio))
            return Answer.doubtful("percent", *readings)
        if actual.unit == BARE:
            return self._both_bare()
        written = written_unit(self.context.actual_text, actual.value, actual.unit)
        inferred = Inference("unit", written.label, "actual")
        preferred = AnswerReading(_in_unit(target, written), actual, f"{exact_text(bound)}{written.label}")
        plain = WrittenUnit(written.unit, 1, written.unit.name)
        others = [AnswerReading(_in_unit(target, plain), actual, f"{exact_text(bound)}{plain.label}")]
        return _weighed(preferred, others if written.multiplier > 1 else [], inferred)

    def _both_bare(self) -> Answer:
        """Two bare numbers: a multiplier of one may be meant for the other, a decimal may be a ratio."""
        target, actual, bound = self.target, self.actual, _bound(self.target)
        plain = AnswerReading(target, actual, exact_text(actual.value))
        written = written_unit(self.context.target_text, bound, BARE)
        if written.multiplier > 1 and is_bare_number(self.context.actual_text):
            scaled = Quantity(actual.value * written.scale)
            text = f"{exact_text(actual.value)}{written.label}"
            inferred = Inference("unit", written.label, "target")
            return _weighed(AnswerReading(target, scaled, text), [plain], inferred)
        share, whole = actual.value, bound
        if 0 < abs(share) <= 1 < abs(whole) <= 100 and share.denominator > 1:
            hundredfold = Quantity(share * 100)
        elif 0 < abs(whole) < 1 < abs(share) <= 100 and whole.denominator > 1:
            hundredfold = Quantity(share / 100)
        else:
            return Answer((plain,))
        return _weighed(plain, [AnswerReading(target, hundredfold, f"{exact_text(hundredfold.value)}")], None)


def _weighed(preferred: AnswerReading, others: list[AnswerReading], inferred: Inference | None) -> Answer:
    """The preferred reading, unless another scale alone is plausible: then the row is doubtful."""
    notes = () if inferred is None else (inferred,)
    if _is_plausible(preferred):
        return Answer((preferred,), notes)
    better = [*filter(_is_plausible, others)] or [each for each in others if _is_nearer(each, preferred)]
    return Answer((preferred, *better), notes, "scale" if better else None)


def _smaller_units(written: WrittenUnit) -> Iterator[WrittenUnit]:
    """The smaller units in which a number may be counted instead."""
    if written.multiplier == 1:
        for name in vocabulary()["smaller_units"].get(written.unit.name, ()):
            yield WrittenUnit(default_units()[name], 1, name)


def _is_plausible(reading: AnswerReading) -> bool:
    """Whether the actual is between a twentieth and twenty times of the target."""
    ratio = _ratio(reading)
    return ratio is not None and _LEAST <= ratio <= _MOST


def _is_nearer(one: AnswerReading, other: AnswerReading) -> bool:
    """Whether a reading is closer to its target than another one, by factors, and above a twentieth of it."""
    near, far = _ratio(one), _ratio(other)
    if near is None or far is None or not near or not far:
        return False
    return far > 1 and max(near, 1 / near) < max(far, 1 / far)


def _ratio(reading: AnswerReading) -> Fraction | None:
    """Actual ÷ target: 1 within a range; None where a quotient says nothing."""
    actual, target = reading.actual, reading.target
    if not isinstance(actual, Quantity) or not isinstance(target, Comparison | Range):
        return None
    number = actual.in_(_unit(target))
    if isinstance(target, Range):
        if number in target.region.numbers:
            return Fraction(1)
        bound = target.high.value if number > target.high.value else target.low.in_(target.high.unit)
    else:
        bound = target.bound.value
    return None if bound <= 0 or number < 0 else number / bound


def _may_mean(one: Unit, other: Unit) -> bool:
    """Whether two units that do not convert may measure the same thing in two ways."""
    if all(unit.counts or unit.dimension == "people" for unit in (one, other)):
        return True
    dimensions = {one.dimension, other.dimension}
    if dimensions <= _TIMES or dimensions == {_RATIO, _POINTS}:
        return True
    # 元 against 元/户: the total, or what each one cost.
    first = {dimension.split("/")[0] for dimension in dimensions}
    return len(first) == 1 and "/" in one.dimension + other.dimension


def _unit(target: Measure) -> Unit:
    return target.bound.unit if isinstance(target, Comparison) else target.high.unit


def _bound(target: Measure) -> Fraction:
    return target.bound.value if isinstance(target, Comparison) else target.high.value


def _in_unit(target: Measure, written: WrittenUnit) -> Measure:
    """A bare target with a unit, each number times the multiplier that is written before it."""
    if isinstance(target, Comparison):
        return evolve(target, bound=Quantity(target.bound.value * written.scale, written.unit))
    return evolve(
        target,
        low=Quantity(target.low.value * written.scale, written.unit),
        high=Quantity(target.high.value * written.scale, written.unit),
    )
