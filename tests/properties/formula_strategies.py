"""Random formulas over one choice and three numbers on grids, and random intervals."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

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
    Rounded,
    Row,
    Sum,
    Table,
)
from perfrules.values import Interval, IntervalSet, Quantity

KINDS = ("甲", "乙", "丙")
STEPS = {"a": Fraction(1), "b": Fraction(1, 2), "c": Fraction(2)}
small = st.integers(-3, 6).map(Fraction)
halves = st.integers(-12, 24).map(lambda each: Fraction(each, 2))


def number(value):
    return Number(value, Quantity(value))


def table(values):
    rows = tuple(Row((frozenset({kind}),), value, (kind,)) for kind, value in zip(KINDS, values, strict=True))
    return Table("t", ("kind",), rows)


def bands(at, values):
    ends = (Interval(None, False, at, True), Interval(at, False, None, False))
    rows = tuple(
        Row((IntervalSet((end,)),), value, (str(end),)) for end, value in zip(ends, values, strict=True)
    )
    return Table("t", ("a",), rows)


def brackets(value, ends, rates):
    lows = sorted({Fraction(0), *ends})
    return Brackets(value, "t", tuple(Bracket(*each, "") for each in zip(lows, rates, strict=False)))


leaves = st.one_of(
    st.sampled_from([Name("a"), Name("b"), Name("c")]),
    small.map(number),
    st.tuples(*[halves] * 3).map(lambda values: Lookup(table(values), (Choice("kind"),))),
)


def larger(inner):
    two = st.tuples(inner, inner)
    return st.one_of(
        *[two.map(lambda pair, make=make: make(*pair)) for make in (Sum, Difference, Product)],
        two.map(
            lambda pair: Quotient(pair[0], Sum(Greatest((pair[1], number(Fraction(0)))), number(Fraction(1))))
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Least(tuple(each))),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Greatest(tuple(each))),
        inner.map(Negative),
        st.builds(Converted, inner, st.sampled_from([Fraction(1, 100), Fraction(3), Fraction(7, 3)])),
        st.builds(
            Rounded,
            inner,
            st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(5)]),
            st.sampled_from(["half_up", "half_even", "up", "down"]),
        ),
        st.builds(
            brackets, inner, st.sets(st.integers(1, 8).map(Fraction), max_size=2), st.tuples(*[halves] * 3)
        ),
        st.builds(
            lambda value, at, values: Lookup(bands(at, values), (value,)),
            inner,
            small,
            st.tuples(halves, halves),
        ),
    )


formulas = st.recursive(leaves, larger, max_leaves=5)


@st.composite
def intervals(draw, around=halves):
    low, high = sorted((draw(around), draw(around)))
    closed = draw(st.booleans()), draw(st.booleans())
    ends = draw(st.sampled_from(["both", "low", "high", "one"]))
    if ends == "one":
        return Interval(low, True, low, True)
    interval = Interval(
        None if ends == "high" else low,
        closed[0] and ends != "high",
        None if ends == "low" else high,
        closed[1] and ends != "low",
    )
    assume(not IntervalSet((interval,)).is_empty())
    return interval
