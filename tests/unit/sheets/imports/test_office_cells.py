"""Cells that reach over columns, wrap, or stand in tables of their own."""

from __future__ import annotations

import docx
import pytest
from import_layouts import Drawn, to_docx, to_html

from perfrules.sheets import import_document


def imported(tmp_path, rows, above=()):
    to_html(Drawn("表", rows, [], above=above), tmp_path / "表.html")
    return import_document(tmp_path / "表.html")


def test_a_cell_that_reaches_into_the_remarks_is_no_remark(tmp_path):
    rows = [
        ["三级指标", "年度指标值", "1-6月完成值", "全年预计完成值", "完成目标可能性", ("备注", 2)],
        ["培训人次", "≥20人次", "9人次", "20人次", ("确定能", 2), ""],
        ["培训期数", "3期", "1期", "3期", ("有可能", 2), "延期"],
    ]
    first, second = imported(tmp_path, rows).forms[0].rows
    assert (first.texts["possibility"], first.texts.get("note", "")) == ("确定能", "")
    assert (second.texts["possibility"], second.texts["note"]) == ("有可能", "延期")


@pytest.mark.parametrize(("target", "read"), [("≥12\n0名", "≥120名"), ("≤30\n00元", "≤3000元")])
def test_a_number_that_wraps_is_one_target(target, read, tmp_path):
    rows = [["三级指标", "指标值", "分值"], ["配备\n督导\n员", target, "10"]]
    (indicator,) = imported(tmp_path, rows).sheets[0].indicators
    assert (indicator.name, indicator.target) == ("配备督导员", read)


def test_two_targets_below_each_other_are_still_reported(tmp_path):
    rows = [["三级指标", "指标值", "分值"], ["1.培训人次\n2.培训期数", "≥12人次\n≥3期", "10"]]
    assert [each.code for each in imported(tmp_path, rows).diagnostics if each.severity == "error"] == [
        "PR705"
    ]


@pytest.mark.parametrize(
    ("labels", "agency", "kept"),
    [
        (("填报单位", "实施单位"), "乙站", {"填报单位": "甲局"}),
        (("实施单位", "填报单位"), "甲局", {"填报单位": "乙站"}),
        (("项目单位", "实施单位"), "甲局", {"实施单位": "乙站"}),
    ],
)
def test_who_carries_out_the_project_goes_before_who_fills_in_the_form(labels, agency, kept, tmp_path):
    rows = [[labels[0], "甲局"], [labels[1], "乙站"], ["三级指标", "指标值"], ["培训人次", "≥20人次"]]
    (form,) = imported(tmp_path, rows).forms
    assert form.sheet.agency == agency
    assert form.fields == kept


def test_amounts_in_a_table_of_their_own_have_the_unit_of_the_line_above(tmp_path):
    made = docx.Document()
    for rows, line in (
        ([["项目名称", "渔船更新"]], "一、基本信息"),
        ([["资金总额", "3,600,000.00"], ["其中：财政拨款", "3,600,000.00"]], "二、资金安排（单位：元）"),
        ([["一级指标", "三级指标", "指标值"], ["产出指标", "更新渔船", "≥40艘"]], "三、绩效指标"),
    ):
        made.add_paragraph(line)
        table = made.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    made.save(str(tmp_path / "表.docx"))
    (sheet,) = import_document(tmp_path / "表.docx").sheets
    assert (sheet.budget.total, sheet.budget.fiscal, sheet.budget.unit) == (3_600_000, 3_600_000, "元")


def test_headings_without_cells_are_reported_and_not_read_as_running_text(tmp_path):
    path = tmp_path / "表.docx"
    made = docx.Document()
    made.add_paragraph("项目支出绩效目标表")
    made.add_paragraph("序号一级指标二级指标三级指标指标值1产出指标数量指标维护路灯≥20盏")
    made.save(str(path))
    found = import_document(path)
    assert "PR745" in [each.code for each in found.diagnostics]
    assert not found.sheets


def test_numbers_beside_no_label_are_reported(tmp_path):
    rows = [
        ["资金来源", "合计", "中央补助", ("县级配套", 2)],
        ["预算数", "860", "300", ("560", 2)],
        ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
        ["产出指标", "数量指标", "改革医院", "3家", "50"],
    ]
    found = imported(tmp_path, rows)
    left = {each.arguments["text"] for each in found.diagnostics if each.code == "PR709"}
    assert {"300", "560"} <= left


@pytest.mark.parametrize("heading", ["某种符号", "甲"])
def test_a_column_of_signs_belongs_to_the_targets_under_any_heading(heading, tmp_path):
    rows = [
        ["三级指标", heading, "指标值", "某种度量"],
        ["培训人次", "≥", "500", "人次"],
        ["人均费用", "≤", "450", "元"],
        ["干部能力", "定性", "提升", ""],
    ]
    (sheet,) = imported(tmp_path, rows).sheets
    assert [each.target for each in sheet.indicators][:1] == ["≥500"]
    rows[3:] = []
    (sheet,) = imported(tmp_path, rows).sheets
    assert [each.target for each in sheet.indicators] == ["≥500人次", "≤450元"]


