"""Columns that are read value by value: each distinct value is read once, by the engine itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from perfrules.frames.native import LazyFrame, joined, replaces_values, table_beside

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
    values = distinct_values(frame, column)
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
            chosen.replace_strict(values, found, default=None, return_dtype=types[name]).alias(name)
            for name, found in data.items()
        )
    key = f"{column}_{'_'.join(types)}"
    beside = table_beside(frame, {key: values, **data})
    return frame.join(beside, left_on=column, right_on=key, how="left")


def attach_rows(
    frame: LazyFrame, rows: Mapping[str, Sequence[Any]], data: Mapping[str, Sequence[Any]], types: Types
) -> LazyFrame:
    """Add columns that depend on the values of several columns, null for values that are not listed.

    Args:
        frame: The frame.
        rows: The values of each of the columns, none of them null.
        data: The values of each added column beside them.
        types: The types of all these columns.
    """
    keys = {name: f"{name}_of_table" for name in rows}
    table = {keys[name]: values for name, values in rows.items()} | dict(data)
    beside = table_beside(frame, table, {keys.get(name, name): type_ for name, type_ in types.items()})
    return joined(frame, beside, keys)


def distinct_values(frame: LazyFrame, column: str) -> list[Any]:
    """The values of a column, each once, without null and NaN, which cannot be looked up."""
    return [value for (value,) in distinct_rows(frame, [column]) if value is not None and value == value]


def distinct_rows(frame: LazyFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of some columns, each once."""
    found = frame.select(*columns).unique().collect()
    return list(zip(*(found[column].to_list() for column in columns), strict=True))
