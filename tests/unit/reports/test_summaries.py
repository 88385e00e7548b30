"""What office forms have beside the scores: order, sums, offices, sources of money, signatures, lights."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from attrs import evolve
from evaluations import SCORER, evaluation
from openpyxl import load_workbook

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.monitoring import load_monitor
from perfrules.reports.forms import as_docx, as_html, as_xlsx
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.evaluation_layout import lay_out
from perfrules.reports.forms.monitoring import MonitoringForm, MonitoringForms
from perfrules.reports.forms.monitoring_layout import lay_out_monitoring
from perfrules.reports.forms.tables import summary
from perfrules.sheets import (
    ActualEntry,
    Budget,
    Indicator,
    ProjectActuals,
    ProjectBudget,
    Sheet,
    dump_sheet,
    read_sheet,
)
from perfrules.sheets.actuals import read_yuan


def project(code: str, actual: str | None = "5人", executed: str = "8万元") -> EvaluationForm:
    row = Indicator("产出指标", "数量指标", "人数", target=">=5人", weight=Fraction(50))
    sheet = Sheet(code=code, name=f"项目{code}", indicators=(row,))
    entries = {} if actual is None else {"人数": ActualEntry(actual)}
    budget = ProjectBudget(adjusted=read_yuan("10万元"), executed=read_yuan(executed))
    actuals = ProjectActuals(budget=budget, indicators=entries)
    return EvaluationForm(SCORER.score(sheet, actuals), sheet, actuals, SCORER.policy)


class TestTheSummary:
    @pytest.fixture
    def report(self) -> Report:
        return Report((project("SL-10"), project("SL-2", None), project("SL-1", executed="9.5万元")))

    def test_projects_are_in_the_order_of_people(self, report: Report) -> None:
        assert [row[1] for row in summary(report).rows] == ["SL-1", "SL-2", "SL-10", ""]

    def test_the_last_row_is_the_sum_in_wan(self, report: Report) -> None:
        table = summary(report)
        assert (table.note, table.summed) == ("单位：万元", True)
        assert table.rows[-1][2:6] == ("合计", Decimal(30), Decimal("25.5"), "85%")

    def test_open_points_are_shown_and_summed(self, report: Report) -> None:
        table = summary(report)
        assert [row[7] for row in table.rows] == ["", Decimal(50), "", Decimal(50)]

    def test_the_page_shows_open_points_only_where_there_are_any(self, report: Report) -> None:
        cell = '<td class="figure" data-label="待核实分值">50</td>'
        assert as_html.render(report, "zh").decode().count(cell) == 1
        assert "待核实分值" not in as_html.render(Report((project("1"), project("2"))), "zh").decode()

    def test_the_sum_has_no_rate_where_an_amount_is_missing(self) -> None:
        bare = evaluation()
        assert summary(Report((project("1"), bare))).rows[-1][5] == ""

    def test_the_workbook_shows_unit_and_filter(self, report: Report) -> None:
        page = load_workbook(BytesIO(as_xlsx.render(report, "zh"))).worksheets[0]
        assert (page["A1"].value, page["A2"].value, page["C6"].value) == ("单位：万元", "序号", "合计")
        assert page.auto_filter.ref == "A2:I5"


class TestTheHeadOfTheForm:
    SHEET = Sheet(
        code="1",
        name="培训",
        department="某局",
        agency="某站",
        budget=Budget(Fraction(9), Fraction(7), Fraction(2)),
    )

    def test_offices_come_from_the_sheet_unless_they_are_given(self) -> None:
        card = SCORER.score(self.SHEET)
        shown = {str(cell.value) for cell in lay_out(EvaluationForm(card, self.SHEET)).cells}
        assert {"某局", "某站"} <= shown
        given = EvaluationForm(card, self.SHEET, department="市局")
        assert (given.in_charge, given.carried_out_by) == ("市局", "某站")

    def test_parts_of_the_budget_come_from_the_sheet(self) -> None:
        cells = lay_out(EvaluationForm(SCORER.score(self.SHEET), self.SHEET)).cells
        rows = {cell.row: str(cell.value) for cell in cells if cell.column == 2}
        initial = {rows[cell.row]: cell.value for cell in cells if cell.column == 3 and cell.row in rows}
        assert initial["其中：当年财政拨款"] == Decimal(7)
        assert initial["其他资金"] == Decimal(2)
        assert initial["上年结转资金"] == ""

    def test_the_sheet_keeps_its_offices_and_directions_in_a_file(self) -> None:
        row = Indicator("产出指标", "质量指标", "等候", target="30分钟", direction="反向")
        sheet = evolve(self.SHEET, indicators=(row,))
        assert read_sheet(read_document(Source(dump_sheet(sheet)))) == sheet

    def test_a_line_for_signatures_ends_the_form(self) -> None:
        last = lay_out(EvaluationForm(SCORER.score(self.SHEET), self.SHEET)).cells[-1]
        assert last.role == "signature"
        assert "填报人" in str(last.value)
        assert "单位负责人" in str(last.value)

    def test_the_footer_names_the_document_of_the_policy(self) -> None:
        report = Report((EvaluationForm(SCORER.score(self.SHEET), self.SHEET),))
        page = load_workbook(BytesIO(as_xlsx.render(report, "zh"))).worksheets[0]
        assert page.oddFooter.left.text.endswith("（财预〔2020〕10号）")


class TestLights:
    @pytest.fixture
    def form(self) -> MonitoringForm:
        rows = tuple(
            Indicator("产出指标", "数量指标", name, target=">=100人") for name in ("甲", "乙", "丙", "丁")
        )
        entries = {
            name: ActualEntry(actual)
            for name, actual in zip("甲乙丙丁", ("10人", "33人", "50人", "90人"), strict=True)
        }
        sheet = Sheet(code="1", name="培训", indicators=rows)
        report = load_monitor("provincial.monitoring-lights").monitor(
            sheet, ProjectActuals(indicators=entries), "2021-06-30"
        )
        return MonitoringForm(report, sheet)

    def test_each_light_has_its_colour(self, form: MonitoringForm) -> None:
        lights = [cell for cell in lay_out_monitoring(form).cells if cell.role == "light" and cell.value]
        assert [(cell.value, cell.tint) for cell in lights] == [
            ("红灯", "red"), ("黄灯", "yellow"), ("绿灯", "green"), ("蓝灯", "blue")
        ]  # fmt: skip

    def test_workbook_and_document_draw_the_colours(self, form: MonitoringForm) -> None:
        forms = MonitoringForms((form,))
        page = load_workbook(BytesIO(as_xlsx.render(forms, "zh"))).worksheets[0]
        fills = {cell.value: cell.fill.fgColor.rgb for row in page.iter_rows() for cell in row if cell.value}
        assert len({fills[name] for name in ("红灯", "黄灯", "绿灯", "蓝灯")}) == 4
        assert len(as_docx.render(forms, "zh")) > 0
