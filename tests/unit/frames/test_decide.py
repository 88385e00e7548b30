"""Deciding on dataframes: which columns are used, which are added, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from unit.frames.backends import BACKENDS, frame_of, rows_of

from perfrules import (
    CompiledPolicy,
    DecisionError,
    DecisionPolicy,
    Head,
    Input,
    Output,
    Rule,
    compile_policy,
    load_policy,
)
from perfrules import read_condition as condition
from perfrules.frames import FrameError, decide


@pytest.fixture(scope="module")
def approval() -> CompiledPolicy:
    return load_policy("chengde.expenditure-approval")


def money_policy(wording: str = "2000元以上", step: Fraction | None = None) -> CompiledPolicy:
    amount = Input("amount", "money", title="金额", step=step)
    rule = Rule("large", {"amount": condition(amount, wording)}, {"who": "局长"})
    return compile_policy(DecisionPolicy(Head("unit.p"), (amount,), (Output("who"),), (rule,)))


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_kind_of_frame_keeps_its_rows_and_gets_the_same_columns(
    approval: CompiledPolicy, backend: str
) -> None:
    columns = {
        "amount": pa.array(["1000元", "2万元", "些许", None, "-5元"]),
        "category": pa.array(["日常支出"] * 5),
    }
    found = rows_of(decide(approval, frame_of(backend, columns)))
    assert [row["row"] for row in found] == [0, 1, 2, 3, 4]
    assert [row["status"] for row in found] == ["decided", "decided", "PR545", "PR540", "PR543"]
    assert found[1]["deliberation"] == "局长办公会或党组会"
    assert found[2]["sign_off"] is None


@pytest.mark.parametrize("backend", BACKENDS)
def test_categories_are_the_same_answers(approval: CompiledPolicy, backend: str) -> None:
    columns = {
        "amount": pa.array([1000.0, 20000.0, None, -5.0, 1000.0]),
        "category": pa.array([*["日常支出"] * 4, "无此类"]),
    }
    frame = frame_of(backend, columns)
    assert rows_of(decide(approval, frame, categories=True)) == rows_of(decide(approval, frame))


def test_categories_have_the_type_of_their_kind_of_frame(approval: CompiledPolicy) -> None:
    columns = {"amount": pa.array([1.0, None]), "category": pa.array(["日常支出"] * 2)}
    of_polars = decide(approval, frame_of("polars", columns), categories=True)
    assert of_polars.schema["status"] == pl.Enum(of_polars.schema["status"].categories)
    assert of_polars["status"].to_list() == ["decided", "PR540"]
    of_pandas = decide(approval, frame_of("pandas", columns), categories=True)
    assert isinstance(of_pandas["rules"].dtype, pd.CategoricalDtype)
    of_arrow = decide(approval, frame_of("pyarrow", columns), categories=True)
    assert pa.types.is_dictionary(of_arrow.schema.field("rules").type)


def test_a_lazy_frame_stays_lazy(approval: CompiledPolicy) -> None:
    ledger = pl.LazyFrame({"amount": [1.0], "category": ["日常支出"]})
    assert isinstance(decide(approval, ledger), pl.LazyFrame)


def test_a_relation_of_another_connection_is_joined_there(approval: CompiledPolicy) -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE ledger AS SELECT '3万元' AS amount, '日常支出' AS category")
    (row,) = decide(approval, connection.table("ledger")).to_arrow_table().to_pylist()
    assert row["rules"] == "leaders、collective"


def test_the_index_of_pandas_is_kept(approval: CompiledPolicy) -> None:
    ledger = pd.DataFrame({"amount": [1.0, 3e4], "category": ["日常支出"] * 2}, index=[7, 7])
    found = decide(approval, ledger)
    assert list(found.index) == [7, 7]
    assert list(found["rules"]) == ["finance-head", "leaders、collective"]


def test_columns_are_found_by_title_and_by_what_is_given(approval: CompiledPolicy) -> None:
    by_title = pl.DataFrame({"金额": [1.0], "支出": ["日常支出"]})
    found = decide(approval, by_title, columns={"category": "支出"}, prefix="审批_")
    assert found.columns == [
        "金额",
        "支出",
        *(f"审批_{name}" for name in ("status", "rules", "document", "sign_off", "deliberation")),
    ]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ([{"amount": 1}], "PR870"),
        (pl.DataFrame({"amount": [1]}), "PR871"),
        (pl.DataFrame({"amount": [1], "category": ["日常支出"], "status": [""]}), "PR872"),
        (
            pl.DataFrame(
                {"amount": [1.0], "category": ["日常支出"]}, schema_overrides={"amount": pl.Float32}
            ),
            "PR873",
        ),
    ],
)
def test_a_frame_that_cannot_be_decided_on_is_refused(
    approval: CompiledPolicy, frame: Any, code: str
) -> None:
    with pytest.raises(FrameError) as raised:
        decide(approval, frame)
    assert raised.value.code == code


def test_too_many_combinations_are_refused() -> None:
    amounts = [Input(f"a{at}", "money") for at in range(3)]
    rules = [
        Rule(f"r{at}-{n}", {each.name: condition(each, f"={n}元")}, {"who": "局长"})
        for at, each in enumerate(amounts)
        for n in range(50)
    ]
    policy = compile_policy(DecisionPolicy(Head("unit.p"), tuple(amounts), (Output("who"),), tuple(rules)))
    with pytest.raises(DecisionError, match="PR874"):
        decide(policy, pl.DataFrame({each.name: [1] for each in amounts}))


@pytest.mark.parametrize(
    ("amount", "status"),
    [
        (0.1 + 0.2, "PR544"),  # 0.30000000000000004
        (0.3, "no-rule"),
        (1999.99, "no-rule"),
        (2000.0, "decided"),
        (1e15, "decided"),
        (1e39, "decided"),
        (1e300, "PR654"),
        (1e-300, "PR654"),
        (12345678901234.56, "decided"),
        (123456789012345.61, "PR875"),
        (float("inf"), "PR653"),
        (-0.0, "no-rule"),
    ],
)
def test_a_float_is_the_decimal_that_is_printed(amount: float, status: str) -> None:
    policy = money_policy(step=Fraction(1, 100))
    (row,) = decide(policy, pl.DataFrame({"amount": [amount]})).to_dicts()
    assert row["status"] == status


def test_a_threshold_that_no_float_has_is_compared_exactly() -> None:
    # The float nearest to one tenth is above it, the one nearest to three tenths below.
    policy = money_policy("0.1元以上")
    found = decide(policy, pl.DataFrame({"amount": [0.1, 0.09999999999999999]}))
    assert found["status"].to_list() == ["decided", "no-rule"]


@pytest.mark.parametrize("kind", [pl.UInt64, pl.Int8, pl.Decimal(10, 2), pl.Categorical])
def test_each_exact_type_of_numbers_is_read(kind: Any) -> None:
    values = ["3", "100"] if kind == pl.Categorical else [3, 100]
    frame = pl.DataFrame({"amount": pl.Series(values).cast(kind)})
    assert decide(money_policy("100元以上"), frame)["status"].to_list() == ["no-rule", "decided"]


MEAL = """
kind: decision
id: unit.meal
inputs:
  people: {type: count, unit: 人, domain: ">=1人"}
  day: {type: date}
  paid: {type: money, domain: ">=0元", step: 0.01元}
  urgent: {type: boolean}
