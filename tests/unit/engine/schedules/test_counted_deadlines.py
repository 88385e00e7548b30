"""Deadlines that count from a day: structured keys, first and last days by 民法典 201–204, calendar files."""

from datetime import date

import pytest
from each import for_each

import perfrules
from perfrules.policies.schedules.policy import SchedulePolicy

HEAD = "kind: schedule\nid: unit.pay\n"


def schedule(deadline, more=""):
    text = f"{HEAD}deadline: {deadline}\n{more}\n"
    return perfrules.load_policy(text=text, kind=perfrules.Schedule)


def refused(deadline, more=""):
    with pytest.raises(perfrules.PerfrulesError) as caught:
        schedule(deadline, more)
    return caught.value


# What it counts from, the term, the day of the event, the due day. 民法典 201: the day itself does not count;
# 202: a month ends on the same day, or on its last; 203: a rest day at the end moves on.
COUNTED = [
    ("{after: 验收合格之日, within: 10日}", "2021-03-01", "2021-03-11"),
    ("{after: 验收合格之日, within: 10日}", "2021-03-03", "2021-03-15"),
    ("{after: 验收合格之日, within: 10日内}", "2021-03-01", "2021-03-11"),
    ("{after: 验收合格之日, within: 15个工作日}", "2021-03-01", "2021-03-22"),
    ("{after: 验收合格之日, within: 5个工作日}", "2021-04-29", "2021-05-10"),
    ("{after: 验收合格之日, within: 1个月}", "2021-01-31", "2021-03-01"),
    ("{after: 验收合格之日, within: 2周}", "2021-03-01", "2021-03-15"),
    ("{after: 验收合格之日, within: 10日, first_day: counted}", "2021-03-01", "2021-03-10"),
    ("{after: 验收合格之日, within: 1日, first_day: counted}", "2021-03-01", "2021-03-01"),
    ("{after: 验收合格之日, within: 5个工作日, first_day: counted}", "2021-03-01", "2021-03-05"),
    ("{after: 验收合格之日, within: 5个工作日, first_day: counted}", "2021-02-28", "2021-03-05"),
    ("{after: 验收合格之日, within: 1个月, first_day: counted}", "2021-03-01", "2021-03-31"),
    ("{after: 验收合格之日, within: 1个月, first_day: counted}", "2021-01-31", "2021-03-01"),
    ("{after: 验收合格之日, within: 10日, first_day: not-counted}", "2021-03-01", "2021-03-11"),
    ("{起算: 验收合格之日, 时限: 10日, 首日: 计入}", "2021-03-01", "2021-03-10"),
    ("自验收合格之日起15个工作日内", "2021-03-01", "2021-03-22"),
    ("验收合格后10日内", "2021-03-01", "2021-03-11"),
]


@for_each(COUNTED)
def test_the_last_day_of_a_term_after_an_event(deadline, event, due):
    (found,) = schedule(deadline).due_after(date.fromisoformat(event))
    assert str(found.due) == due


def test_the_policy_may_say_how_it_rolls():
    deadline = "{after: 验收合格之日, within: 10日}"
    for roll, due in (("none", "2021-03-13"), ("previous-working-day", "2021-03-12")):
        (found,) = schedule(deadline, f"roll: {roll}").due_after(date(2021, 3, 3))
        assert str(found.due) == due
        assert found.milestone.text == "自验收合格之日起10日内"


def test_a_term_after_a_period_is_the_one_of_the_wording():
    stated = schedule("{after: 每季度终了, within: 10日}").policy
    assert stated.digest == schedule("每季度终了后10日内").policy.digest
    first = schedule("{after: 每季度末, within: 10日}").due(2025)[0]
    assert str(first.due) == "2025-01-10"


def test_a_year_alone_has_no_due_date():
    for ask in (lambda each: each.due(2021), lambda each: each.check_payments(["2021-01-08"], 2021)):
        with pytest.raises(perfrules.PerfrulesError) as caught:
            ask(schedule("{after: 验收合格之日, within: 10日}"))
        assert caught.value.code == "PR393"
        assert "验收合格之日" in str(caught.value)


