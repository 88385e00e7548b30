"""Tables of real databases as ledgers: a PostgreSQL of the tests' own, and DuckDB files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from postgres import postgres
from unit.ledgers.samples import APPROVAL, HEADINGS, ROWS, WAGES, csv_file

from perfrules.ledgers import LedgerError, audit

COLUMNS = ", ".join(f'"{name}" text' for name in HEADINGS)
TYPES = ("date", "text", "text", "text", "numeric(18, 2)", "text", "text")
TYPED = ", ".join(f'"{name}" {type_}' for name, type_ in zip(HEADINGS, TYPES, strict=False))
ENTRIES = [
    (date(2021, 3, 1), "办公室", "甲公司", "日常支出", Decimal("1500"), "单位财务负责人", ""),
    (date(2021, 3, 2), "办公室", "甲公司", "日常支出", Decimal("2500.00"), "分管领导", None),
    (None, "业务处", None, "工资", Decimal("186400"), None, None),
]


def test_a_table_of_postgresql_has_the_findings_of_a_file(tmp_path: Path) -> None:
    wanted = audit([csv_file(tmp_path)], [APPROVAL])
    with postgres() as server:
        server.execute(f"CREATE TABLE ledger ({COLUMNS})")
        server.insert("ledger", ROWS)
        server.execute("CREATE SCHEMA finance")
        server.execute(f"CREATE TABLE finance.typed ({TYPED})")
        server.insert("finance.typed", ENTRIES)
        host = quote(server.connection.info.host, safe="")
        address = f"postgresql://postgres@/postgres?host={host}"
        report = audit([f"{address}#ledger"], [APPROVAL])
        typed = audit([f"{address}#finance.typed"], [APPROVAL, WAGES])
        with pytest.raises(LedgerError, match="PR888"):
            audit([f"{address}#missing"], [APPROVAL])
    # A row of headings makes the numbers of a file one higher.
    assert [(each.what, tuple(row + 1 for row in each.rows)) for each in report.findings] == [
        (each.what, each.rows) for each in wanted.findings
    ]
    assert [(each.row + 1, each.problem) for each in report.broken] == [
        (each.row, each.problem) for each in wanted.broken
    ]
    assert [(each.rows, each.amount) for each in typed.findings] == [((2,), Decimal("2500.00"))] * 2
    assert [each.what.facts["missing"] for each in typed.findings] == ["请示", "主要领导"]


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis with a new DuckDB
def test_typed_tables_and_views_of_duckdb_are_read(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE ledger ({TYPED})")
        connection.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)", ENTRIES)
        connection.execute("CREATE VIEW spending AS SELECT * FROM ledger WHERE \"支出类别\" = '日常支出'")
    for name, rows in (("ledger", 3), ("spending", 2)):
        report = audit([f"duckdb://{path}#{name}"], [APPROVAL])
        assert report.rows == rows
        assert [each.amount for each in report.findings] == [Decimal("2500.00")] * 2
        assert {each.day for each in report.findings} == {date(2021, 3, 2)}
