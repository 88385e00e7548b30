"""No analysis raises anything but a finding, whatever hit policy, combination, default and claims."""

from __future__ import annotations

from attrs import evolve
from budgets import law
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.analysis.check import check
from perfrules.analysis.differences.diff import diff
from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.rules import Claim
from perfrules.policies.loader import policy_of
from perfrules.testing.strategies import policies
from perfrules.testing.strategies.decisions import HITS

COMBINES = ("union", "list", "sum", "min", "max", "count")
CLAIMS = ("never-decreasing", "never-increasing", "complete", "no-conflict")
COUNTED = """\
kind: decision
id: unit.counted
inputs:
  people: {type: count, unit: 人, domain: ">=0人"}
outputs:
  fee: {type: money, unit: 元, combine: count}
hit: collect
rules:
  - {id: many, when: {people: 3人以上}, then: {fee: 1元}}
default: {fee: 2元}
expect: [{never-decreasing: fee, as: people}]
"""


@st.composite
def claimed(draw):
    """A policy with any hit policy, combinations and default, that claims all there is to claim."""
    policy = draw(policies())
    outputs = tuple(combined(each, draw(st.sampled_from(COMBINES))) for each in policy.outputs)
    numbers = [each.name for each in policy.inputs if not each.is_discrete]
    claims = [
        Claim(kind, *place) if "-" in kind and kind.startswith("never") else Claim(kind)
        for kind in CLAIMS
        for place in ([(each.name, name) for each in outputs for name in numbers] or [()])
        if place or not kind.startswith("never")
    ]
    default = draw(st.none() | st.sampled_from([rule.then for rule in policy.rules]))
    try:
        return evolve(
            policy,
            hit=draw(st.sampled_from(HITS)),
            outputs=outputs,
            default=default,
            expect=tuple(dict.fromkeys(claims)),
        )
    except PolicyError:
        return policy


def combined(output, how):
    try:
        return evolve(output, combine=how)
    except PolicyError:
        return output


class TestAnalysesReturnFindings:
    """`check` and `diff` return, and every finding reads in both languages."""

    @law(200)
    @given(claimed())
    @example(policy_of(read_document(Source(COUNTED))))
    def test_check(self, policy):
        for finding in check(policy):
            assert finding.diagnostic.message("zh")
            assert finding.diagnostic.message("en")
            assert finding.to_json("zh")["code"] == finding.code

    @law(100)
    @given(claimed(), claimed())
    def test_diff(self, old, new):
        new = evolve(old, hit=new.hit, default=old.default) if new.hit != "priority" else old
        for difference in diff(old, new):
            before, after = difference.texts("zh")
            assert before != after

    def test_a_counted_output_with_a_default_has_no_order(self):
        found = check(text=COUNTED)
        assert [each.code for each in found] == ["PR814"]
