"""Dates in formulas: days between, a date some days later, rates by date, beside Python's calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from perfrules import check
from perfrules.diagnostics import PerfrulesError
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.convert import document_of, dump_policy, write_policy
from perfrules.policies.formats.dmn.reader import read_dmn
from perfrules.policies.loader import read_policy_text

TEXT = """
kind: decision
id: unit.late
inputs:
  due: {type: date, title: 到期日期, domain: 2024年2月20日至2024年3月5日}
  paid: {type: date, title: 付款日期, domain: 2024年2月20日至2024年3月25日}
compute: {late: "最大(付款日期 - 到期日期, 0天)"}
outputs: {fee: {type: money}}
hit: first
rules:
  - {id: in-time, when: {paid: 不晚于 due}, then: {fee: 0元}}
  - {id: soon, when: {paid: 不晚于 due + 7天}, then: {fee: 10元/天 × late}}
  - {id: long, when: {late: 超过7天}, then: {fee: 200元}}
"""
FIRST = date(2024, 2, 20)
DUE = [FIRST + timedelta(days=at) for at in range(15)]
PAID = [FIRST + timedelta(days=at) for at in range(35)]


def policy_of(text: str) -> DecisionPolicy:
    policy = read_policy_text(text, "late.yaml")[1]
    assert isinstance(policy, DecisionPolicy)
    return policy


def compiled(text: str) -> CompiledPolicy:
    return compile_policy(policy_of(text))


def test_each_pair_of_days_is_decided_as_the_calendar_counts():
    decide = compiled(TEXT).decide
    for due, paid in product(DUE, PAID):
        late = max((paid - due).days, 0)
        rule, fee = ("long", 200) if late > 7 else ("soon", 10 * late) if late else ("in-time", 0)
        decision = decide(due=due, paid=paid.isoformat())
        assert decision.rules == (rule,)
        assert decision.outcome is not None
        assert str(decision.outcome["fee"]) == f"{fee}元"


def test_the_steps_show_the_days():
    decision = compiled(TEXT).decide(due="2024-02-28", paid="2024-03-01")
    assert decision.steps[0].sentence == "最大(2024-03-01 - 2024-02-28, 0天) = 2天"
    assert "max(2024-03-01 - 2024-02-28, 0天) = 2天" in decision.explain("en")


@pytest.mark.parametrize(
    ("was", "becomes", "days"),
    [
        ("超过7天", "超过9天", {8, 9}),
        ("不晚于 due + 7天", "早于 due + 7天", {7}),
        ("不晚于 due}", "早于 due}", set()),
    ],
)
def test_gaps_are_exactly_the_days_without_a_rule(was: str, becomes: str, days: set[int]) -> None:
    policy = policy_of(TEXT.replace(was, becomes))
    gaps = [each for each in check(policy) if each.code == "PR801"]
    found = {(gap.witness["paid"] - gap.witness["due"]).days for gap in gaps}
    assert found <= days
    assert bool(found) == bool(days)
    for gap in gaps:
        assert compile_policy(policy).decide(**gap.witness).rules == ()


def test_witnesses_are_days_of_the_calendar_where_nothing_limits_them():
    text = TEXT.replace(", domain: 2024年2月20日至2024年3月5日", "").replace("超过7天", "超过3000000天")
    text = text.replace(", domain: 2024年2月20日至2024年3月25日", "")
    (gap,) = [each for each in check(policy_of(text)) if each.code == "PR801"]
    assert 7 < (gap.witness["paid"] - gap.witness["due"]).days <= 3_000_000


def test_a_table_may_have_rates_by_date():
    text = """
kind: decision
id: unit.rate
inputs: {on: {type: date}, amount: {type: money, domain: ">=0元"}}
tables: {费率: {by: on, values: {2021年12月31日前: 2%, 2022年1月1日起: 1%}}}
outputs: {fee: {type: money}}
rules: [{id: all, then: {fee: 费率(on) × amount}}]
"""
    decide = compiled(text).decide
    fees = [(decide(on=on, amount=100).outcome or {})["fee"] for on in ("2021-12-31", "2022-01-01")]
    assert [str(fee) for fee in fees] == ["2元", "1元"]


def test_files_keep_dates_and_dmn_has_them_as_durations():
    policy = policy_of(TEXT)
    assert policy_of(dump_policy(policy)).digest == policy.digest
    again = read_decision(read_dmn(write_policy(document_of(policy), "dmn")[0]).document)
    assert again.digest == policy.digest


@pytest.mark.parametrize(
    ("formula", "code", "part"),
    [
        ("付款日期 + 到期日期", "PR297", "付款日期 + 到期日期"),
        ("付款日期 × 2", "PR297", "付款日期"),
        ("3天 - 付款日期", "PR297", "3天 - 付款日期"),
        ("-付款日期", "PR297", "付款日期"),
        ("付款日期的10%", "PR297", "付款日期"),
        ("付款日期", "PR297", "付款日期"),
        ("付款日期 + 3元", "PR272", "3元"),
        ("付款日期 + 15个工作日", "PR297", "付款日期 + 15个工作日"),
        ("付款日期 - 3个月", "PR297", "付款日期 - 3个月"),
        ("付款日期 + 1年", "PR297", "付款日期 + 1年"),
        ("最大(付款日期, 3天)", "PR272", "3天"),
    ],
)
def test_other_arithmetic_with_dates_is_refused(formula: str, code: str, part: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_of(TEXT.replace("最大(付款日期 - 到期日期, 0天)", formula))
    found = caught.value.diagnostics[0]
    assert found.code == code
    assert found.source is not None
    assert found.span is not None
    assert found.source.text[found.span.start : found.span.end] == part


@pytest.mark.parametrize("fact", [5, True, "abc", "2024-02-30"])
def test_a_fact_that_is_not_a_day_is_refused(fact: object) -> None:
    with pytest.raises(PerfrulesError) as caught:
        compiled(TEXT).decide(due="2024-02-28", paid=fact)
    assert caught.value.code == "PR545"
