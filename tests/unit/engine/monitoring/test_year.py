"""The year to date: which year, how many months are over."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from monitored import JUNE

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.monitoring.year import YearSoFar, year_so_far


class TestTheYearSoFar:
    @pytest.mark.parametrize(
        ("day", "months"),
        [
            (date(2021, 1, 1), 0),
            (date(2021, 1, 30), 0),
            (date(2021, 1, 31), 1),
            (date(2021, 2, 28), 2),
            (date(2021, 7, 15), 6),
            (date(2021, 12, 30), 11),
            (date(2021, 12, 31), 12),
            (date(2022, 3, 1), 12),
        ],
    )
    def test_a_month_counts_from_its_last_day_on(self, day: date, months: int) -> None:
        year = YearSoFar(2021, day)
        assert year.months == months
        assert year.part == Fraction(months, 12)
        assert year.is_over is (day >= date(2021, 12, 31))

    def test_the_last_day_of_february_in_a_leap_year(self) -> None:
        assert [YearSoFar(2024, date(2024, 2, day)).months for day in (28, 29)] == [1, 2]

    def test_the_day_is_that_of_the_actuals_where_none_is_asked(self) -> None:
        year, noted = year_so_far(JUNE, None)
        assert (year.year, year.as_of, noted) == (2021, JUNE, ())

    def test_the_year_is_that_of_the_actuals(self) -> None:
        year, noted = year_so_far(date(2021, 12, 31), date(2022, 2, 1))
        assert (year.year, year.day, noted) == (2021, date(2021, 12, 31), ())

    @pytest.mark.parametrize(
        ("reported", "code"), [(date(2021, 7, 31), "PR470"), (date(2021, 5, 31), "PR471")]
    )
    def test_days_that_differ_are_reported(self, reported: date, code: str) -> None:
        assert [each.code for each in year_so_far(reported, JUNE)[1]] == [code]

    @pytest.mark.parametrize(
        ("reported", "as_of", "code"),
        [
            (None, None, "PR472"),
            (JUNE, date(2020, 12, 31), "PR473"),
            (None, "六月底", "PR474"),
            (None, "2021-02-30", "PR474"),
        ],
    )
    def test_no_day_to_look_at(self, reported: date | None, as_of: date | str | None, code: str) -> None:
        with pytest.raises(PerfrulesError) as caught:
            year_so_far(reported, as_of)
        assert [each.code for each in caught.value.diagnostics] == [code]

    def test_texts_and_times_of_day(self) -> None:
        assert year_so_far(None, "2021-06-30")[0].as_of == JUNE
        assert year_so_far(None, datetime(2021, 6, 30, 12))[0].as_of == JUNE
