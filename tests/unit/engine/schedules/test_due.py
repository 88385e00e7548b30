"""Due dates, what is due next, and which payments met them."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.engine.loading import load_policy
from perfrules.engine.schedules.due import Schedule
from perfrules.engine.schedules.payments import Payment, PaymentError
from perfrules.policies.schedules.from_document import read_schedule
from perfrules.values.working_days import CalendarError

LATER = date(2022, 6, 30)


def schedule(text):
    head = "perfrules: 1\nkind: schedule\nid: unit.x\n"
    return Schedule(read_schedule(read_document(Source(head + text))))


@pytest.fixture(scope="module")
def wages():
    return load_policy("chengde.wage-payment")


@pytest.fixture(scope="module")
def plan():
    return load_policy("chengde.spending-plan")


class TestDueDates:
    def test_wages_of_2021(self, wages):
        assert [each.due.isoformat()[5:] for each in wages.due(2021)] == [
            *("01-08", "02-08", "03-08", "04-08", "05-08", "06-08"),
            *("07-08", "08-06", "09-08", "10-08", "11-08", "12-08"),
        ]

    def test_a_working_saturday_keeps_the_day(self, wages):
        may = wages.due(2021)[4]
        assert (may.moved, may.found.reason) == (False, "moved-workday")
        assert may.explain("zh") == "2021-05-08是劳动节调休上班日，不调整"
        assert may.explain("en") == "2021-05-08 is a working day in exchange for Labour Day and stays"

    def test_a_sunday_moves_backwards(self, wages):
        data = wages.due(2021)[7].to_json("en")
        assert (data["day"], data["due"], data["moved"]) == ("2021-08-08", "2021-08-06", True)
        assert (data["reason"], data["holiday"]) == ("weekend", None)
        assert data["why"] == ["2021-08-08 is a Sunday, so it is due on the working day before, 2021-08-06"]

    def test_other_periods_end_later(self):
        due = schedule("deadline: 每月1日前\nroll: next-working-day\n").due(2021)
        assert [str(each.due) for each in due[:2]] == ["2021-01-04", "2021-02-01"]
        assert str(due[9].due) == "2021-10-08"
        assert due[9].to_json("zh")["holiday"] == "国庆节"
        assert due[9].explain("zh") == "2021-10-01是国庆节假期，顺延到后一工作日2021-10-08"

    def test_one_that_excludes_its_day(self):
        due = schedule("deadline: 每月8日(不含)前\nroll: previous-working-day\n").due(2021)[1]
        assert (str(due.day), str(due.last), str(due.due)) == ("2021-02-08", "2021-02-07", "2021-02-07")
        assert due.explain("zh").startswith("期限不含2021-02-08当日，最后一天为2021-02-07；")
        assert due.explain("en").startswith("2021-02-08 itself no longer counts")

    def test_a_31st_in_shorter_months(self):
        found = schedule("deadline: 每月31日前\n")
        due = found.due(2021)
        assert [each.due.day for each in due] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        assert [each.day.month for each in due if each.notes] == [2, 4, 6, 9, 11]
        assert found.notes(due)[0].code == "PR567"
        assert (
            found.notes(due)[0].message("zh")
            == "“每月31日前”在2021-02没有对应的日期，按当月最后一天2021-02-28计"
        )

    @pytest.mark.parametrize("year", [2003, 2099])
    def test_a_year_without_data_is_refused(self, wages, year):
        with pytest.raises(CalendarError) as caught:
            wages.due(year)
        assert caught.value.code == "PR560"
        assert "extra_holidays" in caught.value.hint

    def test_a_year_known_by_the_days_added(self):
        found = schedule(
            "deadline: 每月8日前\nroll: previous-working-day\nextra_holidays: [2099年1月31日至2月8日]\n"
        )
        due = found.due(2099)
        assert str(due[1].due) == "2099-01-30"
        assert [note.code for note in found.notes(due)] == ["PR568"]

    @pytest.mark.parametrize("year", [0, 21, 20210, -5])
    def test_no_year(self, plan, year):
        with pytest.raises(PerfrulesError) as caught:
            plan.due(year)
        assert caught.value.code == "PR566"

    def test_outside_the_time_in_force(self, wages):
        assert [note.code for note in wages.notes(wages.due(2020))] == ["PR569"]
        assert wages.notes(wages.due(2021)) == ()

    def test_shares(self, plan):
        assert [(each.to_json()["due"], each.to_json()["share"]) for each in plan.due(2021)] == [
            ("2021-03-31", "25%"),
            ("2021-06-30", "50%"),
            ("2021-10-31", "75%"),
            ("2021-12-31", "100%"),
        ]


class TestNextDue:
    @pytest.mark.parametrize(
        ("day", "due"),
        [("2021-08-06", "2021-08-06"), ("2021-08-07", "2021-09-08"), ("2021-12-09", "2022-01-07")],
    )
    def test_wages(self, wages, day, due):
        assert str(wages.next_due(date.fromisoformat(day)).due) == due

    def test_one_that_rolls_over_the_day_asked(self):
        found = schedule("deadline: 每月1日前\nroll: next-working-day\n")
        assert str(found.next_due(date(2021, 10, 6)).due) == "2021-10-08"
        assert str(found.next_due(date(2021, 1, 2)).due) == "2021-01-04"

    def test_none_comes_any_more(self):
        found = schedule("deadline: 2021年12月31日前\n")
        assert str(found.next_due(date(2015, 1, 1)).due) == "2021-12-31"
        assert found.next_due(date(2022, 1, 1)) is None


class TestPayments:
    def statuses(self, report):
        return [(item.status, item.days_late) for item in report.items]

    def test_met_late_missing_and_not_yet_due(self, wages):
        paid = ["2021-01-08", "2021-02-10", "2021-04-08"]
        report = wages.check_payments(paid, 2021, date(2021, 5, 8))
        assert self.statuses(report)[:6] == [
            ("met", 0),
            ("late", 2),
            ("missing", 61),
            ("met", 0),
            ("not-yet-due", 0),
            ("not-yet-due", 0),
        ]
        assert not report.is_clean
        assert str(report.next_due.due) == "2021-05-08"
        assert report.items[1].explain("zh") == "2021-02-10支付，晚于到期日2天"
        assert report.items[2].explain("en") == "not paid by 2021-05-08, 61 days after it was due"

    def test_paid_earlier_because_of_a_rest_day(self, wages):
        in_time = wages.check_payments(["2021-08-06"], 2021, LATER).items[7]
        assert (in_time.status, in_time.paid) == ("met", date(2021, 8, 6))
        monday = wages.check_payments(["2021-08-09"], 2021, LATER).items[7]
        assert (monday.status, monday.days_late) == ("late", 3)

    def test_paid_well_before_a_long_holiday(self, wages):
        report = wages.check_payments(["2021-01-08", "2021-01-22", "2021-03-08"], 2021, date(2021, 3, 9))
        assert [str(item.paid) for item in report.items[:3]] == ["2021-01-08", "2021-01-22", "2021-03-08"]
        assert report.is_clean
        assert str(report.next_due.due) == "2021-04-08"

    def test_two_payments_at_once_settle_what_was_left_longest(self, wages):
        report = wages.check_payments(["2021-01-08", "2021-04-07", "2021-04-08"], 2021, date(2021, 4, 30))
        assert self.statuses(report)[:4] == [("met", 0), ("late", 58), ("missing", 53), ("met", 0)]

    def test_one_too_many_and_later_ones(self, wages):
        paid = ["2021-01-07", "2021-01-08", "2021-02-08", "2022-01-07", "2022-08-01"]
        report = wages.check_payments(paid, 2021, LATER)
        assert [(str(each.payment.day), each.reason) for each in report.spare] == [
            ("2022-01-07", "other-year"),
            ("2021-01-07", "spare"),
            ("2022-08-01", "after"),
        ]
        assert report.spare[0].explain("zh") == "最近的期限2022-01-08不在所核对的年度"

    def test_the_years_are_those_paid_for(self, wages):
        report = wages.check_payments(["2021-01-08", "2022-01-07"], as_of=date(2022, 1, 8))
        assert len(report.items) == 24
        new_year = schedule("deadline: 每年1月1日前\nroll: previous-working-day\n")
        assert new_year.check_payments(["2021-12-31"], as_of=LATER).is_clean

    def test_every_way_to_hand_over_a_day(self, wages):
        paid = [
            date(2021, 1, 8),
            datetime(2021, 2, 8, 9),
            "2021年3月8日",
            {"date": "2021-04-08", "note": "四月"},
            Payment(date(2021, 5, 8)),
        ]
        report = wages.check_payments(paid, as_of=date(2021, 5, 8))
        assert [item.status for item in report.items[:5]] == ["met"] * 5

    @pytest.mark.parametrize(
        ("paid", "codes"),
        [
            (["2021-01-08", "昨天", "2021-02-30"], ["PR570", "PR570"]),
            (["2021-01-08、2021-02-08"], ["PR570"]),
            ([{"day": "2021-01-08"}], ["PR570"]),
            ([{"date": "2021-01-08", "share": "很多"}], ["PR564"]),
            ([{"date": "2021-01-08", "share": 0}], ["PR564"]),
            ([{"date": "2021-01-08", "share": 0.1}], ["PR564"]),
            ([], ["PR574"]),
        ],
    )
    def test_payments_that_cannot_be_used(self, wages, paid, codes):
        with pytest.raises(PaymentError) as caught:
            wages.check_payments(paid)
        assert [each.code for each in caught.value.diagnostics] == codes

    def test_the_next_year_is_not_known_yet(self, wages):
        last = 2026
        while True:
            try:
                wages.due(last + 1)
            except CalendarError:
                break
            last += 1
        report = wages.check_payments([], last, date(last, 12, 31))
        assert report.next_due is None
        assert [note.code for note in report.notes] == ["PR575"]


class TestShares:
    def test_a_plan_is_met_when_the_total_reaches_it(self, plan):
        paid = [("2021-03-01", 20), ("2021-04-02", 10), ("2021-06-30", Fraction(20)), ("2021-09-01", "15.5%")]
        report = plan.check_payments(
            [{"date": day, "share": share} for day, share in paid], as_of=date(2021, 11, 1)
        )
        assert [(item.status, item.days_late) for item in report.items] == [
            ("late", 2),
            ("met", 0),
            ("missing", 1),
            ("not-yet-due", 0),
        ]
        assert report.items[2].to_json()["reached"] == "65.5%"
        assert report.items[0].explain("zh") == "2021-04-02支付，晚于到期日2天，累计30%"

    def test_a_payment_without_its_share(self, plan):
        with pytest.raises(PaymentError) as caught:
            plan.check_payments(["2021-03-01"], as_of=LATER)
        assert caught.value.code == "PR573"
