"""Differences of policies with many rules, each of which gives another amount."""

from __future__ import annotations

import pytest

from perfrules.analysis.differences.diff import PolicyDiff, diff
from perfrules.policies.loader import read_policy_text

SCALE = [f"超过{at * 5}%且不超过{at * 5 + 5}%" for at in range(1, 19)]
BANDS = ["不超过5%", *SCALE, "超过95%"]
RULES = "\n".join(
    f"  - {{id: r{at}, when: {{share: '{band}'}}, then: {{pay: limit × {at + 1}%}}}}"
    for at, band in enumerate(BANDS)
)
TEXT = f"""
kind: decision
id: unit.scale
inputs:
  kind: {{type: choice, of: [一类, 二类]}}
  people: {{type: count, unit: 人, domain: ">=1人"}}
  spent: {{type: money, domain: ">=0元", step: 0.01元}}
compute: {{limit: rate(kind) × people, share: spent ÷ limit}}
tables: {{rate: {{by: kind, unit: 元/人, values: {{一类: 760, 二类: 650}}}}}}
outputs: {{pay: {{type: money}}}}
hit: first
rules:
{RULES}
default: {{pay: 0元}}
"""


def found(was: str, now: str) -> PolicyDiff:
    assert was in TEXT
    return diff(*(read_policy_text(each, "a.yaml")[1] for each in (TEXT, TEXT.replace(was, now))))


@pytest.mark.parametrize(
    ("was", "now", "shares"),
    [
        ("limit × 8%", "limit × 9%", [(35, 40)]),
        ("超过35%且不超过40%", "超过35%且不超过42%", [(40, 42)]),
        ("default: {pay: 0元}", "default: {pay: limit × 7%}", []),
        ("limit × ", "limit × 1", [(at * 5, at * 5 + 5) for at in range(20)]),
    ],
)
def test_only_rules_that_can_meet_are_compared(was: str, now: str, shares: list[tuple[int, int]]) -> None:
    differences = found(was, now)
    assert differences.rest == "none"
    seen = [100 * each.witness["spent"].value / _limit(each.witness) for each in differences]
    assert len(seen) == len(shares)
    ends = [(low, 10**9 if high == 100 else high) for low, high in shares]
    assert all(any(low <= share <= high for share in seen) for low, high in ends)


def _limit(witness):
    return {"一类": 760, "二类": 650}[witness["kind"]] * witness["people"].value


def test_a_name_that_only_one_policy_computes_is_not_taken_for_an_input():
    text = """
kind: decision
id: unit.names
inputs: {a: {type: money, domain: ">=0元"}, b: {type: money, domain: ">=0元"}}
compute: {c: a + 1元}
outputs: {x: {type: text}}
hit: first
rules: [{id: one, when: {c: 超过5元}, then: {x: 是}}]
default: {x: 否}
"""
    other = text.replace("compute: {c: a + 1元}\n", "").replace("b: {", "c: {")
    assert diff(*(read_policy_text(each, "a.yaml")[1] for each in (text, other)))
