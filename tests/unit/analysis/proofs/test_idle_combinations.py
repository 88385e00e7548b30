"""Ways of combining that never come to work."""

import pytest

from perfrules.analysis.check import check
from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.policies.decisions.from_document import read_decision

POLICY = """\
kind: decision
id: unit.fees
inputs: {{a: {{type: money}}}}
outputs: {{fee: {{type: money, combine: {combine}}}}}
hit: {hit}
rules: [{{id: r, when: {{a: 5元以上}}, then: {{fee: 1元}}}}]
partial: true
"""


@pytest.mark.parametrize(
    ("hit", "combine", "idle"),
    [
        ("collect", "sum", False),
        ("first", "list", False),
        ("first", "sum", True),
        ("rule-order", "max", True),
    ],
)
def test_a_way_of_combining_under_a_hit_policy_that_combines_nothing(hit, combine, idle):
    document = read_document(Source(POLICY.format(hit=hit, combine=combine)))
    found = [each for each in check(read_decision(document), document) if each.code == "PR651"]
    assert bool(found) == idle
    for each in found:
        span = each.diagnostic.span
        assert document.source.text[span.start : span.end] == combine
