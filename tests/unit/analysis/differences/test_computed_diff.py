"""Differences of policies that compute: the names, tables and answers that changed."""

from fractions import Fraction

import pytest

from perfrules.analysis.differences.diff import diff
from perfrules.policies.loader import read_policy_text

TEXT = """
kind: decision
id: unit.meeting
inputs:
  kind: {type: choice, of: [一类, 二类]}
  people: {type: count, unit: 人, domain: 1人至500人}
  days: {type: duration, unit: 天, domain: 0.5天至10天, step: 0.5天}
  spent: {type: money, domain: 0元至1000000元, step: 0.01元}
compute: {limit: 定额(kind) × people × days}
tables: {定额: {by: kind, unit: 元/人/天, values: {一类: 760, 二类: 650}}}
outputs: {verdict: {type: text}, pay: {type: money}}
rules:
  - {id: within, when: {spent: 不超过 limit}, then: {verdict: 同意, pay: spent}}
  - {id: beyond, when: {spent: 超过 limit}, then: {verdict: 不同意, pay: limit}}
"""


def found(was, now, text=TEXT):
    assert was in text
    return diff(*(read_policy_text(each, "a.yaml")[1] for each in (text, text.replace(was, now))))


def test_a_rate_that_changed_is_shown_with_both_amounts():
    differences = found("一类: 760", "一类: 800")
    assert differences.rest == "none"
    texts = [each.texts() for each in differences]
    assert ("verdict：不同意；pay：limit = 380元", "verdict：不同意；pay：limit = 400元") in texts
    assert {each.witness["kind"] for each in differences} == {"一类"}


def test_a_rate_that_changed_counts_where_only_conditions_use_it():
    text = TEXT.replace(", pay: spent}", "}").replace(", pay: limit}", "}")
    (only,) = found("一类: 760", "一类: 800", text)
    assert only.witness["kind"] == "一类"
    assert only.texts() == ("verdict：不同意", "verdict：同意")
    assert not found("二类: 650", "二类: 650.0", text)


def test_the_same_amount_by_another_formula_is_no_difference():
    same = found("pay: limit}", "pay: {formula: spent, cap: limit}}")
    assert (len(same), same.rest) == (0, "none")


def test_a_point_is_looked_up_in_numbers():
    differences = found("pay: limit}", "pay: 0元}")
    point = {"kind": "二类", "people": Fraction(1), "days": Fraction(1), "spent": Fraction(651)}
    assert differences.difference_at(point) is not None
    assert differences.difference_at({**point, "spent": Fraction(650)}) is None


@pytest.mark.parametrize(
    ("was", "now"),
    [
        # Several rules' formulas are put together.
        ("rules:", "hit: collect\nrules:"),
        # The table has no row for a kind that only the new policy knows.
        ("of: [一类, 二类]", "of: [一类, 二类, 三类]"),
    ],
)
def test_what_cannot_be_compared_is_not_decided(was, now):
    new = TEXT.replace(was, now)
    if "三类" in now:
        new = new.replace("二类: 650", "二类: 650, 三类: 550")
    differences = diff(*(read_policy_text(each, "a.yaml")[1] for each in (TEXT, new)))
    assert differences.rest == "unknown"
