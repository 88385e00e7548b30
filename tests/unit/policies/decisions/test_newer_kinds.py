"""Alternatives, ratios and times of day as conditions: proved, and the same in DMN and workbooks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules import check, load_policy
from perfrules.expressions import parse_strictly
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.condition_from_text import read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.formats.convert import convert

POLICY = """
kind: decision
id: unit.newer
title: 新的写法
inputs:
  amount: {type: money, domain: ">=0元", step: 0.01元}
  staff: {type: number, domain: ">=0", title: 师生比}
outputs:
  store: {type: text}
hit: unique
rules:
  - {id: ends, when: {amount: 1万元以下或5万元以上}, then: {store: 甲}}
  - {id: few, when: {amount: 超过1万元不足5万元, staff: 不低于1:20}, then: {store: 乙}}
  - {id: many, when: {amount: 超过1万元不足5万元, staff: 低于1:20}, then: {store: 丙}}
"""
FACTS = [
    ({"amount": "1万元", "staff": "1"}, "甲"),
    ({"amount": "5万元", "staff": "0"}, "甲"),
    ({"amount": "3万元", "staff": "0.05"}, "乙"),
    ({"amount": "3万元", "staff": "0.0499"}, "丙"),
]


@pytest.fixture
def policy_file(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_alternatives_and_ratios_are_proved_without_a_gap(policy_file):
    assert [each.code for each in check(load_policy(policy_file))] == []


def test_a_gap_between_alternatives_and_a_ratio_is_found(policy_file):
    wider = POLICY.replace("低于1:20}", "低于1:25}")
    policy_file.write_text(wider.replace("不低于1:25", "不低于1:20"), encoding="utf-8")
    (gap,) = check(load_policy(policy_file))
    assert gap.code == "PR801"
    assert Fraction(1, 25) <= gap.witness["staff"].value < Fraction(1, 20)


@pytest.mark.parametrize("ending", ["yaml", "dmn", "xlsx"])
def test_they_decide_alike_in_every_format(ending, policy_file, tmp_path):
    path = tmp_path / f"written.{ending}"
    convert(policy_file, path)
    policy = load_policy(path)
    assert [policy.decide(**facts).outcome["store"] for facts, _ in FACTS] == [store for _, store in FACTS]


@pytest.mark.parametrize("text", ["17点之前", "8:30至18:00"])
def test_a_time_of_day_is_no_number(text):
    assert parse_strictly(text).region.unit.dimension == "time-of-day"
    with pytest.raises(PolicyError, match="PR523"):
        read_condition(Input("hour", "number"), text)


@pytest.mark.parametrize("text", ["Ⅲ类及以上", "原则上不超过5个", "6月底前完成50%，12月底前完成100%"])
def test_what_has_no_numbers_or_leaves_something_open_is_refused(text):
    with pytest.raises(Exception, match=r"PR(255|523|530|531)"):
        read_condition(Input("amount", "number"), text)
