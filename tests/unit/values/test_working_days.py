"""Working days: the yearly notices, days that a policy adds, and years that nobody knows."""

from datetime import date

import pytest

from perfrules.values.working_days import CalendarError, WorkCalendar, published_years

NOTICES = WorkCalendar()


@pytest.mark.parametrize(
    ("day", "reason", "working"),
    [
        ("2021-05-08", "moved-workday", True),
        ("2021-10-08", "weekday", True),
        ("2021-10-09", "moved-workday", True),
        ("2021-08-08", "weekend", False),
        ("2021-10-07", "holiday", False),
        ("2021-05-01", "holiday", False),
        ("2021-02-07", "moved-workday", True),
    ],
)
def test_what_a_day_is(day, reason, working):
    found = NOTICES.look_up(date.fromisoformat(day))
    assert (found.reason, found.is_working) == (reason, working)


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        ("2021-05-08", "劳动节调休上班日", "a working day in exchange for Labour Day"),
        ("2021-08-08", "星期日", "a Sunday"),
        ("2021-02-15", "春节假期", "in the Spring Festival holiday"),
        ("2021-08-06", "星期五", "a Friday"),
    ],
)
def test_a_day_in_words(day, zh, en):
    found = NOTICES.look_up(date.fromisoformat(day))
    assert (found.explain("zh"), found.explain("en")) == (zh, en)


@pytest.mark.parametrize(
    ("day", "previous", "next_"),
    [
        ("2021-05-08", "2021-05-08", "2021-05-08"),
        ("2021-08-08", "2021-08-06", "2021-08-09"),
        ("2021-10-05", "2021-09-30", "2021-10-08"),
        ("2021-01-01", "2020-12-31", "2021-01-04"),
    ],
)
def test_rolling(day, previous, next_):
    day = date.fromisoformat(day)
    assert str(NOTICES.rolled(day, "previous-working-day")) == previous
    assert str(NOTICES.rolled(day, "next-working-day")) == next_
    assert NOTICES.rolled(day, "none") == day


@pytest.mark.parametrize("year", [2003, 2099])
def test_a_year_without_notice_is_refused(year):
    assert year not in published_years()
    with pytest.raises(CalendarError) as caught:
        NOTICES.is_working(date(year, 3, 1))
    assert caught.value.code == "PR560"
    assert "extra_holidays" in caught.value.hint
    assert str(year) in caught.value.diagnostics[0].message("en")
    assert NOTICES.rolled(date(year, 3, 1), "none") == date(year, 3, 1)


def test_a_year_known_by_the_days_added():
    calendar = WorkCalendar({date(2099, 10, 1)}, {date(2099, 10, 10)})
    assert not calendar.is_published(2099)
    assert not calendar.is_working(date(2099, 10, 1))
    assert calendar.look_up(date(2099, 10, 10)).reason == "extra-workday"
    assert calendar.is_working(date(2099, 10, 2))
    assert not calendar.is_working(date(2099, 10, 3))
    with pytest.raises(CalendarError):
        calendar.is_working(date(2100, 10, 1))


def test_days_added_win_over_the_notice():
    calendar = WorkCalendar({date(2021, 8, 6)}, {date(2021, 8, 7)})
    assert str(calendar.rolled(date(2021, 8, 6), "previous-working-day")) == "2021-08-05"
    assert str(calendar.rolled(date(2021, 8, 8), "previous-working-day")) == "2021-08-07"


def test_a_day_added_as_both():
    with pytest.raises(CalendarError) as caught:
        WorkCalendar({date(2021, 8, 6)}, {date(2021, 8, 6)})
    assert caught.value.code == "PR561"


def test_counting_working_days():
    assert str(NOTICES.working_days_after(date(2021, 9, 30), 3)) == "2021-10-11"
    assert NOTICES.working_days_after(date(2021, 9, 30), 0) == date(2021, 9, 30)
