"""Sets of values of an input, and boxes of them: what rules, scopes and domains are made of.

A number or date is held by an `IntervalSet` (dates by their ordinal), a choice or truth value by a frozenset.
A box restricts some inputs; one that it does not name is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from perfrules.values import IntervalSet
from perfrules.values.value_sets import Values, is_empty, meet, without

Point: TypeAlias = Fraction | str | bool
"""One value on its axis: a number of the input's unit, a date's ordinal, a choice, a truth value."""
Box: TypeAlias = Mapping[str, Values]


def only(point: Point) -> Values:
    """The set of just one value.

    >>> only("工资"), str(only(Fraction(5)))
    (frozenset({'工资'}), '[5, 5]')
    """
    return frozenset({point}) if isinstance(point, str | bool) else IntervalSet.point(point)


def holds(values: Values, point: Point) -> bool:
    """Whether a value is in it.

    >>> holds(frozenset({"工资"}), "工资"), holds(IntervalSet.up_to(Fraction(5)), Fraction(6))
    (True, False)
    """
    if isinstance(values, IntervalSet):
        return not isinstance(point, str) and point in values
    return point in values


def meet_box(left: Box, right: Box) -> Box:
    """The box of what is in both."""
    return {
        **left,
        **{name: meet(left[name], right[name]) if name in left else right[name] for name in right},
    }


def box_without(box: Box, hole: Box, everything: Box) -> Iterator[Box]:
    """The box less another, as boxes that do not overlap; `everything` has all values of every input.

    >>> everything = {"a": frozenset("xy"), "b": frozenset("xy")}
    >>> [sorted(map(str, piece.values())) for piece in box_without({}, {"a": frozenset("x")}, everything)]
    [["frozenset({'y'})"]]
    """
    rest = dict(box)
    for name, taken in hole.items():
        mine = rest.get(name, everything[name])
        kept = without(mine, taken)
        if not is_empty(kept):
            yield {**rest, name: kept}
        rest[name] = meet(mine, taken)
