"""Columns that are read value by value: each distinct value is read once, by the engine itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from perfrules.frames.native import LazyFrame, replaces_values, table_beside

Types = Mapping[str, Any]


def read_once(
    frame: LazyFrame, column: str, types: Types, read: Callable[[object], Sequence[Any]]
) -> LazyFrame:
    """Add columns with what `read` returns for each distinct value of a column, null for null.

    A lazy frame is asked for its distinct values of the column, which runs that part of it.

    Args:
        frame: The frame.
        column: The column to read.
        types: The names and types of the columns to add.
        read: Returns a value for each of the added columns.
    """
    values = _distinct(frame, column)
    rows = [read(value) for value in values]
    data = {name: [row[at] for row in rows] for at, name in enumerate(types)}
    return attach(frame, column, values, data, types)


def attach(
    frame: LazyFrame, column: str, values: Sequence[Any], data: Mapping[str, Sequence[Any]], types: Types
) -> LazyFrame:
    """Add columns that depend on the value of one column, null for a value that is not listed."""
    if not values:
        return frame.with_columns(nw.lit(None).cast(type_).alias(name) for name, type_ in types.items())
    if replaces_values(frame):
        chosen = nw.col(column)
        return frame.with_columns(
            chosen.replace_strict(values, found, return_dtype=types[name]).alias(name)
            for name, found in data.items()
        )
    key = f"{column}_{'_'.join(types)}"
    beside = table_beside(frame, {key: values, **data})
    return frame.join(beside, left_on=column, right_on=key, how="left")


def _distinct(frame: LazyFrame, column: str) -> list[Any]:
    chosen = frame.select(nw.col(column)).unique()
    found = chosen.collect()
    # A NaN, which is not equal to itself, cannot be looked up.
    return [value for value in found[column].to_list() if value is not None and value == value]
