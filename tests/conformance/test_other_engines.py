"""Examples that OpenFisca and Catala publish with their values, rebuilt as policies: the same values, exact.

OpenFisca: openfisca-core, tests/core/tax_scales/test_marginal_rate_tax_scale.py (`test_calc`,
`test_calc_without_round`, `test_calc_when_round_is_1` to `…_3`). Catala: examples/tutorial_en, articles 5
and 6, and its tests/test_tutorial (`UnitTest1`, `UnitTest2`).
"""

from decimal import Decimal

import pytest

import perfrules
from perfrules.analysis.check import check
from perfrules.policies.loader import read_policy_text

SCALE = """
kind: decision
id: unit.scale
inputs: {{base: {{type: number, domain: ">=0"}}}}
compute: {{tax: "{formula}"}}
tables: {{scale: {{by: base, values: {{{bands}}}}}}}
outputs: {{due: {{type: number}}}}
rules: [{{id: all, then: {{due: tax}}}}]
expect: [complete]
"""
FOUR_BANDS = "1以下: 0, 大于1且不超过2: 0.1, 大于2且不超过3: 0.2, 大于3: 0"
TWO_BANDS = "100以下: 0, 大于100: 0.1"
BASES = ["200", "200.2", "200.002", "200.6", "200.006", "200.5", "200.005"]

INCOME_TAX = """
kind: decision
id: unit.income-tax
inputs:
  income: {type: money, unit: 美元, domain: ">=0美元", step: 0.01美元}
  children: {type: count, domain: ">=0"}
compute: {two_brackets: "brackets(income, scale)"}
tables: {scale: {by: income, values: {10万美元以下: 20%, 超过10万美元: 40%}}}
outputs: {tax: {type: money, unit: 美元}}
rules:
  - {id: article-5, then: {tax: two_brackets}}
  - {id: article-6, when: {income: 不超过1万美元}, then: {tax: 0美元}, overrides: [article-5]}
expect: [complete, no-conflict]
"""


def due(bands, base, formula="brackets(base, scale)"):
    policy = perfrules.load_policy(text=SCALE.format(bands=bands, formula=formula))
    return policy.decide(base=Decimal(base)).outcome["due"].value


@pytest.mark.parametrize(
    ("base", "tax"),
    [("1", "0"), ("1.5", "0.05"), ("2", "0.1"), ("2.5", "0.2"), ("3.0", "0.3"), ("4.0", "0.3")],
)
def test_the_marginal_rate_scale_of_openfisca(base, tax):
    assert due(FOUR_BANDS, base) == Decimal(tax)


@pytest.mark.parametrize(
    ("step", "taxes"),
    [
        (None, ["10", "10.02", "10.0002", "10.06", "10.0006", "10.05", "10.0005"]),
        ("0.1", ["10", "10.0", "10.0", "10.1", "10.0", "10", "10.0"]),
        ("0.01", ["10", "10.02", "10.0", "10.06", "10.00", "10.05", "10"]),
        ("0.001", ["10", "10.02", "10.0", "10.06", "10.001", "10.05", "10"]),
    ],
)
def test_its_values_rounded_as_numpy_rounds(step, taxes):
    formula = "brackets(base, scale)" if step is None else f"round(brackets(base, scale), {step}, half_even)"
    assert [due(TWO_BANDS, base, formula) for base in BASES] == list(map(Decimal, taxes))


@pytest.mark.parametrize(
    ("income", "tax", "rules"),
    [
        ("230000美元", 72_000, ("article-5",)),
        ("4000美元", 0, ("article-6",)),
        ("100000美元", 20_000, ("article-5",)),
    ],
)
def test_the_income_tax_of_the_catala_tutorial(income, tax, rules):
    decision = perfrules.load_policy(text=INCOME_TAX).decide(income=income, children=0)
    assert decision.outcome["tax"].value == tax
    assert decision.rules == rules


def test_the_rebuilt_tax_is_proved_complete_and_never_to_fall():
    text = INCOME_TAX.replace("expect: [", "expect: [{never-decreasing: tax, as: income}, ")
    found = check(read_policy_text(text, "tax.yaml")[1])
    assert [each.diagnostic.code for each in found if each.diagnostic.severity != "info"] == []
