"""Duties compared with a record: fulfilled, missing, overdue or not yet due, and why."""

from __future__ import annotations

from datetime import date

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.engine.checklists.fulfil import Checklist
from perfrules.engine.checklists.record import Event, Evidence, Record, RecordError, load_record, read_record
from perfrules.engine.loading import load_policy
from perfrules.policies.checklists.from_document import read_checklist

DUTIES = """\
perfrules: 1
kind: checklist
id: unit.x
in_force: {from: 2021-04-01}
duties:
  - {id: once, title: 制度, evidence: [办法]}
  - {id: quarter, title: 监控, frequency: 每季度}
  - {id: twice, title: 培训, frequency: 每年不少于2次}
  - {id: monthly, title: 对账, frequency: 每月8日前}
  - {id: year-end, title: 报告, frequency: 12月底前}
  - {id: bought, title: 验收, upon: 购置, within: 30天}
  - {id: found, title: 整改, upon: 发现问题}
"""


@pytest.fixture(scope="module")
def checklist():
    return Checklist(read_checklist(read_document(Source(DUTIES))))


def shown(duty, *days, **facts):
    return tuple(Evidence(duty, date.fromisoformat(day), **facts) for day in days)


def happened(name, *days):
    return tuple(
        Event(name, date.fromisoformat(day), f"{name}{number}") for number, day in enumerate(days, 1)
    )


def status(checklist, duty, record, as_of):
    found = checklist.fulfil(record, date.fromisoformat(as_of)).duty(duty)
    return found.status, found.days_late


class TestStatuses:
    @pytest.mark.parametrize(
        ("duty", "days", "as_of", "expected"),
        [
            ("once", [], "2021-05-01", ("missing", 0)),
            ("once", ["2020-01-01"], "2021-05-01", ("fulfilled", 0)),
            ("quarter", [], "2021-06-30", ("not-yet-due", 0)),
            ("quarter", [], "2021-07-01", ("overdue", 1)),
            ("quarter", ["2021-06-30"], "2021-09-30", ("fulfilled", 0)),
            ("quarter", ["2021-06-30"], "2021-10-03", ("overdue", 3)),
            ("quarter", ["2021-03-31"], "2021-07-01", ("overdue", 1)),
            ("twice", ["2021-02-01"], "2021-12-31", ("not-yet-due", 0)),
            ("twice", ["2021-02-01", "2021-02-01"], "2021-12-31", ("fulfilled", 0)),
            ("monthly", ["2021-04-08", "2021-05-08"], "2021-06-08", ("fulfilled", 0)),
            ("monthly", ["2021-04-08", "2021-05-10"], "2021-06-08", ("late", 2)),
            ("monthly", ["2021-04-08"], "2021-06-09", ("overdue", 32)),
            ("year-end", [], "2021-12-31", ("not-yet-due", 0)),
            ("year-end", ["2021-12-31"], "2021-12-31", ("fulfilled", 0)),
        ],
    )
    def test_without_events(self, checklist, duty, days, as_of, expected):
        assert status(checklist, duty, Record(evidence=shown(duty, *days)), as_of) == expected

    @pytest.mark.parametrize(
        ("events", "days", "as_of", "expected"),
        [
            ([], [], "2021-05-01", ("not-yet-due", 0)),
            (["2021-05-01"], [], "2021-05-31", ("not-yet-due", 0)),
            (["2021-05-01"], [], "2021-06-02", ("overdue", 2)),
            (["2021-05-01"], ["2021-05-31"], "2021-06-30", ("fulfilled", 0)),
            (["2021-05-01"], ["2021-06-05"], "2021-06-30", ("late", 5)),
            (["2021-05-01"], ["2021-04-30"], "2021-06-02", ("overdue", 2)),
            (["2021-05-01", "2021-05-02"], ["2021-05-03"], "2021-05-31", ("fulfilled", 0)),
            (["2021-05-01", "2021-05-02"], ["2021-05-03"], "2021-06-02", ("overdue", 1)),
            (["2021-06-01"], [], "2021-05-31", ("not-yet-due", 0)),
        ],
    )
    def test_upon_an_event(self, checklist, events, days, as_of, expected):
        record = Record(happened("购置", *events), shown("bought", *days))
        assert status(checklist, "bought", record, as_of) == expected

    def test_without_a_last_day(self, checklist):
        record = Record(happened("发现问题", "2021-05-01"))
        assert status(checklist, "found", record, "2021-12-31") == ("missing", 0)

    def test_evidence_that_names_its_event(self, checklist):
        record = Record(
            happened("购置", "2021-05-01", "2021-05-02"), shown("bought", "2021-05-03", event="购置2")
        )
        found = checklist.fulfil(record, date(2021, 6, 30)).duty("bought").occurrences
        assert [each.status for each in found] == ["overdue", "fulfilled"]

    def test_evidence_that_is_for_no_event(self, checklist):
        report = checklist.fulfil(Record(evidence=shown("bought", "2021-05-03")), date(2021, 6, 30))
        assert [note.code for note in report.notes] == ["PR595"]


