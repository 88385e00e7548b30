"""The difference of two policies that are not made alike."""

from __future__ import annotations

import pytest

from perfrules.analysis.differences.diff import diff
from perfrules.analysis.errors import DiffError
from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.documents.discovery import stated_kind, yaml_files
from perfrules.documents.formatting.formatter import format_document
from perfrules.policies.loader import find_policy, policy_of
from perfrules.resources.paths import data_path

OLD = """\
kind: decision
id: unit.approval
inputs: {amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}}
outputs: {who: {type: roles, title: 签批}}
hit: unique
rules:
  - {id: low, when: {amount: 2000元以下}, then: {who: [科长, 股长]}}
  - {id: high, when: {amount: 超过2000元}, then: {who: 局长}}
"""
DECIDING = {"decision", "scoring", "monitoring"}
SHIPPED = [path for path in yaml_files(data_path("policies")) if stated_kind(path) in DECIDING]
ITEM = ", item: {type: choice, of: [货物, 服务]}}"


def policy(*changes):
    text = OLD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return policy_of(read_document(Source(text, "p.yaml")))


def seen(*changes):
    return [
        (each.where(), each.before.text(), each.after.text(), str(each.witness["amount"]))
        for each in diff(policy(), policy(*changes))
    ]


class TestWhatMakesADifference:
    def test_a_threshold_that_moves(self):
        moved = seen(("2000元以下", "3000元以下"), ("超过2000元", "超过3000元"))
        assert moved == [
            ("金额超过2000元且不超过3000元", "签批：局长", "签批：科长、股长", "2000.01元"),
        ]

    def test_a_rule_that_is_gone_and_one_that_clashes(self):
        assert seen(("2000元以下", "1000元以下")) == [
            ("金额超过1000元且不超过2000元", "签批：科长、股长", "没有规则适用", "1000.01元"),
        ]
        assert seen(("2000元以下", "3000元以下")) == [
            ("金额超过2000元且不超过3000元", "签批：局长", "规则冲突，无法决定", "2000.01元"),
        ]

    def test_a_scope_and_a_domain(self):
        assert seen(("rules:", "scope: {amount: 5万元以下}\nrules:")) == [
            ("金额超过5万元", "签批：局长", "不在适用范围内", "50000.01元"),
        ]
        assert seen(('">=0元"', '">=10元"')) == [
            ("金额低于10元", "签批：科长、股长", "不在取值范围内", "0元"),
        ]

    def test_an_input_that_only_one_asks_for(self):
        changes = (
            ("0.01元}}", "0.01元}" + ITEM),
            (
                "- {id: low",
                "- {id: goods, when: {item: 货物}, then: {who: 采购员}, overrides: [low]}\n  - {id: low",
            ),
        )
        found = diff(policy(), policy(*changes))
        assert [each.where() for each in found] == [
            "金额不超过2000元，item为货物",
            "金额超过2000元，item为货物",
        ]
        assert found.differences[0].witness["item"] == "货物"

    def test_a_finer_step(self):
        assert seen(("step: 0.01元", "step: 1元")) == []
        finer = [("step: 0.01元", "step: 0.001元"), ("超过2000元", "不低于2000.005元")]
        assert [each[0] for each in seen(*finer)] == ["金额超过2000元且低于2000.005元"]


class TestOverridesUnderFirst:
    FIRST = ("hit: unique", "hit: first"), ("2000元以下", "3000元以下"), ("超过2000元", "超过1000元")

    def seen(self, *changes):
        old, new = policy(*self.FIRST), policy(*self.FIRST, *changes)
        return [(each.where(), each.before.text(), each.after.text()) for each in diff(old, new)]

    def test_a_later_rule_that_begins_to_override(self):
        assert self.seen(("then: {who: 局长}", "then: {who: 局长}, overrides: [low]")) == [
            ("金额超过1000元且不超过3000元", "签批：科长、股长", "签批：局长"),
        ]

    def test_a_later_rule_that_overrides_and_changes(self):
        both = ("then: {who: 局长}", "then: {who: 局长}, overrides: [low]"), ("超过1000元", "超过2500元")
        assert self.seen(*both) == [
            ("金额超过2500元且不超过3000元", "签批：科长、股长", "签批：局长"),
        ]


