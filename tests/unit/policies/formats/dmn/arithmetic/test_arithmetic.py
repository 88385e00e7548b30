"""FEEL arithmetic: what it computes as a formula, and what has no exact counterpart."""

from fractions import Fraction

import pytest
from each import for_each

from perfrules.diagnostics import PerfrulesError
from perfrules.formulas.build import read_formula
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.scope import FormulaScope, NumberSymbol
from perfrules.policies.formats.dmn.arithmetic.to_formula import formula_of
from perfrules.policies.formats.dmn.expressions.reading import read_expression
from perfrules.policies.formats.dmn.expressions.tree import expression_text
from perfrules.values import BARE

VALUES = {"a": Fraction(7), "b": Fraction(-5, 2), "monthly pay": Fraction(100)}
SCOPE = FormulaScope(tuple(NumberSymbol(name, BARE) for name in VALUES))

# Expressions and their values by the definitions of DMN 1.4, 10.3.4.
COMPUTED = [
    ("a + b * 2", "2"),
    ("(a + b) * 2", "9"),
    ("a - b - 1", "8.5"),
    ("a - (b - 1)", "10.5"),
    ("-a + 1", "-6"),
    ("a - -b", "4.5"),
    ("a / 2 / 7", "0.5"),
    ("a ** 2 - 1", "48"),
    ("(b) ** 3", "-15.625"),
    ("a ** 0", "1"),
    ("-a ** 2", "49"),
    ("2 ** 3 ** 2", "64"),
    ("4 ** -1 * a", "1.75"),
    ("2 ** -(1 + 2)", "0.125"),
    ("decimal(n: 15 / 7, scale: 3)", "2.143"),
    ("modulo(divisor: 4, dividend: a)", "3"),
    ("sum(list: [a, b, 1])", "5.5"),
    ("abs(number: b)", "2.5"),
    ("round half up(scale: 0, n: b)", "-3"),
    ("monthly pay * 12", "1200"),
    ("monthly  pay*.5", "50"),
    ("min(a, b, 3)", "-2.5"),
    ("max([a, b])", "7"),
    ("min(a)", "7"),
    ("sum(a, b, 1)", "5.5"),
    ("product(a, b)", "-17.5"),
    ("mean([a, 1, 1])", "3"),
    ("abs(b)", "2.5"),
    ("abs(a)", "7"),
    ("modulo(a, 4)", "3"),
    ("modulo(b, 2)", "1.5"),
    ("modulo(a, -4)", "-1"),
    ("floor(b)", "-3"),
    ("ceiling(b)", "-2"),
    ("floor(b, 1)", "-2.5"),
    ("ceiling(1.234, 2)", "1.24"),
    ("decimal(2.5, 0)", "2"),
    ("decimal(3.5, 0)", "4"),
    ("decimal(-2.5, 0)", "-2"),
    ("decimal(1.115, 2)", "1.12"),
    ("decimal(1.125, 2)", "1.12"),
    ("decimal(1234, -2)", "1200"),
    ("round half up(2.5, 0)", "3"),
    ("round half up(b, 0)", "-3"),
    ("round half down(2.5, 0)", "2"),
    ("round half down(b, 0)", "-2"),
    ("round half down(2.51, 0)", "3"),
    ("round up(1.121, 2)", "1.13"),
    ("round up(b, 0)", "-3"),
    ("round down(1.129, 2)", "1.12"),
    ("round down(b, 0)", "-2"),
]
BEYOND = [
    ("a ** b", "PR370", "** b"),
    ("a ** 0.5", "PR370", "** 0.5"),
    ("a ** 13", "PR370", "** 13"),
    ("a ** (b + 1)", "PR370", "** (b + 1)"),
    ("floor(number: a)", "PR370", "number: …"),
    ("sqrt(number: a)", "PR370", "number: …"),
    ("decimal(n: a)", "PR370", "decimal(…) – scale"),
    ("decimal(n: a, n: b)", "PR370", "n: …"),
    ("decimal(n: a scale: b)", "PR370", "scale"),
    ('duration("P1Y")', "PR370", '"P1Y"'),
    ('a + @"PT1H"', "PR370", '"PT1H"'),
    ("a @ b", "PR370", "@"),
    ("sqrt(a)", "PR370", "sqrt(…)"),
    ("if a > 0 then 1 else 2", "PR370", "if"),
    ("a > 0", "PR370", ">"),
    ('"text"', "PR370", '"text"'),
    ("decimal(a, b)", "PR370", "decimal(a, b)"),
    ("decimal(a)", "PR370", "decimal(a)"),
    ("decimal(a, 21)", "PR370", "decimal(a, 21)"),
    ("min()", "PR370", "min()"),
    ("modulo(a)", "PR370", "modulo(a)"),
    ("a c", "PR370", "c"),
    ("", "PR371", ""),
    ("a +", "PR371", ""),
    ("(a", "PR371", ""),
    ("max(a, )", "PR371", ")"),
    ("1..2", "PR370", "."),
    ("9" * 41, "PR371", "9" * 41),
    ("(" * 61 + "a" + ")" * 61, "PR371", "("),
    ("-" * 61 + "a", "PR371", "-"),
]


@for_each(COMPUTED)
def test_an_expression_computes_as_a_formula(text, value):
    formula = read_formula(formula_of(read_expression(text, VALUES)), SCOPE)
    assert evaluate(formula.node, VALUES) == Fraction(value)


@for_each([text for text, _ in COMPUTED])
def test_an_expression_is_read_as_it_is_written(text):
    tree = read_expression(text, VALUES)
    assert read_expression(expression_text(tree), VALUES) == tree


@pytest.mark.parametrize(("text", "code", "what"), BEYOND)
def test_what_is_beyond_arithmetic_is_refused_by_name(text, code, what):
    with pytest.raises(PerfrulesError) as caught:
        formula_of(read_expression(text, VALUES))
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.arguments["what"] == what


def test_the_longest_name_is_meant():
    tree = read_expression("pay-roll tax - pay", ["pay", "pay-roll", "pay-roll tax"])
    assert expression_text(tree) == "pay-roll tax - pay"
    assert tree.left.name == "pay-roll tax"
