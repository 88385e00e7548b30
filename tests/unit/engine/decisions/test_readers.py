"""How facts of policies that compute are read, and that every form of a fact is decided alike."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from perfrules import CompiledPolicy, DecisionError, FactError, Quantity, load_policy
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.computing import readers
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Name, Quotient
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.values import BARE, default_units

TEXT = """\
kind: decision
id: unit.fee
inputs:
  amount: {type: money, domain: ">=0元"}
  spent: {type: money, domain: ">=0元", step: 0.01元}
  kind: {type: choice, of: [一类, 二类]}
  days: {type: number, domain: ">=0且<=30", step: 1}
compute:
  rest: {formula: amount - spent}
  limit: {formula: "定额(kind, days)"}
  whole: {formula: "取整(amount ÷ 7, 1元, 向下)"}
  up: {formula: "取整(amount ÷ 7, 1元, 向上)"}
tables:
  定额:
    by: [kind, days]
    unit: 元
    values: {一类: {不超过10: 700, 超过10: 600}, 二类: {不超过10: 500, 超过10: 400}}
outputs: {rest: {type: money}, limit: {type: money}, whole: {type: money}, up: {type: money}}
rules:
  - {id: over, when: {rest: 100元以上}, then: {rest: rest, limit: limit, whole: whole, up: up}}
  - {id: under, when: {rest: 不满100元}, then: {rest: 0元}}
"""
BASE = {"amount": "400元", "spent": "100.5元", "kind": "一类", "days": 3}


@pytest.fixture(scope="module")
def fee() -> CompiledPolicy:
    return load_policy(text=TEXT, kind=CompiledPolicy)


def outcome(policy: CompiledPolicy, **facts: object) -> dict[str, str]:
    decision = policy.decide(**{**BASE, **facts})
    return {name: str(value) for name, value in (decision.outcome or {}).items()}


EXPECTED = {"rest": "299.5元", "limit": "700元", "whole": "57元", "up": "58元"}


class TestForms:
    @pytest.mark.parametrize("amount", ["400元", "0.04万元", 400, Decimal("400.00"), Fraction(400), "400"])
    def test_of_an_amount_without_a_step(self, fee: CompiledPolicy, amount: object) -> None:
        assert outcome(fee, amount=amount) == EXPECTED

    @pytest.mark.parametrize("spent", ["100.5元", "100.50", Decimal("100.5"), Fraction(201, 2)])
    def test_of_an_amount_with_a_step(self, fee: CompiledPolicy, spent: object) -> None:
        assert outcome(fee, spent=spent) == EXPECTED

    def test_of_quantities_small_and_large(self, fee: CompiledPolicy) -> None:
        unit = fee.policy.input_by_name["amount"].unit
        assert outcome(fee, amount=Quantity(Fraction(400), unit)) == EXPECTED
        for number in (10**18, 10**39):
            large = Quantity(Fraction(number), unit)
            assert outcome(fee, amount=large)["rest"] == str(Quantity(number - Fraction(201, 2), unit))

    @pytest.mark.parametrize(("days", "limit"), [(10, "700元"), (11, "600元")])
    def test_of_keys_of_a_table_by_choice_and_number(
        self, fee: CompiledPolicy, days: int, limit: str
    ) -> None:
        assert outcome(fee, days=days)["limit"] == limit

    def test_are_forgotten_when_too_many_are_remembered(
        self, fee: CompiledPolicy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(readers, "MOST_REMEMBERED", 2)
        for number in range(5):
            facts = {"amount": f"{400 + number}元", "spent": f"100.{number}元"}
            assert (
                outcome(fee, **facts)["rest"]
                == outcome(fee, amount=400 + number, spent=facts["spent"])["rest"]
            )


class TestRefusals:
    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"spent": "100.005元"}, "PR544"),
            ({"spent": Fraction(1, 3)}, "PR544"),
            ({"spent": Quantity(Fraction(1, 3), default_units()["元"])}, "PR544"),
            ({"amount": Quantity(Fraction(10**50), default_units()["元"])}, "PR654"),
            ({"kind": 5}, "PR545"),
            ({"kind": "三类"}, "PR546"),
            ({"amount": "很多"}, "PR545"),
            ({"amount": object()}, "PR545"),
        ],
    )
    def test_have_the_code_of_other_policies(
        self, fee: CompiledPolicy, facts: dict[str, object], code: str
    ) -> None:
        with pytest.raises(FactError) as refused:
            fee.decide(**{**BASE, **facts})
        assert refused.value.code == code

    def test_of_facts_for_which_a_formula_of_a_program_has_no_result(self, fee: CompiledPolicy) -> None:
        share = Computed("rest", Formula(Quotient(Name("amount"), Name("spent")), BARE, "share"))
        unsafe = compile_policy(evolve(fee.policy, compute=(share, *fee.policy.compute[1:])))
        with pytest.raises(DecisionError, match="PR380"):
            unsafe.decide(**{**BASE, "spent": 0})


class TestMixedForms:
    """Facts of one decision in several forms, of inputs without a step and of truth values in a table."""

    TEXT = """\
kind: decision
id: unit.sum
inputs:
  fee: {type: money, domain: ">=0元"}
  fare: {type: money, domain: ">=0元"}
  urgent: {type: boolean}
compute:
  total: {formula: "fee + fare × 倍数(urgent)"}
tables:
  倍数: {by: [urgent], values: {是: 2, 否: 1}}
outputs: {total: {type: money}}
rules:
  - {id: some, when: {total: 1元以上}, then: {total: total}}
  - {id: none, when: {total: 不满1元}, then: {total: 0元}}
"""

    @pytest.mark.parametrize("urgent", [True, "是", "true"])
    @pytest.mark.parametrize("fare", [3, "3元", Decimal(3)])
    def test_a_fraction_beside_a_whole_number(self, fare: object, urgent: object) -> None:
        policy = load_policy(text=self.TEXT, kind=CompiledPolicy)
        decision = policy.decide(fee="1.5元", fare=fare, urgent=urgent)
        assert str((decision.outcome or {})["total"]) == "7.5元"
