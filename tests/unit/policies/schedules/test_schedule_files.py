"""Reading files of kind schedule: what they say, and everything that is wrong with them at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.policies.loader import find_policy
from perfrules.policies.schedules.from_document import read_schedule

HEAD = "perfrules: 1\nkind: schedule\nid: unit.x\n"


def read(text):
    return read_schedule(read_document(Source(HEAD + text, "p.yaml")))


def refusals(text):
    with pytest.raises(PerfrulesError) as caught:
        read(text)
    return [
        (each.code, each.source.text[each.span.start : each.span.end]) for each in caught.value.diagnostics
    ]


class TestGoodFiles:
    def test_a_recurring_deadline(self):
        policy = read("deadline: 每月8日前\nroll: previous-working-day\ncalendar: cn\n")
        assert policy.roll == "previous-working-day"
        assert [day.isoformat() for day, _ in policy.days(2021)][:2] == ["2021-01-08", "2021-02-08"]
        assert not policy.by_share

    def test_chinese_keys_say_the_same(self):
        chinese = read("期限: 每月8日前\n顺延: 提前到前一工作日\n日历: 中国\n补充工作日: [2027-02-07]\n")
        english = read("deadline: 每月8日前\nroll: previous-working-day\nextra_workdays: [2027-02-07]\n")
        assert chinese.digest == english.digest

    def test_it_stays_where_nothing_is_said(self):
        assert read("deadline: 3月底前\n").roll == "none"

    def test_checkpoints(self):
        policy = read("checkpoints: [{by: 3月底, share: 25%}, {by: 12月底, share: 100%}]\n")
        assert [(str(day), each.share) for day, each in policy.days(2021)] == [
            ("2021-03-31", Fraction(25)),
            ("2021-12-31", Fraction(100)),
        ]

    def test_checkpoints_without_shares(self):
        policy = read("checkpoints: [{by: 每季度末前}, {by: 1月20日前}]\n")
        assert [str(day) for day, _ in policy.days(2021)][:2] == ["2021-01-20", "2021-03-31"]

    def test_days_added(self):
        policy = read(
            "deadline: 每月8日前\nextra_holidays: [2027年2月6日至12日, '2027-04-05、2027-04-06']\n"
            "extra_workdays: [2027/2/20]\n"
        )
        assert len(policy.calendar.extra_holidays) == 9
        assert policy.calendar.extra_workdays == {date(2027, 2, 20)}

    def test_a_deadline_with_its_year_falls_in_that_year_alone(self):
        policy = read("deadline: 2021年12月31日前\n")
        assert [len(policy.days(year)) for year in (2020, 2021, 2022)] == [0, 1, 0]

    def test_a_week(self):
        days = [day for day, _ in read("deadline: 每周五前\n").days(2021)]
        assert len(days) == 53
        assert {day.isoweekday() for day in days} == {5}


class TestBadFiles:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("deadline: 95%以上\n", [("PR563", "95%以上")]),
            ("deadline: 每月8号钱\n", None),
            ("checkpoints: [{by: 3月底, share: 0.25}]\n", [("PR564", "0.25")]),
            ("checkpoints: [{by: 3月底, share: 125%}]\n", [("PR564", "125%")]),
            ("checkpoints: [{by: 3月底, share: 0%}]\n", [("PR564", "0%")]),
            ("checkpoints: [{by: 每月底, share: 25%}]\n", [("PR563", "每月底")]),
            (
                "checkpoints: [{by: 3月底, share: 50%}, {by: 6月底, share: 50%}]\n",
                [("PR565", "50%")],
            ),
            (
                "checkpoints: [{by: 6月底, share: 25%}, {by: 3月底, share: 50%}]\n",
                [("PR565", "50%")],
            ),
            ("deadline: 每月8日前\nextra_holidays: [2月6日]\n", [("PR562", "2月6日")]),
            ("deadline: 每月8日前\nextra_holidays: [2027年]\n", [("PR562", "2027年")]),
            ("deadline: 每月8日前\nextra_holidays: [2027年10月]\n", [("PR562", "2027年10月")]),
            ("deadline: 每月8日前\nroll: forwards\n", [("PR145", "forwards")]),
            ("deadline: 每月8日前\ndedline: 3月底\n", [("PR140", "dedline")]),
            (
                "deadline: 每月8日前\nextra_holidays: [2027-02-06]\nextra_workdays: [2027-02-06]\n",
                [("PR561", "extra_workdays")],
            ),
        ],
    )
    def test_each_is_reported_with_its_place(self, text, expected):
        found = refusals(text)
        if expected is None:
            assert found
        else:
            assert found == expected

    def test_all_at_once(self):
        found = refusals("deadline: 优良\nextra_holidays: [昨天]\nin_force: {from: 2021-02-30}\n")
        assert [code for code, _ in found] == ["PR563", "PR562", "PR505"]

    @pytest.mark.parametrize("text", ["roll: none\n", "deadline: 3月底\ncheckpoints: [{by: 6月底}]\n"])
    def test_a_deadline_or_checkpoints(self, text):
        assert refusals(text)


class TestShippedRuleBooks:
    @pytest.mark.parametrize(("id_", "number"), [("chengde.wage-payment", 12), ("chengde.spending-plan", 4)])
    def test_loaded(self, id_, number):
        policy = find_policy(id_)
        assert len(policy.days(2021)) == number
        assert policy.head.version == "2021-01-01"
