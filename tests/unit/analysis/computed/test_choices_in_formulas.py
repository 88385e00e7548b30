"""A table that is looked up by a given choice is a number, wherever in a formula it is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.analysis.computed.substitution import with_choices
from perfrules.formulas.nodes import (
    Bracket,
    Brackets,
    Choice,
    Converted,
    Difference,
    Greatest,
    Least,
    Lookup,
    Name,
    Negative,
    Number,
    Product,
    Quotient,
    Row,
    Sum,
    Table,
)
from perfrules.values import BARE, IntervalSet, Quantity

DAYS = Name("days")
RATES = Table(
    "rates",
    ("grade",),
    (
        Row((frozenset({"甲"}),), Fraction(300), ("甲",)),
        Row((frozenset({"乙"}),), Fraction(200), ("乙",)),
    ),
    BARE,
)
RATE = Lookup(RATES, (Choice("grade"),))
TWO_HUNDRED = Number(Fraction(200), Quantity(Fraction(200)))
AROUND = {
    "alone": lambda node: node,
    "sum": lambda node: Sum(DAYS, node),
    "difference": lambda node: Difference(node, DAYS),
    "product": lambda node: Product(node, DAYS),
    "quotient": lambda node: Quotient(DAYS, node),
    "another-unit": lambda node: Converted(node, Fraction(10)),
    "negative": Negative,
    "least": lambda node: Least((DAYS, node)),
    "greatest": lambda node: Greatest((node, DAYS)),
    "brackets": lambda node: Brackets(node, "tax", (Bracket(Fraction(0), Fraction(1, 10), "0以上"),)),
    "deep": lambda node: Sum(Negative(Least((node, DAYS))), Product(DAYS, node)),
}


@pytest.mark.parametrize("around", AROUND)
def test_the_table_is_its_number_for_a_choice(around):
    put = AROUND[around]
    assert with_choices(put(RATE), {"grade": "乙"}) == put(TWO_HUNDRED)


@pytest.mark.parametrize("around", AROUND)
def test_a_choice_that_is_not_given_changes_nothing(around):
    formula = AROUND[around](RATE)
    assert with_choices(formula, {"urgent": True}) == formula


def test_a_table_by_a_choice_and_a_number_stays():
    row = Row((frozenset({"乙"}), IntervalSet.from_(Fraction(0))), Fraction(1), ("乙", "0以上"))
    both = Lookup(Table("fees", ("grade", "days"), (row,), BARE), (Choice("grade"), DAYS))
    assert with_choices(both, {"grade": "乙"}) == both
