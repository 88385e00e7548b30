"""Kinds of policies that a check once judged wrongly, each with variants of its own."""

from __future__ import annotations

import pytest

from perfrules.analysis.check import check


def policy(inputs, rules, *, outputs="who: {type: text}", hit="unique", more=""):
    listed = "".join(f"  - {{{rule}}}\n" for rule in rules)
    return (
        "kind: decision\nid: unit.kind\ninputs:\n"
        + "".join(f"  {each}\n" for each in inputs)
        + f"outputs: {{{outputs}}}\nhit: {hit}\n{more}rules:\n{listed}"
    )


def findings(text, *codes):
    found = check(text=text)
    return [each for each in found if not codes or each.code in codes]


def suggested(text, *codes):
    return [each.suggestion.zh for each in findings(text, *codes) if each.suggestion is not None]


AMOUNT = 'amount: {type: money, domain: ">=0元", step: 0.01元}'
RATE = 'rate: {type: ratio, domain: "0%-100%", step: 0.1%}'
PEOPLE = 'people: {type: count, unit: 人, domain: ">=0人"}'
URGENT = "urgent: {type: boolean}"
ITEM = "item: {type: choice, of: [货物, 服务, 工程]}"


class TestAScopeWithoutFacts:
    @pytest.mark.parametrize(
        ("input_", "scope", "conditions"),
        [
            ('amount: {type: money, domain: "1元至100元"}', "amount: 超过100元", ("50元以下", "超过50元")),
            (RATE, "rate: 高于100%", ("不足60%", "60%以上")),
            (
                'on: {type: date, domain: ">=2021-01-01"}',
                'on: "<2021-01-01"',
                ('">=2021-07-01"', '"<2021-07-01"'),
            ),
            (PEOPLE, "people: 少于0人", ("3人以上", "2人以下")),
        ],
    )
    def test_only_the_scope_is_reported(self, input_, scope, conditions):
        name = input_.partition(":")[0]
        rules = [
            f"id: r{at}, when: {{{name}: {text}}}, then: {{who: 甲}}" for at, text in enumerate(conditions)
        ]
        found = findings(policy([input_], rules, more=f"scope: {{{scope}}}\n"))
        assert [each.code for each in found] == ["PR823"]
        assert found[0].suggestion is None


class TestListsInAnyOrder:
    @pytest.mark.parametrize(
        ("type_", "first", "second"),
        [
            ("roles", "[局长, 科员]", "[科员, 局长]"),
            ("list", "[请示, 合同, 发票]", "[发票, 请示, 合同]"),
            ("any-of", "[局长办公会, 党组会]", "[党组会, 局长办公会]"),
        ],
    )
    def test_two_rules_that_require_the_same_do_not_conflict(self, type_, first, second):
        rules = [
            f"id: one, when: {{urgent: 是}}, then: {{who: {first}}}",
            f"id: both, then: {{who: {second}}}",
        ]
        found = findings(policy([URGENT], rules, outputs=f"who: {{type: {type_}}}", hit="any"))
        assert [each.code for each in found] == ["PR805", "PR812"]

    def test_other_members_do(self):
        rules = ["id: one, when: {urgent: 是}, then: {who: [局长]}", "id: both, then: {who: [局长, 科员]}"]
        found = findings(policy([URGENT], rules, outputs="who: {type: roles}", hit="any"))
        assert "PR804" in [each.code for each in found]


class TestEqualRules:
    TWINS = (
        (
            "id: A, when: {people: 3人以上}",
            "id: B, when: {people: 3人以上}",
            "id: C, when: {people: 2人以下}",
        ),
        (
            "id: A, when: {people: 3人以上}",
            "id: B, when: {people: 超过2人}",
            "id: C, when: {people: 2人以下}",
        ),
        ("id: A", "id: B", "id: C, when: {people: 5人}"),
        (
            "id: A, when: {people: 5人以上}",
            "id: B, when: {people: 3人-4人}",
            "id: C, when: {people: 3人以上}",
            "id: D, when: {people: 2人以下}",
        ),
    )

    @pytest.mark.parametrize(("rules", "gone"), [*zip(TWINS, (["B"], ["B"], ["B", "C"], ["C"]), strict=True)])
    def test_those_to_delete_can_go_together(self, rules, gone):
        text = policy([PEOPLE], [f"{rule}, then: {{who: 甲组}}" for rule in rules], hit="any")
        assert [each.rules[0] for each in findings(text, "PR812")] == gone
        assert suggested(text, "PR812") == [f"删去规则 {rule}" for rule in gone]


