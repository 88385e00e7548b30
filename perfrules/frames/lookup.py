"""Numbers of groups and cells: separated by conditions where they are few, looked up where they are many.

Conditions serve every kind of frame, but all branches are computed for all rows. Polars has a search and a
table for many; databases and Spark halve the segments and join a table of answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import narwhals.stable.v2 as nw
import polars as pl

from perfrules.frames.input_columns import InputColumn, OrderedColumn
from perfrules.frames.native import LazyFrame, replaces_values
from perfrules.frames.outcomes import OutcomeColumn
from perfrules.frames.polars_search import with_looked_up, with_position
from perfrules.frames.texts import attach

FEW = 8
"""Up to this number conditions are the fastest way in every kind of frame."""


def located(
    frame: LazyFrame, column: InputColumn, groups: Sequence[int], name: str
) -> tuple[LazyFrame, nw.Expr]:
    """Return the number of the group that each row lies in; polars adds it as a column of that name."""
    runs = [(group, len(tuple(run))) for group, run in groupby(groups)]
    if len(runs) <= FEW or not replaces_values(frame) or not isinstance(column, OrderedColumn):
        return frame, column.select([nw.lit(group) for group in groups], groups)
    ends, at = [], 0
    for _, length in runs[:-1]:
        at += length
        ends.append(column.ends[at - 1])
    position = f"{name}_position"
    frame = with_position(frame, column.name, ends, position)
    numbers = pl.Series([group for group, _ in runs], dtype=pl.Int64)
    return with_looked_up(frame, position, {name: numbers}), nw.col(name)


def looked_up(frame: LazyFrame, cell: str, columns: Mapping[str, OutcomeColumn]) -> LazyFrame:
    """Add columns with their value in the cell of each row."""
    if replaces_values(frame):
        return with_looked_up(frame, cell, {name: each.series() for name, each in columns.items()})
    numbers = list(range(len(next(iter(columns.values())).values)))
    data = {name: each.values for name, each in columns.items()}
    return attach(frame, cell, numbers, data, {name: each.type for name, each in columns.items()})
