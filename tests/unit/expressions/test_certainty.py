"""What an expression leaves open: warnings of a reading, and refusals in the rules of a policy."""

import pytest

from perfrules import load_policy
from perfrules.expressions import ExpressionError, parse, parse_strictly, read
from perfrules.policies.base.errors import PolicyError


@pytest.mark.parametrize(
    "text", ["10月前", "2023年前", "下半年前", "第三季度前", "每年6月前", "2023年10月以前完成"]
)
def test_before_a_month_or_year_is_read_with_a_warning_and_refused_in_rules(text):
    assert [warning.code for warning in parse(text).warnings] == ["PR340"]
    with pytest.raises(ExpressionError, match="PR341"):
        parse_strictly(text)


@pytest.mark.parametrize(
    "text", ["10月底前", "2023年12月31日前", "三季度末前", "不晚于2023年", "每年6月底前", "10月15日前"]
)
def test_a_day_or_the_end_of_a_month_is_certain(text):
    assert parse_strictly(text).warnings == ()


def test_warnings_are_no_part_of_what_is_meant():
    assert parse("10月前") == parse("10月31日前")
    assert hash(parse("95%-85%")) == hash(parse("85%-95%"))


def test_a_warning_points_into_the_original_text():
    (warning,) = read("验收 １０月 前；满意度≥90%").diagnostics
    assert warning.source.text[warning.span.start : warning.span.end] == "１０月 前"
    assert warning.arguments["part"] == "１０月 前"


BODIES = {
    "schedule": "deadline: {day}\nroll: none\n",
    "checklist": "duties:\n  - {id: report, title: 报告, evidence: [报告], frequency: {day}}\n",
    "decision": (
        "inputs: {day: {type: date}}\noutputs: {ok: {type: text}}\nhit: first\n"
        "rules:\n  - {id: first, when: {day: {day}}, then: {ok: 可以}}\ndefault: {ok: 不可以}\n"
    ),
}


def policy_text(kind, day):
    head = f"perfrules: 1\nkind: {kind}\nid: unit.example\ntitle: 示例\nin_force: {{from: 2021-01-01}}\n"
    return head + "cite: [{document: 办法, section: 第一条}]\n" + BODIES[kind].replace("{day}", day)


@pytest.mark.parametrize("kind", BODIES)
def test_a_policy_refuses_what_has_two_meanings(kind, tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(policy_text(kind, "2023年10月前"), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert [found.code for found in caught.value.diagnostics] == ["PR341"]
    path.write_text(policy_text(kind, "2023年10月底前"), encoding="utf-8")
    assert load_policy(path)


@pytest.mark.parametrize(("text", "code"), [("95%-90%", "PR342"), ("满意度：-95%", "PR346")])
def test_a_doubt_about_one_meaning_is_no_reason_to_refuse(text, code):
    assert [warning.code for warning in parse_strictly(text).warnings] == [code]


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("10月前", "可以是10月1日之前，也可以是10月31日之前", "before 1 October or by 31 October"),
        ("每年6月前", "可以是6月1日之前，也可以是6月30日之前", "before 1 June or by 30 June"),
    ],
)
def test_days_without_a_year_are_in_words(text, chinese, english):
    (warning,) = parse(text).warnings
    assert chinese in warning.message("zh")
    assert english in warning.message("en")
