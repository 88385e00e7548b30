"""Laws of units and quantities: conversion is exact, and changes neither order nor sameness."""

from fractions import Fraction

import pytest
from each import for_each
from hypothesis import given, reject
from hypothesis import strategies as st
from strategies import SETTINGS, alike, fractions, named_units, quantities, units

from perfrules.values import Quantity, QuantityError, default_units

UNITS = default_units()
SPELLINGS = st.sampled_from(sorted(filter(None, UNITS.spellings)))


class TestSpellings:
    """Each spelling belongs to one unit, whose name is a spelling of itself."""

    @for_each(sorted(set(UNITS.by_spelling.values()), key=lambda unit: unit.name))
    def test_the_canonical_name_is_a_spelling_of_itself(self, unit):
        assert UNITS.find(unit.name) == UNITS[unit.name] == unit

    def test_no_name_stands_for_two_units(self):
        every = set(UNITS.by_spelling.values())
        assert len({unit.name for unit in every}) == len(every)

    @SETTINGS
    @given(SPELLINGS)
    def test_reading_a_spelling_twice_is_reading_it_once(self, spelling):
        assert UNITS[UNITS[spelling].name] == UNITS[spelling]

    @SETTINGS
    @given(st.text(max_size=20) | st.lists(SPELLINGS | st.text(max_size=2), max_size=3).map("/".join))
    def test_any_text_is_a_unit_or_refused_with_a_code(self, text):
        if all(UNITS.find(part) and part for part in text.split("/")) or UNITS.find(text):
            assert UNITS[UNITS[text].name] == UNITS[text]
        else:
            with pytest.raises(QuantityError) as refused:
                UNITS[text]
            assert refused.value.code == "PR233"
            assert refused.value.hint


class TestConversion:
    """A quantity taken to another unit and back is itself; the way there does not matter."""

    @SETTINGS
    @given(quantities, st.data())
    def test_there_and_back(self, quantity, data):
        other = data.draw(alike(quantity.unit))
        assert quantity.to(other).to(quantity.unit) == quantity

    @SETTINGS
    @given(quantities, st.data())
    def test_by_a_third_unit(self, quantity, data):
        third, other = data.draw(alike(quantity.unit)), data.draw(alike(quantity.unit))
        assert quantity.to(third).to(other) == quantity.to(other)

    @SETTINGS
    @given(fractions, fractions, units, st.data())
    def test_of_a_sum_is_the_sum(self, one, two, unit, data):
        other = data.draw(alike(unit))
        total = Quantity(one + two, unit).in_(other)
        assert total == Quantity(one, unit).in_(other) + Quantity(two, unit).in_(other)

    @SETTINGS
    @given(quantities, units)
    def test_is_there_exactly_where_the_two_compare(self, quantity, unit):
        if quantity.comparable(unit):
            assert quantity.to(unit).unit == unit
        else:
            with pytest.raises(QuantityError) as refused:
                quantity.to(unit)
            assert refused.value.code == "PR235"


class TestOrder:
    """Which of two quantities is the greater does not depend on their units."""

    @SETTINGS
    @given(fractions, fractions, units, st.data())
    def test_is_the_order_of_the_numbers_in_one_unit(self, one, two, unit, data):
        first = Quantity(one, unit).to(data.draw(alike(unit)))
        second = Quantity(two, unit).to(data.draw(alike(unit)))
        assert (first < second) == (one < two)
        assert (first <= second) == (one <= two)
        assert (first > second) == (one > two)
        assert (first >= second) == (one >= two)

    @SETTINGS
    @given(fractions, fractions, named_units)
    def test_a_bare_number_has_the_unit_of_the_other(self, one, two, unit):
        assert (Quantity(one) < Quantity(two, unit)) == (one < two)
        assert (Quantity(one, unit) < Quantity(two)) == (one < two)
        assert Quantity(one).comparable(unit)


def compound(*parts):
    """A compound unit, but for those like 台 per 套, which would be written like the unit 台套."""
    try:
        return UNITS.compound([each.name for each in parts])
    except QuantityError as error:
        if [each.code for each in error.diagnostics] != ["PR259"]:
            raise
        reject()


class TestCompoundUnits:
    """A compound unit measures the first thing per each of the others, in any order of these."""

    @SETTINGS
    @given(named_units, st.lists(named_units, min_size=1, max_size=3), st.data())
    def test_the_order_of_the_parts_does_not_matter(self, first, others, data):
        shuffled = data.draw(st.permutations(others))
        one, other = compound(first, *others), compound(first, *shuffled)
        assert (one.dimension, one.factor) == (other.dimension, other.factor)

    @SETTINGS
    @given(fractions, named_units, named_units, st.data())
    def test_they_convert_as_their_parts_do(self, value, above, below, data):
        upper, lower = data.draw(alike(above)), data.draw(alike(below))
        one, other = compound(above, below), compound(upper, lower)
        expected = value * Fraction(above.factor, upper.factor) / Fraction(below.factor, lower.factor)
        assert Quantity(value, one).in_(other) == expected

    @SETTINGS
    @given(named_units, named_units, named_units)
    def test_they_compare_with_their_like_only(self, above, below, other):
        one = compound(above, below)
        assert not Quantity(Fraction(1), one).comparable(above)
        two = compound(above, other)
        assert Quantity(Fraction(1), one).comparable(two) == (below.dimension == other.dimension)

    @SETTINGS
    @given(st.lists(named_units, min_size=1, max_size=3))
    def test_the_name_reads_back(self, parts):
        unit = compound(*parts)
        again = UNITS[unit.name]
        assert again.name == unit.name
