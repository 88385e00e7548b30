"""Each fault of targets is found where it is, and not where it is not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from paths import EXAMPLES

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.linting import Fix, Linter, lint_sheets
from perfrules.policies.reviewing.policy import ReviewRule
from perfrules.reports.findings.rule_pages import rule_page
from perfrules.resources import load_data
from perfrules.sheets import Budget, Checkpoint, Indicator, Sheet, load_sheets

GROUPS = (
    Indicator("产出指标", "数量指标", "场次", target="≥1场"),
    Indicator("效益指标", "社会效益指标", "知晓率", target="≥1%"),
    Indicator("满意度指标", "服务对象满意度指标", "总体满意度", target="≥1%"),
)


def sheet(*rows: Indicator, **fields: object) -> Sheet:
    """A sheet without a fault besides those of some rows."""
    complete = {"code": "1", "name": "甲", "goals": ("办好",), "budget": Budget(Fraction(5), Fraction(5))}
    return Sheet(**complete | {"indicators": (*GROUPS, *rows)} | fields)


def row(name: str = "人数", target: str = "≥5人", level2: str = "数量指标", **fields: str) -> Indicator:
    return Indicator(**{"level1": "产出指标", "level2": level2, "name": name, "target": target} | fields)


def codes(*sheets: Sheet) -> list[str]:
    return [found.code for found in lint_sheets(sheets)]


def fix(indicator: Indicator) -> Fix | None:
    return next((found.fix for found in lint_sheets([sheet(indicator)]) if found.fix is not None), None)


def test_a_sheet_without_faults_has_none():
    assert codes(sheet()) == []


FAULTY = {
    "PR760": [
        row("经费成本", "文字描述", "成本指标", description="小于等于核定数"),
        row("经费控制", "文字描述", "成本指标", description="小于前三年平均值"),
        row("支付进度", "文字描述", "时效指标", description="月度时序"),
        row("投诉", "", description="不超过3起"),
    ],
    "PR761": [
        row("培训人数（≥100人）", "文字描述"),
        row("数量(≥**人)", "100人"),
        row("不超过的天数", "文字描述", "时效指标"),
    ],
    "PR762": [
        row("拨付资金", "文字描述", "时效指标", basis="每月8日前"),
        row("拨付资金", "文字描述", "时效指标", basis="资金到位后30日内"),
    ],
    "PR763": [
        row("资金逾期发放率", "≥100%", "质量指标"),
        row("项目成本", "≥5万元", "成本指标"),
        row("投诉率", ">5%", "质量指标"),
    ],
    "PR764": [row("队伍稳定率", "≤95%", "质量指标"), row("验收合格率", "<90%", "质量指标")],
    "PR765": [row("发放准确率", "≥100%", "质量指标"), row("满意度（%）", "不低于100%", "服务对象满意度指标")],
    "PR766": [row("群众满意率", "≥295%", "质量指标"), row("合格率", ">100%", "质量指标")],
    "PR767": [
        row("学员满意度", "≥90%", "服务对象满意度指标", level1="效益指标"),
        row("合格率", "≥90%", "质量指标", level1="效果指标"),
    ],
    "PR768": [
        row("群众满意度", "≥90%", "社会效益指标", level1="效益指标"),
        row("产品合格率", "≥90%", "社会效益指标", level1="效果指标"),
    ],
    "PR772": [row("客户数", "85"), row("平均得分", "85分", "质量指标")],
    "PR773": [row("培训人数（人）", "≥10场"), row("投入（万元）", "≤5天", "成本指标")],
    "PR774": [row("培训情况", "文字描述"), row("水平", "显著提高", "质量指标")],
}
SOUND = {
    "PR760": [
        row("经费成本", "小于等于核定数", "成本指标"),
        row("影响", "文字描述", "社会效益指标", level1="效益指标", description="长久发展"),
        row("经费", "≤5万元", "成本指标", description="小于等于核定数"),
    ],
    "PR761": [row("培训人数", "≥100人"), row("培训人数（≥100人）", "≥100人"), row("数量（场）", "≥5场")],
    "PR762": [row("拨付资金", "每月8日前", "时效指标", basis="每月8日前"), row(basis="单位工作计划")],
    "PR763": [
        row("逾期整改率", "≥95%", "质量指标"),
        row("成本节约率", "≥5%", "成本指标"),
        row("投诉处理率", "≥95%", "质量指标"),
        row("资金逾期发放率", "≤1%", "质量指标"),
    ],
    "PR764": [row("队伍稳定率", "≥95%", "质量指标"), row("投诉率", "≤5%", "质量指标")],
    "PR765": [
        row("任务完成率", "≥100%"),
        row("合格率", "=100%", "质量指标"),
        row("合格率", "≥99%", "质量指标"),
    ],
    "PR766": [row("任务完成率", "≥120%"), row("增长率", "≥295%"), row("合格率", "≥100%", "质量指标")],
    "PR767": [
        row("项目成本", "≤5万元", "成本指标", level1="成本指标"),
        row("某项", "≥5个", "特色指标", level1="特色"),
    ],
    "PR768": [
        row("群众满意度", "≥90%", "服务对象满意度指标", level1="满意度指标"),
        row("产品合格率", "≥90%", "质量指标"),
    ],
    "PR772": [
        row("客户数", "≥85"),
        row("投诉件数", "5件"),
        row("合格率", "100%", "质量指标"),
        row("客户数", "85", direction="正向"),
    ],
    "PR773": [row("培训人数（人次）", "≥300人次"), row("合格率（抽查）", "≥90%", "质量指标")],
    "PR774": [row("培训场次", "≥12场"), row("影响", "文字描述", "社会效益指标", level1="效益指标")],
}


@pytest.mark.parametrize(("code", "indicator"), [(code, each) for code in FAULTY for each in FAULTY[code]])
def test_a_faulty_row_is_found(code, indicator):
    assert code in codes(sheet(indicator))


@pytest.mark.parametrize(("code", "indicator"), [(code, each) for code in SOUND for each in SOUND[code]])
def test_a_sound_row_is_not(code, indicator):
    assert code not in codes(sheet(indicator))


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (FAULTY["PR760"][0], Fix(3, "target", "小于等于核定数")),
        (FAULTY["PR760"][3], Fix(3, "target", "不超过3起")),
        (FAULTY["PR761"][0], Fix(3, "target", "≥100人")),
        (FAULTY["PR761"][1], Fix(3, "target", ">=100人")),
        (FAULTY["PR762"][0], Fix(3, "target", "每月8日前")),
        (FAULTY["PR767"][0], Fix(3, "level1", "满意度指标")),
    ],
)
def test_one_remedy_is_a_fix(indicator, expected):
    assert fix(indicator) == expected


@pytest.mark.parametrize(
    "indicator",
    [
        FAULTY["PR760"][2],  # 月度时序 names no deadline
        FAULTY["PR761"][2],
        row("培训人数（≥100人）", "120人"),  # two numbers
        row("培训人数（≥100人）", "文字描述", description="不少于90人"),
        row("拨付资金", "文字描述", "时效指标", description="每月10日前", basis="每月8日前"),
        *FAULTY["PR763"],
        *FAULTY["PR772"],
    ],
)
def test_several_remedies_are_no_fix(indicator):
    assert fix(indicator) is None


class TestWholeSheets:
    @pytest.mark.parametrize(
        ("goal", "target", "found"),
        [
            ("储备冻肉500吨", "=400吨", True),
            ("储备冻肉500吨", "=500吨", False),
            ("储备冻肉500吨", "=500000千克", False),
            ("储备蔬菜500吨", "=400吨", False),
            ("储备冻肉500天", "=400吨", False),
        ],
    )
    def test_a_figure_of_a_goal_agrees_with_its_indicator(self, goal, target, found):
        reported = codes(sheet(row("冻肉储备量", target), goals=(goal,)))
        assert ("PR769" in reported) is found

    @pytest.mark.parametrize(
        ("goal", "target", "found"),
        [("巡查280次", "2280次", True), ("巡查280次", "≥2280次", False), ("巡查80次", "2280次", False)],
    )
    def test_a_two_that_was_a_sign_needs_evidence(self, goal, target, found):
        assert ("PR771" in codes(sheet(row("巡查", target), goals=(goal,)))) is found

    @pytest.mark.parametrize(("other", "found"), [("≥6人", True), ("不少于5人", False), ("文字描述", True)])
    def test_two_sheets_of_a_project_agree(self, other, found):
        second = sheet(row(target=other), part="第三部分")
        assert ("PR770" in codes(sheet(row()), second)) is found

    def test_sheets_of_two_projects_need_not_agree(self):
        assert "PR770" not in codes(sheet(row()), sheet(row(target="≥6人"), code="2"))

    def test_a_code_for_two_sheets_is_found_once(self):
        assert codes(sheet(), sheet(), sheet(code="2")).count("PR318") == 1

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"goals": ()}, "PR776"),
            ({"budget": Budget()}, "PR777"),
            ({"budget": Budget(Fraction(5), Fraction(4))}, "PR303"),
            ({"indicators": GROUPS[:2]}, "PR775"),
            ({"code": ""}, "PR307"),
            ({"missing": ("绩效指标",)}, "PR301"),
            ({"plan": (Checkpoint("6月底", Fraction(50)),)}, "PR306"),
            ({"plan": (Checkpoint("6月底", Fraction(101)), Checkpoint("12月底", Fraction(100)))}, "PR305"),
        ],
    )
    def test_what_is_missing_or_wrong_in_the_head(self, fields, code):
        assert codes(sheet(**fields)) == [code]


class TestPolicy:
    def linter(self, code: str, severity: str) -> Linter:
        shipped = Linter.of().policy
        return Linter(evolve(shipped, rules={**shipped.rules, code: ReviewRule(severity)}))

    def test_a_rule_that_is_off_finds_nothing(self):
        assert self.linter("PR777", "off").lint([sheet(budget=Budget())]) == ()

    def test_a_rule_has_the_severity_of_the_policy(self):
        (found,) = self.linter("PR777", "error").lint([sheet(budget=Budget())])
        assert found.diagnostic.severity == "error"

    def test_a_policy_of_another_kind_is_refused(self):
        with pytest.raises(PerfrulesError) as caught:
            Linter.of("mof.self-evaluation-2020")
        assert [each.code for each in caught.value.diagnostics] == ["PR793"]


ROW_FIELDS = {"level1", "level2", "name", "target", "description", "basis"}
PAGES = load_data("grammar", "target-rules.yaml")["rules"]


class TestPages:
    @pytest.mark.parametrize(
        "code", [code for code in PAGES if {"name"} <= PAGES[code]["bad"].keys() <= ROW_FIELDS]
    )
    def test_the_examples_of_a_page_show_the_fault_and_its_absence(self, code):
        page = rule_page(code)
        base = {"level1": "产出指标", "level2": "质量指标"}
        assert code in codes(sheet(Indicator(**base | page.bad)))
        assert code not in codes(sheet(Indicator(**base | page.good)))

    def test_a_rule_with_a_fix_says_so(self):
        fixed = {
            found.code
            for each in FAULTY.values()
            for one in each
            for found in lint_sheets([sheet(one)])
            if found.fix
        }
        assert {code for code in PAGES if rule_page(code).fixable} == fixed

    def test_every_rule_of_the_shipped_policy_has_a_page(self):
        assert set(Linter.of().policy.rules) == set(PAGES)


def test_the_example_shows_five_faults():
    found = lint_sheets(load_sheets(EXAMPLES / "chengde-2021").sheets)
    assert {each.code for each in found} == {"PR760", "PR762", "PR765", "PR772", "PR774"}
