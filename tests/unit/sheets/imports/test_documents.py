"""Whole documents: workbooks with contents sheets, tables that go on, lists of projects, typed values."""

from __future__ import annotations

import datetime

import docx
import openpyxl
import pytest
from evaluations import example
from import_layouts import Drawn, to_docx, to_pdf, to_xlsx

from perfrules.reports.forms.words import FormWords
from perfrules.reports.forms.write import write_report
from perfrules.sheets import import_document, load_actuals

HEADINGS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def codes(found):
    return {each.code for each in found.diagnostics if each.severity != "info"}


def names(found):
    return [(sheet.name, [each.name for each in sheet.indicators]) for sheet in found.sheets]


def test_values_of_a_workbook_count_as_they_are_shown(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["项目名称", "培训"])
    sheet.append(HEADINGS)
    shown = [
        (0.95, "0%", "95%"), (0.956, "0.0%", "95.6%"), (12, '0"个"', "12个"), (3.5, '0.0"万元"', "3.5万元"),
        (datetime.date(2023, 12, 31), 'yyyy"年"m"月"d"日"', "2023-12-31"), ("=100%", "General", "=100%"),
        (datetime.date(2023, 12, 1), 'yyyy"年"m"月"', "2023年12月"),
        (1200, "#,##0", "1200"), ("≥5人", "@", "≥5人"),
    ]  # fmt: skip
    for number, (value, form, _) in enumerate(shown, 3):
        sheet.append(["产出指标", "数量指标", f"指标{number}甲", value, None, 10, None])
        sheet.cell(number, 4).number_format = form
    sheet.row_dimensions[4].hidden = True
    made.save(tmp_path / "表.xlsx")
    found = import_document(tmp_path / "表.xlsx")
    assert [each.target for each in found.sheets[0].indicators] == [text for _, _, text in shown]
    (hidden,) = [each for each in found.diagnostics if each.code == "PR710"]
    assert hidden.arguments["what"] == "4:4"


