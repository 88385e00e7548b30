"""The score of each row of a frame: in whole numbers where that is certain, else by the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from attrs import frozen

from perfrules.engine.scoring.items import ScoringContext
from perfrules.frames.native import LazyFrame, computed, with_decimals
from perfrules.frames.scoring.exact_path import (
    NOT_FINITE,
    RowScore,
    contradicts_unit,
    indicator_of,
    score_row,
)
from perfrules.frames.scoring.number_rows import scored_numbers
from perfrules.frames.scoring.part_columns import PartColumns, own
from perfrules.frames.scoring.plain_rows import PLAIN, POINTS, PlainRows
from perfrules.frames.scoring.plans import Plan, plan_of
from perfrules.frames.scoring.readings import Amount, amount_of
from perfrules.frames.texts import attach_rows, distinct_rows, distinct_values
from perfrules.sheets import Indicator

_DIGITS = 38
_PROBE = "7"
"""A target for rows whose targets are numbers; how they are compared is the same for all."""
_RESULT: Mapping[str, Any] = {own("found"): nw.Int64, own("reason"): nw.String, own("cause"): nw.String}


@frozen
class RowScores:
    """The scores of the rows of one frame."""

    columns: PartColumns
    context: ScoringContext

    def in_memory(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return `perfrules_score`, `perfrules_status` and `perfrules_code` of each row."""
        made = None
        if not self.columns.template_keys:
            plan = self._plan({"target": _PROBE} if self.columns.is_number("target") else {})
            if plan is not None:
                made = scored_numbers(frame, self.columns, self.context.policy, plan, self._by_columns)
        return self._by_columns(frame) if made is None else made

    def _by_columns(self, frame: pl.DataFrame) -> pl.DataFrame:
        scored = self.scored(nw.from_native(frame.lazy()), eager=True)
        made: pl.DataFrame = nw.to_native(computed(scored.select(*map(own, ("score", "status", "code")))))
        return made

    def scored(self, frame: LazyFrame, *, eager: bool) -> LazyFrame:
        """Add `perfrules_score`, `perfrules_status` and `perfrules_code`.

        Args:
            frame: A lazy frame with the columns.
            eager: Whether intermediate results may be kept in memory instead of being computed twice.
        """
        frame = self.columns.with_texts(frame)
        plain = PlainRows(self.columns, self.context.policy, self._plans(frame), self._amounts(frame))
        frame, left = self._computed(plain.with_points(frame)) if eager else (plain.with_points(frame), True)
        if left:
            frame, left = self._with_engine(frame)
        count, status = nw.col(POINTS), nw.lit("scored")
        if left:
            count = nw.when(nw.col(PLAIN)).then(count).otherwise(nw.col(own("found")))
            status = nw.when(nw.col(PLAIN)).then(status).otherwise(nw.col(own("reason")))
        code = nw.col(own("cause")) if left else nw.lit(None).cast(nw.String)
        if left or not eager:
            frame = frame.with_columns(_decimal(count, self.context.policy.places).alias(own("score")))
        return frame.with_columns(
            status.alias(own("status")),
            code.alias(own("code")),
        )

    def _computed(self, frame: LazyFrame) -> tuple[LazyFrame, bool]:
        """The points in memory, and whether rows are left to the engine; their columns are then kept too."""
        made = computed(frame.select(POINTS, PLAIN))
        if made[PLAIN].all():
            return with_decimals(made, POINTS, own("score"), self.context.policy.places).lazy(), False
        texts = [name for name in frame.collect_schema().names() if name in self.columns.keys]
        kept = computed(frame.select(*dict.fromkeys([*self.columns.types, *texts])))
        return nw.concat([made, kept], how="horizontal").lazy(), True

    def _plans(self, frame: LazyFrame) -> dict[tuple[str, ...], Plan | None]:
        """The plan of each distinct indicator."""
        parts, keys = self.columns.template_parts, self.columns.template_keys
        rows = distinct_rows(frame, keys) if keys else [()]
        probe = {"target": _PROBE} if self.columns.is_number("target") else {}
        return {row: self._plan(dict(zip(parts, row, strict=True)) | probe) for row in rows}

    def _plan(self, parts: Mapping[str, str]) -> Plan | None:
        if contradicts_unit(parts.get("target", ""), parts.get("unit", "")):
            return None
        return plan_of(indicator_of(self.columns.names, parts), self.context.policy)

    def _amounts(self, frame: LazyFrame) -> dict[str, Amount | None]:
        if self.columns.is_number("actual"):
            return {}
        return {text: amount_of(text) for text in distinct_values(frame, self.columns.key("actual"))}

    def _with_engine(self, frame: LazyFrame) -> tuple[LazyFrame, bool]:
        """Score the rows that are left, each distinct one once, and join the results, if there are any."""
        keys = self.columns.keys
        frame = self.columns.with_keys(frame, ~nw.col(PLAIN))
        left = distinct_rows(frame.filter(~nw.col(PLAIN)), list(keys))
        if not left:
            return frame, False
        found = self._by_engine(list(keys), left)
        rows = {name: [row[at] for row in left] for at, name in enumerate(keys)}
        results = zip(*((each.points, each.status, each.code) for each in found), strict=True)
        data = dict(zip(_RESULT, map(list, results), strict=True))
        return attach_rows(frame, rows, data, {**keys, **_RESULT}), True

    def _by_engine(self, keys: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[RowScore]:
        indicators: dict[tuple[Any, ...], Indicator] = {}
        found: list[RowScore] = []
        for values in rows:
            row, not_finite = self.columns.row_of(dict(zip(keys, values, strict=True)))
            if not_finite:
                found.append(RowScore(None, "unreadable", NOT_FINITE))
                continue
            template = tuple(row.get(part) for part in (*self.columns.template_parts, "target"))
            if template not in indicators:
                indicators[template] = indicator_of(self.columns.names, row)
            found.append(score_row(self.columns.names, row, self.context, indicators[template]))
        return found


def _decimal(count: nw.Expr, places: int) -> nw.Expr:
    """Counts of a last decimal as decimals; Ibis multiplies only decimals of one type."""
    type_ = nw.Decimal(18, places)
    unit = nw.lit(f"{Decimal(1).scaleb(-places):f}").cast(type_)
    return (count.cast(type_) * unit).cast(nw.Decimal(_DIGITS, places))
