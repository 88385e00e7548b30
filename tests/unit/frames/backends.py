"""Dataframes of every kind with the same rows, and the rows of what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import ibis
import pandas as pd
import polars as pl
import pyarrow as pa

BACKENDS: Mapping[str, Callable[[pa.Table], Any]] = {
    "polars": lambda table: pl.from_arrow(table),
    "polars-lazy": lambda table: pl.from_arrow(table).lazy(),
    "pandas": lambda table: table.to_pandas(),
    "pandas-arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "pyarrow": lambda table: table,
    "duckdb": lambda table: duckdb.from_arrow(table),
    "ibis": lambda table: ibis.memtable(table),
}


def frame_of(backend: str, columns: Mapping[str, pa.Array]) -> Any:
    """A dataframe of a backend with a column `row` that numbers its rows."""
    length = len(next(iter(columns.values())))
    return BACKENDS[backend](pa.table({"row": pa.array(range(length), pa.int64()), **columns}))


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """The rows of a result in the order of their numbers, null as None."""
    table = _arrow(frame).sort_by("row")
    return table.to_pylist()


def _arrow(frame: Any) -> pa.Table:
    match frame:
        case pl.LazyFrame():
            return frame.collect().to_arrow()
        case pl.DataFrame():
            return frame.to_arrow()
        case pd.DataFrame():
            return pa.Table.from_pandas(frame, preserve_index=False)
        case pa.Table():
            return frame
        case duckdb.DuckDBPyRelation():
            return frame.to_arrow_table()
        case _:
            return frame.to_pyarrow()
