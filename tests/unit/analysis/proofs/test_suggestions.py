"""Wordings that would fix what was found, and the lines they are about."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.analysis.proofs.suggestions import texts_of
from perfrules.policies.decisions.inputs import Input
from perfrules.values import IntervalSet


def suggested(findings, code):
    (finding,) = [each for each in findings if each.code == code]
    return finding.suggestion.zh


class TestAGap:
    def test_the_rules_on_both_sides_are_named_and_pointed_at(self, found_in):
        (gap,) = found_in(
            "id: low, when: {amount: 500元以内}, then: {who: 科长}",
            "id: high, when: {amount: 501元以上}, then: {who: 局长}",
        )
        assert gap.rules == ("low", "high")
        places = [each.source.place(each.span.start).line for each in gap.related]
        assert [each.code for each in gap.related] == ["PR849", "PR849"]
        assert places == [10, 11]

    def test_also_where_it_is_claimed_that_there_is_none(self, found_in):
        (gap,) = found_in(
            "id: low, when: {amount: 500元以内}, then: {who: 科长}", more="expect: [complete]\n"
        )
        assert (gap.code, gap.rules) == ("PR802", ("low",))

    def test_no_rule_is_stretched_over_what_others_hold_for(self, found_in):
        findings = found_in(
            "id: goods, when: {amount: 不超过100元, item: 货物}, then: {who: 科长}",
            "id: large, when: {amount: 超过100元}, then: {who: 局长}",
            "id: services, when: {amount: 不超过50元, item: [服务, 工程]}, then: {who: 处长}",
        )
        assert suggested(findings, "PR801") == "把规则 services 的条件 amount 写成“不超过100元”"

    def test_a_rule_that_holds_for_more_than_the_gap_stays_as_it_is(self, found_in):
        findings = found_in(
            "id: urgent, when: {urgent: 是}, then: {who: 科长}",
            "id: small, when: {urgent: 否, amount: 不超过10元}, then: {who: 局长}",
        )
        assert suggested(findings, "PR801") == "补一条规则，条件写成 {amount: 超过10元, urgent: 否}"

    def test_a_rule_is_not_stretched_to_the_end_of_the_domain(self, found_in):
        findings = found_in("id: low, when: {amount: 不超过100元}, then: {who: 科长}")
        assert suggested(findings, "PR801") == "补一条规则，条件写成 {amount: 超过100元}"


class TestClashes:
    def test_the_more_special_rule_overrides(self, found_in):
        rules = (
            "id: special, when: {amount: 100元至200元}, then: {who: 局长}",
            "id: general, when: {}, then: {who: 科长}",
        )
        for each in (rules, rules[::-1]):
            assert suggested(found_in(*each), "PR803") == "在规则 special 里写明 overrides: [general]"

    def test_of_two_that_hold_alike_the_later_goes(self, found_in):
        (clash,) = found_in(
            "id: a, when: {}, then: {who: 局长}", "id: b, when: {}, then: {who: 科长}", hit="any"
        )
        assert clash.suggestion.zh == "删去规则 b"


class TestIdleRules:
    def test_one_that_comes_too_late_is_put_before(self, found_in):
        findings = found_in(
            "id: a, when: {amount: 不超过500元}, then: {who: 科长}",
            "id: b, when: {amount: 超过400元}, then: {who: 局长}",
            "id: c, when: {amount: 300元至600元}, then: {who: 处长}",
            hit="first",
        )
        assert suggested(findings, "PR811") == "把规则 c 移到规则 a 之前"

    def test_one_that_would_leave_another_idle_goes(self, found_in):
        findings = found_in(
            "id: a, when: {}, then: {who: 科长}",
            "id: b, when: {}, then: {who: 局长}",
            hit="first",
        )
        assert suggested(findings, "PR811") == "删去规则 b"

    def test_one_that_changes_nothing_goes(self, found_in):
        findings = found_in(
            "id: a, when: {amount: 超过100元}, then: {who: 科长}",
            "id: b, when: {}, then: {who: 科长}",
            hit="first",
        )
        assert suggested(findings, "PR812") == "删去规则 a"


class TestConditions:
    @pytest.mark.parametrize(
        ("rule", "code", "expected"),
        [
            ("when: {rate: 超过100%}", "PR816", "删去规则 a"),
            ('when: {rate: ">=100%"}', "PR817", "把规则 a 的条件 rate 写成“100%”"),
            ("when: {rate: [超过100%, 低于5%]}", "PR816", "把规则 a 的条件 rate 写成“低于5%”"),
            ("when: {}, except: {rate: 超过100%}", "PR816", "删去规则 a 的这条例外"),
            ("when: {}, except: {rate: 100%以上}", "PR817", "把规则 a 的例外 rate 写成“100%”"),
        ],
    )
    def test_what_lies_beyond_the_domain_is_left_out(self, found, rule, code, expected):
        findings = found(
            "kind: decision\nid: unit.rate\n"
            'inputs: {rate: {type: ratio, domain: ">=0%且<=100%"}}\noutputs: {who: {type: roles}}\n'
            f"hit: collect\nrules:\n  - {{id: a, {rule}, then: {{who: 科长}}}}\n"
        )
        assert suggested(findings, code) == expected

    def test_a_bare_lower_end_gets_its_unit(self, found_in):
        (finding,) = found_in(
            "id: a, when: {amount: 3-5万元}, then: {who: 局长}",
            "id: b, when: {amount: 5000元以下}, then: {who: 科长}",
            more="partial: true\n",
        )
        assert finding.suggestion.zh == "把规则 a 的条件 amount 写成“3万-5万元”"
        assert [each.source.place(each.span.start).line for each in finding.related] == [11]


CLAIM = "expect: [{never-decreasing: who, as: amount}]\n"


class TestClaims:
    def test_no_less_is_asked_for(self, found_in):
        findings = found_in(
            "id: low, when: {amount: 不超过100元}, then: {who: [科长, 局长]}",
            "id: high, when: {amount: 超过100元}, then: {who: 局长}",
            more=CLAIM,
        )
        assert suggested(findings, "PR813") == "把规则 high 的要求 who 写成 [局长, 科长]"

    def test_what_has_no_order_is_given_one(self, found):
        findings = found(
            "kind: decision\nid: unit.grade\n"
            'inputs: {rate: {type: ratio, domain: ">=0%"}}\noutputs: {grade: {type: text}}\n'
            "hit: unique\nrules:\n"
            "  - {id: a, when: {rate: 不低于90%}, then: {grade: 优}}\n"
            "  - {id: b, when: {rate: 低于90%}, then: {grade: 良}}\n"
            "expect: [{never-decreasing: grade, as: rate}]\n"
        )
        assert suggested(findings, "PR814") == "在输出项 grade 里由高到低写明 of: [优, 良]"


@pytest.mark.parametrize("number", [Fraction(10**60), Fraction(1, 10**60)])
def test_no_condition_is_suggested_that_could_not_be_read(number):
    assert texts_of(Input("n", "number"), IntervalSet.from_(number)) == ()
