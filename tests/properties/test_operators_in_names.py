"""The sweep of names, operators, amounts and positions: the operator that is written is the one that is read.

Names are plain, or hold words that look like operators, digits, units, negations or changes.
"""

from __future__ import annotations

from itertools import product

import pytest
from budgets import PROFILE
from each import failures

from perfrules.expressions import read

PLAIN_AND_MISLEADING = """
    合格率 资金支付率 办结时限 受益人数 单位成本 投诉量 满意度 项目数量 补助标准 最低生活保障人数 超标准事件
    不合格率 不良反应报告率 高于平均数的户数 增长率 下降幅度 零散烟火点 一次验收合格率 双随机抽查率 三公经费
    五保供养标准 百人以上企业数 第一批项目 二类疫苗接种率 上年结转率 年均增速 人均成本 每千人床位数
    约定服务次数 暂住人口登记率 免费开放天数 达标率 满负荷天数 以上年度结余率 上限管理率 不超过标准的比例
    PM2.5浓度 110出警时间 无害化处理率 未成年人保护率
"""
NAMES = ["", *PLAIN_AND_MISLEADING.split()]
SPELLINGS = {
    ">=": "≥ 不低于 不少于 大于等于 达到 至少",
    "<=": "≤ 不超过 不高于 小于等于 最多 控制在",
    ">": "> 大于 超过",
    "<": "< 小于 低于",
    "=": "=",
}
BEFORE = {word: operator for operator, words in SPELLINGS.items() for word in words.split()}
BEHIND = {"以上": ">=", "以下": "<=", "以内": "<=", "及以上": ">=", "(含)以上": ">=", "以上(不含)": ">"}
AMOUNTS = [
    "5%",
    "3天",
    "80万元",
    "20个",
    "0.9",
    "百分之十",
    "一百人",
    "5次/年",
    "3微克/立方米",
    "1.5元/平方米",
]
STRIDE = {"dev": 8, "ci": 2, "thorough": 1}[PROFILE]
"""Every STRIDE-th text is tried; every name and every operator is tried in each profile."""

ONLY_BOUNDED = "控制在"
"""控制在5% is an operator only with 以内 behind the number."""


def texts(name: str) -> list[tuple[str, str]]:
    """The texts of a name, each with the operator that is written in it."""
    found = []
    for amount, (word, operator) in product(AMOUNTS, BEFORE.items()):
        number = amount + "以内" if word == ONLY_BOUNDED else amount
        joined = [name + word + number, f"{name}{word} {number}", f"{word}{name}{number}"]
        if name:
            joined += [f"{name}：{word}{number}", f"{name}（{word}{number}）", f"{word}{number}{name}"]
        found += [(text, operator) for text in joined]
    for amount, (word, operator) in product(AMOUNTS, BEHIND.items()):
        found += [(name + amount + word, operator), (f"{name}为{amount}{word}", operator)]
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_the_written_operator_is_read_or_the_text_is_refused(half: int) -> None:
    every = [pair for name in NAMES[half::2] for pair in texts(name)]
    assert failures(lambda pair: keeps(*pair), every[::STRIDE]) == []


def test_the_sweep_is_wide() -> None:
    assert sum(len(texts(name)) for name in NAMES) > 26_000


@pytest.mark.parametrize("word", BEFORE)
def test_plain_texts_are_read(word: str) -> None:
    """The law is not kept by refusing everything."""
    number = "5%以内" if word == ONLY_BOUNDED else "5%"
    assert operator_of("合格率" + word + number) == BEFORE[word]


def keeps(text: str, operator: str) -> None:
    assert operator_of(text) in (None, operator)


def operator_of(text: str) -> object:
    """The operator that is read, "none" for a plain number, None for a refusal or a warning."""
    found = read(text)
    if found.comparator is None or found.diagnostics:
        return None
    reading = found.comparator.to_json()
    return reading.get("operator") or "none"
