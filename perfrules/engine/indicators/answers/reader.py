"""From the text that an office reports to the readings of the row."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfrules.engine.indicators.answers.changes import answer_change
from perfrules.engine.indicators.answers.dates import answer_date, days_of
from perfrules.engine.indicators.answers.model import Answer, AnswerContext
from perfrules.engine.indicators.answers.numbers import Measure, answer_number
from perfrules.engine.indicators.answers.periods import answer_rate, answer_total
from perfrules.engine.indicators.answers.words import is_denied, is_none, is_unchanged, may_be_none
from perfrules.engine.indicators.changes import Figures, is_level
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
    if isinstance(target, Comparison | Range):
        return _to_number(target, actual, context)
    if isinstance(target, Frequency):
        return _to_frequency(target, actual, context)
    if isinstance(target, Change):
        return _to_change(target, actual, context, figures or {})
    return Answer.plain(target, actual)


def _to_number(target: Measure, actual: Actual, context: AnswerContext) -> Answer:
    if isinstance(actual, Quantity):
        if actual.value == 0 and _denies_something_else(target, context):
            return Answer.plain(target, Statement(context.actual_text))
        return answer_number(target, actual, context)
    if not isinstance(actual, Statement):
        return Answer.plain(target, actual)
    if may_be_none(target) and is_none(actual.text):
        return Answer.plain(target, Quantity(Fraction(0), target.bound.unit))
    said = read(actual.text).comparator
    if isinstance(said, Change) and said.amount is not None and _names_direction(context.name, said):
        return answer_number(target, said.amount, context)
    return Answer.plain(target, actual)


def _denies_something_else(target: Measure, context: AnswerContext) -> bool:
    """Whether an answer such as 无投诉 denies what the row does not speak of: that says nothing about it."""
    said = read(context.actual_text).comparator
    noun = said.counted if isinstance(said, Comparison) and is_denied(context.actual_text) else ""
    wants_none = isinstance(target, Comparison) and target.bound.value == 0
    return bool(noun) and not wants_none and noun not in context.name + context.target_text


def _names_direction(name: str, change: Change) -> bool:
    """Whether the name itself speaks of a change in that direction: 税收增长率 answered by 增长6%."""
    return any(word in name for word in _DIRECTIONS[change.direction])


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