def test_a_workbook_with_a_list_of_contents_and_a_sheet_a_project(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "目录"
    for row in (["序号", "项目名称", "页码"], [1, "甲", 2], [2, "乙", 3]):
        made.active.append(row)
    for name in ("甲", "乙"):
        sheet = made.create_sheet(name)
        for row in (
            ["项目名称", name],
            HEADINGS,
            ["产出指标", "数量指标", f"{name}数", "≥5个", "6个", 10, 10],
        ):
            sheet.append(row)
    made.save(tmp_path / "表.xlsx")
    found = import_document(tmp_path / "表.xlsx")
    assert names(found) == [("甲", ["甲数"]), ("乙", ["乙数"])]
    assert [each.at.cell for sheet in found.sheets for each in sheet.indicators] == ["甲!D3", "乙!D3"]
    assert [each.code for each in found.diagnostics] == ["PR721"]


@pytest.fixture
def document():
    """A document and what adds a table to it."""
    made = docx.Document()

    def table(*rows):
        drawn = made.add_table(len(rows), len(rows[0]))
        for line, texts in zip(drawn.rows, rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=True):
                cell.text = text

    return made, table


def row(name, level1="产出指标", level2="数量指标"):
    return [level1, level2, name, "≥5个", "6个", "10", "10"]


def test_tables_that_go_on_and_tables_of_the_next_project(document, tmp_path):
    made, table = document
    made.add_paragraph("项目名称：甲   主管部门：某厅")
    table(HEADINGS, row("一"))
    made.add_paragraph("续表")
    table(row("二", "", "质量指标"))
    table(HEADINGS, row("三", "效益指标", "社会效益指标"))
    made.add_paragraph("乙项目绩效自评表")
    table(["项目名称", "乙", "", "主管部门", "某厅", "", ""])
    table(HEADINGS, row("四"))
    made.add_paragraph("以上情况属实。")
    table(HEADINGS, row("五"))
    made.save(str(tmp_path / "表.docx"))
    found = import_document(tmp_path / "表.docx")
    assert names(found) == [("甲", ["一", "二", "三"]), ("乙", ["四"]), ("", ["五"])]
    assert found.sheets[0].indicators[1].level1 == "产出指标"


def test_a_nested_table_is_read(tmp_path):
    made = docx.Document()
    outer = made.add_table(1, 1)
    inner = outer.cell(0, 0).add_table(2, 3)
    texts = ["一级指标", "三级指标", "指标值", "产出指标", "人数", "≥5人"]
    for cell, text in zip([cell for line in inner.rows for cell in line.cells], texts, strict=True):
        cell.text = text
    made.save(str(tmp_path / "表.docx"))
    assert names(import_document(tmp_path / "表.docx")) == [("", ["人数"])]


def test_a_table_over_many_pages_of_a_pdf_is_one_table(tmp_path):
    long = "因为外部原因没有完成全部的任务，下一步将加强管理督促落实"
    rows = [[*HEADINGS, "偏差原因"]]
    for number in range(0, 120, 6):
        for each in range(number, number + 6):
            levels = [("产出指标", 1, 6), ("数量指标", 1, 6)] if each == number else []
            rows.append(
                [
                    *levels,
                    f"第{each}项任务完成的数量情况统计",
                    f"≥{each + 1}个",
                    "1个",
                    "1",
                    "1",
                    long[: each % 27],
                ]
            )
    to_pdf(Drawn("长表", rows, (), above=["项目名称：长表"]), tmp_path / "表.pdf")
    found = import_document(tmp_path / "表.pdf")
    assert names(found) == [("长表", [f"第{each}项任务完成的数量情况统计" for each in range(120)])]
    assert {each.level1 for each in found.sheets[0].indicators} == {"产出指标"}
    assert not codes(found)
    assert found.sheets[0].indicators[-1].at.cell.startswith("第")


def test_columns_of_other_years_are_kept_apart(tmp_path):
    rows = [
        [("绩效指标", 2), ("2022年", 2), ("2023年", 2)],
        ["一级指标", "三级指标", "目标值", "完成值", "目标值", "完成值"],
        ["产出指标", "人数", "≥8人", "9人", "≥10人", "11人"],
    ]
    to_xlsx(Drawn("表", rows, (), above=["2023年度项目支出绩效自评表"]), tmp_path / "表.xlsx")
    (read,) = import_document(tmp_path / "表.xlsx").to_json()["sheets"][0]["indicators"]
    assert (read["target"], read["actual"]) == ("≥10人", "11人")
    assert read["extra"] == {"目标值": "≥8人", "完成值": "9人"}


def test_a_unit_that_contradicts_the_target_is_a_question(tmp_path):
    rows = [["一级指标", "三级指标", "指标值", "计量单位"], ["产出指标", "次数", "≥100人", "次"]]
    to_docx(Drawn("表", rows, ()), tmp_path / "表.docx")
    found = import_document(tmp_path / "表.docx")
    assert found.sheets[0].indicators[0].target == "≥100人"
    assert [each.severity for each in found.diagnostics if each.code == "PR728"] == ["question"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "html"])
def test_what_our_writers_produce_is_read_back(ending, language, tmp_path):
    report = example()
    write_report(report, tmp_path / f"表.{ending}", language)
    found = import_document(tmp_path / f"表.{ending}").to_json()["sheets"]
    assert len(found) == len(report.forms)
    for read, form in zip(found, report.forms, strict=True):
        assert (read["code"], read["name"], read["total_score"]) == (
            form.card.code,
            form.card.name,
            str(form.card.total),
        )
        for line, written in zip(read["indicators"], form.rows, strict=True):
            item = written.item
            assert (line["level1"], line["level2"], line["name"]) == (item.level1, item.level2, item.name)
            assert (line["actual"], line["reason"]) == (item.actual or "", written.deviation)
            assert line["score"] == (None if item.score is None else f"{item.score:.2f}")


