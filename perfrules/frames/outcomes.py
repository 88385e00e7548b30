"""The columns that a decision adds: their types, and their value for each answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from attrs import frozen

from perfrules.engine.decisions.answers import Answer
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.decisions.sentences import fact_text
from perfrules.policies.decisions.inputs import MEASURED
from perfrules.policies.decisions.outputs import Output, Value
from perfrules.values import Quantity

_DIGITS = 38
"""The digits of a decimal column in every backend."""


@frozen
class OutcomeColumn:
    """A column to add: its name, its type, and its value in each cell, None for a null."""

    name: str
    type: Any
    values: tuple[Any, ...]

    def leaf(self, cell: int) -> nw.Expr:
        """The value in a cell, as an expression."""
        value = self.values[cell]
        return nw.lit(str(value) if isinstance(value, Decimal) else value).cast(self.type)

    def series(self) -> pl.Series:
        """The values of all cells, in polars."""
        texts = [str(value) if isinstance(value, Decimal) else value for value in self.values]
        made = nw.new_series(self.name, texts, backend="polars")
        series: pl.Series = nw.to_native(made.cast(self.type))
        return series

    def key(self, cell: int) -> Hashable:
        """The value in a cell, to find equal ones."""
        key: Hashable = self.values[cell]
        return key


def outcome_columns(
    policy: CompiledPolicy, answers: Sequence[Answer | str], prefix: str
) -> tuple[OutcomeColumn, ...]:
    """The columns of a policy: `status`, `rules`, then its outputs."""
    made = [
        OutcomeColumn(f"{prefix}status", nw.String, tuple(map(_status, answers))),
        OutcomeColumn(f"{prefix}rules", nw.String, tuple(map(_rules, answers))),
    ]
    for output in policy.policy.outputs:
        values = [_value(answer, output.name) for answer in answers]
        type_, convert = _type_of(output, values)
        converted = tuple(None if value is None else convert(value) for value in values)
        made.append(OutcomeColumn(f"{prefix}{output.name}", type_, converted))
    return tuple(made)


def _status(answer: Answer | str) -> str:
    if isinstance(answer, str):
        return answer
    if not answer.governed:
        return "outside"
    return "no-rule" if answer.outcome is None else "decided"


def _rules(answer: Answer | str) -> str | None:
    if isinstance(answer, str) or not answer.rules:
        return None
    return "、".join(answer.rules)


def _value(answer: Answer | str, output: str) -> Value | None:
    if isinstance(answer, str) or answer.outcome is None:
        return None
    return answer.outcome.get(output)


def _type_of(output: Output, values: Sequence[Value | None]) -> tuple[Any, Callable[[Any], Any]]:
    """The type of an output's column: decimals, days and truth values as such, everything else as text."""
    known = [value for value in values if value is not None]
    if output.type == "boolean" and all(isinstance(value, bool) for value in known):
        return nw.Boolean, bool
    if output.type == "date" and all(isinstance(value, date) for value in known):
        return nw.Date, _as_it_is
    if output.combine == "count" and all(isinstance(value, int) for value in known):
        return nw.Int64, int
    if output.type in MEASURED and (places := _places(known)) is not None:
        return nw.Decimal(_DIGITS, places), lambda value: _decimal(value, places)
    if output.type == "any-of":
        return nw.String, lambda value: "或".join(map(fact_text, value))
    return nw.String, fact_text


def _as_it_is(value: Any) -> Any:
    return value


def _places(values: Sequence[Value]) -> int | None:
    """The decimal places that all quantities need; None where one is not a decimal, or not a quantity."""
    places = 0
    for value in values:
        if not isinstance(value, Quantity):
            return None
        while (value.value * 10**places).denominator != 1:
            places += 1
            if places > _DIGITS // 2:
                return None
    return places


def _decimal(value: Quantity, places: int) -> Decimal:
    number = Fraction(value.value) * 10**places
    return Decimal(number.numerator).scaleb(-places)
