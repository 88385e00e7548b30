from fractions import Fraction

import pytest

from perfrules.values import EVERYTHING, NOTHING, Interval, IntervalSet


def interval(text):
    """`[1,2)`, with an empty end for none."""
    low, high = text[1:-1].split(",")
    return Interval(
        Fraction(low) if low else None, text[0] == "[", Fraction(high) if high else None, text[-1] == "]"
    )


def region(*texts):
    return IntervalSet(tuple(map(interval, texts)))


@pytest.mark.parametrize(
    ("text", "members", "others"),
    [
        ("[1,2]", [1, Fraction(3, 2), 2], [0, 3]),
        ("(1,2)", [Fraction(3, 2)], [1, 2]),
        ("[1,2)", [1], [2]),
        ("(1,2]", [2], [1]),
        ("(,2]", [-(10**30), 2], [3]),
        ("[1,)", [1, 10**30], [0]),
        ("(,)", [0, -(10**30), 10**30], []),
        ("[1,1]", [1], [0, 2]),
    ],
)
def test_membership(text, members, others):
    assert all(each in interval(text) and each in region(text) for each in members)
    assert not any(each in interval(text) or each in region(text) for each in others)


@pytest.mark.parametrize("text", ["(1,1)", "[1,1)", "(1,1]", "[2,1]", "(2,1)"])
def test_empty_intervals_leave_nothing(text):
    assert interval(text).is_empty()
    assert region(text) == NOTHING
    assert region(text, "[5,6]") == region("[5,6]")


@pytest.mark.parametrize("text", ["[1,1]", "(1,2)", "(,1)", "(1,)", "(,)"])
def test_other_intervals_are_not_empty(text):
    assert not interval(text).is_empty()
    assert not region(text).is_empty()


@pytest.mark.parametrize(
    ("pieces", "merged"),
    [
        (["[1,2]", "[2,3]"], ["[1,3]"]),
        (["[1,2)", "[2,3]"], ["[1,3]"]),
        (["[1,2]", "(2,3]"], ["[1,3]"]),
        (["[1,2)", "(2,3]"], ["[1,2)", "(2,3]"]),
        (["[1,2)", "(2,3]", "[2,2]"], ["[1,3]"]),
        (["[1,9]", "[2,3]"], ["[1,9]"]),
        (["(1,2)", "[1,2]"], ["[1,2]"]),
        (["(,2)", "[1,)"], ["(,)"]),
        (["[5,6]", "[1,2]"], ["[1,2]", "[5,6]"]),
        (["(,1]", "(,2)"], ["(,2)"]),
        (["(,)", "[1,2]"], ["(,)"]),
    ],
)
def test_pieces_that_touch_become_one(pieces, merged):
    assert region(*pieces).intervals == tuple(map(interval, merged))
    assert region(*reversed(pieces)) == region(*pieces)


def test_an_end_that_does_not_exist_is_never_closed():
    assert Interval(None, True, None, True) == Interval(None, False, None, False)
    assert IntervalSet((Interval(None, True, Fraction(1), True),)) == IntervalSet.up_to(Fraction(1))


@pytest.mark.parametrize(
    ("pieces", "rest"),
    [
        ([], ["(,)"]),
        (["(,)"], []),
        (["[1,2]"], ["(,1)", "(2,)"]),
        (["(1,2)"], ["(,1]", "[2,)"]),
        (["[1,1]"], ["(,1)", "(1,)"]),
        (["(,1)", "(1,)"], ["[1,1]"]),
        (["(,1]"], ["(1,)"]),
        (["[1,)"], ["(,1)"]),
        (["[1,2]", "[3,4)"], ["(,1)", "(2,3)", "[4,)"]),
    ],
)
def test_complement(pieces, rest):
    assert ~region(*pieces) == region(*rest)


def test_intersection_difference_and_order():
    assert region("[1,5]") & region("(3,9]") == region("(3,5]")
    assert region("[1,5]") - region("(3,9]") == region("[1,3]")
    assert region("[1,2]", "[4,5]") & region("[2,4]") == region("[2,2]", "[4,4]")
    assert region("(1,2)") <= region("[1,2]")
    assert not region("[1,2]") <= region("(1,2)")
    assert NOTHING <= region("[1,2]") <= EVERYTHING


def test_constructors():
    one = Fraction(1)
    assert IntervalSet.point(one) == region("[1,1]")
    assert IntervalSet.from_(one) == region("[1,)")
    assert IntervalSet.from_(one, closed=False) == region("(1,)")
    assert IntervalSet.up_to(one) == region("(,1]")
    assert IntervalSet.up_to(one, closed=False) == region("(,1)")


def test_text():
    assert str(region("[1,2)", "[5/2,)")) == "[1, 2) ∪ [2.5, +∞)"
    assert str(EVERYTHING) == "(-∞, +∞)"
    assert str(NOTHING) == "∅"
