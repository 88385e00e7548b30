"""Outputs of decisions: choices, lists whose order has no meaning, keys that change nothing."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules
from perfrules import CompiledPolicy

HEAD = "kind: decision\nid: unit.x\ninputs: {urgent: {type: boolean}}\n"
PEOPLE = ["局长", "科员", "会计"]


def policy(text):
    return perfrules.load_policy(text=HEAD + text, kind=CompiledPolicy)


def codes(text):
    with pytest.raises(perfrules.PerfrulesError) as caught:
        policy(text)
    return [each.code for each in caught.value.diagnostics]


class TestChoices:
    TEXT = (
        "outputs: {{who: {{type: choice, of: [科长, 局长]}}}}\nhit: {hit}\nrules:\n"
        "  - {{id: a, when: {{urgent: 是}}, then: {{who: 局长}}}}\n  - {{id: b, then: {{who: 科长}}}}\n"
    )

    @pytest.mark.parametrize(("hit", "expected"), [("first", "局长"), ("priority", "科长")])
    def test_a_choice_is_declared_like_that_of_an_input(self, hit, expected):
        decided = policy(self.TEXT.format(hit=hit)).decide(urgent=True)
        assert decided.outcome == {"who": expected}

    def test_another_value_is_refused(self):
        assert codes(self.TEXT.format(hit="first").replace("{who: 局长}", "{who: 处长}")) == ["PR517"]

    @pytest.mark.parametrize("value", ["[局长, 科长]", "[局长]"])
    def test_a_list_is_refused(self, value):
        assert codes(self.TEXT.format(hit="first").replace("{who: 局长}", f"{{who: {value}}}")) == ["PR516"]

    def test_it_needs_its_choices(self):
        assert codes(self.TEXT.format(hit="first").replace(", of: [科长, 局长]", "")) == ["PR660"]

    def test_in_chinese(self):
        text = "outputs: {who: {类型: 选项, 选项: [科长, 局长]}}\nrules: [{id: a, then: {who: 局长}}]\n"
        assert policy(text).decide(urgent=True).outcome == {"who": "局长"}

    @pytest.mark.parametrize("ending", ["dmn", "xlsx", "yaml"])
    def test_it_survives_every_format(self, tmp_path, ending):
        before = policy(self.TEXT.format(hit="priority"))
        source, target = tmp_path / "a.yaml", tmp_path / f"b.{ending}"
        source.write_text(perfrules.dump_policy(before), encoding="utf-8")
        perfrules.convert(source, target)
        assert perfrules.load_policy(target).policy.digest == before.policy.digest

    def test_a_text_with_of_is_as_it_was(self):
        assert policy(self.TEXT.format(hit="priority").replace("type: choice", "type: text")).decide(
            urgent=True
        )


class TestListsUnderAny:
    @staticmethod
    def rules(hit, *lists, type_="roles"):
        listed = "".join(
            f"  - {{id: r{at}, then: {{who: [{', '.join(each)}]}}}}\n" for at, each in enumerate(lists)
        )
        return policy(f"outputs: {{who: {{type: {type_}}}}}\nhit: {hit}\nrules:\n{listed}")

    @given(st.permutations(PEOPLE), st.permutations(PEOPLE), st.sampled_from(["roles", "list", "any-of"]))
    def test_the_order_of_a_list_has_no_meaning(self, one, other, type_):
        assert set(self.rules("any", one, other, type_=type_).decide(urgent=True).outcome["who"]) == set(
            PEOPLE
        )

    @pytest.mark.parametrize("lists", list(itertools.combinations((["局长"], ["科员"], ["局长", "科员"]), 2)))
    def test_other_members_conflict(self, lists):
        with pytest.raises(perfrules.ConflictError) as caught:
            self.rules("any", *lists).decide(urgent=True)
        assert caught.value.code == "PR548"

    def test_a_rule_that_asks_for_more_outputs_conflicts(self):
        text = (
            "outputs: {who: {type: roles}, note: {type: text}}\nhit: any\nrules:\n"
            "  - {id: a, then: {who: [局长]}}\n  - {id: b, then: {who: [局长], note: 注}}\n"
        )
        with pytest.raises(perfrules.ConflictError):
            policy(text).decide(urgent=True)

    def test_lists_of_rule_order_keep_their_order(self):
        assert self.rules("rule-order", ["局长", "科员"], ["科员", "局长"]).decide(urgent=True).outcome == {
            "who": (("局长", "科员"), ("科员", "局长"))
        }


class TestAggregate:
    TEXT = (
        "kind: decision\nid: unit.x\ninputs: {amount: {type: money}}\noutputs: {who: {type: text}}\n"
        "rules: [{id: a, then: {who: 局长}}]\n"
    )

    def test_decide_tells_that_it_adds_nothing_up(self):
        loaded = perfrules.load_policy(text=self.TEXT + "aggregate: {input: amount, within: 7天}\n")
        assert [each.code for each in loaded.notes] == ["PR659"]
        assert "累计" in loaded.notes[0].message("zh")
        assert "aggregate" in loaded.notes[0].message("en")

    def test_check_points_at_it(self):
        text = self.TEXT + "aggregate: {input: amount, by: [payee], within: 7天}\n"
        (found,) = [each for each in perfrules.check(text=text) if each.code == "PR659"]
        assert found.severity == "info"
        span = found.diagnostic.span
        assert "aggregate" in found.diagnostic.message("en")
        assert text[span.start : span.end] == "aggregate"

    def test_nothing_is_reported_without_it(self):
        assert perfrules.load_policy(text=self.TEXT).notes == ()
        assert "PR659" not in {each.code for each in perfrules.check(text=self.TEXT)}

    def test_the_command_tells_it(self, tmp_path):
        from click.testing import CliRunner

        from perfrules.cli import main

        path = Path(tmp_path, "p.yaml")
        path.write_text(self.TEXT + "aggregate: {input: amount}\n", encoding="utf-8")
        shown = CliRunner().invoke(main, ["decide", str(path), "amount=5元", "--lang", "en"])
        assert shown.exit_code == 0
        assert "PR659" in shown.stderr
