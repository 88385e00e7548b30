"""Lines with totals are no entries; several amounts are not guessed at."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from unit.ledgers.samples import APPROVAL, HEADINGS, SOUND, UNSIGNED, csv_file

from perfrules.ledgers import LedgerError, audit

WORDS = [
    "合计",
    "小 计",
    "总计：",
    "本月合计",
    "本年累计",
    "3月份小计",
    "2021年度合计",
    "合计（大写）",
    "Total",
]


@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_totals_are_left_out_and_listed(tmp_path: Path, column: int) -> None:
    lines = [["", "", "", "", "9000", "", "", ""] for _ in WORDS]
    for line, word in zip(lines, WORDS, strict=True):
        line[column] = word
    report = audit([csv_file(tmp_path, [UNSIGNED, *lines, SOUND])], [APPROVAL])
    assert (report.rows, report.broken) == (2, ())
    assert [each.rows for each in report.findings] == [(2,)]
    (note,) = report.notes
    assert (note.code, note.arguments["count"]) == ("PR956", str(len(WORDS)))
    assert note.arguments["rows"] == "、".join(map(str, range(3, 3 + len(WORDS))))


@pytest.mark.parametrize("word", ["设计", "合计公司", "统计", "会计", "甲公司合计处"])
def test_other_words_are_entries(tmp_path: Path, word: str) -> None:
    report = audit([csv_file(tmp_path, [[*UNSIGNED[:2], word, *UNSIGNED[3:]]])], [APPROVAL])
    assert (report.rows, report.notes) == (1, ())


def test_a_total_in_a_column_of_its_own_with_a_formula_is_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ["摘要", *HEADINGS],
        ["水费", *UNSIGNED],
        ["合计", "", "", "", "", "=SUM(F2:F2)", "", "", ""],
    ]:
        sheet.append(row)
    book.save(tmp_path / "台账.xlsx")
    report = audit([tmp_path / "台账.xlsx"], [APPROVAL])
    assert (report.rows, report.broken) == (1, ())
    assert [each.arguments["rows"] for each in report.notes] == ["3"]


@pytest.mark.parametrize("names", [("报账金额", "实付金额"), ("借方金额", "贷方金额（元）")])
def test_several_amounts_are_unclear_and_the_remedy_shows_a_line(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    headings = [*HEADINGS[:4], names[0], *HEADINGS[5:], names[1]]
    with pytest.raises(LedgerError) as caught:
        audit([csv_file(tmp_path, [[*UNSIGNED, "0"]], headings)], [APPROVAL])
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.arguments["line"]) == ("PR885", f"amount: {names[0]}")
