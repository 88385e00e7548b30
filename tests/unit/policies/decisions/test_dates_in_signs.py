"""Conditions on dates in signs, which say what a deadline cannot: from a day on."""

from datetime import date
from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError
from perfrules.policies.decisions.condition_from_text import read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import holds

ON = Input("on", "date")


def days_of(text):
    """Which of the days from 6 to 10 July 2021 a condition admits."""
    values = read_condition(ON, text).values
    days = (date(2021, 7, day) for day in range(6, 11))
    return [day.day for day in days if holds(values, Fraction(day.toordinal()))]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (">=2021-07-08", [8, 9, 10]),
        ("≥ 2021-07-08", [8, 9, 10]),
        (">2021-07-08", [9, 10]),
        ("<2021-07-08", [6, 7]),
        ("≤2021-07-08", [6, 7, 8]),
        ("=2021-07-08", [8]),
        (">=2021-07-07且<2021-07-09", [7, 8]),
        (">=2021-07-07 且 <=2021-07-09", [7, 8, 9]),
        ("2021-07-08前", [6, 7, 8]),
        ("2021-07-07至2021-07-08", [7, 8]),
        ("≥2021年7月8日", [8, 9, 10]),
        (">2021年6月", [6, 7, 8, 9, 10]),
    ],
)
def test_a_text_admits_its_days(text, days):
    assert days_of(text) == days


@pytest.mark.parametrize("text", [">=2021-02-29", ">=2021-13-01且<2021-07-09"])
def test_a_day_that_is_in_no_calendar_is_refused(text):
    with pytest.raises(PerfrulesError) as refused:
        read_condition(ON, text)
    assert refused.value.code == "PR218"


def test_signs_before_days_are_for_dates_only():
    with pytest.raises(PerfrulesError):
        read_condition(Input("amount", "money"), ">=2021-07-08")


@pytest.mark.parametrize("text", ["验收日期>=2021-07-07且<2021-07-09", ">=2021-07-07且完成<2021-07-09"])
def test_a_name_in_either_part_is_refused(text):
    with pytest.raises(PerfrulesError) as refused:
        read_condition(ON, text)
    assert refused.value.code in {"PR532", "PR201"}
