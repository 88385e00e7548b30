"""Score every row of a dataframe by a scoring policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import narwhals.stable.v2 as nw

from perfrules.diagnostics import Diagnostic
from perfrules.engine.scoring import Scorer
from perfrules.engine.scoring.items import ScoringContext
from perfrules.engine.scoring.plugins import own_methods
from perfrules.engine.scoring.score import load_scorer
from perfrules.frames.errors import FrameError
from perfrules.frames.native import beside, in_polars, wrapped
from perfrules.frames.scoring.part_columns import PartColumns
from perfrules.frames.scoring.row_columns import row_columns
from perfrules.frames.scoring.row_scores import RowScores
from perfrules.sheets import Indicator

Native = TypeVar("Native")
ADDED = ("score", "status", "code")


def score(
    frame: Native,
    policy: str | Path | Scorer = "mof.self-evaluation-2020",
    *,
    indicator: Indicator | None = None,
    columns: Mapping[str, str] | None = None,
    as_of: date | None = None,
    prefix: str = "",
) -> Native:
    """Add the score of each row, an indicator with its target, actual and points. Added in 0.2.

    Each row has the score that `perfrules.score` gives it, to the last digit. The columns added are `score`
    (a decimal, null where the row has none), `status` (`scored`, `missing`, `doubtful`, `unreadable`,
    `not-applicable`) and `code`, the code of the diagnostic that says why a row has no score.

    Columns are found by the name of a part (`level1`, `level2`, `name`, `target`, `unit`, `direction`,
    `description`, `basis`, `actual`, `weight`, `explanation`) or by a usual heading (指标值). Targets and
    actuals may be texts or numbers; texts are read once per distinct text. The points of a row are those of
    its `weight`; whether those of a group add up is not checked.

    Args:
        frame: A dataframe of polars (eager or lazy), pandas, pyarrow, DuckDB, Ibis or PySpark. A lazy one
            stays lazy, but the distinct texts and the distinct rows that are not plain numbers are collected.
        policy: The id or path of a scoring policy, or its scorer.
        indicator: What all rows share: its parts count where the frame has no column for them.
        columns: The column of each part, where it is not found by its name or heading.
        as_of: The day of the report, whose year counts for days without a year.
        prefix: The start of the names of the added columns.

    Returns:
        The frame with the added columns.

    Raises:
        FrameError: PR870: not a dataframe; PR871: no column for a part; PR872: a column that would be added
            exists; PR873: floats of 32 bits; PR877, PR878: a part has two columns, or is unknown.
        PolicyError: the policy cannot be loaded.

    >>> import polars as pl
    >>> sheet = pl.DataFrame(
    ...     {
    ...         "一级指标": ["产出指标"] * 3,
    ...         "指标值": ["≥100人", "≥95%", "显著提高"],
    ...         "实际完成值": ["80人", "", "有所提高"],
    ...         "分值": [10, 10, 10],
    ...     }
    ... )
    >>> score(sheet).select("score", "status", "code").rows()
    [(Decimal('8.00'), 'scored', None), (None, 'missing', 'PR401'), (None, 'doubtful', 'PR409')]
    """
    table = wrapped(frame)
    schema = table.collect_schema()
    names = schema.names()
    parts = row_columns(names, columns or {}, indicator)
    added = [f"{prefix}{name}" for name in ADDED]
    used = list(dict.fromkeys(column for column in parts.columns.values() if column is not None))
    _check(schema, used, added)
    scorer = policy if isinstance(policy, Scorer) else load_scorer(policy, as_of)
    context = ScoringContext(scorer.policy, own_methods(scorer.policy), as_of)
    rows = RowScores(PartColumns(parts, {name: schema[name] for name in used}), context)
    if isinstance(table, nw.DataFrame):
        made = rows.in_memory(in_polars(table, used).collect(backend="polars").to_native())
        names_of = dict(zip(made.columns, added, strict=True))
        return cast("Native", beside(table, nw.from_native(made.rename(names_of), eager_only=True)))
    return cast("Native", nw.to_native(rows.scored(table, eager=False).select(*names, *_named(added))))


def _check(schema: Mapping[str, Any], used: list[str], added: list[str]) -> None:
    problems = [Diagnostic("PR872", {"column": name}) for name in added if name in schema]
    problems += (
        Diagnostic("PR873", {"column": name, "type": str(schema[name])})
        for name in used
        if schema[name] == nw.Float32
    )
    if problems:
        raise FrameError(*problems)


def _named(added: list[str]) -> list[nw.Expr]:
    return [nw.col(f"perfrules_{name}").alias(own) for name, own in zip(ADDED, added, strict=True)]
