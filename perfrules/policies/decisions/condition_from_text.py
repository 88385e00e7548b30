"""Conditions in the wording of the rule book, read as the values of an input that they admit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span
from perfrules.diagnostics.hints import near
from perfrules.diagnostics.truth import TRUTH
from perfrules.expressions import Comparator, Named, RelativeDeadline, parse_strictly, read_actual
from perfrules.expressions.comparators.composite import parts_of
from perfrules.expressions.operators import after_not_equal
from perfrules.expressions.text.characters import plain_characters
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.inputs import Input, fits_type
from perfrules.policies.decisions.outputs import LISTS, Output, Value
from perfrules.policies.decisions.rules import Condition
from perfrules.values import BARE, EVERYTHING, IntervalSet, Quantity, Unit
from perfrules.values.value_sets import Values, meet, unite, without

_NO_NUMBERS = ("boolean", "time-of-day", "level")
"""Dimensions of targets that no input of numbers can have; those of levels have the scale behind them."""


def read_condition(input_: Input, text: str) -> Condition:
    """Return the condition that a text states on an input. Added in 0.2.

    Raises:
        PolicyError: PR523, PR528, PR530–PR532: the text is not a condition on this input.
        ExpressionError: for a text that cannot be read at all; spans count its characters.

    >>> amount = Input("amount", "money")
    >>> read_condition(amount, "2万元以上") == read_condition(amount, ">=20000")
    True
    """
    unequal = read_unequal(input_, text, read_condition)
    if unequal is not None:
        return unequal
    values: Values = frozenset([_choice(input_, text)]) if input_.is_discrete else _numbers(input_, text)
    return Condition(values, text)


def read_unequal(input_: Input, text: str, read: Callable[[Input, str], Condition]) -> Condition | None:
    """Return the condition that a text such as `≠5元` or `不等于 货物` states; None for any other text.

    Args:
        input_: the input that the condition is on.
        text: the condition.
        read: reads the value that is excluded.

    Raises:
        PolicyError: PR523 for more than one value; what `read` raises, about the whole text.

    >>> item = Input("item", "choice", domain=frozenset({"货物", "服务", "工程"}))
    >>> sorted(read_unequal(item, "不等于货物", read_condition).values)
    ['工程', '服务']
    """
    rest = None if input_.is_discrete and text in input_.domain else after_not_equal(plain_characters(text))
    if rest is None:
        return None
    try:
        excluded = read(input_, rest).values
    except PerfrulesError as error:
        placed = (each.within(Source(text), None, whole=Span(0, len(text))) for each in error.diagnostics)
        raise PolicyError(*placed) from error
    several = isinstance(excluded, IntervalSet) and any(
        each.low is None or each.low != each.high for each in excluded
    )
    if several:
        raise refusal("PR523", text, input=input_.name)
    return Condition(without(input_.domain if input_.is_discrete else EVERYTHING, excluded), text)


def any_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that holds where any of the given conditions holds.

    >>> item = Input("item", "choice", domain=frozenset({"货物", "服务", "工程"}))
    >>> any_of([read_condition(item, "货物"), read_condition(item, "服务")]).text
    '货物、服务'
    """
    if len(conditions) == 1:
        return conditions[0]
    values = reduce(unite, (condition.values for condition in conditions))
    joint = "、" if isinstance(values, frozenset) else "或"
    return Condition(values, joint.join(condition.text for condition in conditions))


def both(first: Condition, second: Condition) -> Condition:
    """Return the condition that holds where both do.

    >>> amount = Input("amount", "money")
    >>> both(read_condition(amount, "100元以上"), read_condition(amount, "200元以下")).text
    '100元以上且200元以下'
    """
    return Condition(meet(first.values, second.values), f"{first.text}且{second.text}", about=first.about)


def _choice(input_: Input, text: str) -> str | bool:
    if input_.type == "boolean":
        if text not in TRUTH:
            raise refusal("PR523", text, input=input_.name)
        return TRUTH[text]
    if text not in input_.domain:
        known = sorted(map(str, input_.domain)) if isinstance(input_.domain, frozenset) else []
        raise refusal("PR528", text, input=input_.name, **near(text, known))
    return text


def _numbers(input_: Input, text: str) -> IntervalSet:
    comparator = parse_strictly(text)
    _refuse_names(input_, text, comparator)
    try:
        region = comparator.region
    except PerfrulesError as error:
        raise refusal("PR531", text, input=input_.name) from error
    dated = region.unit.dimension == "date"
    if region.unit.dimension.split(":")[0] in _NO_NUMBERS or dated != (input_.type == "date"):
        raise refusal("PR523", text, input=input_.name)
    if dated or region.unit == input_.unit or BARE in (region.unit, input_.unit):
        return region.numbers
    if region.unit.dimension != input_.unit.dimension:
        raise refusal("PR530", text, input=input_.name, unit=input_.unit.name)
    return region.numbers.scaled(region.unit.factor / input_.unit.factor)


def _refuse_names(input_: Input, text: str, comparator: Comparator) -> None:
    """`日常支出2000元以下` restricts amount and category; as a condition on one it would lose the other."""
    for part in parts_of(comparator):
        event = part.event if isinstance(part, RelativeDeadline) else ""
        for name in (part.subject, part.counted, event) if isinstance(part, Named) else ():
            if name and name not in {input_.name, input_.title}:
                raise refusal("PR532", text, input=input_.name, name=name)


def read_amount(text: str, unit: Unit) -> Fraction:
    """Return the number in a text, converted to a unit.

    Raises:
        PolicyError: PR533: it is not a quantity of that unit.

    >>> read_amount("1角", Unit("元", "money"))
    Fraction(1, 10)
    """
    return _quantity(text, unit).value


def read_value(output: Output, text: str | Sequence[str]) -> Value:
    """Return the value of an output in a rule; a single text becomes a list where a list is expected.

    Raises:
        PolicyError: PR516, PR533: the text is not a value of the output's type.

    >>> read_value(Output("sign_off", "roles"), "主要领导")
    ('主要领导',)
    """
    if output.type in LISTS:
        return (text,) if isinstance(text, str) else tuple(text)
    if not isinstance(text, str):
        raise refusal("PR516", "、".join(text), output=output.name, type=output.type)
    if output.type in {"text", "choice"}:
        return text
    if output.type == "boolean" and text in TRUTH:
        return TRUTH[text]
    if output.type in {"boolean", "date"}:
        return _date(output, text)
    return _quantity(text, output.unit)


def _date(output: Output, text: str) -> date:
    read = read_actual(text)
    if output.type != "date" or type(read) is not date:
        raise refusal("PR516", text, output=output.name, type=output.type)
    return read


def _quantity(text: str, unit: Unit) -> Quantity:
    read = read_actual(text)
    if not isinstance(read, Quantity) or not read.comparable(unit):
        raise refusal("PR533", text, unit=unit.name)
    return Quantity(read.in_(unit), unit)


def refusal(code: str, text: str, **facts: str) -> PolicyError:
    """The error about one piece of text, pointing at the whole of it."""
    return PolicyError(Diagnostic(code, {"text": text, **facts}, Span(0, len(text)), Source(text)))


def read_duration(text: str) -> Quantity:
    """A span of time.

    Raises:
        PolicyError: PR533: the text is not a span of time.

    >>> str(read_duration("7天"))
    '7天'
    """
    read = read_actual(text)
    if not isinstance(read, Quantity) or not fits_type(read.unit, "duration"):
        raise refusal("PR533", text, unit="天")
    return read
