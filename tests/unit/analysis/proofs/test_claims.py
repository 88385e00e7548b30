"""What the author claims."""

from __future__ import annotations

import pytest

from perfrules.analysis.files import check_paths
from perfrules.resources.paths import data_path

HEAD = """\
kind: decision
id: unit.approval
inputs:
  amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}
  urgent: {type: boolean}
outputs: {who: TYPE}
"""


def claimed(findings):
    return [each for each in findings if each.code in {"PR809", "PR813", "PR814"}]


@pytest.fixture
def claims(found_in):
    """The findings about claims of rules for up to 5元, up to 9元 and above."""

    def claims(claim, low, middle, high, *, type_="{type: roles}", hit="unique", more=""):
        return claimed(
            found_in(
                f"id: a, when: {{amount: 5元以下}}, then: {{who: {low}}}",
                f"id: b, when: {{amount: 超过5元且不超过9元}}, then: {{who: {middle}}}",
                f"id: c, when: {{amount: 超过9元}}, then: {{who: {high}}}",
                head=HEAD.replace("TYPE", type_),
                hit=hit,
                more=f"{more}expect: [{{{claim}: who, as: amount}}]\n",
            )
        )

    return claims


class TestNeverDecreasing:
    def test_of_the_shipped_approval_fails_where_the_head_of_finance_is_no_longer_asked(self, tmp_path):
        text = data_path("policies", "chengde", "expenditure-approval.yaml").read_text(encoding="utf-8")
        path = tmp_path / "p.yaml"
        path.write_text(
            text.replace(
                "expect: [complete]", "expect: [complete, {never-decreasing: sign_off, as: amount}]"
            ),
            encoding="utf-8",
        )
        (failure,) = claimed(check_paths([path]).findings)
        assert (failure.code, failure.severity) == ("PR813", "error")
        assert str(failure.witness["amount"]) == "2000元"
        assert str(failure.second["amount"]) == "2000.01元"
        assert failure.witness["category"] == failure.second["category"] == "日常支出"
        assert failure.rules == ("finance-head", "leaders")
        assert (
            "“金额”从2000元到2000.01元时，“签批”由“单位财务负责人、分管领导、主要领导”变为“分管领导、主要领导”"
            in (failure.diagnostic.message("zh"))
        )
        assert failure.diagnostic.to_json()["line"] == 50

    @pytest.mark.parametrize(
        ("type_", "values", "fails_at"),
        [
            ("{type: roles}", ("[甲]", "[甲, 乙]", "[甲, 乙, 丙]"), []),
            ("{type: roles}", ("[甲]", "[乙]", "[乙, 甲]"), ["5.01元"]),
            ("{type: any-of}", ("[甲, 乙]", "[甲]", "[甲]"), []),
            ("{type: any-of}", ("[甲]", "[甲, 乙]", "[甲, 乙]"), ["5.01元"]),
            ("{type: text, of: [局长, 科长]}", ("科长", "局长", "局长"), []),
            ("{type: text, of: [局长, 科长]}", ("科长", "局长", "科长"), ["9.01元"]),
            ("{type: money}", ("1元", "2元", "3元"), []),
            ("{type: money}", ("3元", "2元", "1元"), ["5.01元", "9.01元"]),
            ("{type: boolean}", ("否", "否", "是"), []),
            ("{type: boolean}", ("是", "否", "否"), ["5.01元"]),
            ("{type: date}", ("2021-01-01", "2021-01-02", "2021-01-01"), ["9.01元"]),
        ],
    )
    def test_by_the_order_of_each_type(self, claims, type_, values, fails_at):
        found = claims("never-decreasing", *values, type_=type_)
        assert [str(each.second["amount"]) for each in found] == fails_at

    def test_is_shown_by_the_facts_next_to_the_threshold(self, found_in):
        (failure,) = claimed(
            found_in(
                "id: a, when: {amount: 超过5元且低于9元}, then: {who: 科长}",
                "id: b, when: {amount: 超过9元}, then: {who: 局长}",
                "id: c, when: {amount: 9元}, then: {who: 局长}",
                head=HEAD.replace("TYPE", "{type: roles}"),
                more="partial: true\nexpect: [{never-decreasing: who, as: amount}]\n",
            )
        )
        assert (str(failure.witness["amount"]), str(failure.second["amount"])) == ("8.99元", "9元")
        assert "从8.99元到9元时" in failure.diagnostic.message("zh")

    def test_is_not_judged_of_texts_without_an_order(self, claims):
        (found,) = claims("never-decreasing", "甲", "乙", "丙", type_="{type: text}")
        assert (found.code, found.severity) == ("PR814", "warning")

    def test_nothing_is_least(self, found_in):
        found = found_in(
            "id: a, when: {amount: 5元以下}, then: {who: 科长}",
            head=HEAD.replace("TYPE", "{type: roles}"),
            more="partial: true\nexpect: [{never-decreasing: who, as: amount}]\n",
        )
        (failure,) = claimed(found)
        assert "变为“无”" in failure.diagnostic.message("zh")

    def test_holds_for_each_value_of_the_other_inputs(self, found_in):
        rules = (
            "id: a, when: {amount: 5元以下}, then: {who: 科长}",
            "id: b, when: {amount: 超过5元}, then: {who: [科长, 局长]}",
            "id: c, when: {amount: 超过5元, urgent: 是}, then: {who: 局长}, overrides: [b]",
        )
        head, more = HEAD.replace("TYPE", "{type: roles}"), "expect: [{never-decreasing: who, as: amount}]\n"
        (failure,) = claimed(found_in(*rules, head=head, more=more))
        assert failure.second["urgent"] is True
        assert claimed(found_in(*rules[:2], head=head, more=more)) == []


