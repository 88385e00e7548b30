"""The workbook to fill in: what is locked, what is offered, what is read back."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import pytest
from filling import HEADS, fill
from openpyxl import load_workbook
from paths import EXAMPLES

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.scoring import score
from perfrules.reports.fill_in import FillIn, fill_in_workbook, write_fill_in
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import EvaluationForm
from perfrules.reports.forms.write import write_report
from perfrules.sheets import (
    ActualEntry,
    Budget,
    Indicator,
    ProjectActuals,
    Sheet,
    load_actuals,
    load_sheets,
)

SHEET = Sheet(
    code="SL-2",
    name="=甲",
    budget=Budget(Fraction(5), Fraction(5)),
    goals=("办好", "办快"),
    indicators=(
        Indicator("产出指标", "数量指标", "场次", target="≥5场"),
        Indicator("效益指标", "社会效益指标", "影响", target="文字描述"),
        Indicator("产出指标", "质量指标", "场次", target="≥90%"),
    ),
)
FORM = FillIn((Sheet(code="SL-10", name="乙"), SHEET), ("达成", "部分达成", "未达成"))


def book(form: FillIn = FORM, language="zh"):
    return load_workbook(io.BytesIO(fill_in_workbook(form, language)))


def read_back(data: bytes, tmp_path):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(data)
    return load_actuals(path)


def open_heads(page) -> set[str]:
    return {
        str(page.cell(HEADS, cell.column).value)
        for row in page.iter_rows(min_row=HEADS + 1)
        for cell in row
        if not cell.protection.locked
    }


class TestWriting:
    def test_only_what_is_to_be_filled_in_is_open(self):
        budgets, goals, indicators = book().worksheets
        assert all(page.protection.sheet for page in (budgets, goals, indicators))
        assert open_heads(budgets) == {
            "年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）", "支出偏差原因"
        }  # fmt: skip
        assert open_heads(goals) == {"实际完成情况"}
        assert open_heads(indicators) == {"实际完成值", "偏差原因分析及改进措施", "备注"}

    def test_projects_are_in_the_order_of_people(self):
        assert [row[1].value for row in book().worksheets[0].iter_rows(min_row=HEADS + 1)] == [
            "SL-2",
            "SL-10",
        ]

    def test_levels_are_offered_for_targets_in_words_only(self):
        page = book().worksheets[2]
        (offered,) = page.data_validations.dataValidation
        assert (str(offered.sqref), offered.formula1) == ("G6", '"达成,部分达成,未达成"')

    def test_no_text_is_a_formula(self):
        cell = book().worksheets[0].cell(HEADS + 1, 3)
        assert (cell.value, cell.data_type) == ("=甲", "s")

    def test_the_same_sheets_make_the_same_bytes(self):
        assert fill_in_workbook(FORM) == fill_in_workbook(FORM)

    def test_monitoring_asks_for_forecasts(self):
        form = FillIn((SHEET,), possibilities=("确定能", "有可能"), as_of=date(2021, 6, 30))
        budgets, _, indicators = book(form).worksheets
        assert "全年预计执行数（万元）" in open_heads(budgets)
        assert {"全年预计完成情况", "完成目标可能性"} <= open_heads(indicators)
        assert budgets.cell(3, 3).value == "2021-06-30"

    @pytest.mark.parametrize(
        ("sheets", "codes"),
        [
            ((), ["PR754"]),
            ((Sheet(),), ["PR785"]),
            ((Sheet(name="甲"), Sheet(name="甲")), ["PR785"]),
            ((Sheet(code="1", name="甲\u200b"),), ["PR780"]),
            ((Sheet(code="1", goals=("甲" * 32_768,)),), ["PR781"]),
        ],
    )
    def test_what_could_not_be_read_back_is_refused(self, sheets, codes):
        with pytest.raises(ReportError) as caught:
            fill_in_workbook(FillIn(sheets))
        assert [each.code for each in caught.value.diagnostics] == codes


class TestReading:
    def test_nothing_filled_in_reports_nothing(self, tmp_path):
        actuals = read_back(fill_in_workbook(FORM), tmp_path)
        assert actuals.as_of is None
        assert [project.indicators for project in actuals.projects.values()] == [{}]
        assert str(actuals.projects["SL-2"].budget.initial) == "50000元"

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_everything_filled_in_is_read(self, tmp_path, language):
        heads = {
            "zh": (
                "全年预算数",
                "全年执行数",
                "支出偏差原因",
                "实际完成情况",
                "实际完成值",
                "偏差原因",
                "备注",
            ),
            "en": ("Full-year", "Executed", "Spending", "Outcome", "Actual", "Deviation", "Note"),
        }[language]
        data = fill_in_workbook(FillIn((SHEET,), as_of=date(2021, 12, 31)), language)
        data = fill(data, 0, {0: {heads[0]: 4.5, heads[1]: "39000元", heads[2]: "节约"}})
        data = fill(data, 1, {1: {heads[3]: "完成"}})
        data = fill(data, 2, {0: {heads[4]: 6, heads[5]: "多办"}, 2: {heads[4]: "98%", heads[6]: "抽查"}})
        actuals = read_back(data, tmp_path)
        project = actuals.projects["SL-2"]
        assert actuals.as_of == date(2021, 12, 31)
        assert (str(project.budget.adjusted), str(project.budget.executed)) == ("45000元", "39000元")
        assert (project.explanation, project.goals) == ("节约", {"目标2": "完成"})
        assert project.indicators == {
            "数量指标/场次": ActualEntry("6", explanation="多办"),
            "质量指标/场次": ActualEntry("98%", note="抽查"),
        }

    def test_a_percent_format_is_the_percentage(self, tmp_path):
        loaded = load_workbook(io.BytesIO(fill_in_workbook(FORM)))
        cell = loaded.worksheets[2].cell(HEADS + 3, 7)
        cell.value, cell.number_format = 0.95, "0%"
        loaded.save(tmp_path / "a.xlsx")
        entries = load_actuals(tmp_path / "a.xlsx").projects["SL-2"].indicators
        assert entries["质量指标/场次"].text == "95%"

    @pytest.mark.parametrize("day", ["2021-12-31", "2021年12月31日", "2021/12/31", date(2021, 12, 31)])
    def test_a_day_in_every_usual_form(self, tmp_path, day):
        loaded = load_workbook(io.BytesIO(fill_in_workbook(FORM)))
        cell = loaded.worksheets[0].cell(3, 3)
        cell.value = day
        if isinstance(day, date):
            cell.number_format = "yyyy-mm-dd"
        loaded.save(tmp_path / "a.xlsx")
        assert load_actuals(tmp_path / "a.xlsx").as_of == date(2021, 12, 31)

    def test_a_plain_list_is_read(self, tmp_path):
        path = tmp_path / "actuals.csv"
        path.write_text(
            "项目代码,指标,实际值,备注\n1,数量指标/场次,6场,\n1,合格率,—,待定\n1,其他,,\n", encoding="utf-8"
        )
        assert load_actuals(path).projects["1"].indicators == {
            "数量指标/场次": ActualEntry("6场"),
            "合格率": ActualEntry("—", note="待定"),
        }

    def test_a_row_that_only_sums_up_is_passed_over(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("项目编码,项目名称,全年执行数\n1,甲,5\n,合 计,5\n", encoding="utf-8")
        assert list(load_actuals(path).projects) == ["1"]

    def test_a_filled_self_evaluation_is_read(self, tmp_path):
        path = tmp_path / "form.docx"
        card = score(SHEET, ProjectActuals(indicators={"数量指标/场次": ActualEntry("6场")}))
        write_report([EvaluationForm(card, SHEET, ProjectActuals())], path)
        (project,) = load_actuals(path).projects.values()
        assert [each.text for each in project.indicators.values() if each.text] == ["6场"]

    @pytest.mark.parametrize(
        ("rows", "codes"),
        [
            ("项目,指标,金额\n1,场次,6", ["PR782"]),
            ("项目编码,指标,实际完成值\n,场次,6", ["PR783"]),
            ("项目编码,指标,实际完成值\n1,,6", ["PR783"]),
            ("项目编码,指标,实际完成值\n1,场次,6\n1,场次,7", ["PR784"]),
            ("项目编码,全年执行数\n1,许多", ["PR304"]),
            ("项目编码,全年执行数\n1,5\n1,6", ["PR784"]),
            ("截至日期,2021-13-31\n项目编码,全年执行数\n1,5", ["PR330"]),
        ],
    )
    def test_what_is_wrong_is_reported_with_its_place(self, tmp_path, rows, codes):
        path = tmp_path / "a.csv"
        path.write_text(rows, encoding="utf-8")
        with pytest.raises(PerfrulesError) as caught:
            load_actuals(path)
        assert [each.code for each in caught.value.diagnostics] == codes
        assert all(each.span is not None or each.code == "PR782" for each in caught.value.diagnostics)


def test_the_example_is_scored_the_same_from_a_workbook_as_from_yaml(tmp_path):
    sheets = load_sheets(EXAMPLES / "chengde-2021").sheets
    written = load_actuals(EXAMPLES / "chengde-2021" / "actuals.yaml")
    form = FillIn(sheets, as_of=written.as_of)
    data = fill_in_workbook(form)
    rows = [(sheet, row) for sheet in form.in_order for row in sheet.indicators]
    filled = {}
    for at, (sheet, row) in enumerate(rows):
        entry = written.projects[sheet.code].entry(row)
        if entry is not None:
            filled[at] = {
                "实际完成值": entry.rated or entry.text,
                "偏差原因": entry.explanation,
                "备注": entry.note,
            }
    data = fill(data, 2, filled)
    money = {
        at: {
            f"全年{name}": f"{getattr(written.projects[sheet.code].budget, key).value}元"
            for name, key in (("预算数", "adjusted"), ("执行数", "executed"))
        }
        for at, sheet in enumerate(form.in_order)
    }
    actuals = read_back(fill(data, 0, money), tmp_path)
    for sheet in sheets:
        one, other = score(sheet, written), score(sheet, actuals)
        assert [item.score for item in other.items] == [item.score for item in one.items], sheet.code
        assert (other.total, other.grade) == (one.total, one.grade)


def test_a_form_is_written_into_a_file(tmp_path):
    write_fill_in(FORM, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == fill_in_workbook(FORM)