@pytest.mark.parametrize("name", ["STRIP_STEPS", "GROWING_STEPS"])
def test_with_few_steps_the_same_facts_differ_in_smaller_boxes(monkeypatch, name):
    old, new = policy(), policy(("2000元以下", "3000元以下"), ("outputs", "outputs"))
    whole = [each.where() for each in diff(old, new)]
    monkeypatch.setattr(f"perfrules.analysis.differences.compared.{name}", 1)
    assert [each.where() for each in diff(old, new)] == whole


class TestWhatMakesNone:
    @pytest.mark.parametrize(
        "change",
        [
            ("[科长, 股长]", "[股长, 科长]"),
            ("2000元以下", "不超过0.2万元"),
            ("id: low", "id: lower"),
            ("hit: unique", "hit: first"),
            ("超过2000元", "不低于2000.01元"),
            ("title: 签批", "title: 签字"),
        ],
    )
    def test_other_words_for_the_same(self, change):
        assert seen(change) == []

    @pytest.mark.parametrize("keys", ["zh", "en"])
    @pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
    def test_the_layout_of_a_file(self, path, keys):
        source = Source(path.read_text(encoding="utf-8"))
        document = read_document(source)
        laid_out = read_document(Source(format_document(source, keys)))
        assert not diff(policy_of(document), policy_of(laid_out))


class TestTablesOfBands:
    def test_by_their_places(self):
        found = diff(find_policy("mof.self-evaluation-2020"), find_policy("mof.self-evaluation-2020"))
        assert not found
        assert found.inputs == ()

    def test_only_of_one_kind(self):
        with pytest.raises(DiffError) as caught:
            diff(find_policy("mof.self-evaluation-2020"), find_policy("mof.monitoring-2019"))
        assert caught.value.code == "PR850"
        with pytest.raises(DiffError):
            diff(find_policy("chengde.safeguards"), find_policy("chengde.safeguards"))


def test_an_input_of_another_unit_cannot_be_compared():
    with pytest.raises(DiffError) as caught:
        diff(policy(), policy(("type: money, title: 金额", "type: number, unit: 元, title: 金额")))
    assert caught.value.code == "PR851"


def test_as_plain_data():
    data = diff(policy(), policy(("局长", "主任"))).to_json("en")
    assert data["old"] == {"id": "unit.approval", "version": None}
    (found,) = data["differences"]
    assert found["where"] == "金额 above 2000元"
    assert found["before"] == {"status": "decided", "outcome": {"who": ["局长"]}, "rules": ["high"]}
    assert found["witness"] == {"amount": "2000.01元"}
    assert found["box"] == {"amount": [["2000", False, None, False]]}


@pytest.mark.parametrize("type_", ["roles", "any-of"])
@pytest.mark.parametrize("hit", ["unique", "any", "first", "collect"])
def test_a_member_that_a_list_repeats_makes_no_difference(type_, hit):
    made = (("type: roles", f"type: {type_}"), ("hit: unique", f"hit: {hit}"))
    for listed in ("[科长, 股长, 科长]", "[股长, 科长]"):
        assert not diff(policy(*made), policy(*made, ("[科长, 股长]", listed)))
    assert diff(policy(*made), policy(*made, ("[科长, 股长]", "[科长, 科长]"))).differences


def test_a_member_that_a_default_repeats_makes_no_difference():
    low = "  - {id: low, when: {amount: 2000元以下}, then: {who: [科长, 股长]}}\n"
    old, new = (
        policy(
            ("hit: unique", "hit: rule-order"), (low, ""), ("局长}}", f"局长}}}}\ndefault: {{who: {who}}}")
        )
        for who in ("[科长, 股长, 科长]", "[股长, 科长]")
    )
    assert not diff(old, new)


def test_an_answer_that_two_rules_give_is_listed_twice_under_rule_order():
    made = (("hit: unique", "hit: rule-order"), ("[科长, 股长]", "局长"), ("2000元以下", "超过2000元"))
    again = ("  - {id: low, when: {amount: 超过2000元}, then: {who: 局长}}\n", "")
    assert diff(policy(*made), policy(*made, again)).differences


def test_differences_can_be_kept_in_a_set():
    found = diff(policy(), policy(("2000元以下", "1000元以下"), ("超过2000元", "超过1000元")))
    assert {*found} == {*found.differences}
