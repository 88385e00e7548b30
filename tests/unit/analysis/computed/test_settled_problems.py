"""Problems that are easy to get wrong: which are settled, and that the rest is left open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.analysis.cells.witnesses import NoFacts
from perfrules.analysis.computed.formulas import Formulas
from perfrules.analysis.computed.search import Variable
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.nodes import (
    Bracket,
    Brackets,
    Difference,
    Greatest,
    Least,
    Name,
    Number,
    Product,
    Quotient,
    Rounded,
    Sum,
)
from perfrules.values import Interval, IntervalSet, Quantity

A, B, C, D = (Name(name) for name in "abcd")
CENT, ONE, HALF = Fraction(1, 100), Fraction(1), Fraction(1, 2)
EXCLUDED, UNKNOWN = NoFacts.EXCLUDED, NoFacts.UNKNOWN


def number(value):
    return Number(Fraction(value), Quantity(Fraction(value)))


def between(text):
    """An interval as `(0, 1]`, with ∞ for no end."""
    low, high = (None if "∞" in end else Fraction(end) for end in text[1:-1].split(", "))
    return Interval(low, text[0] == "[", high, text[-1] == "]")


def variable(text, step=None):
    return Variable(IntervalSet((between(text),)), step)


def found(variables, *wanted):
    """Facts for which each formula lies in its interval."""
    nodes = [node for node, _ in wanted]
    intervals = [between(text) for _, text in wanted]
    problem = Formulas(variables, nodes).problem(variables, dict(enumerate(intervals)))
    facts = EXCLUDED if problem is None else problem.find()
    if not isinstance(facts, NoFacts):
        assert all(evaluate(node, facts) in interval for node, interval in zip(nodes, intervals, strict=True))
    return facts


LIMIT = Product(Product(number(380), A), B)
SHARE = Quotient(C, LIMIT)
TRIP = {
    "a": variable("[1, 500]", ONE),
    "b": variable("[1, 30]", HALF),
    "c": variable("[0, ∞)", CENT),
}


class TestShares:
    @pytest.mark.parametrize("interval", ["[1, 1]", "(1, ∞)", "(1, 1.000001)", "[0, 0]", "(0, 0.0000001)"])
    def test_that_can_be_are_shown(self, interval):
        assert not isinstance(found(TRIP, (SHARE, interval)), NoFacts)

    def test_never_below_zero(self):
        assert found(TRIP, (SHARE, "(-∞, 0)")) is EXCLUDED

    def test_above_one_while_the_difference_is_not_above_zero(self):
        assert found(TRIP, (SHARE, "(1, ∞)"), (Difference(C, LIMIT), "(-∞, 0]")) is EXCLUDED

    def test_of_a_part_never_above_one(self):
        free = {"a": variable("(0, ∞)"), "b": variable("(0, ∞)")}
        assert found(free, (Quotient(A, Sum(A, B)), "(1, ∞)")) is EXCLUDED

    def test_by_a_divisor_that_is_always_negative(self):
        signs = {"a": variable("[1, 9]", ONE), "b": variable("[-9, -1]", ONE)}
        assert found(signs, (Quotient(A, B), "(0, ∞)")) is EXCLUDED
        assert not isinstance(found(signs, (Quotient(A, B), "[-3, -3]")), NoFacts)


class TestGrids:
    def test_no_value_between_two_multiples(self):
        assert found(TRIP, (LIMIT, "(380, 570)")) is EXCLUDED
        assert not isinstance(found(TRIP, (LIMIT, "(380, 570]")), NoFacts)

    def test_without_a_step_a_value_is_found(self):
        free = {**TRIP, "b": variable("[1, 30]")}
        assert not isinstance(found(free, (LIMIT, "(380, 570)")), NoFacts)

    def test_of_rounding(self):
        rounded = Rounded(Quotient(C, number(3)), ONE, "up")
        assert found(TRIP, (rounded, "(1, 2)")) is EXCLUDED
        assert not isinstance(found(TRIP, (rounded, "[7, 7]"), (C, "(18, 18.02)")), NoFacts)

    def test_a_sum_of_squares_that_is_none(self):
        squares = Sum(Product(A, A), Product(B, B))
        assert (
            found({"a": variable("[0, 64]", ONE), "b": variable("[0, 64]", ONE)}, (squares, "[4003, 4003]"))
            is EXCLUDED
        )


FREE = {name: variable("(-∞, ∞)") for name in "abc"}


class TestRelatedFormulas:
    def test_a_difference_and_its_opposite(self):
        assert found(FREE, (Difference(A, B), "(0, ∞)"), (Difference(B, A), "[0, ∞)")) is EXCLUDED

    def test_a_difference_of_equals(self):
        assert found(FREE, (Difference(A, A), "(0, ∞)")) is EXCLUDED

    def test_a_large_product_of_a_small_sum(self):
        sides = {name: variable("[0, ∞)", CENT) for name in "ab"}
        assert found(sides, (Product(A, B), "[100, ∞)"), (Sum(A, B), "(-∞, 20)")) is EXCLUDED
        assert not isinstance(found(sides, (Product(A, B), "[100, ∞)"), (Sum(A, B), "(-∞, 20]")), NoFacts)

    def test_three_that_contradict_each_other_in_a_circle(self):
        circle = [(Difference(one, other), "(0, ∞)") for one, other in ((A, B), (B, C), (C, A))]
        assert found(FREE, *circle) is EXCLUDED

    def test_a_minimum_above_a_maximum(self):
        pair = {name: variable("[0, 100]", ONE) for name in "ab"}
        assert found(pair, (Difference(Least((A, B)), Greatest((A, B))), "(0, ∞)")) in (EXCLUDED, UNKNOWN)
        assert found(pair, (Least((A, B)), "(50, ∞)"), (Greatest((A, B)), "(-∞, 50]")) is EXCLUDED


class TestBrackets:
    FEE = Brackets(
        A,
        "rates",
        (
            Bracket(Fraction(0), Fraction(15, 1000), ""),
            Bracket(Fraction(100), Fraction(11, 1000), ""),
            Bracket(Fraction(500), Fraction(8, 1000), ""),
        ),
    )

    def test_an_amount_for_each_fee(self):
        amounts = {"a": variable("[0, ∞)", CENT)}
        assert found(amounts, (self.FEE, "[1.5, 1.5]")) == {"a": 100}
        assert found(amounts, (self.FEE, "[5.9, 5.9]")) == {"a": 500}
        assert found(amounts, (self.FEE, "(-∞, 0)")) is EXCLUDED

    def test_no_fee_beyond_that_of_the_largest_amount(self):
        assert found({"a": variable("[0, 500]", CENT)}, (self.FEE, "(5.9, ∞)")) is EXCLUDED


def test_what_neither_is_found_nor_excluded_is_unknown():
    """Facts exist, but with a step that no root of two is a multiple of, nothing is ever found."""
    free = {"a": variable("[1, 2]")}
    assert found(free, (Product(A, A), "[2, 2]")) is UNKNOWN
