"""Cells of a table in any medium: their text and their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.sheets.model import Origin


@frozen
class Cell:
    """The text of a cell and its place.

    `rounded` is true where a number format hides decimals, so that the text is not the whole value.
    """

    text: str
    at: Origin
    rounded: bool = False

    def __bool__(self) -> bool:
        """Whether the cell has any text."""
        return bool(self.text.strip())


Row: TypeAlias = Sequence[Cell]


@frozen
class Grid:
    """The rows of a table or of a sheet, and what was noticed while its cells were read."""

    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
