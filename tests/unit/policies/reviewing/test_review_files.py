"""Reading files of kind review: what they say, and everything that is wrong with them at once."""

from __future__ import annotations

from fractions import Fraction

import pytest

import perfrules
from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.policies.loader import find_policy
from perfrules.policies.reviewing.from_document import read_review
from perfrules.policies.reviewing.policy import ReviewRule

FILE = """\
perfrules: 1
kind: review
id: unit.review
rules:
  PR760: {severity: error, criterion: suitable, deduct: 2.5分}
  PR774: off
criteria:
  suitable: {weight: 60分, confirm: [是否恰当]}
  feasible: {weight: 40分}
groups: {产出指标: [产出]}
grades: {优: 90分（含）以上, 差: 90分（不含）以下}
"""


def read(text: str = FILE):
    return read_review(read_document(Source(text, "r.yaml")))


def refusals(text: str) -> list[tuple[str, str]]:
    with pytest.raises(PerfrulesError) as caught:
        read(text)
    return [
        (each.code, each.source.text[each.span.start : each.span.end]) for each in caught.value.diagnostics
    ]


def test_a_file_says_what_it_means():
    policy = read()
    assert policy.rules == {
        "PR760": ReviewRule("error", "suitable", Fraction(5, 2)),
        "PR774": ReviewRule("off"),
    }
    assert [(each.name, each.weight, each.confirm) for each in policy.criteria] == [
        ("suitable", Fraction(60), ("是否恰当",)),
        ("feasible", Fraction(40), ()),
    ]
    assert policy.groups == {"产出指标": ("产出",)}
    assert policy.severity_of("PR763") is None


def test_chinese_keys_mean_the_same():
    chinese = (
        "版本: 1\n类别: 目标审核\n编号: unit.review\n规则:\n"
        "  PR760: {程度: 错误, 审核内容: 适当性, 扣减: 2.5分}\n  PR774: 关闭\n"
        "审核内容:\n  适当性: {分值: 60分, 人工核对: [是否恰当]}\n  可行性: {分值: 40分}\n"
        "指标分组: {产出指标: [产出]}\n等级: {优: 90分（含）以上, 差: 90分（不含）以下}\n"
    )
    groups = perfrules.documents.spelled("groups", "zh")
    assert read(chinese.replace("指标分组", groups)).digest == read().digest


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("PR774: off", "PR099: off", [("PR790", "PR099")]),
        ("40分", "30分", [("PR791", None)]),
        ("criterion: suitable", "criterion: complete", [("PR792", "complete")]),
        ("2.5分", "少许", [("PR533", "少许")]),
        ("90分（不含）以下", "90天以下", [("PR530", "90天以下")]),
    ],
)
def test_what_is_wrong_is_reported_at_its_place(before, after, expected):
    found = refusals(FILE.replace(before, after))
    assert [code for code, _ in found] == [code for code, _ in expected]
    assert [text for _, text in found if expected[0][1]] == [text for _, text in expected if text]


def test_the_shipped_policy_has_no_gap_between_its_grades():
    assert perfrules.check("mof.target-review-2015") == []
    assert sum(each.weight for each in find_policy("mof.target-review-2015").criteria) == 100


def test_a_gap_between_grades_is_proved():
    gap = FILE.replace("差: 90分（不含）以下", "差: 80分（不含）以下")
    assert [each.code for each in perfrules.check(text=gap)] == ["PR801"]
