"""Decisions as DMN has their results."""

from datetime import date
from fractions import Fraction

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.dmn_result import dmn_result, result_to_json
from perfrules.policies.decisions.from_document import read_decision

HEAD = "kind: decision\nid: x\ninputs: {n: {type: number}}\nscope: {n: '<100'}\n"
FEE = "outputs: {fee: {type: money COMBINE}, by: {type: date}}\n"
RULES = """
rules:
  - {id: a, when: {n: '>1'}, then: {fee: 1.5元, by: 2021-07-01}}
  - {id: b, when: {n: '>2'}, then: {fee: 2元}}
"""


def result(hit, n, outputs=FEE, combine="", default=""):
    text = HEAD + outputs.replace(" COMBINE", combine) + f"hit: {hit}" + RULES + default
    policy = compile_policy(read_decision(read_document(Source(text))))
    return dmn_result(policy, policy.decide(n=n))


def test_one_rule_gives_a_context_with_nothing_for_what_it_does_not_say():
    assert result("first", 2) == {"fee": Fraction(3, 2), "by": date(2021, 7, 1)}
    assert result("first", 3, outputs=FEE) == {"fee": Fraction(3, 2), "by": date(2021, 7, 1)}


@pytest.mark.parametrize("hit", ["collect", "rule-order"])
def test_several_rules_give_a_list_of_contexts_that_line_up(hit):
    first = {"fee": Fraction(3, 2), "by": date(2021, 7, 1)}
    assert result(hit, 3) == [first, {"fee": 2, "by": None}]
    assert result(hit, 2) == [first]


def test_an_output_that_is_the_only_one_gives_its_value():
    outputs = "outputs: {fee: {type: money COMBINE}, by: {type: date, combine: max}}\n"
    assert result("collect", 3, outputs, ", combine: sum") == {"fee": Fraction(7, 2), "by": date(2021, 7, 1)}


def test_no_rule_gives_nothing_or_the_default():
    assert result("first", 1) is None
    assert result("collect", 1, default="default: {fee: 0元}\n") == {"fee": 0, "by": None}


def test_what_is_not_governed_gives_nothing():
    assert result("first", 100, default="default: {fee: 0元}\n") is None


def test_plain_data_has_exact_texts():
    assert result_to_json(result("rule-order", 3)) == [
        {"fee": "1.5", "by": "2021-07-01"},
        {"fee": "2", "by": None},
    ]


def test_each_of_several_rules_gives_the_number_of_its_formula():
    text = """
kind: decision
id: unit.fees
inputs: {spent: {type: money, domain: ">=0元"}}
compute: {double: spent × 2}
outputs: {pay: {type: money}}
hit: collect
rules:
  - {id: a, when: {spent: 10元以上}, then: {pay: double + 1元}}
  - {id: b, when: {spent: 5元以上}, then: {pay: 3元}}
"""
    policy = compile_policy(read_decision(read_document(Source(text))))
    assert dmn_result(policy, policy.decide(spent="12元")) == [25, 3]
