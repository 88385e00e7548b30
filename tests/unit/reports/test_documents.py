"""Word-processor documents: the same form, on pages of its own."""

from __future__ import annotations

import io
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from evaluations import evaluation, example

from perfrules.reports.forms.as_docx import render
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import Report


def opened(report, language="zh"):
    return docx.Document(io.BytesIO(render(report, language)))


@pytest.fixture(scope="module")
def document():
    return opened(example())


def grid(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_several_projects_make_a_summary_and_two_tables_a_form(document):
    assert len(document.tables) == 1 + 2 * 8
    assert grid(document.tables[0])[2][1:] == [
        "482-0105-YBN-S72L", "2021年冻肉储备补贴", "50", "50", "100%", "95.44", "", "优"
    ]  # fmt: skip


def test_one_project_makes_one_form():
    assert len(opened(Report((evaluation(),))).tables) == 2


def test_merged_cells_span_their_rows_and_columns(document):
    head, table = grid(document.tables[3]), grid(document.tables[4])
    assert head[0] == ["项目名称"] * 2 + ["2021年冻肉储备补贴"] * 3 + ["项目编码"] + ["482-0105-YBN-S72L"] * 3
    assert [row[1] for row in table] == ["一级指标"] + ["产出指标"] * 4 + ["效果指标"] * 4 + [
        "满意度指标",
        "总分",
        "等级",
    ]
    assert table[1][3:] == ["冻肉储备数量", "=500吨", "500吨", "12.5", "12.50", ""]


def test_the_heads_of_the_indicators_repeat_and_no_row_is_torn(document):
    table = list(document.element.body.iter(qn("w:tbl")))[4]
    rows = list(table.iter(qn("w:tr")))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows][:2] == [True, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_the_page_is_an_upright_a4(document):
    (section,) = document.sections
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)


def test_each_form_begins_a_page(document):
    titles = [each for each in document.paragraphs if each.text == "项目支出绩效自评表"]
    assert len(titles) == 8
    assert all(each.paragraph_format.page_break_before for each in titles)


def test_lines_of_a_text_stay_lines():
    table = grid(opened(Report((evaluation(("人数", ">=100人", "80人", "一\n二")),))).tables[1])
    assert table[1][-1] == "一\n二"
    table = grid(opened(Report((evaluation(("人数", ">=100人", "80人", "一\r\n二")),))).tables[1])
    assert table[1][-1] == "一\n二"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_input_makes_the_same_bytes_of_no_date(language):
    data = render(example(), language)
    assert data == render(example(), language)
    with ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_unseen_character_is_refused_by_name():
    with pytest.raises(ReportError) as error:
        render(Report((evaluation(name="培\u0007训"),)), "zh")
    assert error.value.code == "PR752"
