"""Conditions that no fact meets or that hardly say what was meant, choices, and tables of bands."""

from __future__ import annotations

import pytest

HEAD = """\
kind: decision
id: unit.x
inputs:
  rate: {type: ratio, title: 完成率, domain: "DOMAIN"}
  item: {type: choice, of: [货物, 服务, 工程]}
  amount: {type: money, domain: ">=0元", step: 0.01元}
outputs: {who: {type: text}}
"""
PARTIAL = "partial: true\n"


def codes(findings, *wanted):
    return [each.code for each in findings if each.code in wanted]


class TestBeyondTheDomain:
    @pytest.mark.parametrize(
        ("condition", "domain", "expected"),
        [
            (">=100%", "0%-100%", ["PR817"]),
            ("100%", "0%-100%", []),
            (">=100%", "<100%", ["PR816"]),
            (">100%", "0%-100%", ["PR816"]),
            (">=90%", "0%-100%", []),
            ("[5%以下, 超过200%]", "0%-100%", ["PR816"]),
        ],
    )
    def test_of_a_ratio(self, found_in, condition, domain, expected):
        quoted = condition if condition.startswith("[") else f'"{condition}"'
        findings = found_in(
            f"id: a, when: {{rate: {quoted}}}, then: {{who: 甲}}",
            head=HEAD.replace("DOMAIN", domain),
            more=PARTIAL,
        )
        # That a rule is never reached goes without saying where a condition of it is never met.
        assert codes(findings, "PR810", "PR816", "PR817") == expected

    def test_points_at_the_condition_also_in_an_exception(self, found_in):
        findings = found_in(
            'id: a, except: {rate: ">=100%"}, then: {who: 甲}',
            head=HEAD.replace("DOMAIN", "0%-100%"),
            more=PARTIAL,
        )
        (found,) = [each for each in findings if each.code == "PR817"]
        assert found.diagnostic.to_json()["line"] == 10
        assert found.diagnostic.arguments["input"] == "完成率"
        assert found.diagnostic.to_json()["column"] > 20
        assert found.diagnostic.help("en").startswith("write `100%`")
        assert str(found.witness["rate"]) == "100%"

    def test_points_into_the_exception_it_stands_in(self, found_in):
        rule = 'id: a, except: [{rate: 5%}, {rate: ">=100%"}], then: {who: 甲}'
        findings = found_in(rule, head=HEAD.replace("DOMAIN", "0%-100%"), more=PARTIAL)
        (found,) = [each for each in findings if each.code == "PR817"]
        span = found.diagnostic.span
        assert found.diagnostic.source.text[span.start : span.end] == '">=100%"'

    def test_a_scope_outside_it(self, found_in):
        findings = found_in(
            "id: a, then: {who: 甲}",
            head=HEAD.replace("DOMAIN", "0%-100%"),
            more='scope: {rate: ">200%"}\n',
        )
        assert codes(findings, "PR823", "PR801") == ["PR823"]


class TestChoicesThatNoRuleMentions:
    RULE = "id: a, when: {item: 货物}, then: {who: 甲}"

    def test_are_reported(self, found_in):
        findings = found_in(self.RULE, "id: b, then: {who: 乙}", head=HEAD.replace("DOMAIN", "0%-100%"))
        (found,) = [each for each in findings if each.code == "PR815"]
        assert found.diagnostic.arguments["choices_zh"] == "工程、服务"
        assert found.severity == "info"
        assert found.witness["item"] == "工程"

    @pytest.mark.parametrize(
        ("rules", "more"),
        [
            ([RULE], PARTIAL),
            ([RULE], "default: {who: 乙}\n"),
            ([RULE], "scope: {item: 货物}\n"),
            ([RULE, "id: b, except: {item: 货物}, when: {item: [服务, 工程]}, then: {who: 乙}"], ""),
            (["id: b, then: {who: 乙}"], ""),
        ],
    )
    def test_are_none_where_they_are_spoken_of_or_need_not_be(self, found_in, rules, more):
        findings = found_in(*rules, head=HEAD.replace("DOMAIN", "0%-100%"), more=more)
        assert codes(findings, "PR815") == []


class TestMixedMagnitude:
    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ("3-5万元", "5000元以下", ["PR818"]),
            ("3万元-5万元", "5000元以下", []),
            ("3-5万元", "超过5万元", []),
            ("3至5万元", "超过6万元", []),
            ("2000元以下", "超过2万元", []),
        ],
    )
    def test_of_a_range_whose_lower_end_has_no_unit(self, found_in, first, second, expected):
        findings = found_in(
            f"id: a, when: {{amount: {first}}}, then: {{who: 甲}}",
            f"id: b, when: {{amount: {second}}}, then: {{who: 乙}}",
            head=HEAD.replace("DOMAIN", "0%-100%"),
            more=PARTIAL,
        )
        assert codes(findings, "PR818") == expected

    def test_choices_that_look_like_ranges_are_choices(self, found_in):
        findings = found_in(
            "id: a, when: {item: 3-5万元}, then: {who: 甲}",
            "id: b, when: {item: 5000元以下}, then: {who: 乙}",
            head=HEAD.replace("DOMAIN", "0%-100%").replace("货物, 服务, 工程", "3-5万元, 5000元以下"),
        )
        assert codes(findings, "PR818") == []


SCORING = """\
kind: scoring
id: unit.scoring
execution: {weight: 10分}
groups:
  产出指标: {weight: 90分}
operators: [{operator: ">="}]
methods: [{kind: comparison, method: proportional}]
levels:
  完成: {share: 100%}
rounding: {places: PLACES}
grades:
"""


class TestBandsOfAScore:
    @pytest.mark.parametrize(
        ("bands", "places", "expected"),
        [
            (["90-100分", "80-89分", "低于80分"], 2, [("PR801", "89.01分")]),
            (["90-100分", "80-89分", "低于80分"], 0, []),
            (["超过90分", "80分（含）至90分（不含）", "低于80分"], 2, [("PR801", "90分")]),
            (["90分以上", "80-90分", "低于80分"], 2, [("PR803", "90分")]),
            (["90分以上", "80分（含）至90分（不含）", "低于80分"], 2, []),
        ],
    )
    def test_leave_no_score_out(self, found, bands, places, expected):
        rows = "".join(f"  {name}: {band}\n" for name, band in zip("优良差", bands, strict=True))
        findings = found(SCORING.replace("PLACES", str(places)) + rows)
        assert [(each.code, str(each.witness["score"])) for each in findings] == expected
        assert all(each.part == "grades" and each.diagnostic.to_json()["line"] >= 11 for each in findings)

    def test_the_message_tells_which_scores(self, found):
        (gap,) = found(SCORING.replace("PLACES", "2") + "  优: 90-100分\n  良: 80-89分\n  差: 低于80分\n")
        assert "没有规则适用于得分超过89分且低于90分" in gap.diagnostic.message("zh")
        assert gap.suggestion.zh == "把规则 优 的条件 score 写成“超过89分”"
