"""The laws of holding a record against duties."""

from __future__ import annotations

from datetime import date, timedelta

from budgets import law
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from perfrules.engine.checklists.fulfil import Checklist
from perfrules.engine.checklists.record import Event, Evidence, Record
from perfrules.expressions import parse
from perfrules.policies.base.head import Head
from perfrules.policies.base.terms import Term
from perfrules.policies.checklists.policy import ChecklistPolicy, Duty
from perfrules.values import last_day

often = law(100)
DAYS = st.dates(date(2021, 1, 1), date(2022, 3, 31))
PERIODS = {"每月": 1, "每季度": 3, "每半年": 6, "每年": 12}
ORDER = "overdue", "missing", "late", "fulfilled", "not-yet-due"


def report(duty, events, evidence, as_of):
    checklist = Checklist(ChecklistPolicy(Head("unit.x"), (duty,)))
    record = Record(
        tuple(Event("购置", day) for day in events), tuple(Evidence("a", day) for day in evidence)
    )
    return checklist.fulfil(record, as_of)


class TestFrequencies:
    """A period is fulfilled exactly where enough falls into it by the day, else overdue once it is over."""

    @often
    @given(st.sampled_from(sorted(PERIODS)), st.integers(1, 3), st.lists(DAYS, max_size=12), DAYS)
    def test_counting(self, period, times, shown, as_of):
        duty = Duty("a", "甲", frequency=parse(f"{period}不少于{times}次"))
        found = report(duty, [], shown, as_of).duty("a")
        assert len(found.occurrences) == -(-as_of.month // PERIODS[period])
        for at, each in enumerate(found.occurrences):
            first = date(as_of.year, at * PERIODS[period] + 1, 1)
            last = last_day(as_of.year, (at + 1) * PERIODS[period])
            assert (each.first, each.last) == (first, last)
            enough = sum(first <= day <= min(last, as_of) for day in shown) >= times
            lacking = "overdue" if last < as_of else "not-yet-due"
            assert each.status == ("fulfilled" if enough else lacking)


class TestEvents:
    """Evidence is for one event at most, none for one that comes after it, and none is lost."""

    @often
    @given(st.lists(DAYS, max_size=6), st.lists(DAYS, max_size=6), st.integers(1, 60), DAYS)
    def test_shared_out(self, events, shown, days, as_of):
        duty = Duty("a", "甲", upon="购置", within=Term(days, "days"))
        reported = report(duty, events, shown, as_of)
        found = reported.duty("a").occurrences
        assert [each.event.day for each in found] == sorted(day for day in events if day <= as_of)
        used = [one.day for each in found for one in each.evidence]
        spare = [note for note in reported.notes if note.code == "PR595"]
        assert len(used) + len(spare) == sum(day <= as_of for day in shown)
        for each in found:
            assert len(each.evidence) <= 1
            assert all(each.event.day <= one.day <= as_of for one in each.evidence)
            end = each.event.day + timedelta(days=days)
            while not is_workday(end):
                end += timedelta(days=1)
            late = (each.shown or as_of) - end
            assert each.status != "fulfilled" or not each.days_late
            assert each.status != "late" or each.days_late
            assert each.days_late == max(0, late.days)


class TestStatus:
    """A duty has the worst status of the times it is due, and more evidence never makes it worse."""

    @often
    @given(st.lists(DAYS, max_size=6), st.lists(DAYS, max_size=6), DAYS, DAYS)
    def test_more_is_never_worse(self, events, shown, more, as_of):
        duty = Duty("a", "甲", upon="购置", within=Term(30, "days"))
        before = report(duty, events, shown, as_of).duty("a")
        after = report(duty, events, [*shown, more], as_of).duty("a")
        found = [each.status for each in before.occurrences]
        assert before.status == min(found, key=ORDER.index, default="not-yet-due")
        assert (after.status == "overdue") <= (before.status == "overdue")
