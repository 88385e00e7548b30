"""Facts for which no rule holds, and facts for which several do."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from perfrules.values import Quantity

AMOUNT = """\
kind: decision
id: unit.approval
inputs: {amount: {type: money, title: 金额, domain: ">=0元", step: STEP}}
outputs: {who: {type: roles}}
hit: HIT
rules:
  - {id: low, when: {amount: LOW}, then: {who: 科长}}
  - {id: high, when: {amount: HIGH}, then: {who: 局长}}
"""


def two(low, high, *, step="0.01元", hit="unique"):
    return AMOUNT.replace("STEP", step).replace("HIT", hit).replace("LOW", low).replace("HIGH", high)


def seen(findings):
    return [(each.code, str(each.witness["amount"])) for each in findings]


class TestOnTheStepOfMoney:
    @pytest.mark.parametrize(
        ("low", "high", "step", "expected"),
        [
            ("不超过500元", "不低于500.01元", "0.01元", []),
            ("500元以内", "501元以上", "0.01元", [("PR801", "500.01元")]),
            ("500元以内", "501元以上", "1元", []),
            ("不超过500元", "超过500元", "0.01元", []),
            ("低于500元", "超过500元", "0.01元", [("PR801", "500元")]),
            ("低于500元", "超过500元", "3元", []),
            ("2000元以下", "2000元以上", "0.01元", [("PR803", "2000元")]),
            ("低于2000元", "2000元以上", "0.01元", []),
            ("2000元以下", "1000元以上", "0.01元", [("PR803", "1000元")]),
            ("超过5元且不超过9元", "超过20元", "0.01元", [("PR801", "0元"), ("PR801", "9.01元")]),
        ],
    )
    def test_a_hole_is_one_that_a_fact_can_fall_into(self, found, low, high, step, expected):
        assert seen(found(two(low, high, step=step))) == expected

    def test_without_a_step_any_hole_counts(self, found):
        text = two("不超过500元", "不低于500.01元").replace(", step: 0.01元", "")
        assert seen(found(text)) == [("PR801", "500.001元")]

    def test_the_message_tells_the_whole_gap_in_words(self, found):
        (gap,) = found(two("500元以内", "501元以上"))
        assert gap.diagnostic.message("zh") == "制度“unit.approval”没有规则适用于金额超过500元且低于501元"
        assert gap.diagnostic.message("en") == (
            "no rule of the policy `unit.approval` applies to 金额 above 500元 and below 501元"
        )
        assert str(gap.region[0]["amount"]) == "(500, 501)"

    def test_a_gap_has_a_wording_that_closes_it(self, found):
        (gap,) = found(two("500元以内", "501元以上"))
        assert gap.suggestion.zh == "把规则 high 的条件 amount 写成“超过500元”"
        assert found(two("500元以内", "超过500元")) == []

    def test_an_overlap_has_a_wording_that_parts_the_rules(self, found):
        (overlap,) = found(two("2000元以下", "2000元以上"))
        assert overlap.suggestion.text("en") == (
            "write the condition `amount` of the rule `high` as `超过2000元`"
        )
        assert found(two("2000元以下", "超过2000元")) == []


class TestWhatAGapIs:
    def test_each_stretch_is_one_finding(self, found_in):
        findings = found_in(
            "id: a, when: {amount: 超过5元且不超过9元, item: [货物, 服务]}, then: {who: 科长}",
            "id: b, when: {amount: 超过9元, item: [货物, 服务]}, then: {who: 局长}",
        )
        gaps = [each for each in findings if each.code == "PR801"]
        assert [each.diagnostic.arguments["where_zh"] for each in gaps] == [
            "item为工程",
            "金额不超过5元",
        ]

    def test_choices_are_suggested_as_a_list(self, found_in):
        findings = found_in("id: a, when: {item: [货物, 服务]}, then: {who: 科长}")
        (gap,) = [each for each in findings if each.code == "PR801"]
        assert gap.suggestion.zh == "把规则 a 的条件 item 写成“[工程, 服务, 货物]”"

    @pytest.mark.parametrize("more", ["default: {who: 科员}\n", "partial: true\n"])
    def test_none_where_the_author_says_what_holds(self, found_in, more):
        assert found_in("id: a, when: {amount: 超过5元}, then: {who: 科长}", more=more) == []

    def test_an_error_where_the_author_claims_that_there_is_none(self, found_in):
        (gap,) = found_in(
            "id: a, when: {amount: 超过5元}, then: {who: 科长}", more="partial: true\nexpect: [complete]\n"
        )
        assert (gap.code, gap.severity) == ("PR802", "error")
        assert gap.diagnostic.to_json()["line"] == 12

    def test_what_an_exception_leaves_out_is_a_gap(self, found_in):
        findings = found_in("id: a, except: {item: 工程, urgent: 否}, then: {who: 科长}")
        (gap,) = [each for each in findings if each.code == "PR801"]
        assert gap.witness == {
            "amount": Quantity(Fraction(0), gap.witness["amount"].unit),
            "item": "工程",
            "urgent": False,
        }

    def test_nothing_outside_the_scope_is_a_gap(self, found_in):
        assert found_in("id: a, when: {item: 货物}, then: {who: 科长}", more="scope: {item: 货物}\n") == []

    def test_dates_go_in_days(self, found):
        text = (
            "kind: decision\nid: unit.x\nhit: unique\noutputs: {who: {type: text}}\n"
            "inputs: {on: {type: date, domain: 2021年1月1日至2021年12月31日}}\nrules:\n"
            "  - {id: a, when: {on: 2021年1月1日至2021年3月31日}, then: {who: 甲}}\n"
            "  - {id: b, when: {on: 2021年4月2日至2021年12月31日}, then: {who: 乙}}\n"
        )
        (gap,) = found(text)
        assert gap.witness == {"on": date(2021, 4, 1)}
        assert found(text.replace("4月2日", "4月1日")) == []


class TestWhetherAnOverlapIsSettled:
    @pytest.mark.parametrize(
        ("hit", "code", "severity"),
        [
            ("unique", "PR803", "error"),
            ("any", "PR804", "error"),
            ("collect", "PR805", "info"),
            ("rule-order", "PR805", "info"),
            ("first", "PR807", "info"),
        ],
    )
    def test_by_the_hit_policy(self, found, hit, code, severity):
        (overlap,) = found(two("2000元以下", "2000元以上", hit=hit))
        assert (overlap.code, overlap.severity, overlap.rules) == (code, severity, ("low", "high"))

    def test_the_same_is_asked_for(self, found):
        (overlap,) = found(two("2000元以下", "2000元以上", hit="any").replace("局长", "科长"))
        assert overlap.code == "PR805"

    @pytest.mark.parametrize(("other", "code"), [("局长", "PR807"), ("科长", "PR807"), ("科员", "PR808")])
    def test_by_rank(self, found, other, code):
        text = two("2000元以下", "2000元以上", hit="priority").replace("局长", other)
        text = text.replace("who: {type: roles}", "who: {type: roles}, of: {type: text, of: [甲, 乙]}")
        ranked = {"局长": "甲", "科长": "乙", "科员": "乙"}[other]
        text = text.replace("{who: 科长}", "{who: 科长, of: 乙}", 1).replace(
            f"{{who: {other}}}", f"{{who: {other}, of: {ranked}}}"
        )
        (overlap,) = found(text)
        assert overlap.code == code

    def test_by_an_override(self, found_in):
        (overlap,) = found_in(
            "id: a, then: {who: 科长}", "id: b, when: {urgent: 是}, then: {who: 局长}, overrides: [a]"
        )
        assert overlap.code == "PR806"

    def test_by_a_third_rule_that_overrides_one_of_them(self, found_in):
        rules = [
            "id: a, when: {amount: 9元以下}, then: {who: 科长}",
            "id: b, when: {amount: 5元以上}, then: {who: 局长}",
            "id: c, when: {amount: 超过4元且不超过HIGH}, then: {who: 主任}, overrides: [a]",
        ]
        part = [each.replace("HIGH", "7元") for each in rules]
        whole = [each.replace("HIGH", "9元") for each in rules]
        found = {each.rules: each for each in found_in(*whole)}
        assert found["a", "b"].code == "PR806"
        left = {each.rules: each for each in found_in(*part)}["a", "b"]
        assert left.code == "PR803"
        assert str(left.region[0]["amount"]) == "(7, 9]"

    def test_rules_that_meet_in_the_same_facts_are_reported_of_together(self, found_in):
        (overlap,) = found_in(
            *(f"id: {name}, when: {{item: 货物}}, then: {{who: 科长}}" for name in "abc"),
            more="partial: true\n",
        )
        assert overlap.rules == ("a", "b", "c")
        assert overlap.diagnostic.to_json()["line"] == 10
        assert [each.to_json()["line"] for each in overlap.related] == [11, 12]


class TestAFinding:
    def test_as_plain_data(self, found):
        (overlap,) = found(two("2000元以下", "2000元以上"))
        data = overlap.to_json("en")
        assert data["witness"] == {"amount": "2000元"}
        assert data["region"] == [{"amount": [["2000", True, "2000", True]]}]
        assert data["rules"] == ["low", "high"]
        assert data["policy"] == "unit.approval"
        assert (data["file"], data["line"], data["severity"]) == ("p.yaml", 7, "error")
        assert [each["line"] for each in data["related"]] == [8]