class TestLimitsThatAreExpresslyIncluded:
    @pytest.mark.parametrize(
        ("low", "high", "suggestion"),
        [
            ("5000元以下", "5000元（含）以上", "把规则 low 的条件 amount 写成“低于5000元”"),
            ("5000元（含）以下", "5000元以上", "把规则 high 的条件 amount 写成“超过5000元”"),
            ("5000元（含）以下", "5000元（含）以上", "在规则 high 里写明 overrides: [low]"),
            ("5000元以下", "5000元(含5000元)以上", "把规则 low 的条件 amount 写成“低于5000元”"),
        ],
    )
    def test_overlaps_are_parted_at_the_other_rule(self, low, high, suggestion):
        rules = [
            f"id: low, when: {{amount: {low}}}, then: {{who: 甲}}",
            f"id: high, when: {{amount: {high}}}, then: {{who: 乙}}",
        ]
        assert suggested(policy([AMOUNT], rules), "PR803") == [suggestion]

    @pytest.mark.parametrize(
        ("low", "high", "suggestion"),
        [
            ("5000元（不含）以下", "超过5000元", "把规则 high 的条件 amount 写成“不低于5000元”"),
            ("低于5000元", "5000元（不含）以上", "把规则 low 的条件 amount 写成“不超过5000元”"),
            ("5000元（不含）以下", "5000元（不含）以上", "补一条规则，条件写成 {amount: 5000元}"),
        ],
    )
    def test_gaps_are_closed_at_the_other_rule(self, low, high, suggestion):
        rules = [
            f"id: low, when: {{amount: {low}}}, then: {{who: 甲}}",
            f"id: high, when: {{amount: {high}}}, then: {{who: 乙}}",
        ]
        assert suggested(policy([AMOUNT], rules), "PR801") == [suggestion]


class TestAlternatives:
    @pytest.mark.parametrize(
        ("listed", "quoted", "suggestion"),
        [
            ("[不足80%, 高于100%]", ["高于100%"], "把规则 low 的条件 rate 写成“不足80%”"),
            ("[80%-90%, 高于100%, 低于0%]", ["高于100%", "低于0%"], "把规则 low 的条件 rate 写成“80%-90%”"),
            ("[高于100%, 低于0%]", ["高于100%", "低于0%"], "删去规则 low"),
            (
                "[60%以下, 60%-100%, 高于100%]",
                ["高于100%"],
                "把规则 low 的条件 rate 写成“[60%以下, 60%-100%]”",
            ),
        ],
    )
    def test_only_the_impossible_ones_are_quoted(self, listed, quoted, suggestion):
        rules = [f"id: low, when: {{rate: {listed}}}, then: {{who: 甲岗}}"]
        found = findings(policy([RATE], rules, more="partial: true\n"), "PR816")
        assert [each.diagnostic.arguments["text"] for each in found] == quoted
        assert {each.suggestion.zh for each in found} == {suggestion}

    def test_one_that_only_one_value_meets(self):
        rules = ["id: low, when: {rate: [不足80%, 100%以上]}, then: {who: 甲岗}"]
        (found,) = findings(policy([RATE], rules, more="partial: true\n"), "PR817")
        assert found.diagnostic.arguments["text"] == "100%以上"
        assert found.suggestion.zh == "把规则 low 的条件 rate 写成“[不足80%, 100%]”"


class TestAGapIsBetweenTwoRules:
    RULES = (
        "id: low, when: {amount: 100元以下}, then: {who: 甲}",
        "id: other, when: {amount: 300元以上}, then: {who: 乙}",
        "id: high, when: {amount: 超过200元且低于300元}, then: {who: 丙}",
    )

    @pytest.mark.parametrize(
        ("rules", "line"), [(RULES, 10), (RULES[:2], 9), (RULES[:1], 8), ((RULES[1], RULES[0]), 9)]
    )
    def test_its_place(self, rules, line):
        (gap,) = findings(policy([AMOUNT], rules), "PR801")
        diagnostic = gap.diagnostic
        assert diagnostic.source.place(diagnostic.span.start).line == line

    def test_without_a_rule_beside_it_the_place_is_that_of_all_rules(self):
        rules = ["id: a, when: {item: 货物, urgent: 是}, then: {who: 甲}"]
        gaps = findings(policy([ITEM, URGENT], rules), "PR801")
        assert {gap.diagnostic.span is not None for gap in gaps} == {True}


class TestKeysWithoutEffect:
    @pytest.mark.parametrize("by", ["", "by: [供应商], ", "by: [供应商, 科目], "])
    def test_aggregate_is_reported(self, by):
        text = policy(
            [AMOUNT], ["id: all, then: {who: 甲}"], more=f"aggregate: {{input: amount, {by}within: 30天}}\n"
        )
        assert [each.code for each in findings(text, "PR659")] == ["PR659"]
