"""Random values for several laws, and their budget of examples."""

from fractions import Fraction

from budgets import law
from hypothesis import strategies as st

from perfrules.values import Interval, IntervalSet, Quantity, default_units

SETTINGS = law(300)

fractions = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=1000)
naturals = st.integers(0, 10**16 - 1) | st.integers(0, 20_000)

# Few endpoints, so that intervals meet, touch and share ends.
endpoints = st.sampled_from([Fraction(each, 2) for each in range(-4, 9)])
maybe_endpoints = st.none() | endpoints
intervals = st.builds(Interval, maybe_endpoints, st.booleans(), maybe_endpoints, st.booleans())
interval_sets = st.lists(intervals, max_size=5).map(lambda pieces: IntervalSet(tuple(pieces)))

units = st.sampled_from(sorted(set(default_units().by_spelling.values()), key=lambda unit: unit.name))
named_units = units.filter(lambda unit: unit.name)


def alike(unit):
    """The units of the same dimension."""
    return units.filter(lambda other: other.dimension == unit.dimension)


quantities = st.builds(Quantity, fractions, units)
