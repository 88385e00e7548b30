"""A table that is looked up by what another table gives for a choice."""

from __future__ import annotations

from perfrules import check

POLICY = """\
kind: decision
id: unit.nested
inputs:
  kind: {type: choice, of: [甲, 乙, 丙]}
  a: {type: number}
compute:
  own: a
  level: 0 - later(first(kind))
tables:
  first: {by: kind, values: {甲: 0, 乙: 0, 丙: 0}}
  later: {by: a, values: {0以下: 0, 超过0: 0.5}}
outputs:
  who: {type: roles}
hit: unique
scope: {own: 超过0}
rules:
  - {id: r0, when: {kind: 甲}, then: {who: [局长]}}
  - {id: r1, when: {kind: 甲}, then: {who: [局长]}}
  - {id: r2, when: {kind: 甲}, then: {who: [局长]}}
  - {id: r3, when: {level: 低于0}, then: {who: [局长]}}
"""


def test_each_choice_is_searched_with_its_tables() -> None:
    codes = {each.code for each in check(text=POLICY)}
    assert {"PR801", "PR803"} <= codes
