"""A session of Spark on two cores decides as the engine does, in expressions of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

import polars as pl
import pytest

from perfrules import CompiledPolicy, Decision, load_policy
from perfrules.frames import decide, score
from perfrules.sheets import Indicator

if find_spec("pyspark") is None and os.environ.get("PERFRULES_SPARK") != "required":
    pytest.skip("PySpark is not installed", allow_module_level=True)

FINITE = [0.0, 1999.99, 2000.0, 2000.01, 20000.0, -1.0, 0.001]
PEOPLE = Indicator("产出指标", "数量指标", "培训人数")
CATEGORIES = ["日常支出", "工资", "乱", None]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def approval() -> CompiledPolicy:
    return load_policy("chengde.expenditure-approval")


def statuses(policy: CompiledPolicy, rows: list[tuple[Any, Any]]) -> list[tuple[str, str | None]]:
    """The status and the rules that the engine gives each row."""
    found: list[tuple[str, str | None]] = []
    for answer in policy.decide_many({"amount": amount, "category": category} for amount, category in rows):
        if not isinstance(answer, Decision):
            found.append((answer.code, None))
        else:
            found.append(("decided" if answer.governed else "outside", "、".join(answer.rules) or None))
    return found


@pytest.mark.parametrize(
    ("type_", "amounts"),
    [
        ("double", [*FINITE, float("nan"), float("inf"), None]),
        ("decimal(18, 3)", [*(Decimal(repr(each)) for each in FINITE), None]),
        ("string", ["1999.99元", "2万元", "一些", "3天", None]),
    ],
)
def test_each_row_is_decided_as_by_the_engine(
    spark: Any, approval: CompiledPolicy, type_: str, amounts: list[Any]
) -> None:
    rows = [(amount, category) for amount in amounts for category in CATEGORIES]
    schema = f"number int, amount {type_}, category string"
    frame = spark.createDataFrame([(at, *row) for at, row in enumerate(rows)], schema)
    found = decide(approval, frame).orderBy("number").collect()
    facts = [
        (Decimal(repr(amount)) if type(amount) is float else amount, category) for amount, category in rows
    ]
    assert [(row["status"], row["rules"]) for row in found] == statuses(approval, facts)


def test_a_query_decides_as_the_engine(spark: Any, approval: CompiledPolicy) -> None:
    rows = [(Decimal(amount), "日常支出") for amount in ("0", "2000", "2000.01", "20000", "0.001", "-1")]
    frame = spark.createDataFrame(rows, "amount decimal(18, 3), category string")
    frame.createOrReplaceTempView("ledger")
    found = spark.sql(approval.to_sql("spark")).orderBy("amount").collect()
    wanted = statuses(approval, sorted(rows))
    assert [(row["status"], row["rules"]) for row in found] == wanted


TARGETS = ["≥100人", "≥95%", "显著提高", "≤90万元", "无从识别", None]
ACTUALS = ["80人", "120", "有所提高", "98%", "", None]


def test_each_row_of_texts_is_scored_as_in_polars(spark: Any) -> None:
    pairs = [(target, actual) for target in TARGETS for actual in ACTUALS]
    rows = [(at, target, actual, 7) for at, (target, actual) in enumerate(pairs)]
    frame = spark.createDataFrame(rows, "number int, target string, actual string, weight int")
    local = pl.DataFrame(rows, schema=["number", "target", "actual", "weight"], orient="row")
    assert _scores(score(frame, indicator=PEOPLE).collect()) == _scores(
        score(local, indicator=PEOPLE).iter_rows(named=True)
    )


@pytest.mark.parametrize("type_", ["double", "decimal(18, 2)"])
def test_each_row_of_numbers_is_scored_as_in_polars(spark: Any, type_: str) -> None:
    kind = float if type_ == "double" else Decimal
    pairs = [(target, actual) for target in ("100", "7", "0.5", "0") for actual in ("80", "6.25", "0")]
    rows = [(at, kind(target), kind(actual), 5) for at, (target, actual) in enumerate(pairs)]
    frame = spark.createDataFrame(rows, f"number int, target {type_}, actual {type_}, weight int")
    local = pl.DataFrame(rows, schema=["number", "target", "actual", "weight"], orient="row")
    assert _scores(score(frame, indicator=PEOPLE).collect()) == _scores(
        score(local, indicator=PEOPLE).iter_rows(named=True)
    )


def _scores(rows: Iterable[Any]) -> list[tuple[str, ...]]:
    return sorted(tuple(str(row[part]) for part in ("number", "score", "status", "code")) for row in rows)
