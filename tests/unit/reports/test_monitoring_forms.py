"""The 项目支出绩效目标执行监控表: what it takes from a project's status, and its files."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import docx
import pytest
from evaluations import EXAMPLE
from openpyxl import load_workbook

import perfrules
from perfrules.engine.monitoring import load_monitor
from perfrules.reports.forms import as_docx, as_xlsx
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.monitoring import MonitoringForm, MonitoringForms
from perfrules.reports.forms.monitoring_layout import WIDTHS, lay_out_monitoring
from perfrules.reports.forms.write_monitoring import write_monitoring
from perfrules.sheets import (
    ActualEntry,
    Actuals,
    Indicator,
    ProjectActuals,
    ProjectBudget,
    Sheet,
    load_actuals,
    load_sheets,
)
from perfrules.values import Quantity, default_units

JUNE = date(2021, 6, 30)


def example(policy="mof.monitoring-2019"):
    sheets, actuals = load_sheets(EXAMPLE).sheets, load_actuals(EXAMPLE / "actuals.yaml")
    monitor = load_monitor(policy, JUNE)
    return MonitoringForms(
        tuple(MonitoringForm(monitor.monitor(each, actuals, JUNE), each, "市商务局") for each in sheets)
    )


def form(**reported):
    """A form of one indicator of which something is reported."""
    yuan = default_units()["元"]
    entry = ActualEntry("3次", **reported)
    budget = ProjectBudget(
        initial=Quantity(Fraction(100_000), yuan), executed=Quantity(Fraction(40_000), yuan)
    )
    sheet = Sheet(
        code="482", name="培训", goals=("办好培训", "按时结业"),
        indicators=(Indicator("产出指标", "数量指标", "培训次数", target=">=8次"),),
    )  # fmt: skip
    actuals = Actuals(JUNE, {"482": ProjectActuals(budget=budget, indicators={"培训次数": entry})})
    return MonitoringForm(load_monitor("provincial.monitoring-lights", JUNE).monitor(sheet, actuals), sheet)


def values(of, language="zh"):
    return [cell.value for cell in lay_out_monitoring(of, language).cells]


class TestTheLayout:
    def test_has_every_column_of_the_form(self):
        assert {str(value).replace("\n", "") for value in values(form())} >= {
            "项目支出绩效目标执行监控表", "（2021年度，截至2021-06-30）", "项目名称", "主管部门", "实施单位",
            "年初预算数", "1-6月执行数", "1-6月执行率", "全年预计执行数", "年度总体目标", "一级指标",
            "二级指标", "三级指标", "年度指标值", "1-6月执行情况", "全年预计完成情况", "偏差原因分析",
            "完成目标可能性", "备注",
        }  # fmt: skip

    def test_shows_what_people_say_and_computes_no_forecast(self):
        said = form(forecast="9次", possibility="确定能", explanation="集中在下半年", note="已排期")
        row = [cell.value for cell in lay_out_monitoring(said).cells][-11:-1]
        assert row[1:] == [
            "数量指标",
            "培训次数",
            ">=8次",
            "3次",
            "9次",
            "集中在下半年",
            "确定能",
            said.report.indicators[0].light,
            "已排期",
        ]
        assert values(form())[-6:-3] == ["", "", ""]

    def test_tells_the_money_in_wan(self):
        layout = lay_out_monitoring(form())
        money = [cell.value for cell in layout.cells if cell.row == 5]
        assert money[:6] == ["年度资金总额", Decimal(10), "", Decimal(4), "40%", ""]

    def test_covers_every_place_of_the_grid_once(self):
        for each in (*example().forms, form(), MonitoringForm(form().report)):
            layout = lay_out_monitoring(each)
            places = [
                (row, column)
                for cell in layout.cells
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            ]
            assert sorted(places) == [
                (row, column) for row in range(layout.height) for column in range(len(WIDTHS))
            ]

    def test_speaks_english(self):
        assert "Done in months 1-6" in values(form(), "en")


class TestWorkbooks:
    def test_lie_on_their_side_with_a_summary_first(self):
        book = load_workbook(io.BytesIO(as_xlsx.render(example(), "zh")))
        assert (book.sheetnames[0], len(book.sheetnames)) == ("监控汇总", 9)
        page = book["2021年冻肉储备补贴"]
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page["E11"].value == "=500吨"
        assert page["E11"].data_type == "s"
        assert "（财预〔2019〕136号）" in page.oddFooter.left.text
        assert [row[7].value for row in book["监控汇总"].iter_rows(min_row=3)] == [
            len(each.report.to_explain) for each in example().forms
        ]

    def test_the_same_input_makes_the_same_bytes(self):
        assert as_xlsx.render(example(), "zh") == as_xlsx.render(example(), "zh")


class TestDocuments:
    def test_lie_on_their_side(self):
        document = docx.Document(io.BytesIO(as_docx.render(example(), "zh")))
        (section,) = document.sections
        assert section.page_width > section.page_height
        assert len(document.tables) == 1 + 2 * 8
        assert document.tables[4].rows[1].cells[4].text == "=500吨"

    def test_the_same_input_makes_the_same_bytes(self):
        assert as_docx.render(example(), "en") == as_docx.render(example(), "en")


class TestWriting:
    @pytest.mark.parametrize("ending", ["xlsx", "docx", "json"])
    def test_each_ending_makes_its_file(self, tmp_path, ending):
        perfrules.write_monitoring([form(), form().report], tmp_path / f"监控表.{ending}")
        assert (tmp_path / f"监控表.{ending}").stat().st_size > 1000

    def test_json_is_the_reports(self, tmp_path):
        write_monitoring(example(), tmp_path / "m.json", "en")
        data = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
        assert data["projects"] == [each.report.to_json("en") for each in example().forms]

    @pytest.mark.parametrize("name", ["m.html", "m.csv", "m.pdf"])
    def test_another_ending_is_refused_with_those_there_are(self, tmp_path, name):
        with pytest.raises(ReportError) as error:
            write_monitoring(example(), tmp_path / name)
        assert error.value.code == "PR750"
        assert error.value.hint.endswith(".xlsx .docx .json")

    def test_nothing_to_report_is_reported(self, tmp_path):
        with pytest.raises(ReportError) as error:
            write_monitoring([], tmp_path / "m.xlsx")
        assert error.value.code == "PR754"

    @pytest.mark.parametrize("part", ["forecast", "possibility", "explanation", "note"])
    def test_texts_that_cannot_be_shown_are_refused_by_name(self, tmp_path, part):
        with pytest.raises(ReportError) as error:
            write_monitoring([form(**{part: "a\u202eb"})], tmp_path / "m.docx")
        assert error.value.code == "PR752"
        assert "培训次数" in error.value.explain("zh")
        with pytest.raises(ReportError) as error:
            write_monitoring([form(**{part: "长" * 40_000})], tmp_path / "m.xlsx")
        assert "PR753" in {each.code for each in error.value.diagnostics}
