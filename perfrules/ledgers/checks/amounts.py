"""Cells of amounts and days as numbers and dates, quickly where they are plain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.schedules.payments import read_day

PLAIN_AMOUNT = r"^-?([0-9]{1,13}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,4})?$"
"""An amount in digits, perhaps with commas between thousands."""
_DECIMAL = pl.Decimal(38, 4)
_DAY_IN_FULL = r"^[0-9]{4}-"
_TIME = r"^(?P<day>[0-9]{4}.*[0-9日])[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$"
"""A day with the time of day, as programs write it."""


def plain_amounts(column: str, factor: int) -> pl.Expr:
    """Return the amounts of a column of texts that are digits alone, times a factor; null for others.

    Args:
        column: The name of the column.
        factor: How many yuan one is.
    """
    text = pl.col(column).str.strip_chars()
    digits = pl.when(text.str.contains(PLAIN_AMOUNT)).then(text.str.replace_all(",", "", literal=True))
    return (digits.cast(_DECIMAL) * factor).cast(_DECIMAL)


def days(frame: pl.DataFrame, column: str) -> pl.Series:
    """Return the days of a column of texts or dates, null for what is not one day."""
    values = frame[column]
    if values.dtype == pl.Date:
        return values
    if isinstance(values.dtype, pl.Datetime):
        return values.cast(pl.Date)
    texts = values.cast(pl.String).str.strip_chars().str.replace(_TIME, "${day}")
    # A year of two digits would be one of the first century.
    in_full = texts.str.contains(_DAY_IN_FULL)
    found = pl.select(pl.when(in_full).then(texts.str.to_date("%Y-%m-%d", strict=False))).to_series()
    left = texts.filter(found.is_null() & texts.is_not_null()).unique()
    read: Mapping[str, Any] = {text: _day(text) for text in left}
    if not read:
        return found
    others = texts.replace_strict(list(read), list(read.values()), default=None, return_dtype=pl.Date)
    return found.fill_null(others)


def _day(text: str) -> Any:
    try:
        return read_day(text)
    except PerfrulesError:
        return None