def test_never_increasing(claims):
    assert claims("never-increasing", "3元", "2元", "1元", type_="{type: money}") == []
    (failure,) = claims("never-increasing", "2元", "3元", "1元", type_="{type: money}")
    assert str(failure.second["amount"]) == "5.01元"


class TestNoConflict:
    @pytest.mark.parametrize(
        ("type_", "values", "hit", "codes"),
        [
            ("{type: roles}", ("甲", "乙"), "collect", []),
            ("{type: text}", ("甲", "甲"), "collect", []),
            ("{type: text}", ("甲", "乙"), "collect", ["PR809"]),
            ("{type: money, combine: sum}", ("1元", "2元"), "collect", []),
            ("{type: text}", ("甲", "乙"), "first", ["PR809"]),
            ("{type: text}", ("甲", "乙"), "rule-order", ["PR809"]),
            ("{type: text}", ("甲", "乙"), "unique", []),
        ],
    )
    def test_of_rules_that_hold_together(self, found_in, type_, values, hit, codes):
        found = found_in(
            f"id: a, when: {{amount: 5元以下}}, then: {{who: {values[0]}}}",
            f"id: b, when: {{amount: 5元以上}}, then: {{who: {values[1]}}}",
            head=HEAD.replace("TYPE", type_),
            hit=hit,
            more="expect: [no-conflict]\n",
        )
        assert [each.code for each in claimed(found)] == codes

    def test_under_first_rules_may_not_ask_for_other_outputs_either(self, found_in):
        rules = ("id: a, when: {amount: 5元以下}, then: {who: 甲}", "id: b, then: {fee: 1元}")
        head = HEAD.replace("{who: TYPE}", "{who: {type: text}, fee: {type: money}}")
        more = "expect: [no-conflict]\n"
        codes = {
            hit: [each.code for each in claimed(found_in(*rules, head=head, hit=hit, more=more))]
            for hit in ("first", "collect")
        }
        assert codes == {"first": ["PR809"], "collect": []}

    def test_an_override_settles_it(self, found_in):
        found = found_in(
            "id: a, then: {who: 甲}",
            "id: b, when: {urgent: 是}, then: {who: 乙}, overrides: [a]",
            head=HEAD.replace("TYPE", "{type: text}"),
            more="expect: [no-conflict, complete]\n",
        )
        assert [each.code for each in found] == ["PR806"]
