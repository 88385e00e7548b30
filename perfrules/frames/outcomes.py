"""The columns that a decision adds, as expressions and as series."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from attrs import frozen

from perfrules.engine.decisions.tables.answer_table import AnswerColumn, CellValue, ColumnType

_DIGITS = 38
"""The digits of a decimal in every kind of frame."""
_TYPES: Mapping[ColumnType, Any] = {
    "text": nw.String,
    "boolean": nw.Boolean,
    "date": nw.Date,
    "count": nw.Int64,
}


@frozen
class OutcomeColumn:
    """A column of answers in a frame."""

    answers: AnswerColumn

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.answers.name

    @property
    def type(self) -> Any:
        """The type of the column in narwhals."""
        if self.answers.type == "decimal":
            return nw.Decimal(_DIGITS, self.answers.places)
        return _TYPES[self.answers.type]

    @property
    def values(self) -> tuple[CellValue, ...]:
        """The value in each cell."""
        return self.answers.values

    def leaf(self, cell: int) -> nw.Expr:
        """The value in a cell, as an expression."""
        return nw.lit(_castable(self.values[cell])).cast(self.type)

    def key(self, cell: int) -> Hashable:
        """The value in a cell, to find equal ones."""
        return self.values[cell]

    def series(self) -> pl.Series:
        """The values of all cells, in polars."""
        made = nw.new_series(self.name, list(map(_castable, self.values)), backend="polars")
        series: pl.Series = nw.to_native(made.cast(self.type))
        return series


def _castable(value: CellValue) -> Any:
    """Decimals are cast from their text, for Ibis cuts decimals to three places."""
    return str(value) if isinstance(value, Decimal) else value
