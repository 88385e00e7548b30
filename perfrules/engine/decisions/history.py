"""Add up split purchases: a fact together with the earlier rows that belong to it (严禁化整为零)."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.engine.decisions.computing.steps import Step
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.facts import point_of, read_fact
from perfrules.expressions.actuals import read_actual
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Aggregate
from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity, last_day

if TYPE_CHECKING:
    import csv
else:
    csv = late_module("csv")

DATE_NAMES = ("date", "日期")
"""The column with the day of a row, in English or Chinese."""
_DAY_SECONDS = 86_400
_MONTHS_A_YEAR = 12


@frozen(repr=False)
class AddedUp(PlainRepr):
    """The total of a fact and the rows that belong to it, and the amounts that make it up."""

    input: str
    by: tuple[str, ...]
    total: Quantity
    amounts: tuple[Quantity, ...]

    def step(self, title: str) -> Step:
        """Return the addition as a step of a decision."""
        return Step(self.input, title, self.input, " + ".join(map(str, self.amounts)), self.total)


def add_up(
    policy: DecisionPolicy, facts: Mapping[str, object], history: Iterable[Mapping[str, object]]
) -> AddedUp:
    """Return the total of the aggregated input over a fact and earlier rows.

    A row belongs to the fact if it agrees in every column of `by`. With `within` it must also lie on the day
    of the fact or at most so long before it.

    Args:
        policy: a policy with `aggregate`.
        facts: the facts to decide on, with the columns of `by` and, for `within`, `date` or 日期.
        history: the earlier rows, with the same columns.

    Raises:
        DecisionError: PR381 for a column that is missing, PR382 for a day that cannot be read, PR383 for a
            policy without `aggregate`, PR384 for a span that is not one of days or months.
        FactError: an amount is not one of the input.
    """
    aggregate = policy.aggregate
    if aggregate is None:
        raise DecisionError(Diagnostic("PR383", {"policy": policy.id}))
    mine = _key(aggregate, facts, 0)
    day = _day(facts, 0) if aggregate.within is not None else None
    amounts = [_amount(policy, aggregate, facts, 0)]
    for number, row in enumerate(history, 1):
        if _key(aggregate, row, number) == mine and _is_in_time(aggregate, day, row, number):
            amounts.append(_amount(policy, aggregate, row, number))
    unit = policy.input_by_name[aggregate.input].unit
    total = sum((amount.value for amount in amounts), Fraction(0))
    return AddedUp(aggregate.input, aggregate.by, Quantity(total, unit), tuple(amounts))


def _key(aggregate: Aggregate, row: Mapping[str, object], number: int) -> tuple[str, ...]:
    return tuple(str(_cell(row, name, number)).strip() for name in aggregate.by)


def _cell(row: Mapping[str, object], name: str, number: int) -> object:
    value = row.get(name)
    if value is None or value == "":
        raise DecisionError(Diagnostic("PR381", {"row": number, "column": name}))
    return value


def _amount(policy: DecisionPolicy, aggregate: Aggregate, row: Mapping[str, object], number: int) -> Quantity:
    input_ = policy.input_by_name[aggregate.input]
    name = input_.title if aggregate.input not in row and input_.title in row else aggregate.input
    value = point_of(read_fact(input_, _cell(row, name, number)))
    return Quantity(cast(Fraction, value), input_.unit)


def _is_in_time(aggregate: Aggregate, day: date | None, row: Mapping[str, object], number: int) -> bool:
    if day is None or aggregate.within is None:
        return True
    return first_day(day, aggregate.within) <= _day(row, number) <= day


def _day(row: Mapping[str, object], number: int) -> date:
    name = next((name for name in DATE_NAMES if name in row), DATE_NAMES[0])
    value = _cell(row, name, number)
    if type(value) is date:
        return value
    try:
        read = read_actual(str(value))
    except PerfrulesError as error:
        raise DecisionError(Diagnostic("PR382", {"row": number, "text": str(value)})) from error
    if not isinstance(read, date):
        raise DecisionError(Diagnostic("PR382", {"row": number, "text": str(value)}))
    return read


def first_day(day: date, within: Quantity) -> date:
    """Return the first day of a span that ends on a day: 7天 reaches back 7 days, 1个月 to the same day."""
    count = within.value * within.unit.factor
    if within.unit.dimension == "time" and (count / _DAY_SECONDS).denominator == 1:
        return day - timedelta(days=int(count / _DAY_SECONDS))
    if within.unit.dimension != "months" or count.denominator != 1:
        raise DecisionError(Diagnostic("PR384", {"text": str(within)}))
    months = day.year * _MONTHS_A_YEAR + day.month - 1 - int(count)
    year, month = divmod(months, _MONTHS_A_YEAR)
    last = last_day(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def read_history(path: str | os.PathLike[str]) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a ledger: a `.csv` with a line of names, or a `.json` list of objects.

    Raises:
        DecisionError: PR385: the file cannot be read as rows.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix.lower() == ".json":
            rows = json.loads(text, parse_float=Decimal)
        else:
            rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise DecisionError(Diagnostic("PR385", {"file": str(path)})) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DecisionError(Diagnostic("PR385", {"file": str(path)}))
    return rows
