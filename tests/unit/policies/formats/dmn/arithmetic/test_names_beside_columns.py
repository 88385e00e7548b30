"""Computed names that no column has, and answers that begin with a number: read back as they were."""

from __future__ import annotations

import pytest

from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.convert import document_of
from perfrules.policies.formats.dmn.reader import read_dmn
from perfrules.policies.formats.dmn.writer import write_dmn
from perfrules.policies.loader import read_policy_text

TEXT = """
kind: decision
id: unit.paid
inputs:
  people: {{type: count, unit: 人, domain: ">=1人"}}
  spent: {{type: money, domain: ">=0元"}}
compute: {{least: "最小(50元, spent)", unused: "{unused}"}}
outputs: {{pay: {{type: money}}}}
hit: first
rules:
  - {{id: several, when: {{people: 2人以上}}, except: {{least: 30元以上}}, then: {{pay: "{pay}"}}}}
default: {{pay: spent}}
"""


def through_dmn(policy: DecisionPolicy) -> DecisionPolicy:
    return read_decision(read_dmn(write_dmn(document_of(policy))[0].encode()).document)


@pytest.mark.parametrize("unused", ["spent × 2", "100元 ÷ 7"])
@pytest.mark.parametrize(
    "pay", ["spent", "50元 ÷ 7", "1000元 - 5角", "-(spent × 2)", "(spent + 1元) × 0.5", "2 × spent"]
)
def test_the_digest_stays(unused: str, pay: str) -> None:
    policy = read_policy_text(TEXT.format(unused=unused, pay=pay), "paid.yaml")[1]
    assert isinstance(policy, DecisionPolicy)
    assert through_dmn(policy).digest == policy.digest


def test_an_answer_that_is_neither_a_number_nor_arithmetic_is_refused_as_a_cell():
    policy = read_policy_text(TEXT.format(unused="spent", pay="(spent + 1元) × 0.5"), "paid.yaml")[1]
    text = write_dmn(document_of(policy))[0].replace("(spent + 1) * 0.5", "(spent + 1) 0.5")
    with pytest.raises(PolicyError) as caught:
        read_dmn(text.encode())
    assert caught.value.code == "PR919"
