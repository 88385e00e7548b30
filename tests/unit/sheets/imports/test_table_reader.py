from fractions import Fraction

import pytest
from sheet_texts import HEAD, INDICATORS, codes, imported

from perfrules.sheets import Budget, Checkpoint


def only(found):
    (sheet,) = found.sheets
    return sheet


def reported(found, code):
    return [each.arguments for each in found.diagnostics if each.code == code]


class TestHead:
    def test_whole(self):
        found = imported(HEAD + INDICATORS)
        sheet = only(found)
        assert (sheet.title, sheet.code, sheet.name, sheet.purpose) == (
            "甲绩效目标表",
            "482-G9SD",
            "商务活动",
            "活动经费",
        )
        assert sheet.budget == Budget(Fraction(200), Fraction(150), Fraction(50), "万元")
        assert sheet.plan == (Checkpoint("6月底", Fraction(40)), Checkpoint("12月底", Fraction(100)))
        assert sheet.goals == ("办好活动",)
        assert sheet.complete
        assert codes(found) == []

    @pytest.mark.parametrize("label", ["项目代码", "项 目 编 码", "项目\u3000编码"])
    def test_code_by_any_spelling(self, label):
        assert only(imported(HEAD.replace("项目编码", label) + INDICATORS)).code == "482-G9SD"

    def test_labels_in_another_order_and_on_rows_of_their_own(self):
        sheet = only(imported("项目名称|商务活动\n项目编码|482\n资金用途|经费\n预算数|3\n" + INDICATORS))
        assert (sheet.name, sheet.code, sheet.purpose, sheet.budget.total) == ("商务活动", "482", "经费", 3)

    @pytest.mark.parametrize(
        ("written", "budget"),
        [
            ("200", Budget(Fraction(200))),
            ("2，000.50", Budget(Fraction("2000.5"))),
            ("１\uff0e５万元", Budget(Fraction("1.5"))),
            ("5000元", Budget(Fraction(5000), unit="元")),
            ("1.2亿元", Budget(Fraction("1.2"), unit="亿元")),
            ("", Budget()),
        ],
    )
    def test_amounts(self, written, budget):
        found = imported(f"项目编码|482\n预算规模|预算数|{written}\n" + INDICATORS)
        assert only(found).budget == budget
        assert "PR304" not in codes(found)

    def test_amounts_of_several_units_are_reported_in_the_first(self):
        budget = only(
            imported("项目编码|482\n预算规模|预算数|1万元|财政资金|4000元|其他资金|0.6\n" + INDICATORS)
        ).budget
        assert budget == Budget(Fraction(1), Fraction(2, 5), Fraction(3, 5), "万元")

    def test_the_unit_above_the_table(self):
        found = imported(HEAD + INDICATORS, "甲绩效目标表\n\n单位：元\n\n")
        assert only(found).budget.unit == "元"
        assert only(found).title == "甲绩效目标表"
        assert [section.text for section in found.narrative] == ["单位：元", "完。"]

    @pytest.mark.parametrize("written", ["约200", "-5", "nan", "1e3", "9" * 60, "٣"])
    def test_an_amount_that_is_none_is_reported_and_left_out(self, written):
        found = imported(HEAD.replace("|200|", f"|{written}|") + INDICATORS)
        assert only(found).budget.total is None
        assert reported(found, "PR304") == [{"text": written}]

    def test_plan_of_any_length_with_blanks(self):
        sheet = only(
            imported("项目编码|1\n资金支出计划|1季度|2季度|3季度|4季度|次年\n||30%||100\n" + INDICATORS)
        )
        assert [(each.by, each.share) for each in sheet.plan] == [
            ("1季度", None), ("2季度", 30), ("3季度", None), ("4季度", 100), ("次年", None),
        ]  # fmt: skip

    def test_more_shares_than_checkpoints_are_kept(self):
        sheet = only(imported("项目编码|1\n支出计划（％）|6月底\n|40|100\n" + INDICATORS))
        assert sheet.plan == (Checkpoint("6月底", Fraction(40)), Checkpoint("", Fraction(100)))

    def test_goals_with_and_without_labels(self):
        goals = "绩效目标|目标1|甲\n|目标2|\n|目标三：|乙\n||丙\n|丁\n|……|\n|总体目标|戊\n"
        assert only(imported("项目编码|1\n" + goals + INDICATORS)).goals == ("甲", "乙", "丙", "丁", "戊")

    def test_a_row_of_several_goals_is_kept_and_reported(self):
        found = imported("项目编码|1\n绩效目标|目标1|甲\n产出指标|数量指标|次数|>=5\n" + INDICATORS)
        assert only(found).goals == ("甲", "数量指标", "次数", ">=5")
        assert reported(found, "PR331") == [{"texts": "数量指标、次数、>=5"}]

    def test_what_stands_under_no_label_is_reported(self):
        found = imported(
            "项目编码|1|项目名称|甲|杂项\n负责人|张某\n预算规模|预算数|1\n|经费|多出的\n|又一行\n"
            + INDICATORS
        )
        assert [each["text"] for each in reported(found, "PR312")] == [
            "杂项",
            "负责人",
            "张某",
            "多出的",
            "又一行",
        ]

    def test_a_label_given_twice_does_not_overwrite(self):
        found = imported("项目编码|1|项目编码|2\n" + INDICATORS)
        assert only(found).code == "1"
        assert [each["text"] for each in reported(found, "PR312")] == ["项目编码", "2"]

    def test_a_label_without_a_cell_of_its_own(self):
        found = imported("项目编码|1\n预算规模|预算数|其中：财政资金|3\n" + INDICATORS)
        assert only(found).budget == Budget(fiscal=Fraction(3))
        assert "预算数" in only(found).missing


