"""Decision sheets of policies that compute: a column a computed name, a formula a cell."""

from io import BytesIO

import openpyxl
import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document, spelled
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.convert import write_policy
from perfrules.policies.formats.xlsx.reader import read_xlsx

TEXT = """
kind: decision
id: unit.meeting
inputs:
  kind: {type: choice, title: 会议类别, of: [一类, 二类]}
  people: {type: count, unit: 人, domain: ">=1人"}
  days: {type: duration, unit: 天, domain: ">=1天", step: 0.5天}
  spent: {type: money, domain: ">=0元", step: 0.01元}
compute:
  limit:
    title: 上限
    formula: 定额(kind) × people × days
    cite: [{document: 办法, section: 第八条}]
  share: spent ÷ limit
tables:
  定额: {by: kind, unit: 元/人/天, values: {一类: 760, 二类: 650}}
outputs:
  verdict: {type: text}
  pay: {type: money}
rules:
  - {id: within, when: {share: 不超过100%}, then: {verdict: 同意, pay: spent}}
  - id: beyond
    when: {spent: 超过 limit}
    then: {verdict: 不同意, pay: {formula: spent, cap: limit, floor: 0元}}
"""


def document(text=TEXT):
    return read_document(Source(text), "decision")


def sheet(document):
    return openpyxl.load_workbook(BytesIO(write_policy(document, "xlsx")[0])).active


def column(sheet, name):
    """The cells of a column by the label of their row, and the cells of its rules by their ids."""
    at = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == name and cell.row > 5)
    return {row[0].value: row[at - 1].value for row in sheet.iter_rows() if row[at - 1].value is not None}


def test_a_computed_name_is_a_column():
    limit = column(sheet(document()), "limit")
    assert limit["列"] == "计算"
    assert limit["公式"] == "定额(kind) × people × days"
    assert limit[spelled("title", "zh")] == "上限"
    assert "第八条" in limit[spelled("cite", "zh")]


def test_conditions_and_answers_are_in_the_words_of_the_file():
    made = sheet(document())
    assert column(made, "share")["within"] == "不超过100%"
    assert column(made, "spent")["beyond"] == "超过 limit"
    assert column(made, "pay")["within"] == "spent"
    assert column(made, "pay")["beyond"].split("\n") == ["公式: spent", "封顶: limit", "下限: 0元"]


def test_what_is_written_is_read_as_the_same_policy():
    again = read_decision(read_xlsx(write_policy(document(), "xlsx")[0]).document)
    assert again.to_json() == read_decision(document()).to_json()


def test_a_formula_that_an_officer_changes_counts():
    book = openpyxl.load_workbook(BytesIO(write_policy(document(), "xlsx")[0]))
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "定额(kind) × people × days":
                cell.value = "定额(kind) × people × days × 2"
    stream = BytesIO()
    book.save(stream)
    changed = read_decision(read_xlsx(stream.getvalue()).document)
    assert changed.compute[0].formula.text.endswith("× 2")
    assert changed.compute[0].formula != read_decision(document()).compute[0].formula


def test_a_wrong_formula_is_refused_by_the_address_of_its_cell():
    book = openpyxl.load_workbook(BytesIO(write_policy(document(), "xlsx")[0]))
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "定额(kind) × people × days":
                cell.value, address = "定额(kind) × peple × days", f"{book.active.title}!{cell.coordinate}"
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(PerfrulesError) as caught:
        read_decision(read_xlsx(stream.getvalue(), "会议.xlsx").document)
    (found,) = caught.value.diagnostics
    assert found.code == "PR271"
    assert address in str(found.to_json())
