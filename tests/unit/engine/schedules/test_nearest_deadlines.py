"""Payments count for the nearest deadline, also across the turn of the year."""

from __future__ import annotations

from datetime import date

import pytest

import perfrules
from perfrules import Schedule

YEARLY = "kind: schedule\nid: unit.yearly\ndeadline: 每年12月31日前\n"
MONTHLY = "kind: schedule\nid: unit.monthly\ndeadline: 每月8日前\n"
AS_OF = date(2021, 6, 30)


def schedule(text):
    return perfrules.load_policy(text=text, kind=Schedule)


def test_the_nearest_spare_payment_settles_a_due_date_without_one():
    report = schedule(MONTHLY).check_payments(["2021-01-08", "2021-01-10", "2021-01-20"], 2021, AS_OF)
    assert [str(item.paid) for item in report.items[:3]] == ["2021-01-08", "2021-01-20", "None"]
    assert [str(each.payment.day) for each in report.spare] == ["2021-01-10"]


@pytest.mark.parametrize(
    ("paid", "year"), [("2021-01-05", 2020), ("2021-06-30", 2020), ("2021-07-02", 2021), ("2021-12-30", 2021)]
)
def test_the_year_of_a_payment_is_that_of_its_nearest_deadline(paid, year):
    report = schedule(YEARLY).check_payments([paid], as_of=date(2022, 1, 31))
    assert [item.due.day.year for item in report.items] == [year]


def test_a_payment_near_a_deadline_of_the_year_before_does_not_count():
    report = schedule(YEARLY).check_payments(["2021-01-05"], 2021, AS_OF)
    assert [item.paid for item in report.items] == [None]
    assert [(each.reason, str(each.near)) for each in report.spare] == [("other-year", "2020-12-31")]
    assert report.spare[0].to_json("en")["why"] == [
        "nearest to the due date 2020-12-31, which is not of the years checked"
    ]
