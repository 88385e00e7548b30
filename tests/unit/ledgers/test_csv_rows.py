"""The numbers of the rows of large CSV ledgers, and how their headings are found."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from perfrules.ledgers import LedgerError
from perfrules.ledgers.sources import ROW, csv_ledger, open_ledger
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
    batches = list(open_ledger(str(path)).batches(["号"]))
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
