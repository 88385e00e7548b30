"""Terms that end on a rest day end on the next working day (民法典 art. 203), and late is not fulfilled."""

from __future__ import annotations

from datetime import date

import pytest

import perfrules
from perfrules import Checklist, Schedule
from perfrules.engine.checklists.record import Event, Evidence, Record

DUTIES = (
    "kind: checklist\nid: unit.x\nduties: [{{id: file, title: 归档, upon: 办结, within: {within}}}]\n{more}"
)
SCHEDULE = "kind: schedule\nid: unit.x\ndeadline: {deadline}\n{more}"


def fulfilled(within, event, shown, more="", as_of="2022-12-31"):
    text = DUTIES.format(within=within, more=more)
    record = Record(
        (Event("办结", date.fromisoformat(event)),),
        tuple(Evidence("file", date.fromisoformat(day)) for day in shown),
    )
    report = perfrules.load_policy(text=text, kind=Checklist).fulfil(record, date.fromisoformat(as_of))
    return report, report.duty("file")


def due(deadline, year, more=""):
    schedule = perfrules.load_policy(text=SCHEDULE.format(deadline=deadline, more=more), kind=Schedule)
    return [str(each.due) for each in schedule.due(year)]


class TestTermsAfterAnEvent:
    @pytest.mark.parametrize(
        ("within", "event", "shown", "status", "days_late"),
        [
            ("1个月", "2021-01-31", "2021-03-01", "fulfilled", 0),
            ("1个月", "2021-01-31", "2021-03-03", "late", 2),
            ("30天", "2022-03-31", "2022-05-05", "fulfilled", 0),
            ("30天", "2022-03-31", "2022-05-10", "late", 5),
            ("15日", "2021-09-17", "2021-10-08", "fulfilled", 0),  # ends in the seven days of 国庆节
            ("15日", "2021-09-17", "2021-10-09", "late", 1),
            ("7天", "2021-02-05", "2021-02-18", "fulfilled", 0),  # ends in 春节
            ("7天", "2021-04-18", "2021-04-25", "fulfilled", 0),  # a Sunday that is worked
            ("7天", "2021-04-18", "2021-04-26", "late", 1),
            ("5个工作日", "2021-09-29", "2021-10-12", "fulfilled", 0),
            ("5个工作日", "2021-09-29", "2021-10-13", "late", 1),
        ],
    )
    def test_the_last_day(self, within, event, shown, status, days_late):
        report, duty = fulfilled(within, event, [shown])
        assert (duty.status, duty.days_late) == (status, days_late)
        assert report.is_clean is (status == "fulfilled")

    @pytest.mark.parametrize(
        ("roll", "last"),
        [("none", "2021-02-28"), ("previous-working-day", "2021-02-26"), ("next-working-day", "2021-03-01")],
    )
    def test_the_policy_may_say_otherwise(self, roll, last):
        _, duty = fulfilled("1个月", "2021-01-31", [], f"roll: {roll}")
        assert str(duty.occurrences[0].last) == last
        assert duty.status == "overdue"

    def test_late_is_reported_in_both_languages(self):
        _, duty = fulfilled("1个月", "2021-01-31", ["2021-03-03"])
        assert duty.explain("zh") == "2021-01-31办结，应于2021-03-01前；2021-03-03形成材料，逾期2天"
        assert duty.explain("en") == "办结 on 2021-01-31, due by 2021-03-01; shown on 2021-03-03, 2 days late"
        assert duty.to_json("en")["why"] == [duty.explain("en")]

    def test_a_year_whose_holidays_are_unknown(self):
        """What is in time whatever the holidays is decided; what depends on them is refused."""
        report, duty = fulfilled("30天", "2998-12-01", ["2998-12-20"], as_of="2998-12-31")
        assert (duty.status, [note.code for note in report.notes]) == ("fulfilled", ["PR658"])
        report, duty = fulfilled("30天", "2998-12-01", [], as_of="2998-12-20")
        assert (duty.status, [note.code for note in report.notes]) == ("not-yet-due", ["PR658"])
        for shown, as_of in ((["2999-01-02"], "2999-01-05"), ([], "2999-01-02")):
            with pytest.raises(perfrules.CalendarError) as caught:
                fulfilled("30天", "2998-12-01", shown, as_of=as_of)
            assert caught.value.code == "PR560"


class TestTermsAfterAPeriod:
    @pytest.mark.parametrize(
        ("deadline", "year", "expected"),
        [
            ("每季度终了后10日内", 2025, ["2025-01-10", "2025-04-10", "2025-07-10", "2025-10-10"]),
            ("每季度结束后15日内", 2023, ["2023-01-16", "2023-04-17", "2023-07-17", "2023-10-16"]),
            ("每半年终了后1个月内", 2022, ["2022-02-07", "2022-08-01"]),
            ("每年度终了后5个工作日内", 2022, ["2022-01-10"]),
            ("每年终了后3个月内", 2021, ["2021-03-31"]),
            ("每年终了后400天内", 2021, ["2021-02-03"]),
        ],
    )
    def test_due_days(self, deadline, year, expected):
        assert due(deadline, year) == expected

    def test_every_month(self):
        assert due("每月终了后8日内", 2021)[:3] == ["2021-01-08", "2021-02-08", "2021-03-08"]
        assert len(due("每月终了后8日内", 2021)) == 12

    def test_the_policy_may_say_otherwise(self):
        assert due("每季度结束后15日内", 2023, "roll: none")[0] == "2023-01-15"
        assert due("每季度结束后15日内", 2023, "roll: previous-working-day")[0] == "2023-01-13"

    @pytest.mark.parametrize(
        "deadline", ["每季度终了后10元内", "每季度终了后", "每季度终了后0日内", "每旬终了后3日内"]
    )
    def test_other_texts_are_refused(self, deadline):
        with pytest.raises(perfrules.PerfrulesError):
            due(deadline, 2025)

    def test_payments_are_compared_with_them(self):
        text = SCHEDULE.format(deadline="每季度终了后10日内", more="")
        report = perfrules.load_policy(text=text, kind=Schedule).check_payments(
            ["2025-01-10", "2025-04-11"], 2025, date(2025, 5, 1)
        )
        assert [(each.status, each.days_late) for each in report.items[:2]] == [("met", 0), ("late", 1)]


class TestTheLastWorkingDay:
    def test_of_every_month(self):
        found = due("每月最后一个工作日前", 2026, "roll: none")
        assert found[:5] == ["2026-01-30", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-29"]

    def test_days_that_the_policy_adds_count(self):
        found = due("每月最后一个工作日前", 2021, "extra_holidays: [2021年3月31日]")
        assert found[2] == "2021-03-30"


@pytest.mark.parametrize("deadline", ["每年6月前", "2021年前"])
def test_ambiguous_deadlines_are_refused_in_policies(deadline):
    with pytest.raises(perfrules.PolicyError) as caught:
        due(deadline, 2021)
    assert caught.value.code == "PR341"
