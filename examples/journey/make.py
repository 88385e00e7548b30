"""Make the files of the journey in README.zh-CN.md: a Word file of target sheets and a filled-in workbook.

Run `python examples/journey/make.py`. Names, amounts and targets are those of `examples/chengde-2021`, whose
results are invented. The same inputs make the same bytes.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm
from openpyxl import load_workbook

from perfrules import Actuals, FillIn, Sheet, load_actuals, load_sheets, write_fill_in
from perfrules.sheets import Checkpoint
from perfrules.values import exact_text

EXAMPLES = Path(__file__).parent.parent
SOURCE = EXAMPLES / "chengde-2021"
SHIPPED = EXAMPLES.parent / "perfrules" / "cli" / "demo_files"
TARGETS, RESULTS = "绩效目标表.docx", "完成情况.xlsx"
CODES = "482-0205-JBN-G9SD", "482-0301-JBN-IHBL", "482-0302-JBN-SW93"
WIDTHS = 2.2, 3.2, 3.6, 4.2, 2.6, 2.6
EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
HEADS = 4
_DATED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def main(folder: Path = SHIPPED) -> None:
    """Write both files into a folder."""
    sheets = [each for each in load_sheets(SOURCE).sheets if each.code in CODES]
    (folder / TARGETS).write_bytes(word_file(sheets))
    write_results(folder / RESULTS, sheets, load_actuals(SOURCE / "actuals.yaml"))


def word_file(sheets: list[Sheet]) -> bytes:
    """A Word file with a table per sheet, laid out as the department published them."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = EPOCH
    document.add_heading("2021年专项资金绩效目标", level=1)
    for sheet in sheets:
        document.add_paragraph(sheet.title)
        _table(document, sheet)
        document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def repacked(data: bytes) -> bytes:
    """The same package with its parts sorted and dated alike."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _DATED.sub(rb"\g<1>2000-01-01T00:00:00Z", old.read(name)))
    return stream.getvalue()


def _table(document: Any, sheet: Sheet) -> None:
    table = document.add_table(rows=0, cols=len(WIDTHS))
    table.style = "Table Grid"
    amounts = {name: exact_text(amount) for name, amount in sheet.budget.amounts.items()}
    _row(table, [("项目编码", 1), (sheet.code, 2), ("专项资金名称", 1), (sheet.name, 2)])
    first = len(table.rows)
    whole, fiscal, other = (amounts.get(name, "") for name in ("total", "fiscal", "other"))
    _row(table, [("预算规模及资金用途", 1), ("预算数", 1), (whole, 1), ("其中：财政资金", 1), (fiscal, 2)])
    _row(table, [("", 1), ("其他资金", 1), (other, 1), ("资金用途", 1), (sheet.purpose, 2)])
    _down(table, first)
    first = len(table.rows)
    _row(table, [("资金支出计划（%）", 2), *((each.by, 1) for each in sheet.plan)])
    _row(table, [("", 2), *((_share(each), 1) for each in sheet.plan)])
    _down(table, first, columns=2)
    first = len(table.rows)
    for number, goal in enumerate(sheet.goals, 1):
        _row(table, [("绩效目标" if number == 1 else "", 1), (f"目标{number}", 1), (goal, 4)])
    _down(table, first)
    _indicators(table, sheet)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Cm(width)


def _share(checkpoint: Checkpoint) -> str:
    return "" if checkpoint.share is None else exact_text(checkpoint.share)


def _indicators(table: Any, sheet: Sheet) -> None:
    heads = "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"
    _row(table, [(head, 1) for head in heads])
    start = len(table.rows)
    for at, each in enumerate(sheet.indicators):
        above = sheet.indicators[at - 1] if at else None
        level1 = "" if above is not None and above.level1 == each.level1 else each.level1
        texts = level1, each.level2, each.name, each.description, each.target, each.basis
        _row(table, [(text, 1) for text in texts])
    levels = [each.level1 for each in sheet.indicators]
    for at, level in enumerate(levels):
        if at == 0 or level != levels[at - 1]:
            last = at
            while last + 1 < len(levels) and levels[last + 1] == level:
                last += 1
            table.cell(start + at, 0).merge(table.cell(start + last, 0))


def _row(table: Any, cells: list[tuple[str, int]]) -> None:
    """Add a row; a cell is its text and how many columns it takes."""
    row, column = table.add_row(), 0
    for text, columns in cells:
        cell = row.cells[column]
        if columns > 1:
            cell = cell.merge(row.cells[column + columns - 1])
        cell.text = text
        column += columns


def _down(table: Any, first: int, columns: int = 1) -> None:
    """Merge the first cells of all rows from one on."""
    table.cell(first, 0).merge(table.cell(len(table.rows) - 1, columns - 1))


def write_results(path: Path, sheets: list[Sheet], actuals: Actuals) -> None:
    """The workbook of `perfrules template` as offices filled it in."""
    form = FillIn(tuple(sheets), as_of=actuals.as_of)
    write_fill_in(form, path)
    book = load_workbook(path)
    budgets, goals, indicators = book.worksheets
    for at, sheet in enumerate(form.in_order, HEADS + 1):
        budget = actuals.projects[sheet.code].budget
        for name, amount in (("全年预算数", budget.adjusted), ("全年执行数", budget.executed)):
            if amount is not None:
                _cell(budgets, at, name).value = f"{exact_text(amount.value / 10_000)}万元"
    rows = [(sheet, number) for sheet in form.in_order for number in range(1, len(sheet.goals) + 1)]
    for at, (sheet, number) in enumerate(rows, HEADS + 1):
        _cell(goals, at, "实际完成情况").value = actuals.projects[sheet.code].goals.get(f"目标{number}")
    pairs = [(sheet, each) for sheet in form.in_order for each in sheet.indicators]
    for at, (sheet, each) in enumerate(pairs, HEADS + 1):
        entry = actuals.projects[sheet.code].entry(each)
        if entry is not None:
            _cell(indicators, at, "实际完成值").value = entry.rated or entry.text
            _cell(indicators, at, "偏差原因").value = entry.explanation or None
            _cell(indicators, at, "备注").value = entry.note or None
    book.properties.created = book.properties.modified = EPOCH
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(repacked(stream.getvalue()))


def _cell(page: Any, row: int, head: str) -> Any:
    column = next(cell.column for cell in page[HEADS] if str(cell.value).startswith(head))
    return page.cell(row, column)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
