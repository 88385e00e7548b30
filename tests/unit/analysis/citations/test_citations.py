"""Whether the words that a policy cites stand where it says they do."""

from __future__ import annotations

import pytest

from perfrules.analysis.citations.citations import citation_findings
from perfrules.analysis.citations.sections import CitedText
from perfrules.diagnostics import Source
from perfrules.documents import read_document

TEXT = """\
支出管理办法

第一章 总则

第一条 本办法适用于机关各处室。

第二章 审批
第二条 单笔支出一千元以下的，由处长
签批；一千元以上的，由局长签批。
第三条 工资不在此限。

第一部分

一、总体目标
把钱管好。
三、保障措施
（一）完善制度。制定管理办法，并指定专人。
（二）加强支出管理。按月核对账目。

第二部分
专项资金目标

甲项目绩效目标表
\t时效指标
\t每月8日前

乙项目绩效目标表
\t时效指标
\t每月9日前
"""
POLICY = """\
kind: schedule
id: unit.wages
cite:
  - {{document: {document}, section: {section}, phrase: {phrase}}}
deadline: 每月8日前
"""


def found(section="第二条", phrase="由处长签批", document="支出管理办法", text=TEXT, name="办法.txt"):
    policy = POLICY.format(document=document, section=section, phrase=phrase)
    document = read_document(Source(policy.replace(", section: None", "").replace(", phrase: None", "")))
    findings = citation_findings(document, "unit.wages", [CitedText.of(Source(text, name))])
    return [(each.code, dict(each.diagnostic.arguments)) for each in findings]


@pytest.mark.parametrize(
    ("section", "phrase"),
    [
        ("第二条", "由处长签批"),
        ("第二章 审批", "由局长签批"),
        ("第二章 第二条", "1000元以上的，由局长签批".replace("1000元", "一千元")),
        ("第三条", "工资不在此限"),
        ("三、保障措施（一）完善制度", "指定专人"),
        ("三、保障措施", "按月核对账目"),
        ("第一部分 三、保障措施（二）", "按月核对账目"),
        ("第二部分 专项资金目标", "时效指标"),
        ("第二部分 乙项目绩效目标表", "每月9日前"),
        ("乙项目绩效目标表", "每月 9 日前"),
        ("第二条", None),
        (None, "把钱管好"),
        (None, None),
    ],
)
def test_a_phrase_that_stands_there_is_not_reported(section, phrase):
    assert found(section, phrase) == []


def test_a_phrase_that_stands_nowhere():
    ((code, facts),) = found(phrase="由科长签批")
    assert (code, facts["phrase"], facts["section"]) == ("PR640", "由科长签批", "第二条")


@pytest.mark.parametrize(
    ("section", "phrase", "line"),
    [
        ("第三条", "由处长签批", "8"),
        ("三、保障措施（一）完善制度", "按月核对账目", "18"),
        ("第二部分 甲项目绩效目标表", "每月9日前", "29"),
    ],
)
def test_a_phrase_that_stands_elsewhere_is_reported_with_its_line(section, phrase, line):
    ((code, facts),) = found(section, phrase)
    assert (code, facts["line"]) == ("PR641", line)


@pytest.mark.parametrize("section", ["第九条", "三、保障措施（三）", "第三部分", "丙项目绩效目标表"])
def test_a_section_that_is_not_there(section):
    ((code, facts),) = found(section)
    assert (code, facts["section"]) == ("PR642", section)


def test_a_document_that_is_not_at_hand_is_information():
    assert [code for code, _ in found(document="别的办法")] == ["PR643"]


def test_a_document_is_known_by_its_title_or_by_the_name_of_its_file():
    assert found(document="另一个名称", name="folder/另一个名称.txt") == []


def test_the_finding_points_at_the_phrase():
    document = read_document(
        Source(POLICY.format(document="支出管理办法", section="第二条", phrase="由科长签批"))
    )
    (finding,) = citation_findings(document, "unit.wages", [CitedText.of(Source(TEXT))])
    span = finding.diagnostic.span
    assert document.source.text[span.start : span.end] == "由科长签批"
    assert finding.policy == "unit.wages"


def test_citations_of_rules_and_duties_are_checked_too():
    text = """\
kind: checklist
id: unit.duties
duties:
  - {id: a, title: 甲, who: 乙, cite: [{document: 支出管理办法, section: 第三条, phrase: 不在此处}]}
"""
    findings = citation_findings(read_document(Source(text)), "unit.duties", [CitedText.of(Source(TEXT))])
    assert [each.code for each in findings] == ["PR640"]


def test_a_document_that_is_not_at_hand_is_reported_once():
    cited = "  - {document: 办法, section: 第一条}\n"
    policy = f"kind: schedule\nid: unit.wages\ncite:\n{cited}{cited}deadline: 每月8日前\n"
    found = citation_findings(read_document(Source(policy)), "unit.wages", [])
    assert [each.code for each in found] == ["PR643"]
