from datetime import date

import pytest

from perfrules.values import MonthDay, last_day
from perfrules.values.dates import day_or_last


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2021, 2, 28), (2024, 2, 29), (1900, 2, 28), (2000, 2, 29), (2021, 4, 30), (2021, 12, 31)],
)
def test_the_last_day_of_a_month(year, month, day):
    assert last_day(year, month) == date(year, month, day)
    assert day_or_last(year, month, 31) == date(year, month, day)
    assert day_or_last(year, month, 8) == date(year, month, 8)


def test_the_last_day_of_february_of_any_year():
    february = MonthDay.last_of(2)
    assert february == MonthDay(2, 29)
    assert [february.in_year(year).day for year in (2021, 2024)] == [28, 29]


def test_order_and_text():
    assert MonthDay(2, 3) < MonthDay(10, 1) < MonthDay(10, 31)
    assert str(MonthDay(2, 3)) == "--02-03"


@pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (1, 0), (1, 32), (2, 30), (4, 31)])
def test_a_day_that_no_year_has_is_refused(month, day):
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        MonthDay(month, day)


@pytest.mark.parametrize("month", [-1, 0, 13])
def test_a_month_that_no_year_has(month):
    with pytest.raises(ValueError, match="month"):
        last_day(2021, month)
