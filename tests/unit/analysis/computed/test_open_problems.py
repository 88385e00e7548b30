"""Problems without an answer, and the parts of formulas that have no value or no direction."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

import pytest

from perfrules.analysis.cells.witnesses import NoFacts
from perfrules.analysis.computed.directions import Direction, Directions
from perfrules.analysis.computed.formulas import Formulas
from perfrules.analysis.computed.linear import MOST_ROWS, Inequality, contradict
from perfrules.analysis.computed.polynomials import ratio_of
from perfrules.analysis.computed.search import Variable
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.nodes import (
    Choice,
    Converted,
    Difference,
    Greatest,
    Least,
    Lookup,
    Name,
    Negative,
    Product,
    Quotient,
    Rounded,
    Row,
    Sum,
    Table,
    names_in,
)
from perfrules.values import Interval, IntervalSet

A, B = Name("a"), Name("b")
RATE = Lookup(
    Table(
        "rate",
        ("kind",),
        (Row((frozenset("x"),), Fraction(2), ("x",)), Row((frozenset("y"),), Fraction(3), ("y",))),
    ),
    (Choice("kind"),),
)
UP_TO_NINE = Variable(IntervalSet((Interval(Fraction(0), True, Fraction(9), True),)), Fraction(1))


def find(kinds, node, low, high):
    variables = {"a": UP_TO_NINE, "kind": Variable(frozenset(kinds))}
    problem = Formulas(variables, [node]).problem(variables, {0: Interval(low, True, high, True)})
    return NoFacts.EXCLUDED if problem is None else problem.find()


@pytest.mark.parametrize("node", [RATE, Quotient(A, RATE), Product(A, RATE)])
def test_a_table_without_a_row_for_any_fact_has_no_value(node):
    assert find({"z"}, node, Fraction(0), Fraction(9)) is NoFacts.EXCLUDED
    assert not isinstance(find({"x"}, node, Fraction(0), Fraction(9)), NoFacts)


@pytest.mark.parametrize(
    "variable",
    [
        Variable(IntervalSet()),
        Variable(IntervalSet((Interval(Fraction(1, 4), True, Fraction(3, 4), True),)), Fraction(1)),
        Variable(frozenset()),
    ],
    ids=["no-number", "no-multiple-of-the-step", "no-choice"],
)
def test_a_variable_without_a_value_has_no_facts(variable):
    variables = {"a": UP_TO_NINE, "b": variable}
    problem = Formulas(variables, [A]).problem(variables, {0: Interval(Fraction(0), True, None, False)})
    assert problem is not None
    assert problem.find() is NoFacts.EXCLUDED


def test_what_is_known_of_a_table_without_a_row_does_not_hide_facts():
    """The product is found only by splitting, after what is known has been looked at."""
    wide = Variable(IntervalSet((Interval(Fraction(0), True, Fraction(200), True),)), Fraction(1))
    variables = {"a": wide, "b": wide, "kind": Variable(frozenset("z"))}
    known = [Inequality({(RATE,): Fraction(1)}, Fraction(1), False)]
    product = Interval(Fraction(97 * 89), True, Fraction(97 * 89), True)
    problem = Formulas(variables, [Product(A, B)]).problem(variables, {0: product}, known)
    assert problem is not None
    facts = problem.find()
    assert not isinstance(facts, NoFacts)
    assert {facts["a"], facts["b"]} == {89, 97}


def test_the_only_value_that_is_left_may_be_the_open_end_of_an_interval():
    variables = {"a": UP_TO_NINE}
    goal = {0: Interval(Fraction(2), False, Fraction(3), False)}
    problem = Formulas(variables, [Rounded(A, Fraction(1), "down")]).problem(variables, goal)
    assert problem is None or problem.find() is NoFacts.EXCLUDED


def long_product():
    """A product of eight sums of three names, which has thousands of terms."""
    sums = [Sum(Sum(Name(f"{one}1"), Name(f"{one}2")), Name(f"{one}3")) for one in "abcdefgh"]
    return reduce(Product, sums)


class TestPolynomials:
    def test_with_too_many_terms_are_none(self):
        assert ratio_of(long_product()) is None

    def test_with_a_divisor_of_zero_are_none(self):
        assert ratio_of(Quotient(A, Difference(B, B))) is None

    def test_are_not_needed_to_find_facts(self):
        node = long_product()
        variables = dict.fromkeys(sorted(names_in(node)), UP_TO_NINE)
        problem = Formulas(variables, [node]).problem(
            variables, {0: Interval(Fraction(1), True, None, False)}
        )
        assert problem is not None
        facts = problem.find()
        assert not isinstance(facts, NoFacts)
        assert evaluate(node, facts) >= 1


def test_too_many_inequalities_are_left_open():
    impossible = Inequality({}, Fraction(1), False)
    rows = [Inequality({(A,): Fraction(1)}, Fraction(at), False) for at in range(MOST_ROWS)]
    assert not contradict([*rows, impossible])
    assert contradict([*rows[1:], impossible])


class TestDirections:
    DIRECTIONS = Directions("a", lambda _: None)

    def test_of_a_factor_without_a_value_are_unknown(self):
        assert self.DIRECTIONS.of(Product(A, B)) is Direction.UNKNOWN

    def test_of_parts_that_rise_and_fall_are_unknown(self):
        assert self.DIRECTIONS.of(Difference(A, A)) is Direction.UNKNOWN

    def test_of_parts_that_stay_are_none(self):
        assert self.DIRECTIONS.of(Sum(B, B)) is Direction.STAYS

    @pytest.mark.parametrize(
        ("node", "direction"),
        [
            (Rounded(A, Fraction(1)), Direction.RISES),
            (Negative(Rounded(A, Fraction(1))), Direction.FALLS),
            (Rounded(B, Fraction(1)), Direction.STAYS),
            (Least((A, Rounded(A, Fraction(1)))), Direction.RISES),
            (Greatest((A, Negative(A))), Direction.UNKNOWN),
            (Converted(A, Fraction(1, 100)), Direction.RISES),
            (RATE, Direction.STAYS),
        ],
    )
    def test_of_one_formula_in_another(self, node, direction):
        assert self.DIRECTIONS.of(node) is direction