@pytest.mark.parametrize(
    ("days", "shares", "expected"),
    [
        (["3月底", "6月底", "10月底", "12月底"], ["", "", "", "100"], [None, None, None, 100]),
        (["3月底", "6月底", "10月底", "12月底"], ["", "50", "", "100%"], [None, 50, None, 100]),
        ([("3月底", 2), "6月底", ("12月底", 2)], ["", "", "", ("100", 2)], [None, None, 100]),
    ],
)
def test_blank_shares_of_a_plan_stay_blank(days, shares, expected, tmp_path):
    width = sum(each[1] if isinstance(each, tuple) else 1 for each in days)
    rows = [
        ["项目名称", ("甲", width)],
        [("资金支出计划（%）", 1, 2), *days],
        shares,
        ["一级指标", "三级指标", ("指标值", width - 1)],
        ["产出指标", "人数", ("≥5人", width - 1)],
    ]
    for name, write in (("表.docx", to_docx), ("表.xlsx", to_xlsx)):
        write(Drawn("表", rows, ()), tmp_path / name)
        found = import_document(tmp_path / name)
        assert [each.share for each in found.sheets[0].plan] == expected
        assert not codes(found)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_pages_beside_the_forms_are_named_and_left_alone(ending, language, tmp_path):
    report = example()
    path = tmp_path / f"表.{ending}"
    write_report(report, path, language)
    found = import_document(path)
    assert not codes(found)
    listed = [each.arguments["texts"] for each in found.diagnostics if each.code == "PR721"]
    assert len(listed) == 1
    assert [each.goals for each in found.sheets] == [form.sheet.goals for form in report.forms]
    assert "PR729" not in {each.code for each in found.diagnostics}  # the list says the same as the forms
    projects = load_actuals(path).projects
    assert list(projects) == [form.card.code for form in report.forms]
    for form in report.forms:
        entries = projects[form.card.code].indicators
        assert {key.rpartition("/")[2]: entry.text for key, entry in entries.items() if entry.text} == {
            row.item.name: row.item.actual for row in form.rows if row.item.actual
        }


def test_a_budget_is_of_one_stage(tmp_path):
    rows = [
        ["项目名称", ("甲", 3)],
        ["资金（万元）", "年初预算数", "全年预算数", "全年执行数"],
        ["年度资金总额", "40", "36", "30"],
        ["其中：财政拨款", "30", "", ""],
        ["其他资金", "10", "", ""],
        ["三级指标", "指标值", "实际完成值", "得分"],
        ["人数", "≥5人", "6人", "10"],
    ]
    to_docx(Drawn("表", rows, ()), tmp_path / "表.docx")
    found = import_document(tmp_path / "表.docx")
    budget = found.sheets[0].budget
    assert (budget.total, budget.fiscal, budget.other) == (40, 30, 10)
    assert found.forms[0].budget.adjusted.value == 360_000
    assert not codes(found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_our_page_says_which_project_and_which_status(language, tmp_path):
    report = example()
    path = tmp_path / "表.html"
    write_report(report, path, language)
    found = import_document(path)
    assert not codes(found)
    assert [each.code for each in found.diagnostics] == ["PR721"]
    words = FormWords(language)
    for read, form in zip(found.forms, report.forms, strict=True):
        assert (read.grade, read.sheet.goals) == (
            form.card.grade or "",
            tuple(goal.expected for goal in form.goals),
        )
        for line, written in zip(read.rows, form.rows, strict=True):
            assert line.indicator.name == written.item.name
            status = line.extra.get(words.inline("status"))
            assert (status is None) == (written.item.score == written.item.weight)
    assert load_actuals(path).projects.keys() == {form.card.code for form in report.forms}


def test_a_label_in_a_foreign_page_changes_nothing(tmp_path):
    (tmp_path / "表.html").write_text(
        "<table><tr><th>三级指标<th>指标值</tr>"
        "<tr><td>人数<td data-label='指标值'><span data-label='状态'>≥5人</span></tr></table>",
        encoding="utf-8",
    )
    (sheet,) = import_document(tmp_path / "表.html").sheets
    assert [(each.name, each.target) for each in sheet.indicators] == [("人数", "≥5人")]


@pytest.mark.parametrize("write", [to_docx, to_xlsx])
@pytest.mark.parametrize(
    ("second", "questions"), [("场次", ["分值", "得分"]), ("其中：线上人数", []), ("", [])]
)
def test_points_of_several_indicators_in_one_cell_are_a_question(second, questions, write, tmp_path):
    rows = [
        ["项目名称", ("甲", 4)],
        ["三级指标", "指标值", "实际完成值", "分值", "得分"],
        ["人数", "≥5人", "6人", ("20", 1, 2), ("18", 1, 2)],
        [second, "≥2人" if second else "", "3人" if second else ""],
        ["质量", "≥90%", "95%", "30", "30"],
    ]
    path = tmp_path / ("表.docx" if write is to_docx else "表.xlsx")
    write(Drawn("表", rows, ()), path)
    found = import_document(path)
    asked = [each for each in found.diagnostics if each.code == "PR730"]
    assert [(each.arguments["column"], each.arguments["count"]) for each in asked] == [
        (column, "2") for column in questions
    ]
    assert all(each.severity == "question" for each in asked)
    assert [each.weight for each in found.sheets[0].indicators if each.weight is not None] == [20, 30]
    assert codes(found) == ({"PR730"} if questions else set())
