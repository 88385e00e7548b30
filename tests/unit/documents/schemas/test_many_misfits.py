"""Thousands of misfits in a file are reported in time that grows with the file, not with its square."""

from __future__ import annotations

from time import process_time

import pytest

import perfrules

HEAD = """\
kind: decision
id: unit.x
inputs:
  amount: {type: TYPE, domain: ">=0元", step: 0.01元}
outputs:
  who: {type: roles}
hit: unique
rules:
"""
COUNT = 1500


@pytest.mark.parametrize(("type_", "then", "count"), [("moneyy", "then", 1), ("money", "thn", 2 * COUNT)])
def test_many_rules_and_a_misfit_take_seconds(type_: str, then: str, count: int) -> None:
    rules = (
        f'  - {{id: r{at}, when: {{amount: "大于{at}元不超过{at + 1}元"}}, {then}: {{who: [a]}}}}\n'
        for at in range(COUNT)
    )
    begun = process_time()
    with pytest.raises(perfrules.PerfrulesError) as refused:
        perfrules.load_policy(text=HEAD.replace("TYPE", type_) + "".join(rules))
    assert refused.value.explain("zh")
    assert len(refused.value.diagnostics) == count
    assert process_time() - begun < 5  # 8 s when every misfit was looked for in every rule
