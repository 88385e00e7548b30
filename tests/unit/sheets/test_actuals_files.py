from datetime import date
from fractions import Fraction

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import DocumentError, read_document
from perfrules.expressions import ExpressionError, Statement
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, load_actuals, read_actuals
from perfrules.values import Quantity, default_units

TEXT = """\
kind: actuals
as_of: 2021-12-31
projects:
  482-G9SD:
    budget: {initial: 200万元, adjusted: 1.5亿元, executed: 5000元}
    goals: {目标1: 完成}
    indicators:
      活动次数: 6
      数量指标/达标率: 98.5%
      质量指标/达标率: {actual: 97%, note: 有两项未达标}
      工资发放: [2021-01-08, 2021-02-07, 2021年3月9日]
      长期性: {rated: 达成预期, note: 详见报告}
      名称: 基本达到
      损坏: 9_9
  482-S72L: {}
"""


def read(text=TEXT):
    return read_actuals(read_document(Source(text, "甲.yaml"), "actuals"))


def yuan(amount):
    return Quantity(Fraction(amount), default_units()["元"])


def test_head_and_budget():
    actuals = read()
    assert actuals.as_of == date(2021, 12, 31)
    assert list(actuals.projects) == ["482-G9SD", "482-S72L"]
    budget = actuals.projects["482-G9SD"].budget
    assert (budget.initial, budget.adjusted, budget.executed) == (
        yuan(2_000_000),
        yuan(150_000_000),
        yuan(5000),
    )
    assert actuals.projects["482-G9SD"].goals == {"目标1": "完成"}
    assert actuals.projects["482-S72L"] == ProjectActuals()


@pytest.mark.parametrize(
    ("name", "text", "actual"),
    [
        ("活动次数", "6", Quantity(Fraction(6))),
        ("数量指标/达标率", "98.5%", Quantity(Fraction("98.5"), default_units()["%"])),
        ("质量指标/达标率", "97%", Quantity(Fraction(97), default_units()["%"])),
        (
            "工资发放",
            "2021-01-08、2021-02-07、2021年3月9日",
            (date(2021, 1, 8), date(2021, 2, 7), date(2021, 3, 9)),
        ),
        ("长期性", "", Statement("达成预期")),
        ("名称", "基本达到", Statement("基本达到")),
    ],
)
def test_entries(name, text, actual):
    entry = read().projects["482-G9SD"].indicators[name]
    assert entry.text == text
    assert entry.read() == actual


def test_notes_and_places():
    indicators = read().projects["482-G9SD"].indicators
    assert (indicators["长期性"].rated, indicators["长期性"].note) == ("达成预期", "详见报告")
    assert indicators["质量指标/达标率"].note == "有两项未达标"
    stretches = [TEXT[each.span.start : each.span.end] for each in indicators.values()]
    assert stretches[:3] == ["6", "98.5%", "97%"]
    assert stretches[4:] == ["达成预期", "基本达到", "9_9"]
    assert ActualEntry("6").span is None


def test_an_unreadable_actual_points_into_the_file():
    entry = read().projects["482-G9SD"].indicators["损坏"]
    with pytest.raises(ExpressionError) as caught:
        entry.read()
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.source.name == "甲.yaml"
    assert diagnostic.source.place(diagnostic.span.start).line == 14


def test_an_indicator_finds_its_entry_by_key_and_by_name():
    project = read().projects["482-G9SD"]
    assert project.entry(Indicator("产出指标", "质量指标", "达标率")).text == "97%"
    assert project.entry(Indicator("产出指标", "数量指标", "活动次数")).text == "6"
    assert project.entry(Indicator("产出指标", "数量指标", "没有的")) is None


def test_chinese_keys():
    project = "{预算: {全年预算数: 2元, 执行数: 1元}, 指标: {甲: {评定: 好}}}"
    project = read(f"类别: 实际完成\n截至日期: 2021-12-31\n项目: {{'1': {project}}}\n").projects["1"]
    assert (project.budget.adjusted, project.budget.executed) == (yuan(2), yuan(1))
    assert project.indicators["甲"].read() == Statement("好")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2021-12-31", "2021-02-30", "PR330"),
        ("2021-12-31", "去年底", "PR146"),
        ("200万元", "1.2.3万元", "PR304"),
        ("200万元", "两百", "PR146"),
        ("rated: 达成预期", "rated: 达成预期, actual: 3", "PR492"),
        ("活动次数: 6", "活动次数: []", "PR147"),
        ("活动次数: 6", "活动次数: 6\n      活动次数: 7", "PR111"),
        ("goals:", "goal:", "PR140"),
        ("projects:", "project:", "PR140"),
    ],
)
def test_bad_files(old, new, code):
    with pytest.raises(DocumentError) as caught:
        read(TEXT.replace(old, new, 1))
    assert code in [each.code for each in caught.value.diagnostics]


def test_load_actuals(tmp_path):
    path = tmp_path / "actuals.yaml"
    path.write_text(TEXT, encoding="gb18030")
    assert load_actuals(path) == load_actuals(str(path)) == read()


def test_what_the_monitoring_form_asks_of_people():
    text = """\
类别: 实际完成
项目:
  482-G9SD:
    预算: {年初预算数: 200万元, 执行数: 60万元, 全年预计执行数: 190万元}
    偏差原因: 招标推迟到七月
    指标:
      活动次数:
        {实际完成值: 2, 全年预计完成情况: 5次, 完成目标可能性: 有可能, 偏差原因: 场地维修, 备注: 见附件}
      长期性: {rated: 达成预期}
"""
    project = read(text).projects["482-G9SD"]
    assert project.budget.expected == yuan(1_900_000)
    assert project.explanation == "招标推迟到七月"
    entry = project.indicators["活动次数"]
    assert (entry.text, entry.forecast, entry.possibility) == ("2", "5次", "有可能")
    assert (entry.explanation, entry.note) == ("场地维修", "见附件")
    assert project.indicators["长期性"] == ActualEntry(rated="达成预期")


@pytest.mark.parametrize(
    "entry", ['""', "", "—", "未填报", "{explanation: 尚未统计}", '{actual: "", note: 待报}', "{actual: /}"]
)
def test_an_entry_that_reports_nothing_is_blank(entry: str) -> None:
    text = f"kind: actuals\nprojects: {{'1': {{indicators: {{活动次数: {entry}}}}}}}"
    assert read_actuals(read_document(Source(text))).projects["1"].indicators["活动次数"].is_blank
