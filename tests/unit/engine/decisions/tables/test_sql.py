"""A policy as a query decides as the engine does, in DuckDB and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from postgres import Postgres, postgres
from sqlglot import parse_one

from perfrules import CompiledPolicy, DecisionError, ExpressionError, load_policy, parse
from perfrules.engine.decisions.decision import Decision
from perfrules.expressions.sql import DIALECTS

AMOUNTS = [
    *(Decimal(each) for each in ("0", "1999.99", "2000", "2000.01", "19999.99", "20000", "-1", "0.001")),
    None,
]
CATEGORIES = ["日常支出", "工资", "不列的", "o'b\\c", None]
ROWS = [(amount, category) for amount in AMOUNTS for category in CATEGORIES]
COMPUTING = """
kind: decision
id: unit.meal
inputs: {people: {type: count, unit: 人, domain: ">=1人"}}
compute: {limit: {formula: people × 50元/人}}
outputs: {pay: {type: money}}
rules:
  - {id: all, when: {people: 1人以上}, then: {pay: limit}}
"""
SHOWN = ["status", "rules", "document", "sign_off", "deliberation"]


@pytest.fixture(scope="module")
def approval() -> CompiledPolicy:
    return load_policy("chengde.expenditure-approval")


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


def expected(policy: CompiledPolicy) -> list[tuple[Any, ...]]:
    """What the engine decides for each row."""
    found = []
    facts = ({"amount": amount, "category": category} for amount, category in ROWS)
    for decision in policy.decide_many(facts):
        if not isinstance(decision, Decision):
            found.append((decision.code, None, None, None, None))
            continue
        status = "outside" if not decision.governed else "decided"
        outcome = decision.outcome or {}
        lists = ["、".join(outcome.get(name, ())) for name in ("document", "sign_off")]
        either = "或".join(outcome.get("deliberation", ()))
        found.append((status, "、".join(decision.rules), *lists, either))
    return [tuple(value or None for value in row) for row in found]


def test_duckdb_decides_as_the_engine(approval: CompiledPolicy) -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE ledger (number INTEGER, amount DECIMAL(18, 3), category VARCHAR)")
    connection.executemany("INSERT INTO ledger VALUES (?, ?, ?)", [(at, *row) for at, row in enumerate(ROWS)])
    connection.execute(f"CREATE VIEW decided AS {approval.to_sql('duckdb')}")
    found = connection.execute(f"SELECT {', '.join(SHOWN)} FROM decided ORDER BY number").fetchall()  # noqa: S608 - our own view
    assert found == expected(approval)


def test_postgresql_decides_as_the_engine(approval: CompiledPolicy, database: Postgres) -> None:
    database.execute("CREATE TABLE ledger (number integer, amount numeric, category text)")
    database.insert("ledger", [(at, *row) for at, row in enumerate(ROWS)])
    database.execute(f"CREATE VIEW decided AS {approval.to_sql('postgres')}")
    found = database.query(f"SELECT {', '.join(SHOWN)} FROM decided ORDER BY number")  # noqa: S608 - our own view
    assert found == expected(approval)
    database.execute("INSERT INTO ledger VALUES (1000, 'NaN', '日常支出')")
    assert database.query("SELECT status, rules FROM decided WHERE number = 1000") == [("PR653", None)]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_reads_its_query(approval: CompiledPolicy, dialect: str) -> None:
    query = (
        approval.to_sql(dialect, table="支出 台账", columns={"amount": '金"额'})
        if dialect == "duckdb"
        else None
    )
    query = query or approval.to_sql(dialect, columns={"amount": "金额"})
    assert [each.alias for each in parse_one(query, dialect=dialect).selects[1:]] == SHOWN


def test_an_unknown_dialect_is_refused(approval: CompiledPolicy) -> None:
    with pytest.raises(ValueError, match="duckdb, postgres, mysql, spark"):
        approval.to_sql("oracle")
    with pytest.raises(ValueError, match="unknown dialect"):
        parse(">=5个").to_sql("count", "oracle")


def test_a_policy_that_computes_is_refused() -> None:
    with pytest.raises(DecisionError, match="PR876"):
        load_policy(text=COMPUTING).to_sql("duckdb")


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        (">=95%", '"share" >= 95'),
        ("不超过2万元", '"share" <= 20000'),
        ("3-5天", '("share" >= 3 AND "share" <= 5)'),
        ("≤三分之一", '"share" * 3 <= 1'),
        ("=500吨", '"share" = 500'),
        ("2021年12月31日前完成", "\"share\" <= CAST('2021-12-31' AS DATE)"),
    ],
)
def test_a_target_is_a_condition(text: str, sql: str) -> None:
    found = parse(text).to_sql("share", "postgres")
    assert found.strip("()") == sql.strip("()")


def test_a_target_in_words_has_no_condition() -> None:
    with pytest.raises(ExpressionError, match="PR243"):
        parse("显著提高").to_sql("level", "duckdb")


KINDS = """
kind: decision
id: unit.kinds
inputs:
  on: {type: date}
  paid: {type: boolean}
  item: {type: choice, of: [货物, 服务], open: true}
  count: {type: number, step: 0.5}
