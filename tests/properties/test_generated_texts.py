"""Any text is read or refused as documented, in little time, and reads the same when it is printed."""

from __future__ import annotations

import random

import pytest
from budgets import budget
from generated_texts_at_random import faults, generated


@pytest.mark.parametrize("seed", range(8))
def test_of_generated_texts(seed):
    chance = random.Random(seed)  # noqa: S311 - texts that can be made again, nothing secret
    texts = [generated(chance) for _ in range(budget(1000))]
    assert [(text, fault) for text in texts for fault in faults(text)] == []


@pytest.mark.parametrize(
    "word", ["套/台班", "每生", "每人每天", "元/", "百分之", "同比增长", "(含)", "不低于"]
)
@pytest.mark.parametrize("times", [10, 100, 500])
def test_of_stacked_words(word, times):
    """A word many times over, up to the longest text, and beyond it."""
    for before, after in (("", ""), ("5", ""), ("不低于5", "以上"), ("", "5元")):
        assert list(faults(before + word * times + after)) == []


@pytest.mark.parametrize(
    "text",
    [
        "60≤分<80",
        "10万元＜合同比较≤50万元",
        "2人≤最高限价≤5人",
        "三千电影放映每村每月1场",
        "常态化警告三季度每周五V验收",
        "或以下本区二二级不要满7月上旬",
        "三季度预算的95%以上",
        "在去年批基础上提高3个百分点",
        "逐年递增不应当低于百分之五",
        "不准多于2亿3000万家次(含)逐月",
        "恢复0环以上截止",
        "每季度结束后日内",
        "≪=两以内套取",
        "管理,度健全",
        "12.5kg/0m2",
        "破案率逐年提高百分之五",
        "自验收之起15日内",
        "不超过预地点算的100%",
    ],
)
def test_of_texts_that_were_once_printed_as_something_else(text):
    assert list(faults(text)) == []
