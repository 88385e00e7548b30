"""What numbers rather are than they are written: a day, thousands, years, an end whose unit is lost."""

from __future__ import annotations

from datetime import date
from typing import cast

from perfrules.diagnostics import Diagnostic, Span
from perfrules.expressions.amounts.bounds import YEARS, Amount
from perfrules.expressions.comparators import Deadline, Range
from perfrules.expressions.moments import is_day, is_month, read_moment
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import MonthDay

_ENDS_OF_QUARTERS = frozenset({"3.31", "6.30", "9.30", "12.31"})
"""Numbers without a unit that are rather days."""
_NUMBERED = frozenset(f"{number}.100" for number in range(1, 10))
_THOUSANDS = late_pattern(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def may_be_month(amount: Amount) -> bool:
    """Whether 6月 may be June or six months; 6个月 is a time."""
    return amount.spelling == "月" and amount.value in range(1, 13)


def is_numbered(amount: Amount) -> bool:
    """Whether the first digit is rather the number of a list: 1.100%."""
    return amount.unit is not None and amount.unit.name == "%" and amount.written in _NUMBERED


def likely_thousands(amount: Amount) -> tuple[Diagnostic, ...]:
    """Return a warning about 1.000人, where the point rather parts thousands; nothing for other numbers."""
    unit = amount.unit
    whole = unit is not None and (unit.counts or unit.dimension == "people")
    if not whole or not _THOUSANDS.fullmatch(amount.written):
        return ()
    likely = amount.written.replace(".", ",")
    return (Diagnostic("PR269", {"likely": likely}, Span(amount.start, amount.end)),)


def as_day(amount: Amount) -> Deadline | None:
    """Return 20240307 or 2024.5 as the day that it rather is, with a warning; None for any other number."""
    if amount.unit is not None or amount.included is not None:
        return None
    if amount.written in _ENDS_OF_QUARTERS:
        return _as_end_of_quarter(amount.written, amount.start, amount.end)
    whole_day = amount.is_eight_digits and is_day(amount.value)
    if not whole_day and not is_month(amount.written):
        return None
    moment = read_moment(str(amount.value) if whole_day else amount.written)
    day = cast("date", None if moment is None else moment.last)
    code = "PR252" if whole_day else "PR264"
    warning = Diagnostic(code, {"day": day.isoformat()}, Span(amount.start, amount.end))
    return Deadline(day, warnings=(warning,))


def _as_end_of_quarter(written: str, start: int, end: int) -> Deadline:
    """Return 12.31 as the day that it rather is, with a warning."""
    month, day = map(int, written.split("."))
    warning = Diagnostic("PR267", {"day": f"{month}月{day}日"}, Span(start, end))
    return Deadline(MonthDay(month, day), warnings=(warning,))


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
