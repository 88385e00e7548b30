"""Sets of numbers and sets of choices, which have nothing in common."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.values import IntervalSet
from perfrules.values.value_sets import is_empty, meet, unite, without

NUMBERS, FIVE = IntervalSet.up_to(Fraction(5)), IntervalSet.point(Fraction(5))
CHOICES, ONE = frozenset({"甲", "乙"}), frozenset({"甲"})


def test_sets_of_one_kind_combine() -> None:
    assert (meet(NUMBERS, FIVE), meet(CHOICES, ONE)) == (FIVE, ONE)
    assert (unite(NUMBERS, FIVE), unite(CHOICES, ONE)) == (NUMBERS, CHOICES)
    assert without(NUMBERS, FIVE) == IntervalSet.up_to(Fraction(5), closed=False)
    assert without(CHOICES, ONE) == {"乙"}


@pytest.mark.parametrize(("left", "right"), [(NUMBERS, CHOICES), (CHOICES, NUMBERS)])
def test_numbers_and_choices_have_nothing_in_common(left, right) -> None:
    assert meet(left, right) == frozenset()
    assert without(left, right) == left
    with pytest.raises(TypeError):
        unite(left, right)


def test_a_set_of_any_kind_may_be_empty() -> None:
    assert is_empty(IntervalSet(()))
    assert is_empty(frozenset())
    assert not is_empty(FIVE)
    assert not is_empty(ONE)
