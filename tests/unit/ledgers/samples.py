"""A small ledger of expenditure in texts, and files with its rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

HEADINGS = ["日期", "单位", "收款人", "支出类别", "金额", "签批", "附件", "集体讨论"]
APPROVAL, WAGES = "chengde.expenditure-approval", "chengde.wage-payment"
SOUND = ["2021-03-01", "办公室", "甲公司", "日常支出", "1500", "单位财务负责人", "", ""]
UNSIGNED = ["2021-03-02", "办公室", "甲公司", "日常支出", "2,500.00", "分管领导", "请示", ""]
UNDISCUSSED = ["2021年3月3日", "业务处", "乙公司", "日常支出", "3万元", "分管领导、主要领导", "请示", "无"]
UNREADABLE = ["2021-03-04", "业务处", "乙公司", "日常支出", "若干", "分管领导", "请示", ""]
OUTSIDE = ["2021-03-05", "业务处", "乙公司", "政府采购", "90000", "", "", ""]
ROWS = [SOUND, UNSIGNED, UNDISCUSSED, UNREADABLE, OUTSIDE]


def csv_file(
    folder: Path,
    rows: Sequence[Sequence[str]] = ROWS,
    headings: Sequence[str] = HEADINGS,
    *,
    encoding: str = "utf-8-sig",
    name: str = "台账.csv",
) -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])
    return path
