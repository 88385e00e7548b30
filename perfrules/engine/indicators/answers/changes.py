"""A change or a number that answers a change (较上年下降5%)."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from perfrules.engine.indicators.answers.model import Answer, AnswerContext, AnswerReading
from perfrules.engine.indicators.answers.numbers import answer_number
from perfrules.expressions import Change, Comparison
from perfrules.values import BARE, Quantity, exact_text

_RATES = frozenset({"ratio", "percentage-point"})


def answer_change(target: Change, actual: Quantity | Change, context: AnswerContext) -> Answer:
    """The readings of a change or a number that answers a change.

    A number is the amount of change in the direction of the target: `8%` answers 下降5% with a fall of 8%. A
    bare number takes its unit as any other does. A negative number against a fall is doubtful, for its sign
    may only say the direction. So are percentage points against per cent.

    >>> from perfrules.expressions import parse
    >>> target = parse("较上年下降5%")
    >>> str(answer_change(target, parse("上升2%"), AnswerContext()).readings[0].actual)
    '-2%'
    """
    if isinstance(actual, Quantity):
        return _by_amount(target, actual, context)
    if actual.amount is None:
        return Answer.plain(target, Quantity(Fraction(actual.direction == target.direction)))
    amount = actual.amount
    if actual.direction != target.direction:
        amount = evolve(amount, value=-amount.value)
    answer = _in_unit_of(target, amount)
    if None not in (target.baseline, actual.baseline) and target.baseline != actual.baseline:
        return evolve(answer, doubt=answer.doubt or "baseline")
    return answer


def _by_amount(target: Change, actual: Quantity, context: AnswerContext) -> Answer:
    if actual.value < 0 and target.direction == "decrease":
        turned = evolve(actual, value=-actual.value)
        readings = (AnswerReading(target, each, _in_words(target, each)) for each in (turned, actual))
        return Answer.doubtful("sign", *readings)
    if actual.unit == BARE and target.amount is not None and target.amount.unit != BARE:
        amount = Comparison(target.operator, target.amount)
        answer = answer_number(amount, actual, evolve(context, name=""))
        return evolve(answer, readings=tuple(evolve(each, target=target) for each in answer.readings))
    return _in_unit_of(target, actual)


def _in_unit_of(target: Change, amount: Quantity) -> Answer:
    """The amount as it is; per cent against percentage points is doubtful."""
    unit = BARE if target.amount is None else target.amount.unit
    if {unit.dimension, amount.unit.dimension} == _RATES:
        same = evolve(amount, unit=unit)
        readings = (AnswerReading(target, each, str(each)) for each in (same, amount))
        return Answer.doubtful("points", *readings)
    return Answer.plain(target, amount)


def _in_words(target: Change, amount: Quantity) -> str:
    falls = (target.direction == "decrease") == (amount.value >= 0)
    return f"{'下降' if falls else '增长'}{exact_text(abs(amount.value))}{amount.unit.name}"
