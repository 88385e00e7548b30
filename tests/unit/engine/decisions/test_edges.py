"""The rarer ways through the decision engine."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

import perfrules
from perfrules import CompiledPolicy, Quantity, Unit
from perfrules.documents.results.misfits import misfit
from perfrules.engine.decisions import compile as compiling
from perfrules.engine.decisions.facts import read_fact
from perfrules.engine.decisions.facts_json import facts_schema
from perfrules.values import Interval, IntervalSet

TEXT = """\
kind: decision
id: unit.x
inputs: {amount: {type: money}, item: {type: choice, of: [货物, 服务]}}
scope: {item: 货物}
outputs: {who: {type: any-of, title: 会签}, note: {type: text}}
hit: first
rules:
  - {id: low, when: {amount: 5元以下}, then: {who: [局长, 科长]}, cite: [{document: 办法, section: 第五条}]}
  - {id: high, when: {amount: 9元以上}, then: {who: [局长]}}
"""


@pytest.fixture(scope="module")
def policy():
    return perfrules.load_policy(text=TEXT, kind=CompiledPolicy)


def decide(policy, amount, item="货物"):
    return policy.decide(amount=amount, item=item)


class TestAmounts:
    @pytest.mark.parametrize(
        ("amount", "rules"),
        [
            (Fraction(14, 3), ("low",)),
            (Fraction(16, 3), ()),
            (Fraction(28, 3), ("high",)),
            (Fraction(5), ("low",)),
        ],
    )
    def test_thirds_are_located_exactly(self, policy, amount, rules):
        assert decide(policy, amount).rules == rules

    def test_a_quantity_beyond_the_limit_in_the_unit_of_the_input(self, policy):
        unit = policy.policy.inputs[0].unit
        for value in (Fraction(10**50), Fraction(1, 10**50), Fraction(-(10**50))):
            with pytest.raises(perfrules.FactError) as caught:
                decide(policy, Quantity(value, unit))
            assert caught.value.code == "PR654"

    @pytest.mark.parametrize("value", [object(), [], {}, b"5", complex(1, 2)])
    def test_objects_that_are_not_amounts(self, policy, value):
        with pytest.raises(perfrules.FactError) as caught:
            decide(policy, value)
        assert caught.value.code == "PR545"

    def test_a_unit_that_does_not_convert(self, policy):
        with pytest.raises(perfrules.FactError) as caught:
            decide(policy, Quantity(Fraction(5), Unit("斗", "volume")))
        assert caught.value.code == "PR542"

    def test_the_fact_that_is_an_unknown_choice_of_a_boolean_domain(self):
        input_ = perfrules.Input("urgent", "boolean", domain=frozenset({True}))
        with pytest.raises(perfrules.FactError) as caught:
            read_fact(input_, False)
        assert (caught.value.code, caught.value.diagnostics[0].arguments["domain"]) == ("PR543", "True")


class TestSentences:
    def test_alternatives_in_both_languages(self, policy):
        decision = decide(policy, 5)
        assert "会签：局长或科长" in decision.explain("zh")
        assert "会签: 局长 or 科长" in decision.explain("en")
        assert "citing 《办法》第五条" in decision.explain("en")

    def test_no_rule(self, policy):
        decision = decide(policy, 7)
        assert decision.why == ["没有规则适用，本制度对此没有规定。"]
        assert decision.to_json("en")["why"] == ["No rule applies, and the policy does not cover this case."]

    def test_the_default(self):
        loaded = perfrules.load_policy(text=TEXT + "default: {note: 无}\n", kind=CompiledPolicy)
        assert decide(loaded, 7).why == ["没有规则适用，按默认处理。"]
        assert decide(loaded, 7).to_json("en")["why"] == ["No rule applies; the default does."]

    def test_outside_the_scope(self, policy):
        data = decide(policy, 7, "服务").to_json("en")
        assert data["why"] == ["This is not governed by the policy: item is 服务 (货物)."]
        assert data["outcome"] is None


class TestOverrides:
    TEXT = (
        "kind: decision\nid: unit.x\ninputs: {amount: {type: money, step: 1元}}\n"
        "outputs: {who: {type: text}, urgent: {type: boolean}, rules: {type: text, combine: count}}\n"
        "hit: collect\nrules:\n  - {id: a, then: {urgent: 是, rules: 一条}}\n"
        "  - {id: b, when: {amount: 4.5元以上}, then: {who: 局长}, overrides: [a]}\n"
    )

    def test_they_are_reported_in_both_languages(self):
        decision = perfrules.load_policy(text=self.TEXT).decide(amount=5)
        assert decision.overridden == ("a",)
        assert "规则a也符合，但被优先的规则取代。" in decision.explain("zh")
        assert "Overridden: a." in decision.explain("en")

    def test_truth_values_and_counts_in_the_result_of_dmn(self):
        single = self.TEXT.replace("hit: collect", "hit: first")
        loaded = perfrules.load_policy(text=single)
        found = perfrules.dmn_result(loaded, loaded.decide(amount=1))
        assert found == {"who": None, "urgent": True, "rules": "一条"}
        counted = "outputs: {rules: {type: text, combine: count}}\nhit: collect\n"
        counted += "rules: [{id: a, then: {rules: 一}}]\n"
        loaded = perfrules.load_policy(text=self.TEXT.partition("outputs")[0] + counted)
        assert perfrules.dmn_result(loaded, loaded.decide(amount=1)) == 1

    @pytest.mark.parametrize("amount", [Fraction(1, 3), Fraction(1, 2), "0.5元", "0.5"])
    def test_an_amount_off_the_step(self, amount):
        with pytest.raises(perfrules.FactError) as caught:
            perfrules.load_policy(text=self.TEXT).decide(amount=amount)
        assert caught.value.code == "PR544"


def test_the_truth_value_of_numpy_is_read():
    """As numpy has it, where numpy is not installed: a class of that name in a module of that name."""
    truth = type("bool_", (), {"__module__": "numpy", "__bool__": lambda _self: True})()
    assert read_fact(perfrules.Input("urgent", "boolean"), truth) is True


class TestEquality:
    def test_of_decisions(self, policy):
        assert decide(policy, 5) == decide(policy, "5元")
        assert decide(policy, 5) != decide(policy, 4)
        assert decide(policy, 5) != "5"
        assert hash(decide(policy, 5)) == hash(decide(policy, "5元"))
        assert len({decide(policy, 5), decide(policy, "5.00元")}) == 1


class TestMemory:
    def test_the_cells_that_are_kept_are_bounded(self, monkeypatch):
        monkeypatch.setattr(compiling, "MOST_CELLS", 1)
        loaded = perfrules.load_policy(text=TEXT, kind=CompiledPolicy)
        assert [decide(loaded, each).rules for each in (5, 9, 5)] == [("low",), ("high",), ("low",)]


class TestSchema:
    def schema(self, **facts):
        inputs = (perfrules.Input("x", **facts),)
        rule = perfrules.Rule("a", then={"who": "甲"})
        built = perfrules.DecisionPolicy(
            perfrules.Head("unit.x"), inputs, (perfrules.Output("who"),), (rule,)
        )
        return facts_schema(built, "en")["properties"]["x"]

    def test_a_bound_that_is_not_a_decimal_is_left_out(self):
        third = IntervalSet((Interval(Fraction(1, 3), True, Fraction(5, 2), False),))
        assert self.schema(type="number", domain=third)["anyOf"][0] == {
            "type": "number",
            "exclusiveMaximum": 2.5,
        }

    def test_dates_are_described_by_their_range(self):
        day = Fraction(date(2021, 1, 1).toordinal())
        found = self.schema(type="date", domain=IntervalSet.from_(day))
        assert found == {
            "title": "x",
            "description": "values: >=2021-01-01",
            "type": "string",
            "format": "date",
        }

    def test_an_input_without_bounds_has_no_description(self):
        assert self.schema(type="number") == {"title": "x", "anyOf": [{"type": "number"}, {"type": "string"}]}


def test_every_part_that_does_not_fit_is_named():
    assert misfit([], "decision") == "…"
    assert misfit({"governed": True}, "decision") == "outcome"
