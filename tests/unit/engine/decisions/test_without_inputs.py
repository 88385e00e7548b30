"""A policy without inputs states a constant."""

from __future__ import annotations

import polars as pl
import pytest

from perfrules import PerfrulesError, check, frames, load_policy

RATE = """
kind: decision
id: unit.rate
inputs: {}
outputs: {rate: {type: money}}
rules: [{id: a, then: {rate: 100元}}]
"""


def test_it_decides_without_facts():
    decision = load_policy(text=RATE).decide()
    assert str(decision.outcome["rate"]) == "100元"
    assert decision.explain() == "unit.rate：适用规则a。结果：rate：100元。"
    assert decision.explain("en") == "unit.rate: Rule a applies. Outcome: rate: 100元."


def test_it_takes_no_facts():
    with pytest.raises(PerfrulesError) as caught:
        load_policy(text=RATE).decide(amount=1)
    assert caught.value.code == "PR541"


def test_it_is_checked():
    assert list(check(text=RATE)) == []


@pytest.mark.parametrize(
    "call",
    [
        lambda policy: policy.to_sql("duckdb"),
        lambda policy: frames.decide(policy, pl.DataFrame({"a": [1]})),
    ],
)
def test_it_cannot_decide_on_rows(call):
    with pytest.raises(PerfrulesError) as caught:
        call(load_policy(text=RATE))
    assert caught.value.code == "PR662"
