"""Workbooks: the form as Excel and LibreOffice show it, nothing that runs, nothing cut short."""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction
from zipfile import ZipFile

import pytest
from attrs import evolve
from evaluations import evaluation, example
from openpyxl import load_workbook

from perfrules.reports.forms.as_xlsx import heights, render
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import Report
from perfrules.reports.forms.evaluation_layout import lay_out
from perfrules.reports.workbooks import sheet_names


def opened(report, language="zh"):
    return load_workbook(io.BytesIO(render(report, language)))


@pytest.fixture(scope="module")
def book():
    return opened(example())


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_several_projects_make_a_summary_a_form_each_and_the_details(book):
    assert book.sheetnames[0] == "得分汇总"
    assert book.sheetnames[-1] == "计分明细"
    assert len(book.sheetnames) == 10
    assert [row[6].value for row in book["得分汇总"].iter_rows(min_row=3)][:2] == [98, 95.44]


def test_one_project_makes_no_summary():
    assert opened(Report((evaluation(),))).sheetnames == ["培训", "计分明细"]


def test_the_form_is_laid_out_for_an_upright_a4(book):
    form = book["2021年冻肉储备补贴"]
    assert (form.page_setup.paperSize, form.page_setup.orientation) == (9, "portrait")
    assert (form.page_setup.fitToWidth or 1, form.page_setup.fitToHeight) == (1, 0)
    assert form.sheet_properties.pageSetUpPr.fitToPage
    assert form.print_area == "'2021年冻肉储备补贴'!$A$1:$I$26"
    assert form.print_title_rows == "$14:$14"
    assert form["D14"].value == "三级指标"
    merged = {str(each) for each in form.merged_cells.ranges}
    assert {"A1:I1", "A5:B9", "A15:A23", "B15:B18", "A24:F24", "A25:F25", "G25:I25"} <= merged


def test_scores_are_numbers_of_the_same_digits(book):
    form = book["2021年冻肉储备补贴"]
    assert [form.cell(row, 8).value for row in range(15, 25)] == [
        12.5, 12.5, 12.5, 11.16, 7.5, 7.5, 4.5, 7.5, 9.78, 95.44
    ]  # fmt: skip
    for page, own in zip(book.worksheets[1:-1], example().forms, strict=True):
        shown = [page.cell(row, 8).value for row in range(15, 15 + len(own.rows))]
        read = [None if each in (None, "") else Decimal(repr(each)) for each in shown]
        assert read == [row.item.score for row in own.rows]


def test_targets_that_look_like_formulas_are_texts(book):
    form = book["2021年冻肉储备补贴"]
    cell = form["E15"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.number_format) == ("=500吨", "s", True, "@")


def test_there_is_no_formula_anywhere():
    rows = [(text, text, text, text) for text in ("=100%", "=500吨", "+1", "-1", "@A1", '=HYPERLINK("x")')]
    data = render(Report((evaluation(*rows),)), "zh")
    with ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert not any("calcChain" in name or "externalLink" in name for name in parts.namelist())
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_a_number_too_long_for_excel_stays_whole_as_text():
    form = evaluation()
    done = evolve(form.card.execution, executed=Fraction(10**20 + 10**4))
    report = Report((evolve(form, card=evolve(form.card, execution=done)),))
    assert "10000000000000001" in texts(opened(report)["培训"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_input_makes_the_same_bytes(language):
    assert render(example(), language) == render(example(), language)


def test_a_text_longer_than_a_cell_is_refused_by_name():
    report = Report((evaluation(("人数", ">=100人", "80人", "长" * 32_768)),))
    with pytest.raises(ReportError) as error:
        render(report, "zh")
    assert [each.code for each in error.value.diagnostics] == ["PR753"]
    assert "“培训”的指标“人数”的偏差原因分析及改进措施有32,768个字符" in error.value.explain("zh")


def test_a_text_as_long_as_a_cell_is_kept_whole():
    report = Report((evaluation(("人数", ">=100人", "80人", "长" * 32_767)),))
    assert max(len(str(each)) for each in texts(opened(report)["培训"])) == 32_767


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_of_a_text_stay_lines(end):
    assert "一\n二" in texts(opened(Report((evaluation(("人数", ">=100人", "80人", f"一{end}二")),)))["培训"])


def test_what_excel_counts_twice_is_counted_twice():
    report = Report((evaluation(("人数", ">=100人", "80人", "𠮷" * 16_384)),))
    with pytest.raises(ReportError):
        render(report, "zh")


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\u200b", "\u202e", "\ud800", "\ufffe"])
def test_an_unseen_character_is_refused_by_name(character):
    report = Report((evaluation(("人数", ">=100人", f"80{character}人", "")),))
    with pytest.raises(ReportError) as error:
        render(report, "zh")
    assert error.value.code == "PR752"
    assert f"U+{ord(character):04X}" in error.value.explain("en")


class TestSheetNames:
    def test_are_free_of_forbidden_characters(self):
        assert sheet_names(["a[b]:c*d?e/f\\g", "'甲'", "History"]) == ("a b c d e f g", "甲", "History-2")

    def test_are_short_and_unique_whatever_their_case(self):
        names = sheet_names(["长" * 40, "长" * 40, "Ab", "aB", "", " "], ["ab"])
        assert names == ("长" * 31, "长" * 29 + "-2", "Ab-2", "aB-3", "1", "1-2")

    def test_count_as_excel_counts(self):
        assert sheet_names(["𠮷" * 20, "x" + "𠮷" * 20]) == ("𠮷" * 15, "x" + "𠮷" * 15)

    def test_leave_the_names_of_the_other_sheets_alone(self):
        form = evaluation(name="计分明细")
        assert opened(Report((form,))).sheetnames == ["计分明细-2", "计分明细"]


def height_of_the_row(text):
    layout = lay_out(evaluation(("人数", ">=100人", "80人", text)))
    (row,) = {cell.row for cell in layout.cells if cell.column == 8 and cell.value == text}
    return heights(layout)[row]


def test_rows_are_high_enough_for_long_texts():
    assert height_of_the_row("缺人") < height_of_the_row("原因" * 20) < height_of_the_row("原因" * 50)
    assert height_of_the_row("原因" * 50) >= 10 * 10  # a hundred wide characters, ten a line, of ten points
    assert height_of_the_row("长" * 9000) == 409  # no row of Excel is higher


def test_the_english_workbook_names_its_sheets_in_english():
    assert opened(example(), "en").sheetnames[0] == "Summary"
