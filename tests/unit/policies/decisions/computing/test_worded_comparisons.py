"""Shares in words, multiples of a named amount, and what must not be equal."""

from __future__ import annotations

from typing import Any

import pytest

from perfrules import check
from perfrules.engine.decisions.compile import compile_policy
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.convert import dump_policy
from perfrules.policies.loader import read_policy_text

TEXT = """
kind: decision
id: unit.fine
inputs:
  gain: {{type: money, title: 违法所得, domain: ">0元", step: 0.01元}}
  fine: {{type: money, title: 罚款, domain: ">=0元", step: 0.01元}}
  kind: {{type: choice, of: [甲, 乙, 丙]}}
  share: {{type: ratio, title: 占比, domain: ">=0%"}}
  late: {{type: duration, unit: 天, title: 逾期天数, domain: ">=0天"}}
compute: {{owed: "{formula}"}}
outputs: {{ok: {{type: boolean}}, pay: {{type: money}}}}
hit: first
rules: [{{id: one, when: {{{when}}}, then: {{ok: 是, pay: owed}}}}]
default: {{ok: 否}}
"""


def policy_of(formula: str = "gain", when: str = "fine: 0元以上") -> DecisionPolicy:
    policy = read_policy_text(TEXT.format(formula=formula, when=when), "fine.yaml")[1]
    assert isinstance(policy, DecisionPolicy)
    return policy


def decided(policy: DecisionPolicy, **facts: object) -> Any:
    usual = {"gain": 1000, "fine": 0, "kind": "甲", "share": 0, "late": 0}
    return compile_policy(policy).decide(**{**usual, **facts})


@pytest.mark.parametrize(
    ("formula", "paid"),
    [
        ("gain × 万分之五 × late ÷ 1天", "5元"),
        ("gain的千分之三", "3元"),
        ("违法所得的3%", "30元"),
        ("违法所得 的 三成", "300元"),
        ("gain的1.5倍 - 500元", "1000元"),
        ("(gain + 200元)的一半", "600元"),
        ("取整(gain的三分之一, 1元)", "333元"),
        ("百分之十 × gain", "100元"),
        ("-gain的10% + gain", "900元"),
    ],
)
def test_a_share_in_words_is_computed(formula: str, paid: str) -> None:
    policy = policy_of(formula)
    assert str(decided(policy, late=10).outcome["pay"]) == paid
    assert read_policy_text(dump_policy(policy), "again.yaml")[1].digest == policy.digest


def test_a_share_is_shown_as_a_per_cent():
    assert decided(policy_of("gain的万分之五")).steps[0].sentence == "1000元 × 0.05% = 0.5元"


def test_a_name_that_is_worded_like_a_share_is_the_name():
    text = TEXT.replace("compute: {{", 'compute: {{gain的一半: "gain × 2", ')
    policy = read_policy_text(text.format(formula="gain的一半", when=""), "fine.yaml")[1]
    assert str(decided(policy).outcome["pay"]) == "2000元"


@pytest.mark.parametrize(
    ("when", "inside", "outside"),
    [
        ("fine: 违法所得的1倍以上3倍以下", ["1000", "3000"], ["999.99", "3000.01"]),
        ("fine: 违法所得1倍以上不满3倍", ["1000", "2999.99"], ["999.99", "3000"]),
        ("fine: 违法所得的5%以上10%以下", ["50", "100"], ["49.99", "100.01"]),
        ("fine: gain的三分之一以上三分之二以下", ["333.34", "666.66"], ["333.33", "666.67"]),
        ("fine: 违法所得的2倍", ["2000"], ["1999.99", "2000.01"]),
        ("fine: 100元以上且违法所得的10%以下", ["100"], ["99.99", "100.01"]),
        ("fine: 不等于 gain", ["999.99", "1000.01"], ["1000"]),
        ("fine: '!= gain的2倍且≠5元'", ["1000"], ["2000", "5"]),
        ("fine: '不超过 最小(100元, 0.5万元)'", ["100"], ["100.01"]),
    ],
)
def test_multiples_of_a_name(when: str, inside: list[str], outside: list[str]) -> None:
    policy = policy_of(when=when)
    assert [decided(policy, fine=fine).rules for fine in inside] == [("one",)] * len(inside)
    assert [decided(policy, fine=fine).rules for fine in outside] == [()] * len(outside)
    assert read_policy_text(dump_policy(policy), "again.yaml")[1].digest == policy.digest


def test_a_choice_that_must_not_be_chosen():
    policy = policy_of(when="kind: 不等于 甲")
    assert [decided(policy, kind=kind).rules for kind in "甲乙丙"] == [(), ("one",), ("one",)]


def test_a_range_of_multiples_is_proved():
    """Less than one time, one to three times and more than three times leave no gap and no overlap."""
    text = """
kind: decision
id: unit.levels
inputs: {gain: {type: money, title: 违法所得, domain: ">0元"}, fine: {type: money, domain: ">=0元"}}
outputs: {level: {type: text}}
rules:
  - {id: low, when: {fine: 低于违法所得的1倍}, then: {level: 低}}
  - {id: middle, when: {fine: 违法所得的1倍以上3倍以下}, then: {level: 中}}
  - {id: high, when: {fine: 超过违法所得的3倍}, then: {level: 高}}
expect: [complete, no-conflict]
"""
    assert [each.code for each in check(read_policy_text(text, "levels.yaml")[1])] == []
    hole = text.replace("超过违法所得的3倍", "超过违法所得的4倍")
    (gap,) = [each for each in check(read_policy_text(hole, "levels.yaml")[1]) if each.code == "PR802"]
    ratio = gap.witness["fine"].value / gap.witness["gain"].value
    assert 3 < ratio <= 4


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("kind: 不等于 丁", "PR528"),
        ("kind: 不超过 gain", "PR528"),
        ("fine: 不等于 5元以下", "PR523"),
        ("fine: 占比的1倍以上3倍以下", "PR283"),
        ("fine: 不超过 gian", "PR271"),
        ("fine: 不超过 某某", "PR201"),
        ("fine: gain左右的3倍以下", "PR212"),
    ],
)
def test_what_cannot_be_read_has_a_code_and_a_place(when: str, code: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_of(when=when)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.source is not None
    assert found.span is not None
    assert found.source.text[found.span.start : found.span.end] in when


@pytest.mark.parametrize("formula", ["gain的0分之1", "gain的万分之", "gain的", "gain的百分之百分之一"])
def test_a_share_that_is_no_number_is_refused(formula: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_of(formula)
    assert caught.value.code in {"PR270", "PR271", "PR275"}


def test_numbers_without_a_unit_are_called_so_in_both_languages():
    with pytest.raises(PolicyError) as caught:
        policy_of("gain + 5")
    found = caught.value.diagnostics[0]
    assert "plain numbers" in found.message("en")
    assert "以数计" in found.message("zh")


def test_the_remedy_for_a_divisor_is_in_its_unit():
    with pytest.raises(PolicyError) as caught:
        policy_of("gain ÷ late × 1天")
    assert "max(late, 1天)" in caught.value.diagnostics[0].help("en")


def test_a_duration_without_a_unit_is_refused_where_it_is():
    text = TEXT.format(formula="gain", when="fine: 5元").replace("unit: 天, ", "")
    with pytest.raises(PolicyError) as caught:
        read_policy_text(text, "fine.yaml")
    (found,) = caught.value.diagnostics
    assert (found.code, found.arguments["input"]) == ("PR514", "late")
    assert found.span is not None
