"""The law of turning words: a word that turns the meaning of a target is never swallowed as a part of a name.

A figure of the past, an exception, a condition, a consequence or a change around a target is read as what it
says, read with a warning, or refused. The words are written out here, not taken from the lexicon.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from each import failures

from perfrules.expressions import read

PLAIN = """
≥95% 不低于95% 95%以上 95% 3天 ≤3天 不超过3天 3天以内 20个 ≥20个 5万元 1次/年 100人次 90分 一百人
2024年12月底前 12月31日前 每月8日前 较上年增长5% 下降3% 提高2个百分点 控制在预算内 不低于上年水平
80%-90% 3-5天 约30人 验收后15日内 师生比1:18 Ⅲ类及以上 6月底前完成50% 17点之前
每季度1次 良好以上 显著提高 有效保障 稳步提升
"""
TARGETS = PLAIN.split()
BEFORE = {
    "past": "原 原来 原先 原定 原计划 上年实际 去年实际 往年 已完成 目前 现状 截至上月",
    "exception": "除 除去 剔除 扣除 不含 不包括 不计",
    "condition": "如果 假如 若 凡",
    "negation": "非 未 不要求 无需 不必 禁止 取消 停止 暂缓 免除",
    "no target": "参考值 基准值",
    "addition": "每超 每增加 每逾期",
}
BEHIND = {
    "exception": "除外 的除外 （除外） 不计 不算 （不计）",
    "end": "取消 作废 无效 （作废） （取消） 待定 （待定） 未定",
    "past": "（原） （上年） （去年实际）",
    "consequence": "不得分 扣分 扣5分 罚款 不予支付 预警 时预警",
    "change": "翻番 翻一番 调整为 改为 变为 提高到",
    "vague": "有余 出头 开外 若干 与否 等等",
}
NAMES = ("op", "subject", "counted", "event", "name", "text")


def pairs(words: dict[str, str], behind: bool) -> list[tuple[str, str]]:
    every = " ".join(words.values()).split()
    return [(target, target + word if behind else word + target) for target, word in product(TARGETS, every)]


@pytest.mark.parametrize(("words", "behind"), [(BEFORE, False), (BEHIND, True)], ids=["before", "behind"])
def test_a_turning_word_is_not_swallowed(words: dict[str, str], behind: bool) -> None:
    assert failures(lambda pair: changes(*pair), pairs(words, behind)) == []


def test_the_targets_are_read() -> None:
    assert failures(lambda text: certain(text) or pytest.fail(text), TARGETS) == []


def changes(target: str, turned: str) -> None:
    now = certain(turned)
    assert now is None or without_names(now) != without_names(certain(target))


def certain(text: str) -> Any:
    """The reading of a text; None where it is refused or read with a warning."""
    found = read(text)
    return None if found.comparator is None or found.diagnostics else found.comparator.to_json()


def without_names(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_names(value) for key, value in data.items() if key not in NAMES}
    return [without_names(each) for each in data] if isinstance(data, list) else data
