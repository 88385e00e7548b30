"""The laws of due dates and payments."""

from __future__ import annotations

from datetime import date, timedelta

from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.engine.schedules.due import Schedule
from perfrules.expressions import RecurringDeadline, parse
from perfrules.policies.base.head import Head
from perfrules.policies.schedules.policy import Milestone, SchedulePolicy
from perfrules.values.dates import day_or_last, last_day
from perfrules.values.working_days import ONE_DAY, WorkCalendar, published_years

often = law(100)
NUMBER = {"month": 12, "quarter": 4, "half-year": 2, "year": 1}
# The outermost years roll into years that no notice is at hand for.
KNOWN = published_years()[1:-1]
DAYS = st.dates(date(KNOWN[0], 1, 1), date(KNOWN[-1], 12, 31))
ROLLS = st.sampled_from(["previous-working-day", "next-working-day"])


@st.composite
def calendars(draw):
    holidays = draw(st.frozensets(DAYS, max_size=5))
    return WorkCalendar(holidays, draw(st.frozensets(DAYS, max_size=5)) - holidays)


@st.composite
def deadlines(draw):
    every = draw(st.sampled_from(sorted(NUMBER)))
    month = draw(st.integers(1, 12 // NUMBER[every])) if every != "month" else None
    return RecurringDeadline(every, month, draw(st.integers(1, 31) | st.just("last")), draw(st.booleans()))


@st.composite
def schedules(draw, roll=ROLLS):
    deadline = draw(deadlines())
    milestones = (Milestone(deadline, str(deadline)),)
    return Schedule(SchedulePolicy(Head("unit.x"), milestones, draw(roll), draw(calendars())))


YEARS = st.sampled_from(KNOWN)


def between(first, last):
    return [first + ONE_DAY * at for at in range(1, (last - first).days)]


class TestRolling:
    """A rolled day is worked, lies on the side it rolls to, and no working day lies on the way."""

    @often
    @given(DAYS, calendars())
    def test_backwards(self, day, calendar):
        rolled = calendar.rolled(day, "previous-working-day")
        assert calendar.is_working(rolled)
        assert rolled <= day
        assert rolled == day or not any(map(calendar.is_working, [*between(rolled, day), day]))

    @often
    @given(DAYS, calendars())
    def test_forwards(self, day, calendar):
        rolled = calendar.rolled(day, "next-working-day")
        assert calendar.is_working(rolled)
        assert rolled >= day
        assert rolled == day or not any(map(calendar.is_working, [day, *between(day, rolled)]))

    @often
    @given(DAYS, calendars(), ROLLS)
    def test_a_working_day_stays_and_rolling_twice_is_rolling_once(self, day, calendar, roll):
        rolled = calendar.rolled(day, roll)
        assert (rolled == day) == calendar.is_working(day)
        assert calendar.rolled(rolled, roll) == rolled


class TestTheDaysAdded:
    """An added day is what the policy says, whatever the notice."""

    @often
    @given(DAYS, calendars())
    def test_added(self, day, calendar):
        if day in calendar.extra_holidays:
            assert not calendar.is_working(day)
        elif day in calendar.extra_workdays:
            assert calendar.is_working(day)
        else:
            assert calendar.look_up(day) == WorkCalendar().look_up(day)


class TestDueDates:
    """A year has as many due dates as its deadline says, in order, each the last day admitted, rolled."""

    @often
    @given(schedules(), YEARS)
    def test_number_and_place(self, schedule, year):
        deadline = schedule.policy.milestones[0].deadline
        due = schedule.due(year)
        assert len(due) == NUMBER[deadline.every]
        assert [each.due for each in due] == sorted(each.due for each in due)
        for each in due:
            assert each.last == (each.day if deadline.inclusive else each.day - ONE_DAY)
            assert each.due == schedule.policy.calendar.rolled(each.last, schedule.policy.roll)

    @often
    @given(schedules(st.just("none")), YEARS)
    def test_without_rolling_no_calendar_is_asked(self, schedule, year):
        assert all(each.due == each.last and not each.moved for each in schedule.due(year + 100))

    @often
    @given(st.integers(1, 31), YEARS)
    def test_months_last_days(self, day, year):
        text = f"每月{day}日前"
        policy = SchedulePolicy(Head("unit.x"), (Milestone(parse(text), text),))
        for month, each in enumerate(Schedule(policy).due(year), 1):
            assert each.due == day_or_last(year, month, day)
            assert bool(each.notes) == (day > last_day(year, month).day)


class TestNextDue:
    """The next due date is the first of all that is not past."""

    @often
    @given(schedules(), DAYS)
    def test_first_not_past(self, schedule, day):
        day = min(day, date(KNOWN[-1] - 1, 12, 31))
        years = [year for year in range(day.year - 1, day.year + 2) if year >= KNOWN[0]]
        every = [each for year in years for each in schedule.due(year)]
        assert schedule.next_due(day) == next(each for each in every if each.due >= day)


class TestPayments:
    """What is said of payments agrees with the dates, and each payment settles one due date at most."""

    @often
    @given(schedules(), st.sampled_from(KNOWN[1:-1]), st.data())
    def test_statuses_agree_with_the_dates(self, schedule, year, data):
        days = st.dates(date(year - 1, 12, 1), date(year + 1, 1, 31))
        paid = data.draw(st.lists(days, max_size=15, unique=True))
        as_of = data.draw(days)
        report = schedule.check_payments(paid, year, as_of)
        for item in report.items:
            due = item.due.due
            assert item.status == (
                ("missing" if due < as_of else "not-yet-due")
                if item.paid is None
                else ("met" if item.paid <= due else "late")
            )
            assert item.days_late == max(0, ((item.paid or as_of) - due).days)
            assert item.paid is None or item.paid <= as_of
        settled = [item.paid for item in report.items if item.paid is not None]
        assert sorted([*settled, *(each.payment.day for each in report.spare)]) == sorted(paid)

    @often
    @given(schedules(), st.sampled_from(KNOWN[1:-1]), st.data())
    def test_paid_on_each_due_day_all_is_met(self, schedule, year, data):
        due = schedule.due(year)
        paid = data.draw(st.permutations([each.due for each in due]))
        report = schedule.check_payments(paid, year, date(year + 1, 2, 1))
        assert report.is_clean
        assert [item.paid for item in report.items] == [each.due for each in due]

    @often
    @given(schedules(), st.sampled_from(KNOWN[1:-1]), st.integers(1, 3))
    def test_paid_so_many_days_late_is_late_by_so_many_days(self, schedule, year, days):
        paid = [each.due + timedelta(days=days) for each in schedule.due(year)]
        report = schedule.check_payments(paid, year, date(year + 1, 2, 28))
        assert [item.days_late for item in report.items] == [days] * len(paid)
