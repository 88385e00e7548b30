"""What polars does faster than conditions: finding a value among many ends, and looking up by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from perfrules.frames.native import LazyFrame

_BUCKETS = 1 << 14
_HIGHEST: dict[Any, float] = {pl.Float64: float("inf"), pl.Int64: 2**63 - 1, pl.Int128: 2**127 - 1}
_EPOCH = 719163
"""The ordinal of 1970-01-01, from which polars counts days."""


def with_position(frame: LazyFrame, column: str, ends: Sequence[float], name: str) -> LazyFrame:
    """Add how many of some ascending ends lie below each value of a column of polars.

    The values are parted into buckets of equal width of which each holds at most one end, so that a table
    and one comparison find the place. Where two ends are too near to each other, the ends are searched.

    Args:
        frame: A lazy frame of polars.
        column: A column of numbers or days.
        ends: The ends, as the column counts its numbers (`number_columns`).
        name: The name of the column to add.
    """
    native = nw.to_native(frame)
    type_ = native.collect_schema()[column]
    values = pl.col(column)
    if isinstance(type_, pl.Date | pl.Decimal):
        values = values.to_physical()
    if isinstance(type_, pl.Date):
        ends = [end - _EPOCH for end in ends]
    kind = pl.Float64 if type_ == pl.Float64 else pl.Int128 if isinstance(type_, pl.Decimal) else pl.Int64
    sorted_ends = pl.Series(ends, dtype=kind)
    position = _by_bucket(values.cast(kind), sorted_ends)
    if position is None:
        position = pl.lit(sorted_ends).search_sorted(values.cast(kind))
    found: LazyFrame = nw.from_native(native.with_columns(position.alias(name)))
    return found


def _by_bucket(values: pl.Expr, ends: pl.Series) -> pl.Expr | None:
    inner = ends.cast(pl.Float64)
    low, high = inner.min(), inner.max()
    if not isinstance(low, float) or not isinstance(high, float) or not 0 < high - low < float("inf"):
        return None
    scale = (_BUCKETS - 1) / (high - low)

    def bucket(numbers: pl.Expr) -> pl.Expr:
        # Subtracting, multiplying and cutting keep the order, so that each bucket is a stretch of numbers.
        place = (numbers.cast(pl.Float64) - low) * scale
        return place.clip(0, _BUCKETS - 1).cast(pl.UInt32, strict=False)

    buckets = pl.select(bucket(pl.lit(ends))).to_series()
    if buckets.n_unique() < len(buckets):
        return None
    before = buckets.search_sorted(pl.Series(range(_BUCKETS), dtype=pl.UInt32)).cast(pl.UInt32)
    held = dict(zip(buckets.to_list(), ends.to_list(), strict=True))
    end_in = pl.Series([held.get(at) for at in range(_BUCKETS)], dtype=ends.dtype)
    at = bucket(values)
    past = values > pl.lit(end_in.fill_null(_HIGHEST[ends.dtype])).gather(at)
    return pl.lit(before).gather(at) + past.cast(pl.UInt32)


def with_looked_up(frame: LazyFrame, number: str, columns: Mapping[str, pl.Series]) -> LazyFrame:
    """Add columns whose value is looked up by a number from 0 on; null where the number is null."""
    native = nw.to_native(frame)
    added = [pl.lit(values).gather(pl.col(number)).alias(name) for name, values in columns.items()]
    found: LazyFrame = nw.from_native(native.with_columns(added))
    return found
