"""Frames decide as the engine does, on every row and in every kind of dataframe."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import inf, nan, nextafter
from typing import Any

import polars as pl
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from unit.frames.backends import BACKENDS, frame_of, rows_of

from perfrules import (
    Condition,
    DecisionPolicy,
    Head,
    Input,
    Interval,
    IntervalSet,
    Output,
    Rule,
    compile_policy,
)
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.sentences import fact_text
from perfrules.frames import decide
from perfrules.testing.strategies import facts_for, policies
from perfrules.values import Quantity

ROWS = 12
TIERS = 60


def expected(policy: CompiledPolicy, facts: Mapping[str, object]) -> dict[str, Any]:
    """What the engine decides for a row, under the names of the columns."""
    outputs = {each.name: None for each in policy.policy.outputs}
    try:
        decision = policy.decide(**facts)
    except DecisionError as error:
        return {"status": error.code, "rules": None, **outputs}
    status = "outside" if not decision.governed else "decided"
    if decision.governed and decision.outcome is None:
        status = "no-rule"
    rules = "、".join(decision.rules) or None
    return {"status": status, "rules": rules, **outputs, **(decision.outcome or {})}


def agrees(cell: Any, value: Any) -> bool:
    """Whether a cell of a result has a value of the engine, as a number or as text."""
    if value is None or cell is None or cell != cell:
        return value is None and (cell is None or cell != cell)
    if isinstance(value, Quantity) and not isinstance(cell, str):
        return Fraction(cell) == value.value
    if isinstance(value, tuple):
        return cell in {"、".join(map(fact_text, value)), "或".join(map(fact_text, value))}
    return cell == value or cell == fact_text(value)


@st.composite
def columns_for(draw: st.DrawFn, policy: CompiledPolicy) -> tuple[dict[str, pa.Array], list[dict[str, Any]]]:
    """Columns for the inputs of a policy, and the facts of each row as the engine takes them."""
    drawn = draw(st.lists(facts_for(policy), min_size=1, max_size=ROWS))
    arrays: dict[str, pa.Array] = {}
    facts: list[dict[str, Any]] = [{} for _ in drawn]
    for input_ in policy.policy.inputs:
        points = [row[input_.name] for row in drawn]
        arrays[input_.name], given_facts = draw(_column(points))
        for row, fact in zip(facts, given_facts, strict=True):
            row[input_.name] = fact
    return arrays, facts


@st.composite
def _column(draw: st.DrawFn, points: list[Any]) -> tuple[pa.Array, list[Any]]:
    if not isinstance(points[0], Quantity):
        values = [draw(st.sampled_from([point, point, point, None])) for point in points]
        type_ = {str: pa.string(), bool: pa.bool_()}.get(type(points[0]), pa.date32())
        return pa.array(values, type_), values
    kind = draw(st.sampled_from(["float", "decimal", "integer", "text"]))
    values = [draw(_beside(point.value)) for point in points]
    match kind:
        case "float":
            floats = [
                draw(
                    st.sampled_from(
                        [float(each)] * 6 + [None, nan, inf, -inf, 0.0, -0.0, 1e-60, -1e-60, 1e41]
                    )
                )
                for each in values
            ]
            return pa.array(floats, pa.float64(), from_pandas=False), [_fact_of(each) for each in floats]
        case "decimal":
            decimals = [_decimal(each) for each in values]
            return pa.array(decimals, pa.decimal128(38, 6)), decimals
        case "integer":
            whole = [int(each) for each in values]
            return pa.array(whole, pa.int64()), whole
        case _:
            texts = [draw(st.sampled_from([str(_decimal(each)), "一些", "1天", None])) for each in values]
            return pa.array(texts, pa.string()), texts


def _beside(value: Fraction) -> st.SearchStrategy[Fraction]:
    return st.sampled_from([value, value, value, value + Fraction(1, 1000), value - 1, -value])


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator * 10**6 // value.denominator)).scaleb(-6)


def _fact_of(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


@given(st.data(), st.sampled_from(sorted(BACKENDS)), st.booleans())
def test_each_row_is_decided_as_by_the_engine(data: st.DataObject, backend: str, categories: bool) -> None:
    policy = compile_policy(data.draw(policies()))
    arrays, facts = data.draw(columns_for(policy))
    found = rows_of(decide(policy, frame_of(backend, arrays), prefix="out_", categories=categories))
    for row, given_facts in zip(found, facts, strict=True):
        values = expected(policy, given_facts if backend != "pandas" else _as_missing(given_facts))
        cells = {name: row[f"out_{name}"] for name in values}
        assert all(agrees(cells[name], value) for name, value in values.items()), (cells, values)


@given(st.data(), st.sampled_from(["polars", "pandas", "pyarrow"]), st.booleans())
def test_a_frame_without_faulty_rows_has_the_same_answers(
    data: st.DataObject, backend: str, categories: bool
) -> None:
    policy = compile_policy(data.draw(policies()))
    arrays, _ = data.draw(columns_for(policy))
    found = rows_of(decide(policy, frame_of(backend, arrays), prefix="out_"))
    sound = [at for at, row in enumerate(found) if not str(row["out_status"]).startswith("PR")]
    fewer = {name: each.take(pa.array(sound, pa.int64())) for name, each in arrays.items()}
    made = rows_of(decide(policy, frame_of(backend, fewer), prefix="out_", categories=categories))
    assert [{**row, "row": 0} for row in made] == [{**found[at], "row": 0} for at in sound]


def _as_missing(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts where NaN is missing, as it is in pandas."""
    return {name: None if value != value else value for name, value in facts.items()}


@cache
def _tiers(step: Fraction | None) -> CompiledPolicy:
    """A policy of many tiers, whose thresholds are thirds of a yuan apart without a step."""
    amount = Input("amount", "money", step=step)
    width = Fraction(1, 3) if step is None else Fraction(7, 100)
    rules = [
        Rule(
            f"tier-{at}",
            {"amount": Condition(IntervalSet((Interval(at * width, True, (at + 1) * width, False),)))},
            {"who": f"第{at}级"},
        )
        for at in range(TIERS)
    ]
    outputs = (Output("who"),)
    return compile_policy(DecisionPolicy(Head("unit.tiers"), (amount,), outputs, tuple(rules)))


def test_a_grid_is_exact_in_each_row_of_many() -> None:
    # 189 × (1 ÷ 100) is not the float 1.89, 189 ÷ 100 is.
    amounts = [at / 100 for at in range(600)]
    found = decide(_tiers(Fraction(1, 100)), pl.DataFrame({"amount": amounts}))
    assert set(found["status"]) == {"decided", "no-rule"}


@given(st.data(), st.sampled_from([Fraction(1, 100), None]), st.sampled_from(sorted(BACKENDS)))
def test_many_tiers_are_reported_apart_at_their_thresholds(
    data: st.DataObject, step: Fraction | None, backend: str
) -> None:
    policy = _tiers(step)
    ends = [
        float(interval.low) or 1.0 for rule in policy.policy.rules for interval in rule.when["amount"].values
    ]
    near = st.sampled_from(ends).flatmap(
        lambda end: st.sampled_from([end, nextafter(end, inf), nextafter(end, -inf), round(end, 2)])
    )
    amounts = data.draw(st.lists(near, min_size=1, max_size=ROWS))
    found = rows_of(decide(policy, frame_of(backend, {"amount": pa.array(amounts, pa.float64())})))
    wanted = [expected(policy, {"amount": Decimal(repr(amount))}) for amount in amounts]
    assert [row["who"] for row in found] == [row["who"] for row in wanted]
    assert [row["status"] for row in found] == [row["status"] for row in wanted]
