"""Laws of sets of numbers: the algebra agrees with membership, at every end and just beside it."""

from fractions import Fraction
from functools import reduce
from operator import or_

from hypothesis import given
from hypothesis import strategies as st
from strategies import SETTINGS, interval_sets, intervals

from perfrules.values import EVERYTHING, NOTHING, IntervalSet

HAIR = Fraction(1, 10**9)


def probes(*regions):
    """Every end, just below and just above it, and far out on both sides."""
    ends = {end for region in regions for each in region for end in (each.low, each.high) if end is not None}
    beside = {end + step for end in ends for step in (-HAIR, 0, HAIR)}
    return sorted(beside | {Fraction(0), Fraction(-(10**30)), Fraction(10**30)})


class TestMembership:
    """A number lies in a set made of others exactly where logic says it does."""

    @SETTINGS
    @given(interval_sets, interval_sets)
    def test_of_both_of_either_and_of_one_without_the_other(self, one, other):
        for value in probes(one, other):
            assert (value in one & other) == (value in one and value in other)
            assert (value in one | other) == (value in one or value in other)
            assert (value in one - other) == (value in one and value not in other)

    @SETTINGS
    @given(interval_sets)
    def test_of_the_complement(self, region):
        for value in probes(region):
            assert (value in ~region) == (value not in region)

    @SETTINGS
    @given(st.lists(intervals, max_size=6))
    def test_of_the_pieces_it_was_made_of(self, pieces):
        region = IntervalSet(tuple(pieces))
        for value in probes(pieces):
            assert (value in region) == any(value in piece for piece in pieces)

    @SETTINGS
    @given(intervals, intervals)
    def test_of_the_overlap_of_two_intervals(self, one, other):
        for value in probes([one, other]):
            assert (value in one & other) == (value in one and value in other)

    @SETTINGS
    @given(intervals)
    def test_an_interval_is_empty_exactly_where_nothing_lies_in_it(self, interval):
        within = {interval.low, interval.high} - {None}
        if len(within) == 2:
            within.add(sum(within) / 2)
        beside = {value + step for value in within for step in (-HAIR, 0, HAIR)} | {Fraction(0)}
        assert interval.is_empty() == (not any(value in interval for value in beside))


class TestAlgebra:
    """The laws of sets hold as equality of form."""

    @SETTINGS
    @given(interval_sets, interval_sets)
    def test_de_morgan(self, one, other):
        assert ~(one & other) == ~one | ~other
        assert ~(one | other) == ~one & ~other

    @SETTINGS
    @given(interval_sets)
    def test_the_complement_of_the_complement(self, region):
        assert ~~region == region
        assert region & ~region == NOTHING
        assert region | ~region == EVERYTHING

    @SETTINGS
    @given(interval_sets, interval_sets, interval_sets)
    def test_order_and_grouping_do_not_matter(self, one, other, third):
        assert one & other == other & one
        assert one | other == other | one
        assert (one & other) & third == one & (other & third)
        assert (one | other) | third == one | (other | third)
        assert one & (other | third) == (one & other) | (one & third)

    @SETTINGS
    @given(interval_sets)
    def test_everything_and_nothing(self, region):
        assert region & EVERYTHING == region | NOTHING == region & region == region | region == region
        assert region & NOTHING == NOTHING
        assert region | EVERYTHING == EVERYTHING


class TestNormalForm:
    """One set has one form: sorted, apart from one another, none of them empty."""

    @SETTINGS
    @given(st.lists(intervals, max_size=6), st.data())
    def test_the_order_of_the_pieces_does_not_matter(self, pieces, data):
        region = IntervalSet(tuple(pieces))
        shuffled = data.draw(st.permutations(pieces))
        assert IntervalSet(tuple(shuffled)) == region
        assert reduce(or_, (IntervalSet((piece,)) for piece in shuffled), NOTHING) == region
        assert hash(IntervalSet(tuple(shuffled))) == hash(region)

    @SETTINGS
    @given(interval_sets, interval_sets)
    def test_sets_of_the_same_numbers_are_equal(self, one, other):
        same = all((value in one) == (value in other) for value in probes(one, other))
        assert (one == other) == same

    @SETTINGS
    @given(interval_sets)
    def test_there_is_a_number_between_any_two_pieces(self, region):
        for left, right in zip(region.intervals, region.intervals[1:], strict=False):
            assert left.high <= right.low
            assert left.high < right.low or not (left.high_closed or right.low_closed)

    @SETTINGS
    @given(interval_sets)
    def test_it_is_empty_exactly_where_it_is_nothing(self, region):
        assert (
            region.is_empty() == (region == NOTHING) == (not any(value in region for value in probes(region)))
        )


class TestOrder:
    """One set is within another exactly where the two together are the other."""

    @SETTINGS
    @given(interval_sets, interval_sets)
    def test_subset(self, one, other):
        assert (one <= other) == (one | other == other) == (one & other == one)

    @SETTINGS
    @given(interval_sets, interval_sets)
    def test_parts_and_wholes(self, one, other):
        assert one & other <= one <= one | other
        assert one - other <= one