class TestIndicators:
    def test_levels_are_carried_down(self):
        rows = [
            (each.level1, each.level2, each.name) for each in only(imported(HEAD + INDICATORS)).indicators
        ]
        assert rows == [
            ("产出指标", "数量指标", "活动次数"),
            ("产出指标", "数量指标", "参加人数"),
            ("产出指标", "质量指标", "达标率"),
            ("效果指标", "社会效益指标", "促进就业"),
        ]

    def test_no_second_level_reaches_into_another_first_level(self):
        found = imported(HEAD + INDICATORS + "满意度指标||公众满意度||>=90%|\n")
        assert only(found).indicators[-1].level2 == ""
        assert reported(found, "PR315") == [{"name": "公众满意度"}]

    def test_columns_by_name_in_any_order(self):
        sheet = only(
            imported(
                HEAD + "指标值|指标名称|一级指标|二级指标\n>=5|次数|产出指标|数量指标\n100%|率||质量指标\n"
            )
        )
        assert [(each.level1, each.level2, each.name, each.target) for each in sheet.indicators] == [
            ("产出指标", "数量指标", "次数", ">=5"), ("产出指标", "质量指标", "率", "100%"),
        ]  # fmt: skip

    def test_weights(self):
        found = imported(
            HEAD + "三级指标|指标值|分值|二级指标\n甲|>=5|12.5|数量指标\n乙|1个||\n丙|1个|很多|\n丁|1个|-7|\n"
        )
        assert [each.weight for each in only(found).indicators] == [Fraction("12.5"), None, None, None]
        assert reported(found, "PR304") == [{"text": "很多"}, {"text": "-7"}]

    def test_an_unknown_column_is_reported_with_its_cells(self):
        found = imported(HEAD + "二级指标|三级指标|计量单位|指标值\n数量指标|甲|个|>=5\n|乙|次|>=6\n")
        assert reported(found, "PR313") == [{"column": "计量单位", "texts": "个、次"}]

    def test_a_column_given_twice_counts_once(self):
        found = imported(HEAD + "二级指标|三级指标|指标值|目标值\n数量指标|甲|>=5|>=6\n")
        assert only(found).indicators[0].target == ">=5"
        assert reported(found, "PR313") == [{"column": "目标值", "texts": ">=6"}]

    def test_too_few_cells(self):
        found = imported(HEAD + INDICATORS + "|质量指标|合格率\n")
        assert only(found).indicators[-1].name == "合格率"
        assert reported(found, "PR302") == [{"found": "3", "expected": "6"}]
        assert only(found).complete

    def test_too_many_cells(self):
        found = imported(HEAD + INDICATORS + "|质量指标|合格率||>=95%||备考|\n")
        assert only(found).indicators[-1].target == ">=95%"
        assert reported(found, "PR302") == [{"found": "8", "expected": "6"}]
        assert reported(found, "PR312") == [{"text": "备考"}]

    def test_a_row_split_by_a_blank_line(self):
        found = imported(HEAD + INDICATORS + "满意度指标|服务对象满意度\n客户满意度||>=90%|\n")
        assert only(found).indicators[-1].level2 == "服务对象满意度"
        assert only(found).indicators[-1].target == ">=90%"
        assert "PR317" in codes(found)

    def test_rows_run_together(self):
        rows = "满意度指标|公众满意度|甲||>=90%||||乙||>=80%|\n"
        found = imported(HEAD + INDICATORS + rows)
        assert [(each.level2, each.name, each.target) for each in only(found).indicators[-2:]] == [
            ("公众满意度", "甲", ">=90%"), ("公众满意度", "乙", ">=80%"),
        ]  # fmt: skip
        assert reported(found, "PR322") == [{"count": "2"}]

    def test_a_header_run_together_with_the_rows_around_it(self):
        head, indicators = HEAD.strip(), INDICATORS.strip()
        header = indicators.splitlines()[0]
        found = imported(f"{head}||" + indicators.replace(header, header + "||||||", 1))
        assert only(found).goals == ("办好活动",)
        assert only(found).indicators == only(imported(HEAD + INDICATORS)).indicators

    def test_a_column_to_the_left_of_the_known_ones(self):
        found = imported(HEAD + "序号|二级指标|三级指标|指标值\n1|数量指标|甲|>=5\n2||乙|>=6\n")
        assert [each.name for each in only(found).indicators] == ["甲", "乙"]
        assert reported(found, "PR313") == [{"column": "序号", "texts": "1、2"}]

    def test_the_header_repeated_on_the_next_page(self):
        again = "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据\n||出勤率||>=98%|\n"
        found = imported(HEAD + INDICATORS + again)
        assert [each.name for each in only(found).indicators][-2:] == ["促进就业", "出勤率"]
        assert only(found).indicators[-1].level1 == "效果指标"
        assert codes(found) == []

    def test_rows_left_blank_and_placeholders(self):
        found = imported(
            HEAD + INDICATORS + "|||||\n|时效指标||||\n||......|||\n满意度指标|公众满意度|……|||\n"
        )
        assert len(only(found).indicators) == 4
        assert [each["levels"] for each in reported(found, "PR316")] == ["时效指标", "满意度指标、公众满意度"]

    def test_a_row_without_a_name(self):
        found = imported(HEAD + INDICATORS + "|||说明|>=5|\n")
        assert only(found).indicators[-1].target == ">=5"
        assert "PR314" in codes(found)

    def test_a_place_is_the_target_or_the_row(self):
        found = imported(HEAD + INDICATORS + "||没有指标值|||\n")
        lines = [each.at.source.line_at(each.at.span.start)[0].strip() for each in only(found).indicators]
        assert lines == [">=5", ">=100人", "100%", "文字描述", "没有指标值"]


