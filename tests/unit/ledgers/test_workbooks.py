"""Workbooks as people write them: merged cells, a sheet for each month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from unit.ledgers.samples import APPROVAL, HEADINGS

from perfrules.ledgers import AuditReport, LedgerError, audit

REST = ["分管领导", "请示", ""]
ENTRY = ["2021-03-02", "办公室", "甲公司", "日常支出", 2500, *REST]


def workbook(folder: Path, merged: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADINGS, *rows]:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def found(report: AuditReport) -> list[tuple[tuple[int, ...], str, str, str]]:
    return [(each.rows, str(each.day), each.payee, each.unit) for each in report.findings]


def test_merged_cells_count_for_each_row(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["A2:A4", "B2:B4", "C3:C4", "D2:D4"], [ENTRY, ENTRY, ENTRY])
    report = audit([path], [APPROVAL])
    assert found(report) == [((row,), "2021-03-02", "甲公司", "办公室") for row in (2, 3, 4)]
    assert not report.broken


def test_rows_that_share_a_merged_amount_are_skipped(tmp_path: Path) -> None:
    report = audit([workbook(tmp_path, ["E2:E3"], [ENTRY, ENTRY, ENTRY])], [APPROVAL])
    problems = [(each.row, each.problem.code, each.problem.arguments["rows"]) for each in report.broken]
    assert problems == [(2, "PR953", "2–3"), (3, "PR953", "2–3")]
    assert [each.rows for each in report.findings] == [(4,)]


def test_an_entry_over_two_rows_counts_once(tmp_path: Path) -> None:
    merged = [f"{letter}2:{letter}3" for letter in "ABCDEFGH"]
    report = audit([workbook(tmp_path, merged, [ENTRY, ENTRY, ENTRY])], [APPROVAL])
    assert ([each.rows for each in report.findings], report.broken) == ([(2,), (4,)], ())


@pytest.mark.parametrize("area", ["A1:A2", "A2:B2"])
def test_other_merged_cells_are_not_carried_down(tmp_path: Path, area: str) -> None:
    rows = [ENTRY, ["2021-03-05", *ENTRY[1:]]]
    assert found(audit([workbook(tmp_path, [area], rows)], [APPROVAL]))[-1][:2] == ((3,), "2021-03-05")


def months(folder: Path, sheets: Mapping[str, Sequence[Sequence[object]]], hidden: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if title == hidden else "visible"
    book.save(folder / "多表.xlsx")
    return folder / "多表.xlsx"


def test_all_sheets_that_fit_are_read_and_named(tmp_path: Path) -> None:
    table = [HEADINGS, ENTRY]
    sheets = {
        "1月": table,
        "2月": [["2月台账"], *table],
        "说明": [["甲", "乙"], ["丙", "丁"]],
        "旧": table,
        "空": [],
    }
    report = audit([months(tmp_path, sheets, hidden="旧")], [APPROVAL])
    assert [each.entries for each in report.findings] == [(("多表.xlsx#1月", 2),), (("多表.xlsx#2月", 3),)]
    assert report.rows == 2
    assert [(each.code, each.arguments["sheets"]) for each in report.notes] == [("PR954", "旧、说明")]


def test_one_sheet_beside_empty_ones_keeps_the_name_of_the_file(tmp_path: Path) -> None:
    report = audit([months(tmp_path, {"1月": [HEADINGS, ENTRY], "Sheet2": [], "Sheet3": []})], [APPROVAL])
    assert (report.ledgers, report.notes) == (("多表.xlsx",), ())


def test_sheets_of_which_none_fits_are_refused(tmp_path: Path) -> None:
    other = [["甲", "乙"], ["丙", "丁"]]
    with pytest.raises(LedgerError, match="PR886"):
        audit([months(tmp_path, {"1月": other, "2月": other})], [APPROVAL])


def test_a_sheet_with_an_unclear_column_is_refused_not_left_out(tmp_path: Path) -> None:
    unclear = [[*HEADINGS[:4], "支出金额", *HEADINGS[5:], "付款金额"], [*ENTRY, 1]]
    with pytest.raises(LedgerError, match="PR885"):
        audit([months(tmp_path, {"1月": [HEADINGS, ENTRY], "2月": unclear})], [APPROVAL])
