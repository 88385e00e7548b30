from fractions import Fraction

import pytest
from attrs import evolve

from perfrules.sheets import Budget, Checkpoint, Indicator, Sheet, check_sheet, check_sheets

WHOLE = Sheet(
    title="甲绩效目标表",
    code="482",
    budget=Budget(Fraction(10), Fraction(6), Fraction(4)),
    plan=(Checkpoint("6月底", Fraction(50)), Checkpoint("12月底", Fraction(100))),
    indicators=(Indicator("产出指标", "数量指标", "次数", target=">=5"),),
)


def reported(sheet):
    return [(each.code, each.arguments) for each in check_sheet(sheet)]


def plan(*shares):
    checkpoints = [
        Checkpoint(f"{at}季度", share if share is None else Fraction(share))
        for at, share in enumerate(shares, 1)
    ]
    return evolve(WHOLE, plan=tuple(checkpoints))


def test_nothing_is_said_of_a_sound_sheet():
    assert reported(WHOLE) == []


@pytest.mark.parametrize(
    ("budget", "parts"),
    [
        (Budget(Fraction(10), Fraction(6)), "6万元"),
        (Budget(Fraction(10), None, Fraction(0)), "0万元"),
        (Budget(Fraction("10.01"), Fraction(6), Fraction(4)), "10万元"),
        (Budget(Fraction(10), Fraction(10)), None),
        (Budget(Fraction(10)), None),
        (Budget(None, Fraction(10)), None),
    ],
)
def test_budget_against_its_parts(budget, parts):
    found = reported(evolve(WHOLE, budget=budget))
    assert [facts["parts"] for code, facts in found if code == "PR303"] == ([parts] if parts else [])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((25, 50, 75, 100), []),
        ((25, 25, 100, 100), []),
        ((None, None, None, 100), []),
        ((50, 25, 100), ["PR305"]),
        ((100, None, 50), ["PR305", "PR306"]),
        ((25, 50), ["PR306"]),
        ((25, 50, 120), ["PR306"]),
        ((None, None), ["PR306"]),
        ((), []),
    ],
)
def test_plan(shares, expected):
    assert [code for code, _ in reported(plan(*shares))] == expected


def test_no_code():
    assert reported(evolve(WHOLE, code="")) == [("PR307", {"sheet": "甲绩效目标表"})]


def test_missing_parts_are_reported_once():
    assert reported(evolve(WHOLE, code="", missing=("项目编码", "绩效指标"))) == [
        ("PR301", {"sheet": "甲绩效目标表", "missing": "项目编码、绩效指标"})
    ]


def test_two_indicators_of_one_name_are_reported_apart_by_their_second_level():
    row = Indicator("产出指标", "数量指标", "满意", target=">=5")
    other = evolve(row, level2="质量指标")
    assert reported(evolve(WHOLE, indicators=(row, other))) == [
        ("PR309", {"name": "满意", "first": "数量指标/满意", "second": "质量指标/满意"})
    ]
    assert reported(evolve(WHOLE, indicators=(row, row))) == [("PR308", {"name": "数量指标/满意"})]
    unnamed = evolve(row, name="")
    assert reported(evolve(WHOLE, indicators=(unnamed, unnamed))) == []


def test_an_unreadable_target_of_a_sheet_without_a_document():
    (diagnostic,) = check_sheet(
        evolve(WHOLE, indicators=(Indicator("产出指标", "数量指标", "次数", target="省考核"),))
    )
    assert (diagnostic.code, diagnostic.source.name) == ("PR201", None)


def test_one_code_on_two_sheets_of_one_part():
    other = evolve(WHOLE, part="第三部分")
    assert [each.code for each in check_sheets([WHOLE, other, WHOLE])] == ["PR318"]
    assert check_sheets([WHOLE, other]) == ()