class TestBreakingOff:
    """A sheet that breaks off is kept and says what is missing."""

    @pytest.mark.parametrize(
        ("rows", "missing"),
        [
            ("项目编码|1", "项目名称 预算数 资金用途 资金支出计划 绩效目标 绩效指标"),
            ("项目编码|1|项目名称", "项目名称 预算数 资金用途 资金支出计划 绩效目标 绩效指标"),
            (HEAD.split("资金支出计划")[0], "资金支出计划 绩效目标 绩效指标"),
            (HEAD.split("|40|100")[0], "资金支出计划 绩效目标 绩效指标"),
            (HEAD.split("绩效目标")[0], "绩效目标 绩效指标"),
            (HEAD.split("|......")[0], "绩效指标"),
            (HEAD.split("|......")[0] + "|目标2", "目标2 绩效指标"),
            (HEAD + INDICATORS.splitlines()[1], "绩效指标"),
            (HEAD + INDICATORS + "满意度指标|公众满意度|满意度", "绩效指标描述 指标值 指标值确定依据"),
        ],
    )
    def test_the_sheet_is_kept_and_names_what_is_missing(self, rows, missing):
        found = imported(rows, after="")
        assert only(found).missing == tuple(missing.split())
        assert not only(found).complete
        assert reported(found, "PR301") == [{"sheet": "甲绩效目标表", "missing": "、".join(missing.split())}]
        assert "PR302" not in codes(found)


def test_two_sheets_without_text_between():
    found = imported(HEAD + INDICATORS + HEAD.replace("482-G9SD", "482-S72L") + INDICATORS)
    assert [(sheet.title, sheet.code, len(sheet.indicators)) for sheet in found.sheets] == [
        ("甲绩效目标表", "482-G9SD", 4),
        ("", "482-S72L", 4),
    ]
