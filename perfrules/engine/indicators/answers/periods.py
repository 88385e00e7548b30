"""A total of the year against a frequency: the report's year is the period."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve

from perfrules.engine.indicators.answers.model import Answer, AnswerContext, AnswerReading, Inference
from perfrules.engine.indicators.answers.numbers import answer_number
from perfrules.engine.indicators.written_units import is_bare_number
from perfrules.expressions import Comparison, Frequency
from perfrules.values import BARE, Quantity, exact_text

_MONTHS = 12
_WEEKS = 52
_LEAP, _COMMON = 366, 365


def times_in_year(target: Frequency, as_of: date | None) -> Fraction | None:
    """How many times a frequency asks for in the year of a report; None for a period that no year settles.

    >>> from perfrules.expressions import parse
    >>> [times_in_year(parse(text), None) for text in ("每季度1次", "每月2次", "≥3次/年", "每周1次")]
    [Fraction(4, 1), Fraction(24, 1), Fraction(3, 1), Fraction(52, 1)]
    """
    times, per = target.times.value, target.per
    if per.dimension == "months":
        return times * _MONTHS / per.factor
    if per.name == "周":
        return times * _WEEKS
    if per.name == "天" and as_of is not None:
        leap = date(as_of.year, 12, 31).timetuple().tm_yday == _LEAP
        return times * (_LEAP if leap else _COMMON)
    return None


def answer_total(target: Frequency, actual: Quantity, context: AnswerContext) -> Answer:
    """The readings of a count that answers a frequency: a total over the year against the year's sum.

    A bare number may also be meant per period; where both are plausible the row is doubtful.

    >>> from perfrules.expressions import parse, read_actual
    >>> answer = answer_total(parse("每月2次"), read_actual("24次"), AnswerContext(actual_text="24次"))
    >>> str(answer.readings[0].target), answer.inferred
    ('24次', (Inference(what='period', value='年', source='report'),))
    """
    whole = times_in_year(target, context.as_of)
    if whole is None or "/" in actual.unit.dimension:
        return Answer.plain(target, actual)
    sum_of_year = Comparison(target.operator, Quantity(whole, target.times.unit))
    answer = answer_number(sum_of_year, actual, evolve(context, name="", target_text=""))
    note = Inference("period", "年", "report")
    if actual.unit != BARE or not is_bare_number(context.actual_text) or whole == target.times.value:
        return answer.with_inferred(note)
    total = AnswerReading(sum_of_year, actual, f"全年{exact_text(actual.value)}{target.times.unit.name}")
    unit = f"{target.times.unit.name}/{target.per.name}"
    rate = AnswerReading(target, actual, f"{exact_text(actual.value)}{unit}")
    return Answer.doubtful("spread", total, rate, inferred=(note,))


def answer_rate(target: Frequency, actual: Frequency, context: AnswerContext) -> Answer:
    """The reading of a frequency that answers a frequency: both as totals of the year where they can be.

    >>> from perfrules.expressions import parse
    >>> answer = answer_rate(parse("≥3次/年"), parse("每月1次"), AnswerContext())
    >>> str(answer.readings[0].target), str(answer.readings[0].actual)
    ('>=3次', '12次')
    """
    wanted, done = times_in_year(target, context.as_of), times_in_year(actual, context.as_of)
    if wanted is None or done is None:
        return Answer.plain(target, Quantity(actual.times.value, actual.region.unit))
    bound, total = Quantity(wanted, target.times.unit), Quantity(done, actual.times.unit)
    return answer_number(Comparison(target.operator, bound), total, AnswerContext())
