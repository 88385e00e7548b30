"""Budgets of several sources: transfer payments and money carried over are no faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.sheets import check_sheets, dump_sheet, import_document
from perfrules.sheets.files.yaml_files import read_sheet

TABLE = "三级指标,年度指标值,分值\n人数,≥5人,10\n"
TRANSFER = "资金情况（万元）,年度金额：,{total},\n,其中：中央补助,600,\n,地方资金,400,\n,其他资金,50,\n"
YEARLY = (
    "项目资金（万元）,,年初预算数,全年预算数,全年执行数\n,年度资金总额,{total},{total},300\n"
    ",其中：当年财政拨款,280,280,280\n,上年结转资金,12,12,12\n,其他资金,8,8,8\n"
)


def imported(head: str, folder: Path):
    path = folder / "表.csv"
    path.write_text(f"项目名称,甲,,\n{head}{TABLE}", encoding="utf-8")
    return import_document(path)


@pytest.mark.parametrize(
    ("head", "total", "codes"),
    [(YEARLY, "300", []), (YEARLY, "288", []), (YEARLY, "310", ["PR303"]), (TRANSFER, "1050", [])],
)
def test_other_sources_count_towards_the_whole(head, total, codes, tmp_path):
    found = imported(head.format(total=total), tmp_path)
    assert [each.code for each in found.diagnostics if each.severity != "info"] == codes
    assert str(found.sheets[0].budget.total) == total


def test_the_sources_are_kept_in_yaml_and_json(tmp_path):
    (sheet,) = imported(YEARLY.format(total="300"), tmp_path).sheets
    assert sheet.budget.to_json()["further"] == {"上年结转资金": "12"}
    again = read_sheet(read_document(Source(dump_sheet(sheet)), "sheet"))
    assert again.budget == sheet.budget
    assert not [each for each in check_sheets([again]) if each.code == "PR303"]
