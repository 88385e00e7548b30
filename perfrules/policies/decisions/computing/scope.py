"""The names that a formula of a decision may use: inputs with their domains, and computed names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from perfrules.expressions.axes import CALENDAR
from perfrules.formulas.scope import ChoiceSymbol, FormulaScope, NumberSymbol, Symbol
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.inputs import Input
from perfrules.resources.late_modules import late_module
from perfrules.values import Interval

if TYPE_CHECKING:
    from perfrules.formulas import ranges, sizes
    from perfrules.formulas.nodes import Table
else:
    ranges = late_module("perfrules.formulas.ranges")
    sizes = late_module("perfrules.formulas.sizes")

_FIRST, _LAST = (Fraction(day.toordinal()) for day in (date.min, date.max))
_CALENDAR_DAYS = Interval(_FIRST, True, _LAST, True)
_DAY_DIGITS = len(str(_LAST))


def input_symbol(input_: Input) -> Symbol:
    """Return an input as formulas know it; a date counts days from the beginning of the calendar.

    >>> from perfrules.values import IntervalSet
    >>> days = Input(
    ...     "days", "number", domain=IntervalSet.from_(Fraction(0), closed=False), step=Fraction(1, 2)
    ... )
    >>> str(input_symbol(days).range)
    '[0.5, +∞)'
    """
    if isinstance(input_.domain, frozenset):
        return ChoiceSymbol(input_.name, input_.domain, input_.title)
    if input_.type == "date":
        days = input_range(input_) & _CALENDAR_DAYS
        return NumberSymbol(input_.name, CALENDAR, days, input_.title, _DAY_DIGITS, input_.step)
    return NumberSymbol(input_.name, input_.unit, input_range(input_), input_.title, step=input_.step)


def input_range(input_: Input) -> Interval:
    """Return the smallest interval that holds the possible numbers of an input, ends on its step's grid."""
    if isinstance(input_.domain, frozenset) or input_.domain.is_empty():
        return Interval(None, False, None, False)
    first, last = input_.domain.intervals[0], input_.domain.intervals[-1]
    hull = Interval(first.low, first.low_closed, last.high, last.high_closed)
    return hull if input_.step is None else _on_grid(hull, input_.step)


def _on_grid(hull: Interval, step: Fraction) -> Interval:
    low, high = hull.low, hull.high
    if low is not None:
        low = step * (ceil(low / step) if hull.low_closed else floor(low / step) + 1)
    if high is not None:
        high = step * (floor(high / step) if hull.high_closed else ceil(high / step) - 1)
    return Interval(low, True, high, True)


def with_computed(scope: FormulaScope, computed: Computed) -> FormulaScope:
    """Return the scope with one more computed name."""
    node = computed.formula.node
    symbol = NumberSymbol(
        computed.name,
        computed.unit,
        ranges.range_of(node, scope.ranges),
        computed.title,
        sizes.digits_of(node, scope.digits),
    )
    return FormulaScope((*scope.symbols, symbol), scope.tables)


def with_table(scope: FormulaScope, table: Table) -> FormulaScope:
    """Return the scope with one more table."""
    return FormulaScope(scope.symbols, (*scope.tables, table))


def scope_of(
    inputs: Iterable[Input], compute: Iterable[Computed] = (), tables: Iterable[Table] = ()
) -> FormulaScope:
    """Return the scope of a policy."""
    scope = FormulaScope(tuple(map(input_symbol, inputs)), tuple(tables))
    for each in compute:
        scope = with_computed(scope, each)
    return scope
