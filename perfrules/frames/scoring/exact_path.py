"""Rows that are scored one by one by the engine: words, days, doubts, numbers beyond the safe range."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from perfrules.diagnostics import PerfrulesError, Source, Span
from perfrules.documents.origin import Origin
from perfrules.engine.indicators.answers.words import is_none
from perfrules.engine.scoring.items import ScoringContext, score_item
from perfrules.frames.scoring.row_columns import TEXTS, RowColumns
from perfrules.sheets import ActualEntry, Indicator
from perfrules.sheets.forms.target_columns import target_of, unit_conflict
from perfrules.values import exact, exact_text

_MOST_POINTS = 10**6
NOT_FINITE = "PR653"


@frozen
class RowScore:
    """The points of a row in the last decimal, its status, and why it has no points."""

    points: int | None
    status: str
    code: str | None


def indicator_of(columns: RowColumns, row: Mapping[str, Any]) -> Indicator:
    """Return the indicator of a row; parts without a column are those that all rows share.

    Args:
        columns: The columns of the frame.
        row: The values of the row, by part.
    """
    given: dict[str, Any] = {part: text_of(row[part]) for part in TEXTS if part in row}
    unit, direction = given.pop("unit", ""), given.pop("direction", columns.common.direction)
    target = text_of(row["target"]) if "target" in row else columns.common.target
    cells = target_of(target, direction, unit)
    return evolve(columns.common, **given, target=cells.text, direction=cells.direction)


def contradicts_unit(target: str, unit: str) -> bool:
    """Whether a target has another unit than its column of units says.

    >>> contradicts_unit("≥90人", "万元"), contradicts_unit("≥90", "万元")
    (True, False)
    """
    return unit_conflict(target, unit, Origin(Source(unit), Span(0, len(unit)))) is not None


def text_of(value: Any) -> str:
    """Return a value of a column as people would write it; a float is the decimal that it prints.

    >>> text_of(95.0), text_of(1e-05), text_of(None)
    ('95', '0.00001', '')
    """
    if value is None:
        return ""
    return exact_text(Fraction(repr(value))) if isinstance(value, float) else str(value)


def weight_of(value: Any) -> Fraction | None:
    """Return the points of a row; None for what is not a number of points.

    >>> weight_of("16.67"), weight_of("10分"), weight_of(-1.0), weight_of("")
    (Fraction(1667, 100), Fraction(10, 1), None, None)
    """
    if isinstance(value, Fraction):
        return value
    try:
        weight = exact(text_of(value).strip().removesuffix("分"))
    except PerfrulesError:
        return None
    return weight if 0 <= weight <= _MOST_POINTS else None


def score_row(
    columns: RowColumns, row: Mapping[str, Any], context: ScoringContext, indicator: Indicator
) -> RowScore:
    """Score one row by the engine.

    Args:
        columns: The columns of the frame.
        row: The values of the row, by part; `explanation` says whether it has one.
        context: The policy and the day of the report.
        indicator: The indicator of the row.
    """
    weight = weight_of(row["weight"]) if "weight" in row else columns.common.weight
    if is_none(indicator.target):  # 无 is a target of zero only in a row with points of its own
        indicator = evolve(indicator, weight=weight)
    entry = ActualEntry(text_of(row["actual"]), explanation="+" if row.get("explanation") else "")
    scored = score_item(indicator, entry, weight or Fraction(0), context)
    item, codes = scored.item, [each.code for each in scored.diagnostics]
    if item.score is None:
        return RowScore(None, item.status, codes[0] if codes else None)
    if weight is None:
        return RowScore(None, "unreadable", "PR879")
    if contradicts_unit(text_of(row.get("target")), text_of(row.get("unit"))):
        return RowScore(None, "doubtful", "PR728")
    return RowScore(int(item.score.scaleb(-_exponent(item.score))), item.status, None)


def _exponent(score: Decimal) -> int:
    return int(score.as_tuple().exponent)
