"""The exact value of every input and computed name for given facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from perfrules.formulas.evaluate import KeyValue, NameValues, evaluate
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.inputs import OTHER, Input
from perfrules.values import Quantity


def computed_values(
    inputs: Iterable[Input],
    compute: Iterable[Computed],
    facts: Mapping[str, Quantity | date | str | bool],
) -> NameValues:
    """Return the number or choice of each input, in its unit, and of each computed name.

    A text that an open choice does not list is `OTHER`; a date is its ordinal.

    Raises:
        ZeroDivisionError, LookupError: a formula has no number for facts outside the domains.
    """
    values: dict[str, KeyValue] = {}
    for input_ in inputs:
        fact = facts[input_.name]
        if isinstance(fact, Quantity):
            values[input_.name] = fact.in_(input_.unit)
        elif isinstance(fact, date):
            values[input_.name] = Fraction(fact.toordinal())
        else:
            values[input_.name] = OTHER if input_.is_open and fact not in input_.domain else fact
    for each in compute:
        values[each.name] = evaluate(each.formula.node, values)
    return values
