"""A form whose table of indicators is missing is kept and named, and no other form is lost."""

from __future__ import annotations

import docx

from perfrules.sheets import import_document

HEAD = [["项目名称", "乙项目"], ["年度资金总额（万元）", "20"], ["年度目标", "办好培训。"]]
TABLE = [["项目名称", "甲项目"], ["三级指标", "指标值"], ["人数", "≥5人"]]


def test_the_head_of_a_form_without_a_table_is_kept(tmp_path):
    made = docx.Document()
    for rows in (TABLE, HEAD):
        made.add_paragraph("项目支出绩效目标表")
        table = made.add_table(len(rows), 2)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    made.save(str(tmp_path / "表.docx"))
    found = import_document(tmp_path / "表.docx")
    assert [(each.name, each.complete) for each in found.sheets] == [("甲项目", True), ("乙项目", False)]
    assert str(found.sheets[1].budget.total) == "20"
    assert found.sheets[1].goals == ("办好培训。",)
    (problem,) = [each for each in found.diagnostics if each.severity != "info"]
    assert problem.code == "PR301"
    assert problem.arguments["missing"] == "绩效指标"
