"""What narwhals leaves to each kind of dataframe: small tables that are joined to a lazy frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import pyarrow as pa

from perfrules.diagnostics import Diagnostic
from perfrules.frames.errors import FrameError

LazyFrame: TypeAlias = "nw.LazyFrame[Any]"
Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"


def wrapped(frame: object) -> Frame:
    """Return a dataframe of any supported kind as one of narwhals.

    Raises:
        FrameError: PR870 for an object that is not a dataframe.
    """
    try:
        return nw.from_native(frame)
    except TypeError as error:
        raise FrameError(Diagnostic("PR870", {"type": type(frame).__name__})) from error


def replaces_values(frame: LazyFrame) -> bool:
    """Whether values can be replaced in place; databases and Spark join a table instead."""
    return frame.implementation is nw.Implementation.POLARS


def in_polars(frame: nw.DataFrame[Any], columns: Sequence[str]) -> nw.LazyFrame[Any]:
    """Return some columns of an eager frame as a lazy frame of polars.

    Lazy, because an eager `select` of polars computes repeated parts again.
    """
    return frame.select(*columns).lazy(backend="polars")


def beside(frame: nw.DataFrame[Any], added: nw.LazyFrame[Any]) -> Any:
    """Return an eager frame, in its own kind, with the columns of a frame that has the same rows."""
    columns = added.collect(backend="polars")
    native: Any = nw.to_native(frame)
    match frame.implementation:
        case nw.Implementation.POLARS:
            return native.with_columns(nw.to_native(columns))
        case nw.Implementation.PYARROW:
            table = columns.to_arrow()
            for name in table.column_names:
                native = native.append_column(name, table[name])
            return native
        case _:
            pandas: Any = nw.get_native_namespace(frame)
            made = columns.to_arrow().to_pandas(types_mapper=pandas.ArrowDtype)
            return native.assign(**made.set_index(native.index))


def table_beside(frame: LazyFrame, data: Mapping[str, Sequence[object]]) -> LazyFrame:
    """Return a small table that can be joined to a lazy frame of a database or of Spark."""
    native: Any = nw.to_native(frame)
    rows = pa.table(dict(data))
    made: LazyFrame = nw.from_native(_native_table(native, frame.implementation, rows))
    return made


def _native_table(native: Any, kind: nw.Implementation, rows: Any) -> Any:
    if kind is nw.Implementation.DUCKDB:
        # The query finds `rows` by its name, on the connection of the frame.
        return native.query("perfrules_frame", "SELECT * FROM rows")
    if kind.is_pyspark() or kind.is_pyspark_connect():
        return native.sparkSession.createDataFrame(rows)
    ibis: Any = nw.get_native_namespace(native)
    return ibis.memtable(rows)
