"""Read a column of targets: each distinct text once."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import narwhals.stable.v2 as nw

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import similar
from perfrules.expressions import Comparator, read
from perfrules.frames.errors import FrameError
from perfrules.frames.native import beside, computed, in_polars, wrapped
from perfrules.frames.texts import read_once
from perfrules.values import Quantity, exact_text

Native = TypeVar("Native")
ADDED = ("status", "kind", "reading", "operator", "value", "unit")
_KEY = "perfrules_text"


def parse(frame: Native, column: str, *, prefix: str = "") -> Native:
    """Add what each text of a column means as a target: columns of texts, null for null. Added in 0.2.

    `status` is `read`, or the code of the diagnostic of a text that cannot be read. `kind` is the kind of
    target, `reading` the target in plain signs (`不低于95%` is `>=95%`). `operator`, `value` and `unit` are
    those of a comparison, `value` the exact number of the `unit` (20000 and 元 for 2万元).

    Args:
        frame: A dataframe of polars (eager or lazy), pandas, pyarrow, DuckDB, Ibis or PySpark. A lazy one
            stays lazy, but the distinct texts of the column are collected.
        column: The name of the column.
        prefix: The start of the names of the added columns.

    Returns:
        The frame with the added columns.

    Raises:
        FrameError: PR870: not a dataframe; PR871: there is no such column; PR872: a column that would be
            added exists.

    >>> import polars as pl
    >>> targets = parse(pl.DataFrame({"指标值": ["不低于95%", "≤2万元", "…"]}), "指标值")
    >>> targets.select("status", "operator", "value", "unit").rows()
    [('read', '>=', '95', '%'), ('read', '<=', '20000', '元'), ('PR229', None, None, None)]
    """
    table = wrapped(frame)
    names = table.collect_schema().names()
    if column not in names:
        raise FrameError(Diagnostic("PR871", {"input": column, **similar(column, names)}))
    added = [f"{prefix}{name}" for name in ADDED]
    if taken := [name for name in added if name in names]:
        raise FrameError(*(Diagnostic("PR872", {"column": name}) for name in taken))
    work = in_polars(table, [column]) if isinstance(table, nw.DataFrame) else table
    work = work.with_columns(nw.col(column).cast(nw.String).alias(_KEY))
    work = read_once(work, _KEY, dict.fromkeys(added, nw.String), lambda text: _cells(str(text)))
    if isinstance(table, nw.DataFrame):
        return cast("Native", beside(table, computed(work.select(*added))))
    return cast("Native", nw.to_native(work.select(*names, *added)))


def _cells(text: str) -> tuple[str | None, ...]:
    reading = read(text)
    comparator = reading.comparator
    if comparator is None:
        return reading.diagnostics[0].code, None, None, None, None, None
    return "read", comparator.kind, str(comparator), *_measure(comparator)


def _measure(comparator: Comparator) -> tuple[str | None, str | None, str | None]:
    operator: Any = getattr(comparator, "operator", None)
    bound = getattr(comparator, "bound", None)
    if not isinstance(bound, Quantity):
        return operator, None, None
    return operator, exact_text(bound.value), bound.unit.name or None