outputs:
  due: {type: date}
  urgent: {type: boolean}
  rules_met: {type: text, combine: count}
  share: {type: number}
hit: collect
default: {urgent: 否}
rules:
  - {id: early, when: {on: 2025-06-30前}, then: {due: 2025-07-31, urgent: 否, rules_met: a, share: 三分之一}}
  - id: goods
    when: {item: 货物, on: ">=2025-07-01"}
    then: {due: 2025-12-31, urgent: 是, rules_met: b, share: 2}
"""


def cell(value: Any, hit: str) -> Any:
    """An outcome as a query gives it; where several rules count, days and truth values are texts."""
    if hit == "first" or value is None or type(value) is int:
        return value
    values = value if isinstance(value, tuple) else (value,)
    return "、".join({True: "是", False: "否"}.get(each) or str(each) for each in values)


@pytest.mark.parametrize("hit", ["collect", "first"])
def test_all_kinds_of_inputs_and_outputs_are_decided_alike(hit: str) -> None:
    text = KINDS if hit == "collect" else KINDS.replace("collect", hit).replace(", combine: count", "")
    policy = load_policy(text=text, kind=CompiledPolicy)
    connection = duckdb.connect()
    connection.execute(
        'CREATE TABLE ledger (number INTEGER, "on" DATE, paid BOOLEAN, item VARCHAR, count DECIMAL(9, 2))'
    )
    rows = [
        (day, paid, item, count)
        for day in (date(2025, 6, 30), date(2025, 7, 1), None)
        for paid in (True, None)
        for item in ("货物", "工程")
        for count in (Decimal("1.5"), Decimal("1.25"))
    ]
    connection.executemany(
        "INSERT INTO ledger VALUES (?, ?, ?, ?, ?)", [(at, *each) for at, each in enumerate(rows)]
    )
    connection.execute(f"CREATE VIEW decided AS {policy.to_sql('duckdb')}")
    shown = "status, rules, due, urgent, rules_met, share"
    found = connection.execute(f"SELECT {shown} FROM decided ORDER BY number").fetchall()  # noqa: S608 - our own view
    names = ("on", "paid", "item", "count")
    decisions = policy.decide_many(dict(zip(names, each, strict=True)) for each in rows)
    for row, decision in zip(found, decisions, strict=True):
        if not isinstance(decision, Decision):
            assert row == (decision.code, None, None, None, None, None)
            continue
        outcome = decision.outcome or {}
        assert row[:2] == ("decided", "、".join(decision.rules) or None)
        assert row[2:5] == tuple(cell(outcome.get(name), hit) for name in ("due", "urgent", "rules_met"))


def test_rules_that_clash_give_the_code_of_the_clash() -> None:
    clashing = COMPUTING.replace("compute: {limit: {formula: people × 50元/人}}\n", "").replace(
        "limit", "1元"
    )
    clashing += "  - {id: some, when: {people: 5人以上}, then: {pay: 2元}}\n"
    policy = load_policy(text=clashing, kind=CompiledPolicy)
    connection = duckdb.connect()
    connection.execute("CREATE TABLE ledger AS SELECT 3 AS people UNION ALL SELECT 9")
    found = connection.execute(f"SELECT status FROM ({policy.to_sql('duckdb')}) ORDER BY people").fetchall()  # noqa: S608 - our own query
    assert found == [("decided",), ("PR547",)]
