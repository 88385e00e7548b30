"""Reading files of kind checklist: what they say, and everything that is wrong with them at once."""

from __future__ import annotations

from datetime import date

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.policies.base.terms import Term
from perfrules.policies.base.terms_from_text import read_term
from perfrules.policies.checklists.from_document import read_checklist
from perfrules.policies.loader import find_policy
from perfrules.values.working_days import WorkCalendar

HEAD = "perfrules: 1\nkind: checklist\nid: unit.x\nduties:\n"


def read(*duties):
    text = HEAD + "".join(f"  - {{id: d{at}, title: 甲, {each}}}\n" for at, each in enumerate(duties))
    return read_checklist(read_document(Source(text, "c.yaml")))


def refusals(*duties):
    with pytest.raises(PerfrulesError) as caught:
        read(*duties)
    return [
        (each.code, each.source.text[each.span.start : each.span.end]) for each in caught.value.diagnostics
    ]


class TestGoodFiles:
    def test_one_text_or_several(self):
        duty = read("who: 财务部门, evidence: [验收单, 入账凭证]").duty("d0")
        assert (duty.who, duty.evidence) == (("财务部门",), ("验收单", "入账凭证"))

    @pytest.mark.parametrize(
        ("text", "times"),
        [("每季度", 1), ("每年不少于2次", 2), ("每年超过2次", 3), ("每周1次", 1), ("每月8日前", 1)],
    )
    def test_frequencies(self, text, times):
        assert read(f"frequency: {text}").duty("d0").times == times

    def test_chinese_keys_say_the_same(self):
        chinese = "类别: 清单\n编号: unit.x\n事项:\n  - {编号: a, 名称: 甲, 触发事件: 购置, 时限: 30天}\n"
        english = "kind: checklist\nid: unit.x\nduties:\n  - {id: a, title: 甲, upon: 购置, within: 30天}\n"
        one, other = (read_checklist(read_document(Source(text))) for text in (chinese, english))
        assert one.digest == other.digest
        assert one.events == ("购置",)

    @pytest.mark.parametrize("text", ["within: 自购置之日起30日内", "upon: 购置, within: 购置后30天内"])
    def test_a_term_may_name_its_event(self, text):
        duty = read(text).duty("d0")
        assert (duty.upon, duty.within) == ("购置", Term(30, "days"))

    @pytest.mark.parametrize(
        ("text", "term", "end"),
        [
            ("30天", Term(30, "days"), "2021-10-30"),
            ("2周内", Term(14, "days"), "2021-10-14"),
            ("5个工作日", Term(5, "working-days"), "2021-10-13"),
            ("1个月", Term(1, "months"), "2021-10-30"),
            ("5个月", Term(5, "months"), "2022-02-28"),
            ("1年", Term(12, "months"), "2022-09-30"),
        ],
    )
    def test_terms(self, text, term, end):
        assert read_term(text) == term
        assert str(term.ends(date(2021, 9, 30), WorkCalendar())) == end


class TestBadFiles:
    @pytest.mark.parametrize(
        ("duty", "expected"),
        [
            ("frequency: 优良", [("PR583", "优良")]),
            ("frequency: 每年不超过2次", [("PR584", "每年不超过2次")]),
            ("frequency: 每日1次", [("PR584", "每日1次")]),
            ("frequency: 每学年1次", [("PR584", "每学年1次")]),
            ("frequency: 每季度, upon: 购置", [("PR581", "购置")]),
            ("within: 30天", [("PR582", "30天")]),
            ("upon: 购置, within: 30元", [("PR585", "30元")]),
            ("upon: 购置, within: 1.5天", [("PR585", "1.5天")]),
            ("upon: 购置, within: 30天以上", [("PR585", "30天以上")]),
            ("upon: 购置, within: 验收后30天内", [("PR586", "验收后30天内")]),
            ("within: 验收后30元内", [("PR212", "验收后")]),
            ("upon: 购置, withn: 30天", [("PR140", "withn")]),
        ],
    )
    def test_each_is_reported_with_its_place(self, duty, expected):
        assert refusals(duty) == expected

    def test_all_at_once(self):
        assert [code for code, _ in refusals("frequency: 优良", "upon: 购置, within: 3元")] == [
            "PR583",
            "PR585",
        ]

    def test_two_of_one_id(self):
        text = HEAD + "  - {id: a, title: 甲}\n  - {id: a, title: 乙}\n"
        with pytest.raises(PerfrulesError) as caught:
            read_checklist(read_document(Source(text)))
        assert [each.code for each in caught.value.diagnostics] == ["PR580"]


def test_the_shipped_safeguards():
    policy = find_policy("chengde.safeguards")
    sections = {cite.section for duty in policy.duties for cite in duty.cite}
    assert len(sections) == 7
    assert all(duty.cite and duty.who and duty.evidence for duty in policy.duties)
