"""Read facts from a program or a person as exact values of a policy's inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TypeAlias

from perfrules.diagnostics import Diagnostic, PerfrulesError, worded_fact
from perfrules.diagnostics.hints import near
from perfrules.diagnostics.listed import Listed
from perfrules.diagnostics.truth import TRUTH
from perfrules.engine.decisions.errors import FactError
from perfrules.engine.decisions.python_values import from_python, refusal
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import Point, holds
from perfrules.policies.decisions.rules import When
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Interval, IntervalSet, Quantity, exact, exact_text
from perfrules.values.numerals import LONGEST

Fact: TypeAlias = Quantity | date | str | bool
"""A quantity in the input's unit, a date, one of the choices, yes or no."""

_PLAIN_NUMBER = late_pattern(r"[0-9]+(?:\.[0-9]+)?")
_ISO_DATE = late_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXAMPLES = {
    "money": "1.5万元", "number": "3", "ratio": "95%", "count": "3", "duration": "3天", "date": "2021-12-31",
    "boolean": "是",
}  # fmt: skip


def read_fact(input_: Input, value: object) -> Fact:
    """Return the exact value of an input. A number without a unit is in the input's unit.

    Raises:
        FactError: PR542 for a unit that does not convert, PR543 outside the domain, PR544 off the step's
            grid, PR545 for another type, PR546 for an unknown choice; PR652–PR655 for floats, NaN, numbers
            that are too long and times of day.

    >>> str(read_fact(Input("amount", "money"), "1.5万元"))
    '15000元'
    """
    fact = _typed(input_, from_python(input_, value))
    point = point_of(fact)
    if not input_.is_open and not holds(input_.domain, point):
        raise refusal("PR543", input_, value, domain=_domain_text(input_))
    if isinstance(point, Fraction) and input_.step is not None and (point / input_.step).denominator != 1:
        raise refusal("PR544", input_, value, step=f"{exact_text(input_.step)}{input_.unit.name}")
    return fact


def without_units(inputs: Sequence[Input], given: Mapping[str, object]) -> tuple[Diagnostic, ...]:
    """Return PR549 for each text that is a plain number and is read in the unit of its input.

    >>> [found.message("en") for found in without_units([Input("amount", "money")], {"amount": "1.5"})]
    ['`1.5` of the input `amount` has no unit and is read in 元']
    """
    measured = {each.name: each.unit.name for each in inputs if each.is_measured and each.unit.name}
    return tuple(
        Diagnostic("PR549", {"input": name, "value": value, "unit": measured[name]})
        for name, value in given.items()
        if name in measured and isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value)
    )


def point_of(fact: Fact) -> Point:
    """Return the position of a fact on the axis of its input, a date as its ordinal.

    >>> point_of(date(1, 1, 2))
    Fraction(2, 1)
    """
    if isinstance(fact, Quantity):
        return fact.value
    return Fraction(fact.toordinal()) if isinstance(fact, date) else fact


def read_facts(inputs: Sequence[Input], scope: When, given: Mapping[str, object]) -> dict[str, Fact]:
    """Return the exact value of every input, in the order of the inputs.

    Args:
        inputs: the inputs of a policy.
        scope: what the policy governs; hints name a value inside it.
        given: the facts by the name of their input; None means that a fact is missing.

    Raises:
        FactError: PR540 for each missing fact, PR541 for each unknown name, and the problems that `read_fact`
            finds, all together.
    """
    facts: dict[str, Fact] = {}
    problems: list[Diagnostic] = []
    for input_ in inputs:
        if given.get(input_.name) is None:
            problems.append(Diagnostic("PR540", {"input": input_.name, "example": _governed(scope, input_)}))
            continue
        try:
            facts[input_.name] = read_fact(input_, given[input_.name])
        except FactError as error:
            problems += error.diagnostics
    problems += _unknown(inputs, given)
    if problems:
        raise FactError(*problems)
    return facts


def _unknown(inputs: Sequence[Input], given: Mapping[str, object]) -> Iterator[Diagnostic]:
    known = [input_.name for input_ in inputs]
    titled = {input_.title: input_.name for input_ in inputs if input_.title}
    for name in given:
        if name not in known:
            meant = {"near": titled[name]} if name in titled else near(name, known)
            yield Diagnostic("PR541", {"input": name, **meant})


