"""Reviews: points per criterion, ranges where questions are open, proposed grades."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from paths import EXAMPLES

from perfrules.engine.reviewing import Reviewer, review_sheets
from perfrules.policies.reviewing.policy import ReviewRule
from perfrules.sheets import Budget, Indicator, Sheet, load_sheets

ROWS = (
    Indicator("产出指标", "数量指标", "场次", target="≥1场"),
    Indicator("效益指标", "社会效益指标", "知晓率", target="≥1%"),
    Indicator("满意度指标", "服务对象满意度指标", "总体满意度", target="≥1%"),
)
SOUND = Sheet(code="1", name="甲", goals=("办好",), budget=Budget(Fraction(5), Fraction(5)), indicators=ROWS)
QUESTION = Indicator("产出指标", "数量指标", "客户数", target="85")
WRONG = Indicator("产出指标", "质量指标", "资金逾期发放率", target="≥100%")


def review(*rows: Indicator, **fields: object):
    (found,) = review_sheets([evolve(SOUND, indicators=(*ROWS, *rows), **fields)])
    return found


def points(found):
    return {each.criterion.name: (each.lowest, each.highest) for each in found.criteria}


def test_a_sheet_without_faults_has_all_points():
    assert (review().lowest, review().highest, review().grade) == (100, 100, "优")


def test_a_fault_costs_points_of_its_criterion():
    found = review(WRONG)
    assert points(found)["suitable"] == (20, 20)
    assert (found.highest, found.grade) == (90, "优")


def test_a_question_opens_a_range():
    found = review(WRONG, QUESTION)
    assert points(found)["suitable"] == (19, 20)
    assert (found.lowest, found.highest) == (89, 90)
    assert (found.grade, found.grades) == (None, ("良", "优"))


def test_a_criterion_never_costs_more_than_its_points():
    found = review(*[evolve(WRONG, name=f"{number}资金逾期发放率") for number in range(9)])
    assert points(found)["suitable"] == (0, 0)
    assert found.grade == "中"


def test_a_rule_without_a_criterion_costs_nothing():
    policy = Reviewer.of().policy
    reviewer = Reviewer(evolve(policy, rules={**policy.rules, "PR763": ReviewRule("error")}))
    (found,) = reviewer.review([evolve(SOUND, indicators=(*ROWS, WRONG))])
    assert (found.highest, [each.code for each in found.findings]) == (100, ["PR763"])


def test_sheets_of_a_project_are_compared():
    other = evolve(SOUND, part="第三部分", indicators=(evolve(ROWS[0], target="≥2场"), *ROWS[1:]))
    first, second = review_sheets([SOUND, other])
    assert (points(first)["relevant"], points(second)["relevant"]) == ((20, 20), (17, 20))


def test_plain_data_has_exact_points():
    data = review(WRONG, QUESTION).to_json("en")
    assert (data["lowest"], data["highest"], data["grades"]) == ("89", "90", ["良", "优"])
    assert data["criteria"]["suitable"]["findings"] == ["PR763", "PR772"]


@pytest.mark.parametrize("grade", ["优"])
def test_every_project_of_the_example_gets_a_grade(grade):
    assert {each.grade for each in review_sheets(load_sheets(EXAMPLES / "chengde-2021").sheets)} == {grade}
