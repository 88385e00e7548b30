"""The columns that a decision adds, as expressions and as series."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import polars as pl
from attrs import frozen

from perfrules.engine.decisions.tables.answer_table import (
    AnswerColumn,
    Answered,
    CellValue,
    ColumnType,
    answer_columns,
)
from perfrules.policies.decisions.outputs import Output

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
    """A column of answers in a frame.

    `in_categories` says that its texts are numbers in the frame, with a list of the texts that they mean.
    """

    answers: AnswerColumn
    in_categories: bool = False

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.answers.name

    @property
    def type(self) -> Any:
        """The type of the column in narwhals."""
        if self.answers.type == "decimal":
            return nw.Decimal(_DIGITS, self.answers.places)
        if self.answers.type == "text" and self.in_categories:
            return nw.Enum(list(dict.fromkeys(str(each) for each in self.values if each is not None)))
        return _TYPES[self.answers.type]

    @property
    def is_constant(self) -> bool:
        """Whether all cells have one value."""
        return len(set(self.values)) == 1

    @property
    def is_number(self) -> bool:
        """Whether the frame has a number for each value."""
        return self.in_categories or self.answers.type != "text"

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


Outcomes: TypeAlias = "Callable[[Sequence[Answered | str]], list[OutcomeColumn]]"
"""Makes the columns of a policy's answers: that of each cell, or the code of what is wrong in it."""


def outcome_columns(
    outputs: Sequence[Output], answers: Sequence[Answered | str], *, prefix: str, in_categories: bool
) -> list[OutcomeColumn]:
    """Return the columns that a decision adds.

    Args:
        outputs: The outputs of the policy.
        answers: The answer of each cell, or the code of what is wrong in it.
        prefix: The start of the names of the columns.
        in_categories: Whether texts are categories.
    """
    made = answer_columns(outputs, answers, prefix)
    return [OutcomeColumn(each, in_categories=in_categories) for each in made]


def _castable(value: CellValue) -> Any:
    """Decimals are cast from their text, for Ibis cuts decimals to three places."""
    return str(value) if isinstance(value, Decimal) else value
