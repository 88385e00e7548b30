"""Frames in memory whose rows are numbers of one form: scored in blocks, and other rows by expressions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from perfrules.frames.scoring.block_points import BlockPoints, Numbers
from perfrules.frames.scoring.part_columns import PartColumns, own
from perfrules.frames.scoring.plans import Plan
from perfrules.frames.scoring.whole_numbers import WHOLE_TYPES, places_of
from perfrules.policies.scoring.policy import ScoringPolicy

_DIGITS = 38
_LARGEST = 10**15
_TYPES = (*WHOLE_TYPES, nw.Float64)


def scored_numbers(
    frame: pl.DataFrame,
    columns: PartColumns,
    policy: ScoringPolicy,
    plan: Plan,
    score_others: Callable[[pl.DataFrame], pl.DataFrame],
) -> pl.DataFrame | None:
    """Return score, status and code of each row; None for a frame that is not of numbers.

    Rows of an indicator that cannot pass 100% are left to the expressions, which know that limit.

    Args:
        frame: the columns of the parts.
        columns: which part each column is.
        policy: the policy.
        plan: the plan of all rows.
        score_others: scores the rows that are left, in three columns of the same names.
    """
    types = [columns.type_of(part) for part in ("actual", "target") if columns.names[part] is not None]
    points = BlockPoints(plan.form, policy, max(map(places_of, types)))
    given = {"target": plan.number, "weight": columns.names.common.weight}
    parts = [_numbers(frame, columns, part, given.get(part)) for part in ("actual", "target", "weight")]
    if not points.applies or plan.most is not None or any(each is None for each in parts):
        return None
    made = points.of_rows(*(each for each in parts if each is not None))
    left = made.left
    if not len(left):
        scores = pl.DataFrame({own("score"): _decimals(made.wide, left, policy.places)})
        words = pl.lit("scored").alias(own("status")), pl.lit(None, pl.String).alias(own("code"))
        return scores.with_columns(*words)
    others = score_others(frame[left])
    found = others[own("score")].to_physical()
    made.wide[left, 0] = found.fill_null(0).cast(pl.Int64).to_numpy()
    missing = left[found.is_null().to_numpy()]
    scores = pl.DataFrame({own("score"): _decimals(made.wide, missing, policy.places)})
    return scores.with_columns(
        _spread(others[name], left, frame.height, usual).alias(name)
        for name, usual in ((own("status"), "scored"), (own("code"), None))
    )


def _spread(words: pl.Series, rows: NDArray[np.int64], count: int, usual: str | None) -> pl.Series | pl.Expr:
    """A column of `count` rows that has some words at some rows, and the usual one at all others."""
    if words.eq_missing(pl.Series([usual], dtype=pl.String)).all():
        return pl.lit(usual, pl.String)
    distinct = pl.Series([usual, *words.unique()], dtype=pl.String)
    places = {word: at for at, word in reversed(list(enumerate(distinct)))}
    at = np.zeros(count, dtype=np.uint32)
    at[rows] = [places[word] for word in words]
    return distinct.gather(pl.Series(at))


def _numbers(frame: pl.DataFrame, columns: PartColumns, part: str, given: Fraction | None) -> Numbers | None:
    """The numbers of a part, NaN where one is missing; None for a part without whole numbers or floats."""
    name = columns.names[part]
    if name is None:
        if given is None or given.denominator > 1 or not 0 <= given < _LARGEST:
            return None
        return np.broadcast_to(np.int64(int(given)), frame.height)
    return frame[name].to_numpy() if columns.types[name] in _TYPES else None


def _decimals(wide: NDArray[np.int64], missing: NDArray[np.int64], places: int) -> pl.Series:
    """Decimals from their digits as Arrow keeps them, null at some rows; polars casts ten times slower."""
    known = None
    if len(missing):
        known = np.ones(len(wide), dtype=bool)
        known[missing] = False
        known = pa.py_buffer(np.packbits(known, bitorder="little"))
    type_, buffers = pa.decimal128(_DIGITS, places), [known, pa.py_buffer(wide)]
    return pl.Series(pl.from_arrow(pa.Array.from_buffers(type_, len(wide), buffers)))
