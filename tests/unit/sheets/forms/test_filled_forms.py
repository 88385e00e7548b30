"""Reading filled forms: YAML, CSV in the form's own layout, and what is not a form."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from form_tables import read_table
from paths import EXAMPLES

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.sheets.filled.form_files import load_forms
from perfrules.sheets.forms import Claim, FilledForm, read_form

FOLDER = EXAMPLES / "filled-form"


def yaml_form(text: str) -> FilledForm:
    return read_form(read_document(Source("kind: filled-form\n" + text)))


class TestClaims:
    @pytest.mark.parametrize(
        ("text", "value", "places"),
        [
            ("10", 10, 0),
            ("9.70", Fraction(97, 10), 2),
            ("9.68分", Fraction(242, 25), 2),
            ("98.2%", Fraction(491, 5), 1),
            ("\uff19\uff15", 95, 0),
        ],
    )
    def test_a_number_with_its_decimals(self, text: str, value: Fraction, places: int) -> None:
        claim = Claim.of(text)
        assert (claim.value, claim.places) == (value, places)

    @pytest.mark.parametrize("text", ["满分", "≥10", "10元", "9-10", "完成", "", "1e999"])
    def test_what_is_none(self, text: str) -> None:
        assert Claim.of(text).value is None


class TestYaml:
    def test_levels_repeat_from_the_row_above(self) -> None:
        form = yaml_form(
            "indicators:\n"
            "- {level1: 产出指标, level2: 数量指标, name: 甲, target: '>=1'}\n"
            "- {name: 乙, target: '>=1'}\n"
            "- {level1: 效益指标, name: 丙, target: '>=1'}\n"
        )
        levels = [(row.indicator.level1, row.indicator.level2) for row in form.rows]
        assert levels == [("产出指标", "数量指标"), ("产出指标", "数量指标"), ("效益指标", "")]

    def test_chinese_keys(self) -> None:
        form = yaml_form(
            "项目名称: 危房改造\n"
            "预算: {全年预算数: 520万元, 全年执行数: 500万元, 执行率: 96.15%, 得分: 9.62}\n"
            "绩效指标:\n- {三级指标: 甲, 年度指标值: '>=5人', 实际完成值: 4人, 分值: 10, 得分: 8,\n"
            "   偏差原因: 退出一人}\n"
            "总分: 17.62\n等级: 差\n"
        )
        (row,) = form.rows
        assert row.entry is not None
        assert (row.entry.text, row.entry.explanation, row.indicator.weight) == ("4人", "退出一人", 10)
        assert form.execution.rate is not None
        assert (form.execution.rate.value, form.grade) == (Fraction("96.15"), "差")

    def test_an_actual_that_is_left_out_or_blank_is_none(self) -> None:
        form = yaml_form("indicators: [{name: 甲, target: '1'}, {name: 乙, target: '1', actual: ''}]")
        assert [row.entry for row in form.rows] == [None, None]

    def test_everything_that_is_wrong_is_reported_at_once(self) -> None:
        with pytest.raises(PerfrulesError) as raised:
            yaml_form("as_of: 2021-02-30\nbaselines: {核定数: 按批复}\nindicators: []\n")
        assert [each.code for each in raised.value.diagnostics] == ["PR330", "PR420"]


class TestCsv:
    def test_the_layout_of_the_form(self) -> None:
        (form,) = load_forms(FOLDER / "form.csv")
        assert (form.code, form.name, form.grade) == ("482-2021-017", "农村危房改造补助", "优")
        assert form.budget.adjusted is not None
        assert form.budget.adjusted.value == 5_200_000
        assert [row.indicator.level2 for row in form.rows[:3]] == ["数量指标", "数量指标", "质量指标"]
        assert form.total is not None
        assert form.total.value == Fraction("95.96")
        assert form.rows[0].indicator.at is not None
        assert form.rows[0].indicator.at.to_json() == {"line": 7}

    def test_the_whole_counts_and_not_where_it_comes_from(self) -> None:
        amounts = "项目资金（万元）,全年预算数,全年执行数\n其中：财政拨款,5,5\n年度资金总额,7,7\n"
        (form,) = read_table(Source(amounts + "三级指标,得分,分值\n甲,1,1\n"))
        assert form.budget.executed is not None
        assert form.budget.executed.value == 70_000

    def test_columns_in_any_order_and_some_missing(self) -> None:
        (form,) = read_table(Source("得分,实际完成值,指标值,三级指标\n8,4人,>=5人,甲\n"))
        assert [(row.indicator.name, row.indicator.weight) for row in form.rows] == [("甲", None)]

    def test_an_amount_that_is_none_is_reported(self) -> None:
        (form,) = read_table(Source("全年预算数,全年执行数\n若干,5\n三级指标,得分\n甲,1\n"))
        assert [each.code for each in form.diagnostics] == ["PR304"]
        assert form.budget.adjusted is None

    def test_several_forms(self) -> None:
        one = "项目名称,甲项目\n三级指标,指标值,得分\n指标,>=5人,1\n总分,,1\n"
        forms = read_table(Source(one + one.replace("甲项目", "乙项目")))
        assert [each.name for each in forms] == ["甲项目", "乙项目"]

    def test_several_forms_without_a_name(self) -> None:
        one = "全年预算数,全年执行数\n5,4\n三级指标,指标值,得分\n指标,>=5人,1\n总分,,1\n"
        forms = read_table(Source(one + one.replace("5,4", "7,6")))
        assert [str(each.budget.executed) for each in forms] == ["40000元", "60000元"]

    def test_headings_that_a_page_repeats(self) -> None:
        heads = "三级指标,指标值,得分\n"
        (form,) = read_table(Source(heads + "甲,>=5人,1\n" + heads + "乙,>=5人,1\n"))
        assert [row.indicator.name for row in form.rows] == ["甲", "乙"]

    def test_an_indicator_may_be_called_what_a_label_is(self) -> None:
        text = "一级指标,三级指标,指标值,得分\n产出指标,预算执行率,>=95%,1\n,全年执行数,>=5万元,1\n"
        (form,) = read_table(Source(text))
        assert [row.indicator.name for row in form.rows] == ["预算执行率", "全年执行数"]

    def test_a_guarded_cell(self) -> None:
        (form,) = read_table(Source("三级指标,指标值,得分\n甲,'=500吨,1\n"))
        assert form.rows[0].indicator.target == "=500吨"

    def test_what_follows_the_total_is_no_indicator(self) -> None:
        (form,) = read_table(Source("三级指标,指标值,得分\n甲,>=5人,1\n总分,,1\n填表说明,请如实填写,\n"))
        assert len(form.rows) == 1


LIST = """\
项目编码,项目名称,一级指标,三级指标,指标值,实际完成值,分值,得分
1,甲项目,产出指标,人数,>=5人,4人,90,72
1,甲项目,预算执行率,,,98%,10,9.8
1,甲项目,总分,,,,100,81.8
2,乙项目,产出指标,人数,>=5人,5人,90,90
,,效益指标,场次,>=5场,5场,5,5
"""


class TestLists:
    def test_each_project_is_a_form(self) -> None:
        one, two = read_table(Source(LIST))
        assert [(form.code, form.name, len(form.rows)) for form in (one, two)] == [
            ("1", "甲项目", 1),
            ("2", "乙项目", 2),
        ]
        assert one.total is not None
        assert one.execution.rate is not None
        assert one.execution.score is not None
        assert (one.total.value, one.execution.rate.value) == (Fraction("81.8"), 98)
        assert (one.execution.score.value, two.total) == (Fraction("9.8"), None)


class TestOffice:
    def workbook(self, path: Path, rows: list[list[object]], formats: dict[str, str] | None = None) -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for cell, number_format in (formats or {}).items():
            book.active[cell].number_format = number_format
        book.save(path)
        return path

    def test_what_cells_show(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [
            ["（2021年度）"],
            ["全年预算数", "全年执行数", "执行率"],
            [520, 498.16, 0.958],
            ["三级指标", "指标值", "实际完成值", "得分"],
            ["合格率", ">=95%", 0.975, 9.68],
            ["完工", "12月底前", date(2021, 12, 3), 10],
            ["验收", "是", True, 10],
            ["培训\n人数", "≥5人", "6\n人", 10],
        ]
        path = self.workbook(tmp_path / "a.xlsx", rows, {"C3": "0.00%", "C5": "0.0%"})
        (form,) = load_forms(path)
        assert form.as_of == date(2021, 12, 31)
        assert form.budget.executed is not None
        assert form.budget.executed.value == 4_981_600
        assert form.execution.rate is not None
        assert form.execution.rate.text == "95.80%"
        assert [row.entry and row.entry.text for row in form.rows] == ["97.5%", "2021-12-03", "是", "6人"]
        assert [row.indicator.name for row in form.rows][-1] == "培训人数"
        assert form.rows[0].score is not None
        assert (form.rows[0].score.value, form.rows[0].score.places) == (Fraction("9.68"), 2)

    def test_every_cell_has_its_address(self, tmp_path: Path) -> None:
        path = self.workbook(tmp_path / "a.xlsx", [[], ["三级指标", "指标值", "得分"], ["甲", ">=5人", 3]])
        (form,) = load_forms(path)
        at = form.rows[0].indicator.at
        assert at is not None
        assert at.to_json() == {"cell": "B3"}
        assert at.source.text[at.span.start : at.span.end] == ">=5人"

    def test_a_formula_without_its_value_is_reported(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [
            ["三级指标", "指标值", "得分"],
            ["甲", ">=5人", 3],
            ["总分", "", "=SUM(C2:C2)"],
        ]
        (form,) = load_forms(self.workbook(tmp_path / "a.xlsx", rows))
        (reported,) = form.diagnostics
        assert (reported.code, reported.arguments["cell"], form.total) == ("PR436", "C3", None)

    @pytest.mark.parametrize("ending", ["xlsx", "docx"])
    def test_what_is_no_office_file(self, tmp_path: Path, ending: str) -> None:
        path = tmp_path / f"a.{ending}"
        path.write_bytes(b"PK")
        with pytest.raises(PerfrulesError) as raised:
            load_forms(path)
        assert raised.value.code == "PR906"
        with pytest.raises(PerfrulesError) as raised:
            load_forms(tmp_path / f"b.{ending}")
        assert raised.value.code == "PR100"


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "text", "code"),
        [
            ("form.png", "\N{REPLACEMENT CHARACTER}", "PR438"),
            ("form.pdf", "", "PR733"),
            ("form.csv", "甲,乙\n", "PR438"),
            ("form.csv", '三级指标,"得分\n', "PR578"),
            ("form.yaml", "kind: sheet\n", "PR138"),
        ],
    )
    def test_what_is_no_form(self, tmp_path: Path, name: str, text: str, code: str) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(PerfrulesError) as raised:
            load_forms(tmp_path / name)
        assert raised.value.code == code

    def test_gb18030(self, tmp_path: Path) -> None:
        path = tmp_path / "form.csv"
        path.write_bytes((FOLDER / "form.csv").read_text(encoding="utf-8").encode("gb18030"))
        assert load_forms(path)[0].name == "农村危房改造补助"

    def test_tabs(self, tmp_path: Path) -> None:
        path = tmp_path / "form.tsv"
        path.write_text("三级指标\t指标值\t得分\n甲\t>=5人\t1\n", encoding="utf-8")
        assert load_forms(path)[0].rows[0].indicator.name == "甲"
