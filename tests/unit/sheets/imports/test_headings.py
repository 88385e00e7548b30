import pytest

from perfrules.sheets.imports.headings import (
    heading_of,
    looks_like_title,
    may_be_title,
    money_unit_of,
    part_of,
)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("第一部分", "第一部分"),
        ("第三章 监督", "第三章 监督"),
        ("二、分项目标", "二、分项目标"),
        ("（三）保证运转", "（三）保证运转"),
        ("(四)半角括号", "(四)半角括号"),
        ("（一）加强监督。大额支出集体研究。", "（一）加强监督"),
        ("（一）" + "很长的一句话" * 10 + "。", "（一）"),
        ("1、不是标题", None),
        ("一般性支出", None),
        ("目标如下：", None),
    ],
)
def test_heading_of(line, heading):
    assert heading_of(line) == heading


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("第二部分", "第二部分"),
        ("第12部分 附表", "第12部分"),
        ("第二部分的目标由各单位编制；财政部门审核。", None),
        ("二、部分", None),
    ],
)
def test_part_of(line, part):
    assert part_of(line) == part


@pytest.mark.parametrize(
    ("line", "sure", "possible"),
    [
        ("1.  某项目绩效目标表", True, True),
        ("一、某项目绩效目标申报表（2021年度）", True, True),
        ("表中数字以万元计", False, True),
        ("某项目", False, True),
        ("详见下表：", False, False),
        ("（一）某项", False, False),
        ("长" * 41, False, False),
        ("长" * 80 + "表", False, False),
    ],
)
def test_titles(line, sure, possible):
    assert (looks_like_title(line), may_be_title(line)) == (sure, possible)


@pytest.mark.parametrize(
    ("line", "unit"),
    [("单位：万元", "万元"), ("（金额单位： 元）", "元"), ("编制单位：某局", None), ("万元", None)],
)
def test_money_unit_of(line, unit):
    assert money_unit_of(line) == unit
