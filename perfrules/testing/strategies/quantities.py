"""Random numbers, units and quantities."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from perfrules.values import BARE, Quantity, Unit, default_units

T = TypeVar("T")

UNITS = default_units()


def any_of(things: Iterable[T]) -> SearchStrategy[T]:
    """One of many things, drawn by its index: Hypothesis is slow when it prints a long list."""
    known = list(things)
    return st.integers(0, len(known) - 1).map(lambda at: known[at])


decimals = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**9), st.integers(0, 4)
)
"""Non-negative numbers with at most four decimals."""
positive = decimals.filter(bool)
values = (
    decimals
    | decimals.map(lambda value: -value)
    | st.fractions(min_value=-1000, max_value=1000, max_denominator=30)
)
"""Numbers of any sign; some are not decimals."""

# 九成 is read as 90%, so the unit is never kept.
simple_units = any_of(
    sorted({unit for unit in UNITS.by_spelling.values() if unit.name != "成"}, key=lambda unit: unit.name)
)
named_units = simple_units.filter(lambda unit: unit != BARE)
counts = named_units.filter(lambda unit: unit.counts)
periods = any_of([UNITS[name] for name in sorted(UNITS.periods)])


def is_rate(unit: Unit) -> bool:
    """Whether a quantity of the unit is a frequency: a count per period.

    >>> is_rate(UNITS["次/年"]), is_rate(UNITS["元/年"])
    (True, False)
    """
    first, *others = unit.name.split("/")
    return len(others) == 1 and UNITS.is_period(others[0]) and UNITS[first].counts


compound_units = (
    st.lists(named_units, min_size=2, max_size=3, unique=True)
    .map(lambda units: UNITS.compound([unit.name for unit in units]))
    .filter(lambda unit: not is_rate(unit))
)
all_units = simple_units | compound_units


def alike(unit: Unit) -> SearchStrategy[Unit]:
    """The unit itself and the simple units of its dimension."""
    same = {other for other in UNITS.by_spelling.values() if other.dimension == unit.dimension}
    return any_of([unit, *sorted(same - {unit}, key=lambda other: other.name)])


_any_quantity = st.builds(Quantity, values, all_units)
positive_quantities = st.builds(Quantity, positive, all_units)


def quantities(unit: str | Unit | None = None) -> SearchStrategy[Quantity]:
    """Exact quantities, of one unit (or its spelling) or of every known unit.

    >>> from hypothesis import find
    >>> str(find(quantities("公里"), lambda quantity: quantity.value > 1))
    '2公里'
    """
    if unit is None:
        return _any_quantity
    return st.builds(Quantity, values, st.just(UNITS[unit] if isinstance(unit, str) else unit))
