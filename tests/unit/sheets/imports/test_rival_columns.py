"""Several columns that may hold the targets or the results: one counts for a reason, or none is read."""

from __future__ import annotations

import pytest

from perfrules.sheets import import_document

CASES = {
    "调整指标值|年初指标值": ("≥5人|≥3人", "≥5人", []),
    "年初指标值|调整后指标值": ("≥3人|", "≥3人", []),
    "半年目标值|全年目标值": ("≥3人|≥5人", "≥5人", []),
    "一季度计划值|年度计划值": ("≥1人|≥5人", "≥5人", []),
    "指标值|目标值": ("≥3人|≥5人", "", ["PR724", "PR202"]),
    "计划值|目标值": ("≥3人|", "", ["PR724", "PR202"]),
}


@pytest.mark.parametrize("headings", CASES)
def test_one_column_counts_or_none(headings, tmp_path):
    cells, target, codes = CASES[headings]
    rows = [["三级指标", *headings.split("|"), "分值"], ["培训人数", *cells.split("|"), "10"]]
    path = tmp_path / "表.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    found = import_document(path)
    (form,) = found.forms
    assert form.sheet.indicators[0].target == target
    assert [each.code for each in found.diagnostics if each.severity != "info"] == codes
    kept = {target, *form.rows[0].extra.values()} - {""}
    assert kept == {*cells.split("|")} - {""}


RESULTS = {
    "一季度完成值|前二季度完成值|前三季度完成值": ("2人|4人|6人", "6人", "2024-09-30"),
    "一季度完成值|上半年完成值|全年完成值": ("2人|4人|6人", "6人", "2024-12-31"),
    "1-6月完成值|1-9月完成值": ("4人|", "4人", "2024-06-30"),
    "全年实际完成值|1-6月完成值": ("6人|4人", "6人", "2024-12-31"),
}


@pytest.mark.parametrize("headings", RESULTS)
def test_the_latest_results_count_and_give_the_day(headings, tmp_path):
    cells, actual, day = RESULTS[headings]
    rows = [
        ["三级指标", "指标值", *headings.split("|"), "分值"],
        ["培训人数", "≥5人", *cells.split("|"), "10"],
    ]
    path = tmp_path / "表.csv"
    lines = ["项目支出绩效自评表（2024年度）", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    (form,) = import_document(path).forms
    assert form.rows[0].actual.text == actual
    assert str(form.day) == day


def test_results_of_single_quarters_are_questioned(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("三级指标,指标值,一季度完成值,二季度完成值\n培训人数,≥5人,2人,3人", encoding="utf-8")
    assert "PR895" in {each.code for each in import_document(path).diagnostics}
