"""Versions of sheets: same, changed field by field, present in some only."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.sheets import Budget, Checkpoint, Indicator, Sheet, compare_sheets
from perfrules.testing.strategies import sheets

ROW = Indicator("产出指标", "数量指标", "场次", target="≥5场")
SHEET = Sheet(code="1", name="甲", budget=Budget(Fraction(5)), goals=("办好",), indicators=(ROW,))


def changes(*versions: Sheet) -> list[tuple[str, tuple[str | None, ...]]]:
    (compared,) = compare_sheets(*([each] for each in versions))
    rows = [change for row in compared.indicators for change in row.changes]
    return [(each.field, each.values) for each in (*compared.changes, *rows)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (SHEET, []),
        (evolve(SHEET, name="乙"), [("name", ("甲", "乙"))]),
        (evolve(SHEET, department="市商务局"), [("department", ("", "市商务局"))]),
        (evolve(SHEET, budget=Budget(Fraction(6))), [("total", ("5万元", "6万元"))]),
        (evolve(SHEET, budget=Budget()), [("total", ("5万元", ""))]),
        (evolve(SHEET, goals=("办好", "办快")), [("goals", ("办好", "办好\n办快"))]),
        (evolve(SHEET, plan=(Checkpoint("6月底", Fraction(50)),)), [("plan", ("", "6月底 50%"))]),
        (evolve(SHEET, indicators=(evolve(ROW, target="≥6场"),)), [("target", ("≥5场", "≥6场"))]),
        (evolve(SHEET, indicators=(evolve(ROW, weight=Fraction(5)),)), [("weight", ("", "5"))]),
        (evolve(SHEET, indicators=(evolve(ROW, level1="效益指标"),)), [("level1", ("产出指标", "效益指标"))]),
        (evolve(SHEET, indicators=()), [("target", ("≥5场", None))]),
        (
            evolve(SHEET, indicators=(ROW, evolve(ROW, level2="质量指标"))),
            [("target", (None, "≥5场"))],
        ),
    ],
)
def test_each_field_is_compared(after, expected):
    assert changes(SHEET, after) == expected


def test_three_versions_are_compared_at_once():
    versions = [evolve(SHEET, budget=Budget(Fraction(each))) for each in (5, 4, 5)]
    assert changes(*versions) == [("total", ("5万元", "4万元", "5万元"))]


def test_a_target_may_differ_in_writing_only():
    other = evolve(SHEET, indicators=(evolve(ROW, target="不少于5场"),))
    (compared,) = compare_sheets([SHEET], [other])
    (change,) = compared.indicators[0].changes
    assert change.same_meaning


def test_a_project_that_one_version_lacks():
    compared = compare_sheets([SHEET], [SHEET, evolve(SHEET, code="2")])
    assert [(each.sheet.code, each.state) for each in compared] == [("1", "same"), ("2", "partial")]
    assert compared[1].changes == ()
    assert [each.state for each in compared[1].indicators] == ["partial"]


def test_sheets_without_codes_are_matched_by_name():
    nameless = evolve(SHEET, code="")
    assert [each.state for each in compare_sheets([nameless], [nameless])] == ["same"]


def test_indicators_of_one_name_are_matched_in_order():
    before = evolve(SHEET, indicators=(ROW, evolve(ROW, target="≥9场")))
    after = evolve(SHEET, indicators=(ROW, evolve(ROW, target="≥8场")))
    assert changes(before, after) == [("target", ("≥9场", "≥8场"))]


class TestLaws:
    @given(st.lists(sheets(), max_size=3))
    @law(30)
    def test_a_version_equals_itself(self, drawn):
        assert all(each.state == "same" for each in compare_sheets(drawn, drawn))

    @given(st.lists(sheets(), max_size=2), st.lists(sheets(), max_size=2))
    @law(30)
    def test_the_other_way_round_shows_the_same_fields(self, one, other):
        forth, back = compare_sheets(one, other), compare_sheets(other, one)
        assert sorted(each.state for each in forth) == sorted(each.state for each in back)
        found = [sorted((c.field, c.values) for e in each for c in e.changes) for each in (forth,)]
        turned = [sorted((c.field, c.values[::-1]) for e in each for c in e.changes) for each in (back,)]
        assert found == turned
