"""Comparisons with names in the words of findings, in both languages."""

from __future__ import annotations

import pytest

from perfrules import check
from perfrules.policies.loader import read_policy_text

TEXT = """
kind: decision
id: unit.words
inputs:
  gain: {{type: money, title: 违法所得, domain: ">0元", step: 0.01元}}
  fine: {{type: money, title: 罚款, domain: ">=0元", step: 0.01元}}
  due: {{type: date, title: 到期日期}}
  paid: {{type: date, title: 付款日期}}
outputs: {{note: {{type: text}}}}
rules:
  - {{id: one, when: {{{condition}}}, then: {{note: 甲}}}}
"""


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        ("fine: 低于违法所得的3倍", "罚款不低于违法所得的300%", "罚款 at least 300% of 违法所得"),
        ("gain: 不超过 fine的三分之一", "罚款低于违法所得的300%", "罚款 below 300% of 违法所得"),
        ("fine: 不超过 gain的三分之二", "违法所得低于罚款的150%", "违法所得 below 150% of 罚款"),
        ("fine: 不等于 gain", "违法所得等于罚款", "违法所得 exactly 罚款"),
        ("fine: 等于 gain", "违法所得低于罚款", "违法所得 below 罚款"),
        ("fine: 不超过 gain + 5元", "罚款超过gain + 5元", "罚款 above gain + 5元"),
        ("paid: 不晚于 due", "到期日期早于付款日期", "到期日期 before 付款日期"),
        ("paid: 早于 due + 3天", "付款日期不早于due + 3天", "付款日期 not before due + 3天"),
    ],
)
def test_a_gap_is_said_as_a_comparison(condition: str, zh: str, en: str) -> None:
    policy = read_policy_text(TEXT.format(condition=condition), "words.yaml")[1]
    gaps = [each.diagnostic for each in check(policy) if each.code == "PR801"]
    assert any(zh in gap.message("zh") and en in gap.message("en") for gap in gaps)


def test_an_overlap_of_what_is_not_equal_names_both_inputs() -> None:
    rule = "  - {id: other, when: {fine: 不等于 gain}, then: {note: 乙}}\n"
    policy = read_policy_text(TEXT.format(condition="fine: 不等于 gain") + rule, "words.yaml")[1]
    (overlap,) = [each.diagnostic for each in check(policy) if each.code == "PR803"]
    assert "违法所得不等于罚款" in overlap.message("zh")
    assert "违法所得 different from 罚款" in overlap.message("en")
