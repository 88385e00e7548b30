from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import DocumentError, read_document
from perfrules.sheets import Budget, Checkpoint, Indicator, Sheet, dump_sheet, load_sheet, read_sheet

ENGLISH = """\
perfrules: 1
kind: sheet
title: 甲绩效目标表
part: 第二部分
code: 482-G9SD
name: 商务活动
purpose: 活动经费
budget:
  total: 200万元
  fiscal: 150万元
  other: 50万元
plan:
  - by: 6月底
  - by: 12月底
    share: 100%
goals:
  - 办好活动
indicators:
  - level1: 产出指标
    level2: 数量指标
    name: 活动次数
    description: 全年次数
    target: ">=5"
    basis: 计划
    weight: "12.5"
  - level1: 产出指标
    level2: 质量指标
    name: 达标率
    target: 100%
"""
CHINESE = """\
版本: 1
类别: 绩效目标表
标题: 甲绩效目标表
部分: 第二部分
项目编码: 482-G9SD
项目名称: 商务活动
资金用途: 活动经费
预算: {总额: 200万元, 财政资金: 150万元, 其他资金: 50万元}
支出计划: [{截至: 6月底}, {截至: 12月底, 比例: 100%}]
绩效目标: [办好活动]
绩效指标:
  - 一级指标: 产出指标
    二级指标: 数量指标
    指标名称: 活动次数
    指标描述: 全年次数
    指标值: ">=5"
    确定依据: 计划
    分值: 12.5
  - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 达标率, 指标值: 100%}
"""
SHEET = Sheet(
    title="甲绩效目标表",
    part="第二部分",
    code="482-G9SD",
    name="商务活动",
    purpose="活动经费",
    budget=Budget(Fraction(200), Fraction(150), Fraction(50)),
    plan=(Checkpoint("6月底"), Checkpoint("12月底", Fraction(100))),
    goals=("办好活动",),
    indicators=(
        Indicator("产出指标", "数量指标", "活动次数", "全年次数", ">=5", "计划", weight=Fraction("12.5")),
        Indicator("产出指标", "质量指标", "达标率", target="100%"),
    ),
)


def read(text):
    return read_sheet(read_document(Source(text), "sheet"))


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_either_language(text):
    assert read(text) == SHEET


def test_what_is_written():
    assert dump_sheet(SHEET) == ENGLISH


def test_load_sheet(tmp_path: Path):
    path = tmp_path / "甲.yaml"
    path.write_text(CHINESE, encoding="gb18030")
    assert load_sheet(path) == load_sheet(str(path)) == SHEET


def test_an_incomplete_sheet():
    sheet = read("kind: sheet\ncode: '1'\nname: 甲\nindicators: []\nmissing: [绩效指标]\n")
    assert not sheet.complete
    assert sheet.to_json()["complete"] is False


def test_places_point_into_the_file():
    sheet = read(ENGLISH)
    lines = {name: sheet.place(name).to_json()["line"] for name in ("sheet", "code", "budget", "plan")}
    assert lines == {"sheet": 6, "code": 5, "budget": 9, "plan": 12}
    assert [indicator.at.to_json() for indicator in sheet.indicators] == [{"line": 23}, {"line": 29}]


@pytest.mark.parametrize(
    ("old", "new", "code", "marked"),
    [
        ("kind: sheet", "kind: actuals", "PR138", "actuals"),
        ("perfrules: 1", "perfrules: 9", "PR136", "9"),
        ("code: 482-G9SD\n", "", "PR139", None),
        ("    name: 达标率\n", "", "PR139", None),
        ("purpose:", "purpos:", "PR140", "purpos"),
        ("title: 甲", "title: 甲\ntitle: 乙", "PR111", "title"),
        ("title: 甲绩效目标表", "名称: 甲", "PR140", "名称"),
        ("200万元", "200", "PR146", "200"),
        ("200万元", "约200万元", "PR146", "约200万元"),
        ("200万元", "1.2.3万元", "PR304", "1.2.3万元"),
        ("200万元", "9" * 60 + "元", "PR304", "9" * 60 + "元"),
        ("100%\ngoals", "全部\ngoals", "PR146", "全部"),
        ('"12.5"', "NaN", "PR146", "NaN"),
        ('"12.5"', "1e3", "PR146", "1e3"),
        ('"12.5"', "-3", "PR146", "-3"),
        ('">=5"', ">=5", "PR120", None),
        ("  - 办好活动", "  - []", "PR142", None),
        ("indicators:\n", "indicators:\n  甲: 乙\nplan2:\n", "PR143", None),
    ],
)
def test_bad_files(old, new, code, marked):
    text = ENGLISH.replace(old, new, 1)
    with pytest.raises(DocumentError) as caught:
        read(text)
    found = {each.code: each for each in caught.value.diagnostics}
    assert code in found, sorted(found)
    if marked is not None:
        span = found[code].span
        assert text[span.start : span.end] == marked


def test_every_number_that_is_none_is_reported_at_once():
    text = ENGLISH.replace("200万元", "1.2.3元").replace("50万元", "1,2元", 1)
    with pytest.raises(DocumentError) as caught:
        read(text)
    assert [each.arguments["text"] for each in caught.value.diagnostics] == ["1.2.3元", "11,2元"]