def test_a_day_of_an_event_for_a_deadline_that_counts_from_none():
    with pytest.raises(perfrules.PerfrulesError) as caught:
        schedule("每月8日前").due_after(date(2021, 3, 1))
    assert caught.value.code == "PR394"


@for_each(
    [
        ("{after: 验收合格之日, within: 10元}", "PR585"),
        ("{after: 验收合格之日, within: 0日}", "PR585"),
        ("{after: 验收合格之日, within: 1.5日}", "PR585"),
        ("{after: 验收合格之日, within: 9999日}", "PR585"),
        ("{after: 每季度终了, within: 10日, first_day: counted}", "PR392"),
        ("{after: 验收合格之日}", "PR139"),
        ("{after: 验收合格之日, within: 10日, first_day: 也许}", "PR145"),
    ]
)
def test_what_is_wrong_is_said_with_its_place(deadline, code):
    found = refused(deadline).diagnostics[0]
    assert found.code == code
    assert found.span is not None


class TestCalendarFiles:
    DAYS = "kind: calendar\nextra_holidays: [2027年3月10日]\nextra_workdays: [2027年3月13日]\n"
    TEXT = HEAD + "deadline: 每月10日前\nroll: next-working-day\ncalendar: {{base: cn, days: {days}}}\n{more}"

    def policy(self, folder, days="2027.yaml", more="", calendar=DAYS):
        (folder / "2027.yaml").write_text(calendar, encoding="utf-8")
        path = folder / "pay.yaml"
        path.write_text(self.TEXT.format(days=days, more=more), encoding="utf-8")
        return perfrules.load_policy(path, kind=perfrules.Schedule)

    def test_days_of_a_file_beside_the_policy_count(self, tmp_path):
        assert str(self.policy(tmp_path).due(2027)[2].due) == "2027-03-11"

    def test_days_of_the_policy_itself_count_more(self, tmp_path):
        assert (
            str(self.policy(tmp_path, more="extra_workdays: [2027年3月10日]\n").due(2027)[2].due)
            == "2027-03-10"
        )

    def test_the_same_days_have_the_same_digest(self, tmp_path):
        own = HEAD + "deadline: 每月10日前\nroll: next-working-day\n"
        own += "extra_holidays: [2027年3月10日]\nextra_workdays: [2027年3月13日]\n"
        loaded = perfrules.load_policy(text=own, kind=perfrules.Schedule)
        assert isinstance(loaded.policy, SchedulePolicy)
        assert self.policy(tmp_path).digest == loaded.digest

    @pytest.mark.parametrize(
        ("days", "calendar", "code"),
        [
            ("2028.yaml", DAYS, "PR100"),
            ("../2027.yaml", DAYS, "PR391"),
            ("/etc/passwd", DAYS, "PR391"),
            ("2027.yaml", "kind: schedule\nid: x\ndeadline: 每月8日前\n", "PR138"),
            ("2027.yaml", "kind: calendar\nextra_holidays: [3元]\n", "PR562"),
        ],
    )
    def test_a_file_that_cannot_be_used(self, tmp_path, days, calendar, code):
        with pytest.raises(perfrules.PerfrulesError) as caught:
            self.policy(tmp_path, days=days, calendar=calendar)
        assert caught.value.code == code
        assert caught.value.diagnostics[0].span is not None

    def test_a_policy_that_is_a_text_has_no_folder(self):
        with pytest.raises(perfrules.PerfrulesError) as caught:
            perfrules.load_policy(text=self.TEXT.format(days="2027.yaml", more=""), kind=perfrules.Schedule)
        assert caught.value.code == "PR391"

    def test_another_calendar_is_unknown(self):
        assert refused("每月8日前", "calendar: us").code == "PR390"
