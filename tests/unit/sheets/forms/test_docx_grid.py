"""Filled forms in word-processor documents."""

from __future__ import annotations

import io
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from evaluations import example

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.verification import verify_form
from perfrules.reports.forms.write import write_report
from perfrules.sheets.filled.form_files import load_forms

ROWS = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "培训人数", ">=100人", "80人", "10", "10"],
    ["", "", "课时", "=20课时", "20课时", "10", "10"],
    ["总分", "", "", "", "", "20", "20"],
]


def document(rows=ROWS):
    made = docx.Document()
    table = made.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


@pytest.fixture
def read(tmp_path):
    def saved_and_read(made):
        made.save(str(tmp_path / "form.docx"))
        return load_forms(tmp_path / "form.docx")

    return saved_and_read


def row_element(made, row):
    return list(made.element.body.iter(qn("w:tr")))[row]


def cell_element(made, row, column):
    return list(row_element(made, row).iter(qn("w:tc")))[column]


def names(form):
    return [(row.indicator.level2, row.indicator.name, row.indicator.target) for row in form.rows]


EXPECTED = [("数量指标", "培训人数", ">=100人"), ("数量指标", "课时", "=20课时")]


def test_what_is_written_is_read_and_agrees(tmp_path):
    report = example()
    write_report(report, tmp_path / "自评表.docx")
    forms = load_forms(tmp_path / "自评表.docx")
    assert [form.code for form in forms] == [form.card.code for form in report.forms]
    for read in forms:
        assert verify_form(read).agrees


def test_a_table_without_merged_cells(read):
    (form,) = read(document())
    assert names(form) == EXPECTED
    assert form.total.value == 20


def test_merged_cells_are_read_once(read):
    made = document()
    table = made.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(3, 0).merge(table.cell(3, 4))
    assert names(read(made)[0]) == EXPECTED


def test_columns_that_a_row_leaves_out_are_blank(read):
    made = document()
    row = row_element(made, 2)
    for cell in row.findall(qn("w:tc"))[:2]:
        row.remove(cell)
    left_out = OxmlElement("w:gridBefore")
    left_out.set(qn("w:val"), "2")
    row.get_or_add_trPr().append(left_out)
    assert names(read(made)[0]) == EXPECTED


def test_a_cell_inside_a_content_control_is_read(read):
    made = document()
    cell = cell_element(made, 1, 2)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    cell.addprevious(control)
    control.append(content)
    content.append(cell)
    assert names(read(made)[0]) == EXPECTED


def test_a_place_tells_the_row(read):
    made = document()
    made.tables[0].cell(1, 6).text = "满分"
    check = verify_form(read(made)[0])
    reported = [
        each
        for each in check.diagnostics
        if each.source and each.span and each.source.text[each.span.start : each.span.end] == "满分"
    ]
    assert reported
    assert reported[0].to_json()["cell"] == "表1!G2"


def test_a_document_without_a_form_is_reported(read):
    with pytest.raises(PerfrulesError) as error:
        read(document([["甲", "乙"]]))
    assert error.value.code == "PR438"


@pytest.mark.parametrize("number", ["1000000000", "-1", "viel"])
def test_a_span_that_no_table_has_is_refused(read, number):
    made = document()
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), number)
    cell_element(made, 1, 2).get_or_add_tcPr().append(span)
    with pytest.raises(PerfrulesError) as error:
        read(made)
    assert error.value.code == "PR906"


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text"])
def test_what_is_no_document_is_reported(tmp_path, data):
    (tmp_path / "form.docx").write_bytes(data)
    with pytest.raises(PerfrulesError) as error:
        load_forms(tmp_path / "form.docx")
    assert error.value.code in ("PR733", "PR906", "PR907")


def test_a_damaged_part_is_reported(tmp_path):
    stream = io.BytesIO()
    document().save(stream)
    with ZipFile(stream) as whole, ZipFile(tmp_path / "form.docx", "w") as damaged:
        for name in whole.namelist():
            content = whole.read(name)
            damaged.writestr(name, content[:200] if name == "word/document.xml" else content)
    with pytest.raises(PerfrulesError) as error:
        load_forms(tmp_path / "form.docx")
    assert error.value.code == "PR906"
