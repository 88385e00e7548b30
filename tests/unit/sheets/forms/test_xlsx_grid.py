"""Filled forms in workbooks."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import openpyxl
import pytest
from evaluations import example

from perfrules.diagnostics import PerfrulesError, render
from perfrules.engine.verification import verify_form
from perfrules.reports.forms.write import write_report
from perfrules.sheets.filled.form_files import load_forms

ROWS = [
    ["项目名称", "培训", None, None, None, None, None],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "培训人数", ">=100人", "80人", 10, 10],
    [None, None, "合格率", "=100%", 0.95, 10, 9.5],
    ["总分", None, None, None, None, 20, "=SUM(G3:G4)"],
]


def workbook(rows=ROWS):
    made = openpyxl.Workbook()
    made.active.title = "自评表"
    for row in rows:
        made.active.append(row)
    return made


@pytest.fixture
def read(tmp_path):
    def saved_and_read(made, total=None):
        """Read it as saved by a program that computes, to which the formula in G5 came to a total."""
        stream = io.BytesIO()
        made.save(stream)
        result = b"" if total is None else f"<v>{total}</v>".encode()
        with ZipFile(stream) as whole, ZipFile(tmp_path / "form.xlsx", "w") as computed:
            for name in whole.namelist():
                computed.writestr(name, re.sub(rb"(?<=</f>)<v ?(/>|></v>)", result, whole.read(name)))
        return load_forms(tmp_path / "form.xlsx")

    return saved_and_read


def refused(problem):
    with pytest.raises(PerfrulesError) as error:
        problem()
    return [(each.code, each.to_json().get("cell")) for each in error.value.diagnostics]


def test_what_is_written_is_read_and_agrees(tmp_path):
    report = example()
    write_report(report, tmp_path / "自评表.xlsx")
    forms = load_forms(tmp_path / "自评表.xlsx")
    assert [form.code for form in forms] == [form.card.code for form in report.forms]
    for read, written in zip(forms, report.forms, strict=True):
        assert verify_form(read).agrees
        assert read.grade == written.card.grade


def test_numbers_count_as_they_are_shown(read):
    made = workbook()
    made.active["E4"].number_format = "0%"
    made.active["G4"].number_format = "0.00"
    (form,) = read(made, "19.5")
    assert [row.entry.text for row in form.rows] == ["80人", "95%"]
    assert (form.rows[1].score.text, form.rows[1].score.places) == ("9.50", 2)
    assert form.rows[1].indicator.target == "=100%"


def test_a_formula_counts_as_what_it_came_to(read):
    (form,) = read(workbook(), "19.5")
    assert str(form.total.value) == "39/2"


def reported(form):
    return [(each.code, each.to_json().get("cell")) for each in form.diagnostics]


def test_a_formula_that_was_never_computed_is_reported_by_its_cell(read):
    (form,) = read(workbook())
    assert (reported(form), form.total) == ([("PR436", "G5")], None)


def test_every_cell_that_does_not_say_what_is_meant_is_reported(read):
    made = workbook()
    made.active["E4"].number_format = "[>1]0;0.0"
    made.active["E3"] = "#N/A"
    (form,) = read(made)
    assert reported(form) == [("PR932", "E3"), ("PR933", "E4"), ("PR436", "G5")]
    assert [row.entry for row in form.rows] == [None, None]


def test_a_target_that_the_spreadsheet_took_for_a_formula_is_a_target(read):
    (form,) = read(workbook(), "1")
    assert form.rows[1].indicator.target == "=100%"


def test_digits_that_only_a_binary_number_has_are_none(read):
    (form,) = read(workbook(), "19.500000000000004")
    assert form.total.text == "19.5"


def test_merged_cells_are_read_once(read):
    made = workbook()
    made.active.merge_cells("A3:A4")
    made.active.merge_cells("B3:B4")
    (form,) = read(made, "19.5")
    assert [row.indicator.level2 for row in form.rows] == ["数量指标", "数量指标"]


def test_a_problem_tells_the_cell(read):
    (form,) = read(workbook(), "19.5")
    reported = [render(each, "zh") for each in verify_form(form).diagnostics]
    assert any(":G3" in each for each in reported)


def test_a_sheet_that_reaches_too_far_is_reported(read):
    made = workbook()
    made.active.cell(30_000, 1, "x")
    assert refused(lambda: read(made, "19.5")) == [("PR936", "A30000")]


def test_a_workbook_without_a_form_is_reported(read):
    assert refused(lambda: read(workbook([["甲", "乙"]]))) == [("PR438", None)]


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text"])
def test_what_is_no_workbook_is_reported(tmp_path, data):
    (tmp_path / "form.xlsx").write_bytes(data)
    ((code, _),) = refused(lambda: load_forms(tmp_path / "form.xlsx"))
    assert code in ("PR733", "PR906", "PR907")


FULL = [
    ["项目资金（万元）", None, None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", None, 500, 500, 252, 10, "50.4%", 5.04],
    [None, "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    [None, "产出指标", "数量指标", "期数", "≥12期", "12期", 50, 50],
    [None, "效益指标", "社会效益指标", "持证率", "≥80%", "83%", 30, 30],
    [None, "满意度指标", "服务对象满意度指标", "满意度", "≥90%", "95%", 10, 10],
    ["总分", None, None, None, None, None, 100, 95.04],
]


@pytest.mark.parametrize(
    ("score", "total", "codes"), [(5.04, 95.04, []), (5, 95, ["PR453"]), (5.6, 95.04, ["PR453"])]
)
def test_a_score_agrees_as_its_cell_shows_it_only_where_the_format_hides_decimals(read, score, total, codes):
    made = workbook(FULL)
    made.active["I2"], made.active["H7"] = score, total
    made.active["I2"].number_format = made.active["H7"].number_format = "0"
    (form,) = read(made)
    check = verify_form(form)
    assert [each.code for each in check.problems] == codes
    assert codes or check.difference == 0
