"""What narwhals leaves to each kind of dataframe: small tables that are joined to a lazy frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import isfinite
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pyarrow as pa

from perfrules.diagnostics import Diagnostic
from perfrules.frames.errors import FrameError
from perfrules.values import exact_text

LazyFrame: TypeAlias = "nw.LazyFrame[Any]"
Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"


_DIGITS = 38


def wrapped(frame: object) -> Frame:
    """Return a dataframe of any supported kind as one of narwhals.

    Raises:
        FrameError: PR870 for an object that is not a dataframe, PR877 for columns of one name.
    """
    try:
        return nw.from_native(frame)
    except TypeError as error:
        raise FrameError(Diagnostic("PR870", {"type": type(frame).__name__})) from error
    except nw.exceptions.DuplicateError as error:
        raise FrameError(*_twice(map(str, getattr(frame, "columns", ())))) from error


def _twice(names: Iterable[str]) -> list[Diagnostic]:
    counts = Counter(names)
    return [
        Diagnostic("PR877", {"part": name, "columns": "、".join([name] * count)})
        for name, count in counts.items()
        if count > 1
    ]


def replaces_values(frame: LazyFrame) -> bool:
    """Whether values can be replaced in place; databases and Spark join a table instead."""
    return frame.implementation is nw.Implementation.POLARS


def in_polars(frame: nw.DataFrame[Any], columns: Sequence[str]) -> nw.LazyFrame[Any]:
    """Return some columns of an eager frame as a lazy frame of polars.

    Lazy, because an eager `select` of polars computes repeated parts again.
    """
    return _with_texts(frame.select(*columns)).lazy(backend="polars")


def _with_texts(frame: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Turn columns of pandas that mix numbers and texts, as those of workbooks often do, into texts."""
    if frame.implementation is not nw.Implementation.PANDAS:
        return frame
    pandas: Any = nw.get_native_namespace(frame)
    native: Any = nw.to_native(frame)
    objects = [name for name, type_ in frame.schema.items() if type_ == nw.Object]
    mixed = [name for name in objects if pandas.api.types.infer_dtype(native[name]).startswith("mixed")]
    made: nw.DataFrame[Any] = nw.from_native(
        native.assign(**{name: native[name].map(_text, na_action="ignore") for name in mixed})
    )
    return made


def _text(value: object) -> str:
    """A value as people would write it; a float is the decimal that it prints."""
    if isinstance(value, float) and isfinite(value):
        return exact_text(Fraction(repr(float(value))))
    return str(value)


def computed(frame: LazyFrame) -> nw.DataFrame[Any]:
    """Return a lazy frame of polars with its rows, computed in pieces that fit the processor's cache."""
    made: nw.DataFrame[Any] = nw.from_native(nw.to_native(frame).collect(engine="streaming"))
    return made


def with_decimals(frame: nw.DataFrame[Any], counts: str, name: str, places: int) -> nw.DataFrame[Any]:
    """Add a column of decimals whose last digits are counted by a column; polars casts ten times slower.

    Args:
        frame: A dataframe of polars.
        counts: A column of whole numbers of at least 0, none of them null.
        name: The name of the column of decimals.
        places: Their decimal places.
    """
    column = nw.to_native(frame)[counts]
    wide, at = np.zeros((len(column), 2), dtype=np.int64), 0
    for chunk in column.get_chunks():
        wide[at : at + len(chunk), 0] = chunk.to_numpy()
        at += len(chunk)
    type_ = pa.decimal128(_DIGITS, places)
    decimals = pa.Array.from_buffers(type_, len(column), [None, pa.py_buffer(wide)])
    native = nw.to_native(frame).with_columns(pl.Series(name, pl.from_arrow(decimals)))
    made: nw.DataFrame[Any] = nw.from_native(native)
    return made


def beside(frame: nw.DataFrame[Any], columns: nw.DataFrame[Any]) -> Any:
    """Return an eager frame, in its own kind, with the columns of one of polars that has the same rows."""
    native: Any = nw.to_native(frame)
    match frame.implementation:
        case nw.Implementation.POLARS:
            # `with_columns` would write out columns that have one value for all rows.
            return pl.concat([native, nw.to_native(columns)], how="horizontal")
        case nw.Implementation.PYARROW:
            table = columns.to_arrow()
            for name in table.column_names:
                native = native.append_column(name, table[name])
            return native
        case _:
            pandas: Any = nw.get_native_namespace(frame)
            made = columns.to_arrow().to_pandas(
                types_mapper=lambda type_: None if pa.types.is_dictionary(type_) else pandas.ArrowDtype(type_)
            )
            return native.assign(**made.set_index(native.index))


def table_beside(
    frame: LazyFrame, data: Mapping[str, Sequence[object]], types: Mapping[str, Any] | None = None
) -> LazyFrame:
    """Return a small table that can be joined to a lazy frame of the same kind.

    Args:
        frame: The lazy frame.
        data: The values of each column.
        types: The types of the columns in narwhals, where the values alone do not say them.
    """
    native: Any = nw.to_native(frame)
    if types is None:
        rows = pa.table(dict(data))
    elif replaces_values(frame):  # narwhals has no categories of pyarrow
        rows = nw.from_dict(dict(data), dict(types), backend="polars").to_native()
    else:
        rows = nw.from_dict(dict(data), dict(types), backend="pyarrow").to_native()
    made: LazyFrame = nw.from_native(_native_table(native, frame.implementation, rows))
    return made


def _native_table(native: Any, kind: nw.Implementation, rows: Any) -> Any:
    if kind is nw.Implementation.POLARS:
        return pl.DataFrame(rows).lazy()
    if kind is nw.Implementation.DUCKDB:
        # The query finds `rows` by its name, on the connection of the frame.
        return native.query("perfrules_frame", "SELECT * FROM rows")
    if kind.is_pyspark() or kind.is_pyspark_connect():
        return native.sparkSession.createDataFrame(rows)
    ibis: Any = nw.get_native_namespace(native)
    return ibis.memtable(rows)


def joined(frame: LazyFrame, table: LazyFrame, keys: Mapping[str, str]) -> LazyFrame:
    """Join a table to a frame and keep the order of its rows.

    Args:
        frame: The lazy frame.
        table: A table of the same kind, as `table_beside` returns it.
        keys: The column of the table for each column of the frame.
    """
    left, right = list(keys), list(keys.values())
    if replaces_values(frame):
        native: Any = nw.to_native(frame)
        made = native.join(
            nw.to_native(table), left_on=left, right_on=right, how="left", maintain_order="left"
        )
        found: LazyFrame = nw.from_native(made)
        return found
    return frame.join(table, left_on=left, right_on=right, how="left")