compute: {limit: {formula: people × 50元/人}}
outputs: {pay: {type: money, combine: sum}, who: {type: roles}}
hit: collect
rules:
  - {id: all, when: {people: 1人以上}, then: {pay: limit}}
  - {id: more, when: {paid: 超过 limit, urgent: 否}, then: {who: [局长]}}
"""


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_policy_that_computes_decides_on_each_row_as_the_engine(backend: str) -> None:
    policy = load_policy(text=MEAL)
    facts: dict[str, list[Any]] = {
        "people": [1, 3, None, 0, 2, 2],
        "day": [date(2021, 3, 1)] * 5 + [None],
        "paid": [50.0, 200.1, 100.0, 1.0, float("nan"), 0.001],
        "urgent": [False, False, True, False, False, None],
    }
    types = {"people": pa.int64(), "day": pa.date32(), "paid": pa.float64(), "urgent": pa.bool_()}
    columns = {name: pa.array(values, types[name], from_pandas=False) for name, values in facts.items()}
    found = rows_of(decide(policy, frame_of(backend, columns)))
    statuses = ["decided", "decided", "PR540", "PR543", "PR653", "PR540"]
    if backend == "pandas":
        statuses[4] = "PR540"
    assert [row["status"] for row in found] == statuses
    assert [row["pay"] for row in found[:2]] == [Decimal(50), Decimal(150)]
    assert [row["who"] for row in found[:2]] == [None, "局长"]
    in_categories = rows_of(decide(policy, frame_of(backend, columns), categories=True))
    assert list(map(repr, in_categories)) == list(map(repr, found))


def test_a_policy_that_computes_takes_no_floats_of_32_bits() -> None:
    frame = pl.DataFrame({"people": [1], "day": [date(2021, 3, 1)], "paid": [1.0], "urgent": [False]})
    with pytest.raises(FrameError, match="PR873"):
        decide(load_policy(text=MEAL), frame.with_columns(pl.col("paid").cast(pl.Float32)))
