"""Dates in formulas: the days between two dates, and a date some days later or earlier."""

from __future__ import annotations

from perfrules.formulas.measured import Measured, Problems, in_measure
from perfrules.formulas.measures import Measure, measure_of
from perfrules.formulas.nodes import Difference, Sum
from perfrules.formulas.phrases import Phrase
from perfrules.values import default_units

_COUNTED = frozenset({"months", "working-day"})
"""The dimensions of terms whose length in days depends on the date."""


def days() -> Measure:
    """Return the measure of a number of days."""
    return measure_of(default_units()["天"])[0]


def added_to_date(phrase: Phrase, left: Measured, right: Measured, problems: Problems) -> Measured:
    """Return a sum or difference of which at least one part is a date.

    Raises:
        FormulaError: PR272: something else than days is added to a date; PR297: two dates are added, a date
            is taken from days, or a term in months or working days is counted, which only a schedule does.
    """
    kind = Sum if phrase.kind == "sum" else Difference
    if left.measure.has_date and right.measure.has_date:
        if kind is Sum:
            raise problems.at("PR297", phrase)
        return Measured(Difference(left.node, right.node), days(), phrase)
    if (kind is Difference and right.measure.has_date) or _is_counted(left) or _is_counted(right):
        raise problems.at("PR297", phrase)
    nodes = [
        part.node if part.measure.has_date else in_measure(part, days(), problems, other)
        for part, other in ((left, right), (right, left))
    ]
    measure = left.measure if left.measure.has_date else right.measure
    return Measured(kind(*nodes), measure, phrase)


def _is_counted(part: Measured) -> bool:
    """Whether a number is of months or working days, whose length depends on the date."""
    return any(unit.dimension in _COUNTED for unit, _ in part.measure.powers)