class TestWords:
    def test_why(self, checklist):
        record = Record(happened("购置", "2021-05-01"), shown("quarter", "2021-05-03"))
        report = checklist.fulfil(record, date(2021, 7, 2))
        reported = {each.duty.id: each for each in report.duties}
        assert (
            reported["bought"].explain("zh")
            == "2021-05-01购置，应于2021-05-31前；到2021-07-02没有材料，已逾期32天"
        )
        assert reported["quarter"].explain("zh") == "2021-04-01至2021-06-30应有1次，已有1次"
        assert reported["once"].explain("en") == "due once; nothing shown by 2021-07-02"
        assert reported["found"].explain("en") == "no event that requires it is recorded"
        assert not report.is_clean

    def test_json(self, checklist):
        data = checklist.fulfil(Record(), date(2021, 7, 2)).to_json("en")
        assert list(data) == ["as_of", "clean", "duties", "diagnostics"]
        quarter = data["duties"][1]
        assert (quarter["id"], quarter["status"], quarter["days_late"]) == ("quarter", "overdue", 2)
        assert quarter["occurrences"][0] == {
            "status": "overdue",
            "first": "2021-04-01",
            "last": "2021-06-30",
            "needed": 1,
            "shown": [],
            "event": None,
            "days_late": 2,
            "why": ["due 1× from 2021-04-01 to 2021-06-30, shown 0×, 2 days over on 2021-07-02"],
        }


class TestRecords:
    def test_read(self, tmp_path):
        path = tmp_path / "r.yaml"
        path.write_text(
            "类别: 记录\n事件: [{事件: 购置, 日期: 2021年5月1日, 编号: A}]\n"
            "佐证材料: [{事项: bought, 日期: 2021-05-03, 文件: 验收单, 对应事件: A, 备注: 乙}]\n",
            encoding="utf-8",
        )
        assert load_record(path) == Record(
            (Event("购置", date(2021, 5, 1), "A"),),
            (Evidence("bought", date(2021, 5, 3), "验收单", "A", "乙"),),
        )

    def problems(self, checklist, text):
        with pytest.raises(PerfrulesError) as caught:
            checklist.fulfil(read_record(read_document(Source("kind: record\n" + text))), date(2021, 6, 30))
        return [
            (each.code, each.source.text[each.span.start : each.span.end])
            for each in caught.value.diagnostics
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "events: [{event: 购置, date: 昨天}]\nevidence: [{duty: once, date: 5月}]\n",
                [("PR570", "昨天"), ("PR570", "5月")],
            ),
            ("evidence: [{duty: onse, date: 2021-05-01}]\n", [("PR590", "onse")]),
            ("evidence: [{duty: once, date: 2021-05-01, document: 凭证}]\n", [("PR592", "凭证")]),
            ("evidence: [{duty: bought, date: 2021-05-01, for: A}]\n", [("PR594", "A")]),
            (
                "events: [{event: 购置, date: 2021-05-01, id: A}, {event: 购置, date: 2021-05-02, id: A}]\n",
                [("PR598", "A")],
            ),
        ],
    )
    def test_what_does_not_fit(self, checklist, text, expected):
        assert self.problems(checklist, text) == expected

    def test_a_program_s_own_record(self, checklist):
        with pytest.raises(RecordError) as caught:
            checklist.fulfil(Record(evidence=shown("onse", "2021-05-01")), date(2021, 6, 30))
        assert caught.value.code == "PR590"
        assert "once" in caught.value.hint

    def test_what_counts_for_nothing_is_reported(self, checklist):
        record = Record(happened("报废", "2021-05-01"), shown("once", "2021-07-01"))
        report = checklist.fulfil(record, date(2021, 6, 30))
        assert [note.code for note in report.notes] == ["PR591", "PR596"]
        assert report.duty("once").status == "missing"

    @pytest.mark.parametrize("day", [date(1, 1, 1), date.max])
    def test_no_year(self, checklist, day):
        with pytest.raises(PerfrulesError) as caught:
            checklist.fulfil(Record(), day)
        assert caught.value.code == "PR566"


def test_loaded_ready_to_run():
    assert isinstance(load_policy("chengde.safeguards"), Checklist)


@pytest.mark.parametrize(("day", "codes"), [("2021-06-30", []), ("2021-07-01", ["PR596"])])
def test_what_happens_or_is_shown_on_the_very_day_counts(checklist, day, codes):
    event = Record(events=happened("发现问题", day))
    evidence = Record(evidence=shown("once", day))
    for record in (event, evidence):
        assert [note.code for note in checklist.fulfil(record, date(2021, 6, 30)).notes] == codes
