"""Formulas: model, compiled decision and a plain evaluator agree; ranges hold every value."""

from __future__ import annotations

from fractions import Fraction

from budgets import law
from formula_texts import BANDS, FACTS, FORMULAS, RATES, policy_of
from hypothesis import given
from hypothesis import strategies as st
from reference.formulas import ReferenceFormula

from perfrules.engine.decisions.compile import compile_policy
from perfrules.formulas.build import read_formula
from perfrules.formulas.errors import FormulaError
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.ranges import range_of
from perfrules.policies.decisions.computing.scope import scope_of
from perfrules.policies.formats.convert import dump_policy
from perfrules.policies.loader import read_policy_text
from perfrules.values import Quantity

LAW = law(150)


class TestEvaluation:
    """A formula has one exact value, people who computes it."""

    @LAW
    @given(formula=FORMULAS, facts=FACTS)
    def test_model_machine_and_reference_agree(self, formula: str, facts: dict[str, Fraction | str]) -> None:
        policy = policy_of(formula)
        expected = ReferenceFormula(formula, facts, {"定额": RATES}, {"费率": BANDS}).value()
        total = policy.compute[0].formula
        assert evaluate(total.node, facts) * total.unit.factor == expected
        decision = compile_policy(policy).decide(**facts)
        assert decision.outcome is not None
        assert decision.outcome["pay"] == Quantity(expected, policy.outputs[0].unit)
        assert decision.rules == ("high" if expected > 1000 else "exact" if expected == 1000 else "low",)
        assert decision.steps[0].value.to(policy.outputs[0].unit).value == expected

    @LAW
    @given(formula=FORMULAS, facts=FACTS)
    def test_ranges_hold_every_value(self, formula: str, facts: dict[str, Fraction | str]) -> None:
        policy = policy_of(formula)
        node = policy.compute[0].formula.node
        assert evaluate(node, facts) in range_of(node, scope_of(policy.inputs).ranges)

    @law(40)
    @given(formula=FORMULAS)
    def test_a_policy_is_read_as_it_is_written(self, formula: str) -> None:
        policy = policy_of(formula)
        written = read_policy_text(dump_policy(policy), "law.yaml")[1]
        assert written.digest == policy.digest


class TestTexts:
    """Any text is a formula or refused with a code and a place inside it."""

    @law(400)
    @given(st.text("spentdays0129.×÷+-*/(),，（）元人天%最小取整累进三千四舍五入 “”", max_size=24))
    def test_nothing_but_formula_errors(self, text: str) -> None:
        scope = scope_of(policy_of("spent").inputs)
        try:
            formula = read_formula(text, scope)
        except FormulaError as error:
            found = error.diagnostics[0]
            assert found.span is not None
            assert 0 <= found.span.start <= found.span.end <= len(text)
        else:
            assert formula.text == text
