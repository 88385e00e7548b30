"""No value lies before the first day of the calendar or after its last, so no gap is found there."""

from __future__ import annotations

import pytest

import perfrules

POLICY = """\
kind: decision
id: unit.days
inputs: {{day: {{type: date}}}}
outputs: {{answer: {{type: text}}}}
rules:
{rules}
"""


@pytest.mark.parametrize(
    ("conditions", "gaps"),
    [
        (["<=9999-12-31"], 0),
        ([">=0001-01-01"], 0),
        (["<=9999-12-30"], 1),
        ([">=0001-01-02"], 1),
        (["<2021-01-01", ">=2021-01-01且<=9999-12-31"], 0),
        ([">=0001-01-01且<2021-01-01", ">=2021-01-01"], 0),
        (["<2021-01-01", ">2021-01-01"], 1),
        (["<=9999-12-30", ">9999-12-30"], 0),
        (["<0001-01-02", ">=0001-01-02"], 0),
    ],
)
def test_gaps_are_days(conditions, gaps):
    rules = "\n".join(
        f'  - {{id: r{at}, when: {{day: "{text}"}}, then: {{answer: a}}}}'
        for at, text in enumerate(conditions)
    )
    found = perfrules.check(text=POLICY.format(rules=rules))
    assert len([each for each in found if each.code == "PR801"]) == gaps
