"""Policies that a program built, as files; one that no file can state is refused by name."""

from fractions import Fraction

import pytest
from attrs import evolve

from perfrules.policies.base.errors import PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.policies.formats.convert import dump_policy
from perfrules.values import BARE, EVERYTHING, NOTHING, IntervalSet

SMALL = Condition(IntervalSet.up_to(Fraction(2000)))
POLICY = DecisionPolicy(
    Head("unit.approval", "审批"),
    (Input("amount", "money"), Input("urgent", "boolean")),
    (Output("sign_off", "roles"),),
    (Rule("small", {"amount": SMALL, "urgent": Condition(frozenset({True}))}, {"sign_off": ("局长",)}),),
)


def test_the_file_is_laid_out_as_every_other():
    assert dump_policy(POLICY).split("\n") == [
        "perfrules: 1",
        "kind: decision",
        "id: unit.approval",
        "title: 审批",
        "inputs:",
        "  amount: {type: money}",
        "  urgent: {type: boolean}",
        "outputs:",
        "  sign_off: {type: roles}",
        "hit: unique",
        "rules:",
        "  - id: small",
        '    when: {amount: "<=2000元", urgent: 是}',
        "    then: {sign_off: [局长]}",
        "",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"rules": (Rule("never", {"amount": Condition(NOTHING)}, {"sign_off": ("局长",)}),)},
        {"rules": (Rule("asks-nothing", {"amount": SMALL}, {}),)},
        {"inputs": (Input("amount", "ratio", unit=BARE), Input("urgent", "boolean"))},
        {"inputs": (Input("amount", "count", step=None), Input("urgent", "boolean"))},
        {"default": {}},
        {"head": Head("no id of ours")},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_no_file_can_state_is_refused(changed):
    with pytest.raises(PolicyError) as refused:
        dump_policy(evolve(POLICY, **changed))
    assert refused.value.code == "PR903"
    assert refused.value.diagnostics[0].arguments["parts_en"]


def test_a_condition_that_any_value_meets_is_two_alternatives():
    always = Rule("always", {"amount": Condition(EVERYTHING)}, {"sign_off": ("局长",)})
    text = dump_policy(evolve(POLICY, rules=(always,)))
    assert '{amount: ["<0元", ">=0元"]}' in text
