"""Decisions of policies that compute: each distinct row of inputs once, by the engine itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw

from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import DecisionError
from perfrules.frames.native import LazyFrame
from perfrules.frames.outcomes import OutcomeColumn, Outcomes
from perfrules.frames.texts import attach_rows, distinct_rows

_KEY, _ODD = "perfrules_key_{}", "perfrules_odd_{}"
_PLAIN, _NULL, _NOT_FINITE = 0, 1, 2
_BLANKS: Mapping[Any, Any] = {nw.Boolean: False, nw.Int64: 0, nw.String: "", nw.Date: date(1970, 1, 1)}
"""The value used where one is missing; a second key says that it is missing."""


def decide_rows(
    policy: CompiledPolicy, frame: LazyFrame, columns: Mapping[str, str], outcomes: Outcomes
) -> tuple[LazyFrame, list[OutcomeColumn]]:
    """Add what the engine decides on each row; the distinct rows of the inputs are collected.

    Args:
        policy: A policy, with formulas or without.
        frame: A lazy frame.
        columns: The column of each input.
        outcomes: Makes the columns that are added.

    Returns:
        The frame, and the columns that were added.
    """
    schema = frame.collect_schema()
    types = {name: _key_type(schema[column]) for name, column in columns.items()}
    frame = frame.with_columns(
        *(each for name in columns for each in _keys(name, columns[name], types[name]))
    )
    keys = [form.format(name) for name in columns for form in (_KEY, _ODD)]
    rows = distinct_rows(frame, keys)
    answers = [_answer(policy, _facts(list(columns), row)) for row in rows]
    added = outcomes(answers)
    data = {each.name: list(each.values) for each in added}
    key_types = {_KEY.format(name): type_ for name, type_ in types.items()}
    key_types |= {_ODD.format(name): nw.Int64 for name in columns}
    found = {name: [row[at] for row in rows] for at, name in enumerate(keys)}
    return attach_rows(frame, found, data, key_types | {each.name: each.type for each in added}), added


def _key_type(type_: Any) -> Any:
    if type_ in (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32):
        return nw.Int64
    return type_ if type_ in (nw.Boolean, nw.Date, nw.Float64) else nw.String


def _keys(name: str, column: str, type_: Any) -> list[nw.Expr]:
    """What a row is found by: the value of an input, and whether it is missing or not finite."""
    values = nw.col(column).cast(type_)
    missing = nw.col(column).is_null()
    odd = nw.when(missing).then(nw.lit(_NULL)).otherwise(nw.lit(_PLAIN))
    if type_ == nw.Float64:
        finite = nw.when(values.is_finite()).then(nw.lit(_PLAIN)).otherwise(nw.lit(_NOT_FINITE))
        odd = nw.when(missing).then(nw.lit(_NULL)).otherwise(finite)
    return [
        odd.cast(nw.Int64).alias(_ODD.format(name)),
        _filled(values, type_, missing).alias(_KEY.format(name)),
    ]


def _filled(values: nw.Expr, type_: Any, missing: nw.Expr) -> nw.Expr:
    if type_ == nw.Float64:
        return nw.when(values.is_finite() & ~missing).then(values).otherwise(nw.lit(0.0))
    return nw.when(missing).then(nw.lit(_BLANKS[type_])).otherwise(values)


def _facts(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for at, name in enumerate(names):
        value, odd = row[2 * at], row[2 * at + 1]
        if odd == _NULL:
            facts[name] = None
        elif odd == _NOT_FINITE:
            facts[name] = Decimal("NaN")
        else:
            facts[name] = Decimal(repr(value)) if isinstance(value, float) else value
    return facts


def _answer(policy: CompiledPolicy, facts: Mapping[str, Any]) -> Decision | str:
    try:
        return policy.decide(**facts)
    except DecisionError as error:
        return error.code
