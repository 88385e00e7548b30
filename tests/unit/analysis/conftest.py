from functools import lru_cache

import pytest

from perfrules.analysis.check import check
from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.policies.loader import policy_of

HEAD = """\
kind: decision
id: unit.approval
inputs:
  amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}
  item: {type: choice, of: [货物, 服务, 工程]}
  urgent: {type: boolean}
outputs: {who: {type: roles}, fee: {type: money}}
"""


@lru_cache(maxsize=1)
def read(text):
    """A policy and its document, read once where one text is checked many times."""
    document = read_document(Source(text, "p.yaml"))
    return policy_of(document), document


@pytest.fixture
def found():
    """What is found in a policy: its whole text, or rules (a line each) under a head with three inputs."""

    def check_text(text):
        return check(*read(text))

    return check_text


@pytest.fixture
def found_in(found):
    def check_rules(*rules, hit="unique", head=HEAD, more=""):
        listed = "".join(f"  - {{{rule}}}\n" for rule in rules)
        return found(f"{head}hit: {hit}\nrules:\n{listed}{more}")

    return check_rules
