"""From the text that an office reports to the readings of the row."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from perfrules.engine.indicators.answers.changes import answer_change
from perfrules.engine.indicators.answers.dates import answer_date, days_of
from perfrules.engine.indicators.answers.model import Answer, AnswerContext, AnswerReading
from perfrules.engine.indicators.answers.numbers import Measure, answer_number
from perfrules.engine.indicators.answers.periods import answer_rate, answer_total
from perfrules.engine.indicators.answers.subjects import speaks_of_row
from perfrules.engine.indicators.answers.words import is_denied, is_none, is_unchanged, may_be_none
from perfrules.engine.indicators.ceilings import passes_whole
from perfrules.engine.indicators.changes import Figures, is_level
from perfrules.engine.indicators.vocabulary import vocabulary
from perfrules.expressions import (
    Actual,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Period,
    Range,
    RecurringDeadline,
    Statement,
    read,
)
from perfrules.sheets import ActualEntry
from perfrules.values import Quantity

_DIRECTIONS: Mapping[str, tuple[str, ...]] = {
    "increase": ("增长", "提高", "提升", "增加", "上升"),
    "decrease": ("下降", "降低", "减少", "缩短"),
}


def read_answer(
    target: Comparator, entry: ActualEntry, context: AnswerContext, figures: Figures | None = None
) -> Answer:
    """The readings of what is reported against a target.

    Args:
        target: The target with its operator.
        entry: What is reported.
        context: What else the row says.
        figures: The figures that targets refer to, by name.

    Raises:
        ExpressionError: the text cannot be read at all.

    >>> from perfrules.expressions import parse
    >>> context = AnswerContext("造价", "≤90万元", "120")
    >>> str(read_answer(parse("≤90万元"), ActualEntry("120"), context).readings[0].actual)
    '1200000元'
    """
    if entry.rated is not None:
        return Answer.plain(target, Statement(entry.rated))
    if isinstance(target, Deadline | Period) and (dated := answer_date(target, context)):
        return dated
    if isinstance(target, RecurringDeadline) and (days := days_of(context.actual_text, context.as_of)):
        return Answer.plain(target, days if len(days) > 1 else days[0])
    actual = entry.read()
    answer = _answered(target, actual, context, figures or {})
    if not isinstance(actual, Quantity) or answer.doubt or _says_none(target, context):
        return answer
    if not speaks_of_row(context, actual.unit.name):
        reading = evolve(answer.readings[0], text=context.actual_text)
        return Answer((reading,), answer.inferred, "subject")
    return answer


def _answered(target: Comparator, actual: Actual, context: AnswerContext, figures: Figures) -> Answer:
    if isinstance(target, Comparison | Range):
        return _to_number(target, actual, context)
    if isinstance(target, Frequency):
        return _to_frequency(target, actual, context)
    if isinstance(target, Change):
        return _to_change(target, actual, context, figures)
    return Answer.plain(target, actual)


def _to_number(target: Measure, actual: Actual, context: AnswerContext) -> Answer:
    if isinstance(actual, Quantity):
        answer = answer_number(target, actual, context)
        return answer if answer.doubt else _within_reach(answer, context)
    if not isinstance(actual, Statement):
        return Answer.plain(target, actual)
    if may_be_none(target) and is_none(actual.text):
        return Answer.plain(target, Quantity(Fraction(0), target.bound.unit))
    said = read(actual.text).comparator
    if isinstance(said, Change) and (amount := _amount_in(context.name, said)) is not None:
        return answer_number(target, amount, context)
    return Answer.plain(target, actual)


def _within_reach(answer: Answer, context: AnswerContext) -> Answer:
    """The answer, doubtful where its number is one that the indicator cannot have: -3个, 合格率120%."""
    (reading,) = answer.readings
    if passes_whole(reading.target, reading.actual, context.name):
        return evolve(answer, readings=(evolve(reading, text=context.actual_text),), doubt="ceiling")
    if not _has_doubtful_sign(reading, context.name):
        return answer
    actual = reading.actual
    amount = evolve(actual, value=-actual.value) if isinstance(actual, Quantity) else actual
    signed, unsigned = context.actual_text, context.actual_text.strip().lstrip("-－−–负")
    if unsigned == signed.strip():
        signed, unsigned = str(actual), str(amount)
    readings = evolve(reading, text=signed), evolve(reading, actual=amount, text=unsigned)
    return evolve(answer, readings=readings, doubt="sign")


def _has_doubtful_sign(reading: AnswerReading, name: str) -> bool:
    """Whether a negative number counts things, or is an amount to be kept low: -5万元 meets every limit."""
    target, actual = reading.target, reading.actual
    if not isinstance(target, Comparison) or not isinstance(actual, Quantity) or actual.value >= 0:
        return False
    unit = actual.unit
    if target.operator in ("<", "<="):
        return unit.counts or unit.dimension in ("money", "people", "time")
    counts = unit.counts or unit.dimension == "people"
    return counts and not any(word in name for word in vocabulary()["may_be_negative"])


def _says_none(target: Comparator, context: AnswerContext) -> bool:
    """Whether 无伤亡 answers a target of zero, which may call it otherwise: 安全生产 0起."""
    wants_none = isinstance(target, Comparison) and target.bound.value == 0
    return wants_none and is_denied(context.actual_text)


def _amount_in(name: str, change: Change) -> Quantity | None:
    """A change as a number of a name that itself speaks of one: 税收增长率 answered by 增长6% or 下降2%."""
    spoken = [direction for direction, words in _DIRECTIONS.items() if any(word in name for word in words)]
    if change.amount is None or len(spoken) != 1:
        return None
    value = change.amount.value
    return evolve(change.amount, value=value if change.direction == spoken[0] else -value)


def _to_frequency(target: Frequency, actual: Actual, context: AnswerContext) -> Answer:
    if isinstance(actual, Quantity):
        return answer_total(target, actual, context)
    if isinstance(actual, Statement):
        rate = read(actual.text).comparator
        if isinstance(rate, Frequency) and rate.operator is None:
            return answer_rate(target, rate, context)
    return Answer.plain(target, actual)


def _to_change(target: Change, actual: Actual, context: AnswerContext, figures: Figures) -> Answer:
    if isinstance(actual, Quantity):
        figure = figures.get(target.baseline or "")
        against_figure = figure is not None and figure.unit.dimension == actual.unit.dimension
        if against_figure or is_level(actual, target):
            return Answer.plain(target, actual)
        return answer_change(target, actual, context)
    if isinstance(actual, Statement):
        if is_unchanged(actual.text):
            unit = None if target.amount is None else target.amount.unit
            zero = Quantity(Fraction(0)) if unit is None else Quantity(Fraction(0), unit)
            return Answer.plain(target, zero)
        change = read(actual.text).comparator
        if isinstance(change, Change) and change.operator is None:
            return answer_change(target, change, context)
    return Answer.plain(target, actual)
