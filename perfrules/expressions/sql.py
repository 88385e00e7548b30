"""Conditions of SQL that admit the numbers of an interval set; sqlglot writes them in each dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Literal, TypeAlias

from sqlglot import exp

from perfrules.values import Interval, IntervalSet, exact_text

Dialect = Literal["duckdb", "postgres", "mysql", "spark"]
DIALECTS: tuple[Dialect, ...] = ("duckdb", "postgres", "mysql", "spark")
Compare: TypeAlias = Callable[[type[exp.Binary], Fraction], exp.Expr]


def comparing(column: exp.Expr, *, is_date: bool) -> Compare:
    """Return the function that compares a column with a threshold, exactly.

    A threshold that is not a decimal is not divided: `x < 1/3` becomes `x * 3 < 1`.
    """

    def compare(operator: type[exp.Binary], threshold: Fraction) -> exp.Expr:
        if is_date:
            day = exp.Literal.string(date.fromordinal(int(threshold)).isoformat())
            return operator(this=column.copy(), expression=exp.cast(day, "date"))
        if "/" not in exact_text(threshold):
            return operator(this=column.copy(), expression=exp.Literal.number(exact_text(threshold)))
        product = exp.Mul(this=column.copy(), expression=exp.Literal.number(threshold.denominator))
        return operator(this=product, expression=exp.Literal.number(threshold.numerator))

    return compare


def condition(numbers: IntervalSet, compare: Compare) -> exp.Expr:
    """Return the condition that a column lies in an interval set."""
    return any_of(_inside(interval, compare) for interval in numbers)


def column_condition(numbers: IntervalSet, column: str, dialect: str, *, is_date: bool) -> str:
    """Return the condition that a column lies in an interval set, as text.

    Raises:
        ValueError: an unknown dialect.
    """
    require_dialect(dialect)
    compare = comparing(exp.column(column, quoted=True), is_date=is_date)
    return condition(numbers, compare).sql(dialect=dialect)


def _inside(interval: Interval, compare: Compare) -> exp.Expr:
    if interval.low is not None and interval.low == interval.high:
        return compare(exp.EQ, interval.low)
    parts: list[exp.Expr] = []
    if interval.low is not None:
        parts.append(compare(exp.GTE if interval.low_closed else exp.GT, interval.low))
    if interval.high is not None:
        parts.append(compare(exp.LTE if interval.high_closed else exp.LT, interval.high))
    return reduce(lambda left, right: exp.And(this=left, expression=right), parts) if parts else exp.true()


def any_of(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Return the condition that one of several holds; that of none is false."""
    parts = list(conditions)
    if len(parts) > 1:
        parts = [exp.paren(each) if isinstance(each, exp.And) else each for each in parts]
    return reduce(lambda left, right: exp.Or(this=left, expression=right), parts) if parts else exp.false()


def require_dialect(dialect: str) -> None:
    """Reject an unknown dialect.

    Raises:
        ValueError: the dialect is not one of `DIALECTS`.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"unknown dialect {dialect!r}; known: {', '.join(DIALECTS)}")
