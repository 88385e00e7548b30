"""Several columns that may hold the targets: one of them counts for a reason, or none is read."""

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
