"""The columns of a filled form: headings by synonyms, units, directions, points in labels, parts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from form_tables import read_table

from perfrules.diagnostics import Source
from perfrules.sheets.forms import FilledForm
from perfrules.sheets.forms.target_columns import actual_with_unit, level_of, target_of


def form_of(*lines: str) -> FilledForm:
    (form,) = read_table(Source("\n".join(lines) + "\n"))
    return form


class TestHeadings:
    @pytest.mark.parametrize(
        "heading", ["全年实际值", "完成值", "实际完成情况", "Actual", "实 际 完成值（%）"]
    )
    def test_the_actual_goes_by_many_names(self, heading: str) -> None:
        form = form_of(f"三级指标,年度指标值,{heading},分值,得分", "合格率,≥90%,95%,10,10")
        assert form.rows[0].entry is not None
        assert (form.rows[0].entry.text, form.lacking, form.diagnostics) == ("95%", (), ())

    @pytest.mark.parametrize("heading", ["权重", "标准分", "Points", "指标分值（10）"])
    def test_the_points_go_by_many_names(self, heading: str) -> None:
        form = form_of(f"指标名称,指标值,完成值,{heading},自评得分", "合格率,≥90%,95%,10,9")
        assert form.rows[0].indicator.weight == 10

    def test_an_unknown_column_is_named_with_its_place(self) -> None:
        form = form_of("三级指标,年度指标值,甲栏数据,分值,得分", "合格率,≥90%,95%,10,10")
        (found,) = form.diagnostics
        assert (found.code, found.arguments["heading"]) == ("PR484", "甲栏数据")
        assert form.lacking == ("actual",)

    def test_unknown_columns_of_the_amounts_are_named_too(self) -> None:
        form = form_of(
            "项目资金（万元）,全年预算数,结转数,全年执行数", "资金总额,5,1,5", "三级指标,得分", "甲,1"
        )
        named = [each.arguments["heading"] for each in form.diagnostics if each.code == "PR484"]
        assert named == ["结转数"]

    def test_a_table_without_scores_is_found_by_its_targets_and_points(self) -> None:
        form = form_of("三级指标,年度指标值,乙栏,丙栏,分值", "合格率,≥90%,95%,10,10")
        assert form.lacking == ("actual", "score")


class TestTargetsInSeveralColumns:
    @pytest.mark.parametrize(
        ("value", "operator", "unit", "text"),
        [
            ("13", "≥", "台", "≥13台"),
            ("100", "=", "%", "=100%"),
            ("2.5", "大于等于", "万人", "大于等于2.5万人"),
            ("4", "≥", "次/年", "≥4次/年"),
            ("5-10", "", "台", "5-10台"),
            ("≥95%", "≥", "%", "≥95%"),
            ("30万元", "≤", "万元", "≤30万元"),
            ("显著提升", "定性", "—", "显著提升"),
            ("2023年6月底前", "", "日", "2023年6月底前"),
        ],
    )
    def test_sign_value_and_unit_are_joined(self, value: str, operator: str, unit: str, text: str) -> None:
        assert target_of(value, operator, unit).text == text

    @pytest.mark.parametrize("direction", ["正向", "反向", "反向指标"])
    def test_a_direction_is_kept_beside_the_target(self, direction: str) -> None:
        form = form_of("三级指标,指标性质,指标值,度量单位,完成值,得分", f"等候时长,{direction},30,分钟,40,1")
        indicator = form.rows[0].indicator
        assert (indicator.target, indicator.direction) == ("30分钟", direction)

    def test_the_unit_of_a_heading_reaches_target_and_actual(self) -> None:
        form = form_of("三级指标,指标值（万元）,完成值（万元）,得分", "投入,≥500,480,1")
        row = form.rows[0]
        assert row.entry is not None
        assert (row.indicator.target, row.entry.text) == ("≥500万元", "480万元")

    @pytest.mark.parametrize(
        ("value", "unit", "text"),
        [
            ("98", "%", "98%"),
            ("0.98", "%", "0.98"),
            ("1", "%", "1"),
            ("完成", "%", "完成"),
            ("5元", "万元", "5元"),
        ],
    )
    def test_only_a_bare_number_takes_the_unit_of_its_heading(self, value: str, unit: str, text: str) -> None:
        assert actual_with_unit(value, unit) == text

    def test_amounts_in_yuan(self) -> None:
        form = form_of("项目资金（元）,全年预算数,全年执行数", "资金总额,5000,4000", "三级指标,得分", "甲,1")
        assert str(form.budget.executed) == "4000元"

    def test_a_unit_that_contradicts_the_target_is_a_question(self) -> None:
        cases = {
            ("≥100人", "次"): ["PR728"],
            ("≥100人", "人次"): ["PR728"],
            ("≤90元", "万元"): ["PR728"],
            ("5-8吨", "公斤"): ["PR728"],
            ("≥95%", "个"): ["PR728"],
            ("≥100人", "人"): [],
            ("≤90万元", "元"): [],
            ("≤90万元", "万元"): [],
            ("≥2km", "公里"): [],
            ("≥100", "次"): [],
            ("显著提升", "次"): [],
            ("≥100人", "—"): [],
            ("≥95%", "百分比"): [],
        }

        heads = "三级指标,指标值,计量单位,完成值,分值,得分"
        rows = [f"甲{at},{target},{unit},120人,10,10" for at, (target, unit) in enumerate(cases)]
        found = [[each.code for each in row.problems] for row in form_of(heads, *rows).rows]
        assert dict(zip(cases, found, strict=True)) == cases


class TestPointsInLabels:
    @pytest.mark.parametrize(
        ("label", "name", "points"),
        [
            ("产出指标(50分)", "产出指标", 50),
            ("产出指标（50）", "产出指标", 50),
            ("产出指标 50", "产出指标", 50),
            ("产出指标50分", "产出指标", 50),
            ("效益指标（22.5分）", "效益指标", Fraction("22.5")),
            ("产出指标", "产出指标", None),
            ("指标2", "指标2", None),
        ],
    )
    def test_a_label_may_carry_points(self, label: str, name: str, points: int | None) -> None:
        assert level_of(label) == (name, points)

    def test_they_are_the_points_of_the_group(self) -> None:
        form = form_of("一级指标,二级指标,三级指标,得分", "产出指标(50分),数量指标（20分）,甲,1")
        assert form.rows[0].indicator.key == "数量指标/甲"
        assert form.group_points["产出指标"].value == 50


class TestParts:
    HEADS = "二级指标,三级指标,指标值,完成值,分值,得分"

    def test_rows_of_parts_belong_to_the_row_above(self) -> None:
        form = form_of(
            self.HEADS, "数量,面积,≥30亩,30亩,20,20", ",其中：桃树,≥12亩,12亩,,", ",苹果树,≥18亩,18亩,,"
        )
        (row,) = form.rows
        assert [part.indicator.name for part in row.parts] == ["其中：桃树", "苹果树"]

    def test_a_part_with_points_is_a_row(self) -> None:
        form = form_of(self.HEADS, "数量,面积,≥30亩,30亩,10,10", ",其中：桃树,≥12亩,12亩,10,10")
        assert [row.indicator.name for row in form.rows] == ["面积", "其中：桃树"]

    def test_a_row_of_another_group_is_not_a_part(self) -> None:
        form = form_of(
            self.HEADS, "数量,面积,≥30亩,30亩,20,20", ",其中：桃树,≥12亩,12亩,,", "质量,合格率,≥90%,95%,,"
        )
        assert [row.indicator.name for row in form.rows] == ["面积", "合格率"]


class TestPointsOfSeveralRows:
    HEADS = "一级指标,二级指标,三级指标,指标值,完成值,分值,得分"

    def test_rows_without_points_share_the_cell_above(self) -> None:
        form = form_of(
            self.HEADS,
            "产出,数量,场次,≥5场,5场,50,30",
            ",质量,合格率,≥90%,95%,,20",
            "效益,社会,甲,≥1人,1人,30,30",
        )
        assert [row.shares_points for row in form.rows] == [True, True, False]

    def test_a_group_does_not_share_the_points_of_another(self) -> None:
        form = form_of(self.HEADS, "产出,数量,场次,≥5场,5场,50,50", "效益,社会,甲,≥1人,1人,,30")
        assert [row.shares_points for row in form.rows] == [False, False]

    def test_without_a_column_a_single_row_has_the_points_of_its_group(self) -> None:
        heads = self.HEADS.replace("分值,", "")
        form = form_of(heads, "产出(50分),数量,场次,≥5场,5场,50", "效益(30分),社会,甲,≥1人,1人,30")
        assert ([row.indicator.weight for row in form.rows], form.lacking) == ([50, 30], ())

    def test_several_rows_of_a_group_need_the_column(self) -> None:
        heads = self.HEADS.replace("分值,", "")
        form = form_of(heads, "产出(50分),数量,场次,≥5场,5场,30", ",质量,合格率,≥90%,95%,20")
        assert form.lacking == ("weight",)
