"""Functions and tables in formulas: from their arguments, already built, to a node."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import near
from perfrules.formulas.coverage import keys_text, uncovered
from perfrules.formulas.measured import Measured, Problems, aligned, converted, in_measure
from perfrules.formulas.measures import measure_of
from perfrules.formulas.nodes import (
    Bracket,
    Brackets,
    Choice,
    Greatest,
    KeyValues,
    Least,
    Lookup,
    Name,
    Node,
    Number,
    Rounded,
    Table,
)
from perfrules.formulas.phrases import Phrase
from perfrules.formulas.ranges import key_range
from perfrules.formulas.scope import FormulaScope, NumberSymbol, roundings
from perfrules.values import Interval, IntervalSet, Unit

_ZERO = Fraction(0)


def extreme(name: str, phrase: Phrase, parts: Sequence[Measured], problems: Problems) -> Measured:
    """Return the smallest (`min`) or largest (`max`) of two or more parts.

    Raises:
        FormulaError: PR272, PR278.
    """
    if len(parts) < 2:
        raise problems.at("PR278", phrase, name=phrase.text, expected="2+", found=str(len(parts)))
    nodes, measure = aligned(tuple(parts), problems)
    return Measured(Least(nodes) if name == "min" else Greatest(nodes), measure, phrase)


def rounded(phrase: Phrase, parts: Sequence[Measured], way: Phrase | None, problems: Problems) -> Measured:
    """Return the first part in whole multiples of the second.

    Raises:
        FormulaError: PR272, PR285 for a step that is not a positive number, PR286 for an unknown way.
    """
    value, step = parts
    rounding = "half_up" if way is None else roundings().get(way.text)
    if rounding is None and way is not None:
        raise problems.at("PR286", way, **near(way.text, roundings()))
    node = in_measure(step, value.measure, problems, value)
    if not isinstance(node, Number) or node.value <= 0:
        raise problems.at("PR285", step.phrase)
    return Measured(
        Rounded(value.node, node.value, rounding or "half_up", node.written), value.measure, phrase
    )


def looked_up(
    phrase: Phrase, table: Table, keys: Sequence[Node | Choice], scope: FormulaScope, problems: Problems
) -> Measured:
    """Return the number of a table for its keys.

    Raises:
        FormulaError: PR277: a possible value of the keys has no row.
    """
    possible = tuple(_possible(key, scope) for key in keys)
    missing = uncovered(possible, table.rows, [_step(key, scope) for key in keys])
    if missing is not None:
        table_note = Diagnostic("PR396", {"name": table.name})
        raise problems.at("PR277", phrase, table_note, name=table.name, keys=keys_text(missing))
    measure, factor = measure_of(table.unit)
    return Measured(converted(Lookup(table, tuple(keys)), factor), measure, phrase)


def _possible(key: Node | Choice, scope: FormulaScope) -> KeyValues:
    if isinstance(key, Choice):
        return scope.choices[key.name]
    return IntervalSet((key_range(key, scope.ranges),))


def _step(key: Node | Choice, scope: FormulaScope) -> Fraction | None:
    """Return the step of a key that is a name; a formula may have values between the steps of its names."""
    symbol = scope.symbol(key.name) if isinstance(key, Name) else None
    return symbol.step if isinstance(symbol, NumberSymbol) else None


def summed_by_brackets(
    phrase: Phrase, value: Measured, unit: Unit, table: Table, scope: FormulaScope, problems: Problems
) -> Measured:
    """Return the sum over the brackets of a table (差额定率累进). The value counts in the unit of the bands.

    Raises:
        FormulaError: PR282 for a table that is not bands of one number from 0 on without a hole; PR277 for
            values that no band holds.
    """
    bands = _bands(table)
    if bands is None:
        raise problems.at("PR282", phrase, name=table.name)
    missing = uncovered((IntervalSet((key_range(value.node, scope.ranges),)),), table.rows)
    if missing is not None:
        table_note = Diagnostic("PR396", {"name": table.name})
        raise problems.at("PR277", phrase, table_note, name=table.name, keys=keys_text(missing))
    (_, in_bands), (rates, in_rates) = measure_of(unit), measure_of(table.unit)
    measure, factor = value.measure.times(rates)
    node = Brackets(value.node, table.name, bands, unit, table.unit)
    return Measured(converted(node, factor * in_bands * in_rates), measure, phrase)


def _bands(table: Table) -> tuple[Bracket, ...] | None:
    """Return the brackets of a table in order, or None if they are not bands from 0 on without a hole."""
    found: list[tuple[Interval, Bracket]] = []
    for row in table.rows:
        values = row.keys[0]
        if len(row.keys) != 1 or not isinstance(values, IntervalSet) or len(values.intervals) != 1:
            return None
        band = values.intervals[0]
        found.append((band, Bracket(max(band.low or _ZERO, _ZERO), row.value, row.text)))
    found.sort(key=lambda each: each[1].low)
    ends = [_ZERO, *(band.high for band, _ in found)]
    together = all(bracket.low == end for (_, bracket), end in zip(found, ends, strict=False))
    return tuple(bracket for _, bracket in found) if together else None
