"""Put conditions and values into words that `condition_from_text` reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from perfrules.diagnostics import PerfrulesError
from perfrules.diagnostics.truth import truth_word
from perfrules.formulas.formula import Formula
from perfrules.policies.decisions.condition_from_text import any_of, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Value
from perfrules.policies.decisions.rules import Condition
from perfrules.values import BARE, EVERYTHING, NOTHING, Interval, IntervalSet, Quantity, Unit, exact_text
from perfrules.values.value_sets import Values


def alternatives(input_: Input, condition: Condition) -> list[str]:
    """Texts of which any one holds exactly where the condition does: its own wording, if that can be read.

    A condition that was built by a program has no wording that could be; then it is put into signs.

    >>> amount = Input("amount", "money")
    >>> alternatives(amount, read_condition(amount, "2万元以上"))
    ['2万元以上']
    >>> alternatives(amount, Condition(IntervalSet.up_to(Fraction(5))))
    ['<=5元']
    """
    joint = "、" if isinstance(condition.values, frozenset) else "或"
    worded = [condition.text], condition.text.split(joint)
    for texts in () if condition.text == str(condition.values) else worded:
        if reads_as(input_, texts, condition.values):
            return texts
    return in_signs(input_, condition.values)


def reads_as(input_: Input, texts: Sequence[str], values: Values) -> bool:
    """Whether texts of which any may hold are read as these values of an input."""
    try:
        return any_of([read_condition(input_, text) for text in texts]).values == values
    except PerfrulesError:
        return False


def in_signs(input_: Input, values: Values) -> list[str]:
    """Texts in signs, of which any one holds exactly for these values.

    >>> in_signs(Input("rate", "ratio"), IntervalSet.point(Fraction(5)) | IntervalSet.from_(Fraction(90)))
    ['=5%', '>=90%']
    >>> in_signs(Input("on", "date"), IntervalSet.from_(Fraction(date(2021, 1, 8).toordinal())))
    ['>=2021-01-08']
    """
    if isinstance(values, frozenset):
        return sorted(_choice_text(value) for value in values)
    with_unit = list(_signs(values, input_, input_.unit))
    if input_.unit == BARE or reads_as(input_, with_unit, values):
        return with_unit
    # Some units cannot follow a sign; a bare number is one of the input's unit.
    return list(_signs(values, input_, BARE))


def _choice_text(value: str | bool) -> str:
    return truth_word(value) if isinstance(value, bool) else value


def _signs(values: IntervalSet, input_: Input, unit: Unit) -> Iterator[str]:
    origin = _bound_text(Fraction(1 if input_.type == "date" else 0), input_, unit)
    if values == NOTHING:
        yield f">{origin}且<{origin}"
    elif values == EVERYTHING:
        yield from (f"<{origin}", f">={origin}")
    else:
        for interval in values:
            yield _interval_text(interval, input_, unit)


def _interval_text(interval: Interval, input_: Input, unit: Unit) -> str:
    low = None if interval.low is None else _bound_text(interval.low, input_, unit)
    high = None if interval.high is None else _bound_text(interval.high, input_, unit)
    if low is not None and low == high:
        return f"={low}"
    ends = []
    if low is not None:
        ends.append((">=" if interval.low_closed else ">") + low)
    if high is not None:
        ends.append(("<=" if interval.high_closed else "<") + high)
    return "且".join(ends)


def _bound_text(bound: Fraction, input_: Input, unit: Unit) -> str:
    if input_.type == "date":
        return date.fromordinal(int(bound)).isoformat()
    return exact_text(bound) + unit.name


def value_text(value: Value) -> str | list[str]:
    """What a rule asks for, as `read_value` reads it.

    >>> value_text(("请示", "报告")), value_text(Quantity(Fraction(1, 2), Unit("元", "money")))
    (['请示', '报告'], '0.5元')
    """
    match value:
        case Quantity():
            return exact_text(value.value) + value.unit.name
        case bool():
            return truth_word(value)
        case Formula():
            return value.text
        case tuple():
            return [str(member) for member in value]
        case _:
            return str(value)
