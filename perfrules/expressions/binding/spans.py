"""What a span of two numbers rather is: written from the top down, years, or with a lost unit."""

from __future__ import annotations

from perfrules.diagnostics import Diagnostic, Span
from perfrules.expressions.amounts.bounds import YEARS, Amount
from perfrules.expressions.comparators import Range


def from_the_top(span: Range, start: int, end: int) -> Diagnostic:
    """Return the warning about a span whose higher end is written first: 90%-80%."""
    ends = {"low": str(span.low), "high": str(span.high)}
    return Diagnostic("PR342", ends, Span(start, end))


def school_year(first: Amount, upper: Amount) -> bool:
    """Return whether 2022-2023学年 names one school year, which is not a length of time."""
    return first.unit is None and upper.spelling == "学年" and _like_years(first, upper)


def lost_unit(first: Amount, upper: Amount) -> bool:
    """Return whether a lower number without a unit follows a higher one with it: 90%-1."""
    return first.unit is not None and upper.unit is None and upper.value < first.value


def are_years(first: Amount, upper: Amount) -> bool:
    """Return whether two numbers without a unit may be years: 2021-2025."""
    return first.unit is None and upper.unit is None and _like_years(first, upper)


def _like_years(first: Amount, upper: Amount) -> bool:
    return first.value in YEARS and upper.value in YEARS
