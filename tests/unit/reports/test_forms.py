"""The form of a project: what it takes from card, sheet and actuals, what it leaves blank, its layout."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from attrs import evolve
from evaluations import SCORER, evaluation, example

from perfrules.engine.verification import verify_form
from perfrules.reports.forms.evaluation import EvaluationForm, Goal
from perfrules.reports.forms.evaluation_layout import WIDTHS, lay_out
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, Sheet
from perfrules.sheets.filled.form_files import load_forms


def values(form, language="zh"):
    return [cell.value for cell in lay_out(form, language).cells]


class TestGoals:
    def test_are_met_by_number_or_by_their_words(self):
        form = evaluation(goals=("办好培训", "按时结业"), 目标1="完成", 按时结业="基本完成")
        assert form.goals == (Goal("办好培训", "完成"), Goal("按时结业", "基本完成"))

    def test_one_of_which_nothing_is_reported_stays_blank(self):
        assert evaluation(goals=("办好培训",)).goals == (Goal("办好培训", ""),)

    def test_what_is_reported_of_no_goal_is_kept(self):
        assert evaluation(goals=(), 目标3="完成").goals == (Goal("", "目标3：完成"),)


class TestDeviations:
    def test_are_the_explanation_and_the_note(self):
        form = evaluation(("人数", ">=100人", "80人", "招生不足"))
        assert form.rows[0].deviation == "招生不足"
        entry = ActualEntry("80人", note="已补招", explanation="招生不足")
        reported = ProjectActuals(indicators={"人数": entry})
        card = SCORER.score(form.sheet, reported)
        assert EvaluationForm(card, form.sheet, reported).rows[0].deviation == "招生不足\n已补招"

    def test_of_two_indicators_of_one_name_are_reported_by_group_and_name(self):
        rows = (Indicator("产出指标", "数量指标", "合格"), Indicator("产出指标", "质量指标", "合格"))
        reported = ProjectActuals(
            indicators={"质量指标/合格": ActualEntry("是", note="甲"), "合格": ActualEntry("是", note="乙")}
        )
        sheet = Sheet(code="1", indicators=rows)
        form = EvaluationForm(SCORER.score(sheet, reported), sheet, reported)
        assert [row.deviation for row in form.rows] == ["", "甲"]


class TestWhatIsNotKnown:
    def test_a_card_alone_leaves_the_rest_blank(self):
        form = evolve(evaluation(), sheet=Sheet(), actuals=None)
        assert (form.year, form.goals, form.rows) == (None, (), ())
        assert "（    年度）" in values(form)

    def test_amounts_and_names_are_never_made_up(self):
        cells = [cell for cell in lay_out(evaluation()).cells if cell.role in ("figure", "share")]
        assert {cell.value for cell in cells} == {"", Decimal(10)}


class TestTheLayout:
    def test_has_every_column_of_the_form(self):
        heads = {str(value).replace("\n", "") for value in values(example().forms[0])}
        assert heads >= {
            "项目支出绩效自评表", "（2021年度）", "项目名称", "主管部门", "实施单位", "年初预算数",
            "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分", "预期目标", "实际完成情况",
            "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "偏差原因分析及改进措施", "总分",
        }  # fmt: skip

    def test_tells_the_amounts_in_wan(self):
        form = next(form for form in example().forms if form.card.code == "482-0105-YBN-L4VQ")
        row = [cell.value for cell in lay_out(form).cells if cell.row == 5]
        assert row == ["年度资金总额", Decimal(40), Decimal(36), Decimal("30.6"), 10, "85%", Decimal("8.50")]

    def test_covers_every_place_of_the_grid_once(self):
        for form in (*example().forms, evaluation()):
            layout = lay_out(form)
            places = [
                (row, column)
                for cell in layout.cells
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            ]
            assert sorted(places) == [
                (row, column) for row in range(layout.height) for column in range(len(WIDTHS))
            ]

    def test_names_a_level_once_for_all_its_rows(self):
        groups = [cell for cell in lay_out(example().forms[1]).cells if cell.role == "group"]
        assert [(cell.value, cell.rows) for cell in groups if cell.column == 1] == [
            ("产出指标", 4), ("效果指标", 4), ("满意度指标", 1)
        ]  # fmt: skip

    def test_speaks_english(self):
        assert "Self-evaluation of project spending" in values(example().forms[0], "en")


class TestThereAndBack:
    @pytest.mark.parametrize("form", example().forms, ids=lambda form: form.card.code)
    def test_a_form_saved_as_csv_agrees_with_its_recomputation(self, form, tmp_path):
        layout = lay_out(form)
        grid = [[""] * len(WIDTHS) for _ in range(layout.height)]
        for cell in layout.cells:
            grid[cell.row][cell.column] = str(cell.value)
        with (tmp_path / "form.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(grid)
        (filled,) = load_forms(tmp_path / "form.csv")
        assert (filled.grade, filled.sheet.name, len(filled.rows)) == (
            form.card.grade, form.card.name, len(form.rows)
        )  # fmt: skip
        check = verify_form(filled)
        assert [row.item.name for row in check.rows if not row.agrees] == []
        assert check.card.total == form.card.total
