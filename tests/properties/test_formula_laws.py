"""Formulas: model, compiled decision and a plain evaluator agree; ranges hold every value."""

from __future__ import annotations

from fractions import Fraction

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from reference.formulas import ReferenceFormula

from perfrules.engine.decisions.compile import compile_policy
from perfrules.formulas.build import read_formula
from perfrules.formulas.errors import FormulaError
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.ranges import range_of
from perfrules.policies.decisions.computing.scope import scope_of
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.convert import dump_policy
from perfrules.policies.loader import read_policy_text
from perfrules.values import Quantity

LAW = law(150)
RATES = {"甲": Fraction(760), "乙": Fraction(1301, 2), "丙": Fraction(0)}
DIVISORS = st.sampled_from(["(days × 1人 ÷ people ÷ 1天)", "(people ÷ 1人)", "7"])
BANDS = [
    (Fraction(0), Fraction(3, 200)),
    (Fraction(100), Fraction(11, 1000)),
    (Fraction(500), Fraction(1, 125)),
]
TEXT = """
kind: decision
id: unit.law
inputs:
  kind: {{type: choice, of: [甲, 乙, 丙]}}
  people: {{type: count, unit: 人, domain: ">=1人"}}
  days: {{type: duration, unit: 天, domain: ">=0.5天", step: 0.5天}}
  spent: {{type: money, domain: ">=0元", step: 0.01元}}
  owed: {{type: money}}
compute: {{total: "{formula}"}}
tables:
  定额: {{by: kind, unit: 元/人/天, values: {{甲: 760, 乙: 650.5, 丙: 0}}}}
  费率:
    by: spent
    values: {{100元以下: 1.5%, 超过100元且不超过500元: 1.1%, 超过500元: 0.8%}}
outputs: {{pay: {{type: money}}}}
rules:
  - {{id: high, when: {{total: 超过1000元}}, then: {{pay: total}}}}
  - {{id: exact, when: {{total: =1000元}}, then: {{pay: total}}}}
  - {{id: low, when: {{total: 不满1000元}}, then: {{pay: total}}}}
"""
NUMBERS = st.fractions(0, 9999, max_denominator=100).map(lambda each: Fraction(round(each * 100), 100))


def _decimal(value: Fraction) -> str:
    return f"{int(value * 100) // 100}.{int(value * 100) % 100:02}"


AMOUNTS = st.one_of(
    st.sampled_from(["spent", "owed", "定额(kind) × people × days", "1000元", "0.1万元", "5角"]),
    NUMBERS.map(lambda value: f"{_decimal(value)}元"),
)
PLAIN = st.one_of(
    st.sampled_from(["10%", "2", "0.5", "people ÷ 3人", "days ÷ 12小时", "spent ÷ (spent + 1元)"]),
    NUMBERS.map(_decimal),
)


def _combined(money: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    ways = st.sampled_from(["四舍五入", "四舍六入五成双", "向上", "向下"])
    steps = st.sampled_from(["0.01元", "1元", "3元", "100元"])
    return st.one_of(
        st.builds("({}) {} ({})".format, money, st.sampled_from("+-"), money),
        st.builds("{} - {}".format, money, money.map("({})".format)),
        st.builds("({}) {} ({})".format, money, st.just("×"), PLAIN),
        st.builds("({}) ÷ {}".format, money, DIVISORS),
        st.builds("最小({}, {})".format, money, money),
        st.builds("最大({}, {}, {})".format, money, money, money),
        st.builds("取整({}, {}, {})".format, money, steps, ways),
        st.builds("累进(最大({}, 0元), 费率)".format, money),
        st.builds("-({})".format, money),
    )


FORMULAS = st.recursive(AMOUNTS, _combined, max_leaves=6)
FACTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(sorted(RATES)),
        "people": st.integers(1, 300),
        "days": st.integers(1, 60).map(lambda halves: Fraction(halves, 2)),
        "spent": NUMBERS,
        "owed": st.fractions(-9999, 9999, max_denominator=700),
    }
)


def policy_of(formula: str) -> DecisionPolicy:
    policy = read_policy_text(TEXT.format(formula=formula), "law.yaml")[1]
    assert isinstance(policy, DecisionPolicy)
    return policy


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