def test_a_table_that_goes_on_below_its_name_is_one_form(tmp_path):
    rows = [
        ["三级指标", "指标值", "分值"],
        ["培训人次", "≥500人次", "10"],
        [("续表", 3)],
        ["三级指标", "指标值", "分值"],
        ["培训期数", "3期", "10"],
    ]
    (sheet,) = imported(tmp_path, rows, above=["项目绩效目标表"]).sheets
    assert [each.name for each in sheet.indicators] == ["培训人次", "培训期数"]


SCORED = ["三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        (["总分", "", "", "100", "97.5", ""], "97.5"),
        (["总分", "", "", "100", "97.5", "已核"], "97.5"),
        (["总分", "", "100", "97.5", "", ""], None),
        (["总分", "", "", "", "100", "97.5"], None),
    ],
)
def test_a_total_whose_numbers_are_shifted_is_reported(cells, total, tmp_path):
    rows = [SCORED, ["培训人次", "≥500人次", "488人次", "100", "97.5", ""], cells]
    found = imported(tmp_path, rows, above=["项目支出绩效自评表"])
    claim = found.forms[0].total
    assert (claim.shown if claim else None) == total
    assert ("PR706" in [each.code for each in found.diagnostics]) is (total is None)


def test_an_adjusted_target_is_known_by_a_heading_that_wraps(tmp_path):
    rows = [["三级指标", "年初指标\n值", "全年（调\n整）指标\n值"], ["配备终端", "≥150台", "≥135台"]]
    (indicator,) = imported(tmp_path, rows).sheets[0].indicators
    assert indicator.target == "≥135台"


def test_an_amount_with_the_sign_of_the_yuan_is_reported(tmp_path):
    rows = [
        ["项目名称", "征兵宣传"],
        ["预算金额（万元）", "￥186,000.00"],
        SCORED,
        ["场次", "20场", "", "", "", ""],
    ]
    found = imported(tmp_path, rows)
    assert found.sheets[0].budget.total is None
    assert "PR304" in {each.code for each in found.diagnostics}


def test_goals_before_an_adjustment_are_kept_beside_those_after_it(tmp_path):
    rows = [
        [("年初绩效目标", 2), ("全年（调整）绩效目标", 2), ("全年目标实际完成情况", 2)],
        [("配备150台。", 2), ("配备135台。", 2), ("配备135台，运行正常。", 2)],
        SCORED,
        ["配备终端", "≥135台", "135台", "20", "20", ""],
    ]
    (form,) = imported(tmp_path, rows).forms
    assert form.sheet.goals == ("配备135台。",)
    assert form.outcomes == ("配备135台，运行正常。",)
    assert form.fields == {"年初绩效目标": "配备150台。"}


def test_levels_that_begin_below_the_first_indicator_are_reported(tmp_path):
    rows = [
        ["一级指标", "三级指标", "指标值"],
        ["", "培训人次", "≥500人次"],
        ["产出指标", "培训期数", "3期"],
        ["", "印发手册", "≥900册"],
    ]
    assert "PR746" in {each.code for each in imported(tmp_path, rows).diagnostics}
    rows[1], rows[2] = ["产出指标", "培训人次", "≥500人次"], ["", "培训期数", "3期"]
    assert "PR746" not in {each.code for each in imported(tmp_path, rows).diagnostics}


def test_a_table_without_any_level_is_sound(tmp_path):
    rows = [["一级指标", "三级指标", "指标值"], ["", "培训人次", "≥500人次"], ["", "培训期数", "3期"]]
    assert "PR746" not in {each.code for each in imported(tmp_path, rows).diagnostics}


def test_amounts_and_goals_between_wide_blanks_are_read(tmp_path):
    rows = [SCORED, ["维修法庭", "3个", "3个", "25", "25", ""]]
    above = ["项目名称    法庭维修", "预算数    150    执行数    147.3", "预期目标    完成3个法庭维修。"]
    to_docx(Drawn("表", rows, [], above=above), tmp_path / "表.docx")
    (form,) = import_document(tmp_path / "表.docx").forms
    assert form.sheet.budget.total == 150
    assert str(form.budget.executed) == "1473000元"
    assert form.sheet.goals == ("完成3个法庭维修。",)


@pytest.mark.parametrize(
    ("labels", "goals", "midterm"),
    [
        (("项目总目标",), ("甲。",), ()),
        (("总体绩效目标（三年）", "年度绩效目标"), ("乙。",), ("甲。",)),
        (("中长期目标", "年度目标"), ("乙。",), ("甲。",)),
    ],
)
def test_goals_of_several_years_are_separate_from_those_of_the_year(labels, goals, midterm, tmp_path):
    texts = [[label, (text, 5)] for label, text in zip(labels, ("甲。", "乙。"), strict=False)]
    rows = [*texts, SCORED, ["维修法庭", "3个", "", "25", "", ""]]
    (form,) = imported(tmp_path, rows).forms
    assert (form.sheet.goals, form.midterm) == (goals, midterm)
