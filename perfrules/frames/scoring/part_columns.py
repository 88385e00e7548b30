"""The columns of a frame that hold the parts of rows, ready for expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from perfrules.frames.native import LazyFrame
from perfrules.frames.scoring.exact_path import text_of, weight_of
from perfrules.frames.scoring.row_columns import TEXTS, RowColumns
from perfrules.frames.scoring.whole_numbers import is_number, whole_number
from perfrules.frames.texts import read_once

_LEFT, _MISSING, _NOT_FINITE = 0, 1, 2
_DIGITS_OF_A_DAY = 8


def own(name: str) -> str:
    """Return the name of a column that is added on the way."""
    return f"perfrules_{name}"


@frozen
class PartColumns:
    """The column of each part with its type, and the columns by which rows are found.

    A row is found by its `keys`: texts, and numbers as they are. Floats have a second key beside them, which
    says that the number is missing or not finite.
    """

    names: RowColumns
    types: Mapping[str, Any]

    @property
    def parts(self) -> list[str]:
        """The parts that have a column."""
        return [part for part, column in self.names.columns.items() if column is not None]

    @property
    def template_parts(self) -> list[str]:
        """The parts with texts that say what a target means."""
        parts = TEXTS if self.is_number("target") else (*TEXTS, "target")
        return [part for part in parts if self.names[part] is not None]

    @property
    def template_keys(self) -> list[str]:
        """The keys of these parts."""
        return [self.key(part) for part in self.template_parts]

    @property
    def keys(self) -> dict[str, Any]:
        """All keys, each with its type."""
        found: dict[str, Any] = {}
        for part in self.parts:
            if self._is_float(part):
                found |= {self.key(part): nw.Float64, self.oddity(part): nw.Int64}
            else:
                found[self.key(part)] = nw.Boolean if part == "explanation" else nw.String
        return found

    def key(self, part: str) -> str:
        """The key of a part."""
        return own(f"key_{part}")

    def oddity(self, part: str) -> str:
        """The key that says that a float is missing or not finite."""
        return own(f"odd_{part}")

    def type_of(self, part: str) -> Any:
        """The type of the column of a part; None where it has none."""
        column = self.names[part]
        return None if column is None else self.types[column]

    def is_number(self, part: str) -> bool:
        """Whether a part has a column of numbers."""
        column = self.names[part]
        return column is not None and is_number(self.types[column])

    def _is_float(self, part: str) -> bool:
        return bool(self.is_number(part) and self.type_of(part) == nw.Float64)

    def with_texts(self, frame: LazyFrame) -> LazyFrame:
        """Add the keys that are texts, "" for a missing one."""
        made = [
            self._text(part).alias(self.key(part))
            for part in self.parts
            if not self.is_number(part) and part != "explanation"
        ]
        if self.names["explanation"] is not None:
            made.append((self._text("explanation").str.strip_chars() != "").alias(self.key("explanation")))
        return frame.with_columns(*made) if made else frame

    def _text(self, part: str) -> nw.Expr:
        return nw.col(self.names[part] or "").cast(nw.String).fill_null("")

    def with_keys(self, frame: LazyFrame, wanted: nw.Expr) -> LazyFrame:
        """Add all keys, null where a row is not wanted."""
        made: list[nw.Expr] = []
        for part in self.parts:
            value = nw.col(self.key(part))
            if self._is_float(part):
                values = nw.col(self.names[part] or "")
                finite = values.is_finite() & ~values.is_null()
                size = nw.when(finite).then(nw.lit(_LEFT)).otherwise(nw.lit(_NOT_FINITE))
                odd = nw.when(values.is_null()).then(nw.lit(_MISSING)).otherwise(size)
                made.append(nw.when(wanted).then(odd.cast(nw.Int64)).alias(self.oddity(part)))
                value = nw.when(finite).then(values).otherwise(nw.lit(0.0))
            elif self.is_number(part):
                value = self._text(part)
            made.append(nw.when(wanted).then(value).alias(self.key(part)))
        return frame.with_columns(*made)

    def row_of(self, keys: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
        """The values of a row by part from its keys, and whether one of its numbers is not finite."""
        oddities = {part: keys.get(self.oddity(part), _LEFT) for part in self.parts}
        row = {part: None if oddities[part] == _MISSING else self._value(part, keys) for part in self.parts}
        return row, _NOT_FINITE in oddities.values()

    def _value(self, part: str, keys: Mapping[str, Any]) -> Any:
        value = keys[self.key(part)]
        if not self.is_number(part):
            return value
        text = text_of(value)
        # A number is never a day, which eight digits alone may be.
        return f"{text}.0" if len(text) == _DIGITS_OF_A_DAY and text.isdecimal() else text

    def with_weight(self, frame: LazyFrame, name: str, places: int, most: int) -> LazyFrame:
        """Add the points of each row in the last decimal, null where they are not on it.

        Args:
            frame: The frame with the keys that are texts.
            name: The name of the column to add.
            places: The decimals of the policy.
            most: The most points, in the last decimal.
        """
        column = self.names["weight"]
        if column is not None and self.is_number("weight"):
            return frame.with_columns(whole_number(column, self.types[column], places, most).alias(name))
        if column is not None:
            types = {name: nw.Int64}
            return read_once(frame, self.key("weight"), types, lambda text: [_count(text, places, most)])
        return frame.with_columns(
            nw.lit(_count(self.names.common.weight, places, most)).cast(nw.Int64).alias(name)
        )


def _count(weight: object, places: int, most: int) -> int | None:
    points = weight_of(weight)
    count = None if points is None else points * 10**places
    return int(count) if count is not None and count.denominator == 1 and count <= most else None
