"""Lists with one row of headings are read alike from every medium."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from perfrules.documents import DocumentError
from perfrules.documents.media.lists import read_list

ROWS = [["日期", "金额", "备注"], ["2021-01-08", "5", ""], ["2021-02-08", "", "补发"]]


def _xlsx(path: Path, rows: list[list[str]], title: str = "") -> Path:
    made = Workbook()
    sheet = made.active
    if title:
        sheet.append([title])
        sheet.merge_cells("A1:C1")
    for row in rows:
        sheet.append([text or None for text in row])
    made.save(path)
    return path


def test_every_medium_gives_the_same_rows(tmp_path: Path) -> None:
    texts = {
        "a.csv": "\n".join(",".join(row) for row in ROWS),
        "b.tsv": "\n".join("\t".join(row) for row in ROWS),
        "c.txt": "\n".join(";".join(row) for row in ROWS),
        "d.html": "<table>"
        + "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
        + "</table>",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [*(tmp_path / name for name in texts), _xlsx(tmp_path / "e.xlsx", ROWS, "2021年支付台账")]
    for file in files:
        assert [list(row.texts) for row in read_list(file)] == ROWS, file.name
    assert read_list(files[-1])[1].at.cell == "A3"


def test_an_empty_workbook_has_no_rows(tmp_path: Path) -> None:
    assert read_list(_xlsx(tmp_path / "a.xlsx", [])) == ()


def test_quotes_that_do_not_pair(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('日期,"备注\n', encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_list(tmp_path / "a.csv")
    assert [each.code for each in caught.value.diagnostics] == ["PR578"]