def _governed(scope: When, input_: Input) -> str:
    """Return a possible value of the input, for a choice one inside the scope."""
    condition = scope.get(input_.name)
    if condition is not None and input_.type == "choice" and isinstance(condition.values, frozenset):
        return str(min(condition.values, key=str))
    return example(input_)


def example(input_: Input) -> str:
    """Return a possible value of the input, for hints."""
    if input_.type == "choice" and isinstance(input_.domain, frozenset):
        return str(min(input_.domain, key=str))
    if input_.is_measured and input_.type != "money":
        return str(Quantity(Fraction(3), input_.unit))
    return _EXAMPLES[input_.type]


def _typed(input_: Input, value: object) -> Fact:
    if input_.type == "choice":
        return _choice(input_, value)
    if input_.type == "boolean":
        return _truth(input_, value)
    if input_.type == "date":
        return _date(input_, value)
    return _quantity(input_, value)


def _choice(input_: Input, value: object) -> str:
    if not isinstance(value, str):
        raise _unreadable(input_, value)
    if value not in input_.domain and not input_.is_open:
        raise refusal("PR546", input_, value, **near(value, sorted(map(str, _choices(input_)))))
    return value


def _choices(input_: Input) -> frozenset[str | bool]:
    return input_.domain if isinstance(input_.domain, frozenset) else frozenset()


def _truth(input_: Input, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in TRUTH:
        raise _unreadable(input_, value)
    return TRUTH[value]


def _date(input_: Input, value: object) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str):
        if _ISO_DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise _unreadable(input_, value) from error
        read = _read_text(input_, value)
        if type(read) is date:
            return read
    raise _unreadable(input_, value)


def _quantity(input_: Input, value: object) -> Quantity:
    read = _read_number(input_, value)
    if not read.comparable(input_.unit):
        raise refusal("PR542", input_, value, unit=input_.unit.name)
    return Quantity(read.in_(input_.unit), input_.unit)


def _read_number(input_: Input, value: object) -> Quantity:
    if isinstance(value, Quantity):
        return value
    if isinstance(value, str) and not _PLAIN_NUMBER.fullmatch(value):
        read = _read_text(input_, value)
        if isinstance(read, Quantity):
            return read
    elif not isinstance(value, bool) and isinstance(value, int | Decimal | Fraction | str):
        try:
            return Quantity(exact(value), input_.unit)
        except PerfrulesError as error:
            raise refusal("PR654", input_, value, longest=str(LONGEST)) from error
    raise _unreadable(input_, value)


def _read_text(input_: Input, text: str) -> object:
    # Late: the parser loads lark, which a program with typed facts does not need.
    from perfrules.expressions import read_actual

    try:
        read = read_actual(text)
    except PerfrulesError as error:
        if error.code == "PR232":
            raise refusal("PR654", input_, text, longest=str(LONGEST)) from error
        raise _unreadable(input_, text) from error
    return from_python(input_, read)


def _unreadable(input_: Input, value: object) -> FactError:
    return refusal("PR545", input_, value, **worded_fact("expects", f"decisions.expects-{input_.type}"))


def _domain_text(input_: Input) -> str:
    if not isinstance(input_.domain, IntervalSet):
        return Listed(sorted(map(str, input_.domain)))
    shown = _days if input_.type == "date" else partial(_numbers, unit=input_.unit.name)
    return Listed(map(shown, input_.domain))


def _numbers(interval: Interval, unit: str) -> str:
    if interval.high is None and interval.low is not None:
        return f"{'>=' if interval.low_closed else '>'}{exact_text(interval.low)}{unit}"
    if interval.low is None and interval.high is not None:
        return f"{'<=' if interval.high_closed else '<'}{exact_text(interval.high)}{unit}"
    return f"{interval}{unit}"


def _days(interval: Interval) -> str:
    ends = (end and date.fromordinal(int(end)) for end in (interval.low, interval.high))
    return "–".join(str(end or "") for end in ends)
