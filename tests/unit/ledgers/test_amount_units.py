"""Units of amounts that are said above the headings, in headings, or row by row."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.ledgers.samples import APPROVAL, HEADINGS, csv_file

from perfrules.ledgers import AuditReport, LedgerError, audit
from perfrules.ledgers.money_units import cell_unit, stated_unit, units_above, without_stated_unit

REST = ["分管领导", "请示", ""]
FACTORS = {"元": 1, "千元": 1000, "万元": 10_000, "百万元": 10**6, "亿元": 10**8}


def entry(amount: str, unit: str = "办公室") -> list[str]:
    return ["2021-03-02", unit, "甲公司", "日常支出", amount, *REST]


def headed(amount: str) -> list[str]:
    return [*HEADINGS[:4], amount, *HEADINGS[5:]]


def book(folder: Path, rows: list[list[str]]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def amounts(report: AuditReport) -> dict[int, Decimal | None]:
    assert all(each.amount is not None for each in report.findings)
    return {row: each.amount for each in report.findings for row in each.rows}


def problems(report: AuditReport) -> list[tuple[int, str]]:
    return [(each.row, each.problem.code) for each in report.broken]


ABOVE = [
    ["支出台账", "", "", "", "单位：万元", "", "", ""],
    ["支出台账（单位：万元）", *[""] * 7],
    ["编制单位：某局  金额单位：人民币万元", *[""] * 7],
    ["填报单位：元氏县财政局", "", "", "", "万元", "", "", ""],
]


@pytest.mark.parametrize("line", ABOVE)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_unit_above_the_headings_counts(tmp_path: Path, kind: str, line: list[str]) -> None:
    rows = [entry("0.25"), entry("2.5千元"), entry("¥2500")]
    path = book(tmp_path, [line, HEADINGS, *rows]) if kind == "xlsx" else None
    report = audit([path or csv_file(tmp_path, [HEADINGS, *rows], line)], [APPROVAL])
    assert amounts(report) == {3: Decimal(2500), 4: Decimal(2500)}
    assert problems(report) == [(5, "PR862")]


def test_a_unit_that_the_heading_repeats_counts_once(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [headed("金额（万元）"), entry("0.25")], ABOVE[0])
    assert amounts(audit([path], [APPROVAL])) == {3: Decimal(2500)}


@pytest.mark.parametrize("heading", ["金额（元）", "金额(单位：千元)", "金额元"])
def test_a_heading_that_contradicts_the_line_above_is_refused(tmp_path: Path, heading: str) -> None:
    path = csv_file(tmp_path, [headed(heading), entry("2500")], ABOVE[0])
    with pytest.raises(LedgerError, match="PR951"):
        audit([path], [APPROVAL])


@pytest.mark.parametrize("heading", ["金额(单位：万元)", "金额万元", "金额（人民币万元）", "支出金额 / 万元"])
def test_a_unit_counts_however_the_heading_states_it(tmp_path: Path, heading: str) -> None:
    report = audit([csv_file(tmp_path, [entry("0.25")], headed(heading))], [APPROVAL])
    assert amounts(report) == {2: Decimal(2500)}


def test_a_column_of_units_counts_row_by_row(tmp_path: Path) -> None:
    rows = [entry("0.25", "万元"), entry("2500", "元"), entry("2.5", "千元"), entry("2500元", "万元")]
    report = audit([csv_file(tmp_path, rows)], [APPROVAL])
    assert amounts(report) == dict.fromkeys(range(2, 6), Decimal(2500))
    assert {each.unit for each in report.findings} == {""}


def test_a_parquet_ledger_has_a_column_of_units_too(tmp_path: Path) -> None:
    pl.DataFrame([entry("0.25", "万元")], schema=HEADINGS, orient="row").write_parquet(tmp_path / "a.parquet")
    assert amounts(audit([tmp_path / "a.parquet"], [APPROVAL])) == {1: Decimal(2500)}


def test_a_row_without_a_unit_in_its_column_is_skipped(tmp_path: Path) -> None:
    rows = [entry("0.25", "万元"), entry("2500", ""), entry("2500", "办公室"), entry("2500元", "")]
    report = audit([csv_file(tmp_path, rows)], [APPROVAL])
    assert problems(report) == [(3, "PR952"), (4, "PR952")]
    assert amounts(report) == dict.fromkeys((2, 5), Decimal(2500))


def test_a_row_whose_unit_contradicts_the_heading_is_skipped(tmp_path: Path) -> None:
    rows = [entry("0.25", "万元"), entry("2500", "元")]
    report = audit([csv_file(tmp_path, rows, headed("金额（万元）"))], [APPROVAL])
    assert (amounts(report), problems(report)) == ({2: Decimal(2500)}, [(3, "PR951")])


def test_a_column_beside_the_organisation_holds_units(tmp_path: Path) -> None:
    rows = [[*entry("0.25"), "万元"]]
    report = audit([csv_file(tmp_path, rows, [*HEADINGS, "金额单位"])], [APPROVAL])
    assert amounts(report) == {2: Decimal(2500)}
    assert report.findings[0].unit == "办公室"


def test_two_columns_of_units_are_refused(tmp_path: Path) -> None:
    rows = [[*entry("0.25", "万元"), "元"]]
    with pytest.raises(LedgerError, match="PR885"):
        audit([csv_file(tmp_path, rows, [*HEADINGS, "金额单位"])], [APPROVAL])


@given(
    st.sampled_from(list(FACTORS)), st.sampled_from(["金额（{}）", "金额(单位:{})", "金额{}", "报销款_{}"])
)
def test_a_stated_unit_is_read_and_left_out(unit: str, form: str) -> None:
    heading = form.format(unit)
    assert stated_unit(heading) == cell_unit(unit) == unit
    assert without_stated_unit(heading).rstrip("_") in {"金额", "报销款"}
    assert units_above([[f"单位：{unit}"]]) == (unit,)


@pytest.mark.parametrize("heading", ["收款单元", "金额（美元）", "金额美元", "单位", "元"])
def test_other_headings_state_no_unit(heading: str) -> None:
    assert stated_unit(heading) == ""
