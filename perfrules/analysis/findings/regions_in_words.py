"""Regions in words, as a rule book would have them: 金额超过2000元且不超过2万元."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from perfrules.analysis.findings.comparisons_in_words import comparison_text
from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.truth import truth_word
from perfrules.expressions.comparators.wording import operator_phrase, quantity_text
from perfrules.expressions.operators import Operator
from perfrules.formulas.formula import Formula
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box
from perfrules.values import Interval, IntervalSet, Quantity
from perfrules.values.value_sets import Values

_MULTIPLES = (10**8, "亿"), (10**4, "万")


def amount_text(input_: Input, number: Fraction) -> str:
    """A number on an input's axis as it is written: round amounts of 元 in 万元 and 亿元.

    >>> money = Input("amount", "money")
    >>> amount_text(money, Fraction(20000)), amount_text(money, Fraction(200001, 100))
    ('2万元', '2000.01元')
    """
    if input_.type == "date":
        return date.fromordinal(int(number)).isoformat()
    if input_.unit.name == "元":
        for multiple, sign in _MULTIPLES:
            # Two decimals at most: 1.25万元 is read more easily than 12500元, 1.2345万元 is not.
            if number >= multiple and number * 100 % multiple == 0:
                return quantity_text(Quantity(number / multiple, input_.unit)).replace("元", f"{sign}元")
    return quantity_text(Quantity(number, input_.unit), alone=True)


def condition_text(input_: Input, interval: Interval, language: Language = "zh") -> str:
    """An interval as the condition of a rule; empty where it admits everything.

    >>> money = Input("amount", "money")
    >>> condition_text(money, Interval(Fraction(2000), False, Fraction(20000), True))
    '超过2000元且不超过2万元'
    """
    if input_.type == "date":
        return _days_text(input_, interval, language)
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return amount_text(input_, low)
    ends: tuple[tuple[Fraction | None, Operator], ...] = (
        (low, ">=" if interval.low_closed else ">"),
        (high, "<=" if interval.high_closed else "<"),
    )
    return phrase("regions.and", language).join(
        _bound_text(input_, number, sign, language) for number, sign in ends if number is not None
    )


def _bound_text(input_: Input, number: Fraction, operator: Operator, language: Language) -> str:
    return operator_phrase(operator, language, input_.unit) + amount_text(input_, number)


def _days_text(input_: Input, interval: Interval, language: Language) -> str:
    """Days by the first and the last of them."""
    first, last = interval.low, interval.high
    if first is not None and not interval.low_closed:
        first += 1
    if last is not None and not interval.high_closed:
        last -= 1
    if first is not None and last is not None:
        ends = {"first": amount_text(input_, first), "last": amount_text(input_, last)}
        return phrase("regions.days", language, **ends)
    if first is not None:
        return f">={amount_text(input_, first)}"
    return "" if last is None else f"<={amount_text(input_, last)}"


def values_text(input_: Input, values: Values, language: Language = "zh") -> str:
    """Some values of an input; ends that are the domain's own are left out, for nothing lies beyond them.

    >>> amount = Input("amount", "money", domain=IntervalSet.from_(Fraction(0)))
    >>> values_text(amount, IntervalSet((Interval(Fraction(0), True, Fraction(500), False),)))
    '低于500元'
    """
    if isinstance(values, frozenset):
        return phrase("regions.or", language).join(
            choice_text(each, language) for each in sorted(values, key=str)
        )
    inside = (_within_domain(input_, each) for each in values)
    return phrase("regions.or", language).join(condition_text(input_, each, language) for each in inside)


def choice_text(choice: str | bool, language: Language = "zh") -> str:
    """A choice, or 是 or 否.

    >>> choice_text("货物"), choice_text(True), choice_text(False, "en")
    ('货物', '是', 'no')
    """
    return truth_word(choice, language) if isinstance(choice, bool) else choice


def _within_domain(input_: Input, interval: Interval) -> Interval:
    domain = input_.domain
    if not isinstance(domain, IntervalSet) or interval.low == interval.high:
        return interval
    least, greatest = domain.intervals[0], domain.intervals[-1]
    low, low_closed, high, high_closed = (
        interval.low,
        interval.low_closed,
        interval.high,
        interval.high_closed,
    )
    if (low, low_closed) == (least.low, least.low_closed):
        low = None
    if (high, high_closed) == (greatest.high, greatest.high_closed):
        high = None
    if low is None and high is None:
        return interval
    return Interval(low, low_closed, high, high_closed)


def input_text(input_: Input, values: Values, language: Language = "zh") -> str:
    """An input and its values: 金额超过2000元."""
    name = input_.title or input_.name
    plain = isinstance(values, frozenset) or _begins_with_amount(input_, values)
    key = "regions.is" if plain else "regions.in-range"
    return phrase(key, language, name=name, values=values_text(input_, values, language))


def _begins_with_amount(input_: Input, values: IntervalSet) -> bool:
    first = next(iter(values), None)
    if first is None:
        return False
    return first.low == first.high or (input_.type == "date" and None not in (first.low, first.high))


def box_text(policy: DecisionPolicy, box: Box, language: Language = "zh") -> str:
    """The facts of a box; 任何情形 for all of them.

    An input whose values are all that the scope leaves is not named.
    """
    named = {
        name: values
        for name, values in box.items()
        if name not in policy.scope or policy.scope[name].values != values
    }
    texts = [
        comparison_text(policy, name, values, language)
        or input_text(policy.axis_by_name[name], values, language)
        for name, values in named.items()
    ]
    return _listed(texts, language)


def facts_text(inputs: Mapping[str, Input], box: Box, language: Language = "zh") -> str:
    """The facts of a box over some inputs; 任何情形 for all of them."""
    return _listed([input_text(inputs[name], values, language) for name, values in box.items()], language)


def _listed(texts: Sequence[str], language: Language) -> str:
    return phrase("punctuation.comma", language).join(texts) or phrase("regions.anything", language)


def boxes_text(policy: DecisionPolicy, boxes: Iterable[Box], language: Language = "zh") -> str:
    """The facts of some boxes."""
    return phrase("punctuation.semicolon", language).join(box_text(policy, box, language) for box in boxes)


def value_text(value: Value | None, language: Language = "zh") -> str:
    """What an output asks for; 无 for nothing.

    >>> value_text(("分管领导", "主要领导")), value_text(None, "en")
    ('分管领导、主要领导', 'nothing')
    """
    if value is None or value == ():
        return phrase("regions.nothing", language)
    if isinstance(value, bool):
        return truth_word(value, language)
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, tuple):
        return phrase("punctuation.enumeration", language).join(value_text(each, language) for each in value)
    return str(value)
