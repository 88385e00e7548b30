"""Reading files of kind scoring: what they say, and everything that is wrong with them at once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.policies.scoring.from_document import read_scoring
from perfrules.policies.scoring.policy import ScoringPolicy

GOOD = """\
perfrules: 1
kind: scoring
id: unit.self-evaluation
execution: {weight: 10分}
groups:
  产出指标: {weight: 60分}
  满意度指标: {weight: 30分}
operators:
  - {operator: ">="}
methods:
  - {kind: comparison, group: 质量指标, method: pass-floor, floor: 60%}
  - kind: comparison
    group: 服务对象满意度指标
    method: intervals
    intervals:
      - {when: 90%（含）以上, share: 100%}
      - {when: 60%（含）至90%（不含）, share: 80%}
      - {when: 60%（不含）以下, share: 0%}
  - {kind: comparison, method: proportional}
  - {kind: deadline, method: lateness, per_day: 5%}
  - {kind: qualitative, method: rated}
levels:
  达成: {share: 100%, band: 80%（含）至100%, statements: [完成]}
  部分达成: {share: 60%, band: 60%（含）至80%（不含）}
  未达成: {share: 0%, band: 0%至60%（不含）}
weights: declared
missing_groups: redistributed
deviation: {explain: ["<100%", ">=130%"]}
over_achievement:
  - {when: ">=200%", deduct: 20%, unless: explained}
rounding: {places: 2}
grades:
  优: 90分（含）以上
  差: 90分（不含）以下
"""


def read(text: str) -> ScoringPolicy:
    return read_scoring(read_document(Source(text, "unit.yaml")))


def codes(text: str) -> list[str]:
    with pytest.raises(PerfrulesError) as raised:
        read(text)
    return [each.code for each in raised.value.diagnostics]


def test_everything_that_can_be_said() -> None:
    policy = read(GOOD)
    floor, intervals, _, lateness, _ = policy.methods
    assert (floor.floor, lateness.per_day) == (Fraction(3, 5), Fraction(1, 20))
    assert [each.share for each in intervals.intervals] == [1, Fraction(4, 5), 0]
    assert (policy.weights, policy.missing_groups) == ("declared", "redistributed")
    assert [each.text for each in policy.explain] == ["<100%", ">=130%"]
    assert policy.over_achievement[0].deduct == Fraction(1, 5)
    assert policy.over_achievement[0].excused


def test_each_part_knows_its_line() -> None:
    policy = read(GOOD)
    assert [str(each.at) for each in policy.methods[:2]] == ["unit.yaml:11", "unit.yaml:12"]
    assert str(policy.levels[0].at) == "unit.yaml:23"
    assert str(policy.unwritten[0].at) == "unit.yaml:9"


def test_places_are_no_part_of_the_content() -> None:
    assert read(GOOD).digest == read("# a remark\n" + GOOD).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("floor: 60%", "floor: 50%"),
        ("per_day: 5%", "per_day: 6%"),
        ("share: 80%}", "share: 70%}"),
        ("weights: declared", "weights: equal"),
        ("missing_groups: redistributed", "missing_groups: lost"),
        ('">=130%"', '">=150%"'),
        ("deduct: 20%", "deduct: 30%"),
        (", unless: explained", ""),
        ("0%至60%（不含）", "0%至50%（不含）"),
    ],
)
def test_what_it_says_is_part_of_the_digest(old: str, new: str) -> None:
    changed = GOOD.replace(old, new)
    assert changed != GOOD
    assert read(changed).digest != read(GOOD).digest


def test_every_table_of_bands_can_be_compared_with_the_proof() -> None:
    tables = read(GOOD).bands
    assert list(tables) == ["grades", "levels", "methods/1"]
    assert [rule.id for rule in tables["levels"].rules] == ["达成", "部分达成", "未达成"]


def test_chinese_keys() -> None:
    text = GOOD.replace("per_day:", "每日扣减:").replace("intervals:\n", "区间:\n").replace("band:", "档次:")
    text = text.replace("missing_groups: redistributed", "缺少的指标组: 重新分配")
    text = text.replace("unless: explained", "除非: 已说明").replace("deduct:", "扣减:")
    text = text.replace("kind: comparison", "类别: 比较").replace("method: pass-floor", "方法: 及格线")
    assert "比较" in text
    assert "及格线" in text
    assert read(text).digest == read(GOOD).digest


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("method: pass-floor, floor: 60%", "method: pass-flour, floor: 60%", ["PR620", "PR623"]),
        ("method: pass-floor, floor: 60%", "method: pass-floor", ["PR622"]),
        ("method: pass-floor, floor: 60%", "method: proportional, floor: 60%", ["PR623"]),
        ("method: pass-floor, floor: 60%", "method: pass-floor, floor: 100%", ["PR624"]),
        ("per_day: 5%", "per_day: 0%", ["PR624"]),
        ("60%（含）至90%（不含）", "60%（含）至90%（含）", ["PR625"]),
        ("share: 80%}", "share: 0%}", []),
        ("when: 90%（含）以上, share: 100%", "when: 90%（含）以上, share: 70%", ["PR626"]),
        ("{share: 60%, band", "{share: 90%, band", ["PR627"]),
        ("band: 60%（含）至80%（不含）", "band: 60%（含）至80%（含）", ["PR628"]),
        ("deduct: 20%", "deduct: 0%", ["PR624"]),
        ("deduct: 20%", "deduct: 20分", ["PR142"]),
        ('">=130%"', '">=130元"', ["PR530"]),
        ("weights: declared", "weights: sometimes", ["PR140"]),
    ],
)
def test_what_does_not_hold_together(old: str, new: str, expected: list[str]) -> None:
    text = GOOD.replace(old, new)
    assert text != GOOD
    if not expected:
        read(text)
        return
    found = codes(text)
    if expected[0].startswith("PR1"):
        assert all(code.startswith("PR1") for code in found)
    else:
        assert found == expected


def test_an_unknown_method_names_those_there_are() -> None:
    with pytest.raises(PerfrulesError) as raised:
        read(GOOD.replace("method: proportional", "method: proportionate"))
    (reported,) = raised.value.diagnostics
    assert "proportional" in reported.help()
    assert reported.source is not None
    assert reported.span is not None
    assert reported.source.place(reported.span.start).line == 19
