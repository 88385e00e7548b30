"""The numbers of the rows of large CSV ledgers, and how their headings are found."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from pathlib import Path

import pytest

from perfrules.ledgers import LedgerError
from perfrules.ledgers.sources import ROW, csv_ledger, open_ledgers
from perfrules.ledgers.sources.model import headings_in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rows_keep_their_numbers_beside_rejected_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    """Rows are rejected some batches before their neighbours are returned."""
    monkeypatch.setattr(csv_ledger, "BLOCK", 2048)
    draw = random.Random(encoding)  # noqa: S311 repeatable rows, nothing secret
    wrong = []
    path = tmp_path / "台账.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["号", "名"])
        for row in range(2, 3000):
            kind = draw.random()
            if kind < 0.03:
                wrong.append(row)
            cells = [str(row), "甲\n乙" if kind > 0.9 else "x" * draw.randint(0, 30)]
            writer.writerow([*cells, "多"] if kind < 0.015 else cells[:1] if kind < 0.03 else cells)
    batches = list(open_ledgers(str(path)).ledgers[0].batches(["号"]))
    read = [row for batch in batches if batch.frame.height for row in batch.frame.select(ROW, "号").rows()]
    assert len(batches) > 10
    assert [row.row for batch in batches for row in batch.broken] == wrong
    assert [(number, int(text)) for number, text in read] == [
        (number, number) for number in range(2, 3000) if number not in wrong
    ]


TITLE, HEADINGS, ENTRY = ["2021年支出台账"], ["日期", "收款人", "金额"], ["2021-03-01", "甲公司", "1500"]


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([HEADINGS, ENTRY], 0),
        ([TITLE, HEADINGS, ENTRY], 1),
        ([["单位：某局", "", "单位：元"], HEADINGS, ENTRY], 1),
        ([HEADINGS, [*ENTRY, "多"], ENTRY], 0),
        ([["日期", "", "金额"], ENTRY, ENTRY], 0),
        ([["", "", ""], HEADINGS, ["2021/3/1", "甲公司", "¥1,500"]], 1),
    ],
)
def test_the_row_of_headings_is_found(rows: list[list[str]], at: int) -> None:
    assert headings_in("台账", rows)[0] == at


@pytest.mark.parametrize("rows", [[], [TITLE], [ENTRY, ENTRY], [["日期", "", ""], ENTRY]])
def test_a_ledger_without_headings_is_reported(rows: list[list[str]]) -> None:
    with pytest.raises(LedgerError, match="PR867"):
        headings_in("台账", rows)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_end_in_any_way(tmp_path: Path, end: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(end.join(["2021年,", "日期,金额", "2021-03-01,1500", "2021-03-02,9"]).encode())
    (ledger,) = open_ledgers(str(path)).ledgers
    assert [batch.frame.rows() for batch in ledger.batches(["金额"])] == [[("1500", 3), ("9", 4)]]


def packed(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(name, "日期,金额")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed("word/document.xml"), "docx"),
        (packed("xl/workbook.xml"), "xlsx"),
        (packed("a.csv"), "zip"),
        (packed("a.csv")[:30], "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf <HTML><table>", "html"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(data)
    with pytest.raises(LedgerError) as caught:
        open_ledgers(str(path))
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.arguments["kind"]) == ("PR955", kind)
