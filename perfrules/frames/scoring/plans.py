"""How the rows of one indicator are scored in whole numbers, as far as that is certain.

A plan covers numbers that answer a comparison. It is settled by the engine's own reading of answers, with a
number as a probe. All other rows are scored one by one by the engine itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.indicators.answers import AnswerContext, read_answer
from perfrules.engine.indicators.ceilings import WHOLE, is_share_of_whole, passes_whole
from perfrules.engine.indicators.targets import target_of
from perfrules.expressions import Comparison, Operator
from perfrules.policies.scoring.methods import MethodChoice
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.sheets import ActualEntry, Indicator
from perfrules.values import BARE, Quantity, default_units, exact, exact_text

NEAR = 20
"""A bare number is certain where the actual is at most this many times the target, and at least its part."""
_SCALES = tuple(10**power for power in (0, 3, 4, 5, 6, 7, 8, 12))
"""The multipliers that units are written with: 千, 万 and so on."""
_AT_MOST = ("<", "<=")
_DIGITS_OF_A_DAY = 8

Formula = Literal["share", "over-run", "floor", "met"]


@frozen
class Form:
    """A formula of points: the operator, which share it is, and the floor below which there is nothing."""

    operator: Operator
    formula: Formula
    floor: Fraction = Fraction(0)


@frozen
class Plan:
    """The form of an indicator, and its target as a number.

    `number` is the target in the unit of a bare actual; None where a bare actual is not certain. `amount` is
    the target in the base unit of `dimension`, None where its unit is not known. `takes_units` says that a
    target without a unit takes that of the actual, multiplier included. `most` is the bare actual that means
    100%, where the indicator cannot pass that.
    """

    form: Form
    number: Fraction | None = None
    amount: Fraction | None = None
    dimension: str = ""
    takes_units: bool = False
    most: Fraction | None = None


def plan_of(indicator: Indicator, policy: ScoringPolicy) -> Plan | None:
    """Return the plan for numbers that answer an indicator, or None where the engine must read each row.

    >>> from perfrules.policies.loader import find_policy
    >>> policy = find_policy("mof.self-evaluation-2020")
    >>> row = Indicator("产出指标", "数量指标", "培训人数", target="≥100人")
    >>> plan_of(row, policy)
    Plan(form=Form(operator='>=', formula='share', floor=Fraction(0, 1)), number=Fraction(100, 1), ...)
    """
    comparator = indicator.reading.comparator
    if not isinstance(comparator, Comparison) or policy.group_of(indicator.level1) is None:
        return None
    target = target_of(indicator, Quantity(Fraction(1)), policy).comparator
    if not isinstance(target, Comparison) or target.operator is None or target.bound.value <= 0:
        return None
    form = _form_of(policy.method_for(target.kind, target.operator, indicator.level2), target.operator)
    if form is None:
        return None
    number, settled = _of_bare(indicator, target)
    unit = settled.bound.unit
    if unit != BARE:
        amount = settled.bound.value * unit.factor
        most = WHOLE * (number or amount) / amount if _has_ceiling(indicator, settled) else None
        return Plan(form, number, amount, unit.dimension, most=most)
    return Plan(form, number if number is not None and number >= 1 else None, takes_units=True)


def _has_ceiling(indicator: Indicator, target: Comparison) -> bool:
    """Whether the engine asks about an actual above 100%."""
    return passes_whole(target, Quantity(Fraction(WHOLE + 1), default_units()["%"]), indicator.name)


def passed_from(policy: ScoringPolicy) -> Fraction | None:
    """Return the completion from which on a policy may deduct points; None if it never does."""
    lows = [interval.low for rule in policy.over_achievement for interval in rule.passed.intervals]
    return min((Fraction(0) if low is None else low for low in lows), default=None)


def _form_of(choice: MethodChoice | None, operator: Operator) -> Form | None:
    if choice is None:
        return None
    makers: Mapping[str, Callable[[], Form | None]] = {
        "proportional": lambda: Form(operator, "share"),
        # An exact target that was passed keeps all points here, which min ÷ max does not give.
        "inverse-ratio": lambda: None if operator == "=" else Form(operator, "share"),
        "over-run": lambda: Form(operator, "over-run") if operator in _AT_MOST else None,
        "pass-floor": lambda: Form(operator, "floor", choice.floor or Fraction(0)),
        "all-or-nothing": lambda: Form(operator, "met"),
    }
    maker = makers.get(choice.method)
    return None if maker is None else maker()


def _of_bare(indicator: Indicator, target: Comparison) -> tuple[Fraction | None, Comparison]:
    """The target in the unit of a bare actual, and the target with the unit that it takes from the name.

    A number within reach of the target is read by the engine as a probe. Within that reach every bare number
    is read alike, with the unit as it is written, so that only its quotient with the target counts.
    """
    settled = target
    for scale in _SCALES:
        text = _probe(target.bound.value / scale, below=is_share_of_whole(indicator.name))
        reading = None if text is None else _reading_of(indicator, target, text)
        if text is None or reading is None:
            continue
        settled, actual = reading
        quotient = actual.in_(settled.bound.unit) / settled.bound.value
        if Fraction(1, NEAR) <= quotient <= NEAR:
            return exact(text) / quotient, settled
    return None, settled


def _probe(number: Fraction, *, below: bool) -> str | None:
    """A number near another one; not up to 1, which may be a ratio, and not in the form of a day.

    `below` asks for a smaller number first, as more than the target may be more than there can be.
    """
    near = (number * 2, number * Fraction(3, 2), number / 2, number * 10)
    for probe in (number / 2, *near) if below else near:
        text = exact_text(probe)
        if probe > 1 and "/" not in text and len(text) != _DIGITS_OF_A_DAY:
            return text
    return None


def _reading_of(indicator: Indicator, target: Comparison, text: str) -> tuple[Comparison, Quantity] | None:
    """The only reading of a number that answers the target, or None."""
    context = AnswerContext(indicator.name, indicator.target, text)
    try:
        answer = read_answer(target, ActualEntry(text), context)
    except PerfrulesError:
        return None
    reading = answer.readings[0]
    if answer.doubt or not isinstance(reading.target, Comparison) or not isinstance(reading.actual, Quantity):
        return None
    return reading.target, reading.actual
