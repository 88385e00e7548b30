"""Rows above or below indicators in a text where merged cells may be left out: amounts and goals."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define

from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.cells import Cell
from perfrules.sheets.imports.cell_lines.kinds import is_number
from perfrules.sheets.imports.recognition.vocabulary import (
    STAGES,
    amount_of,
    field_of,
    goal_column_of,
    heading_of,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import blanks, plain

_NUMBERED = late_pattern(r"目标|[0-9一二三四五六七八九十]{1,2}[、.)\uff0e\uff09]|[(\uff08]")
_LONGEST_LABEL = 10
_FEWEST = 2
_FARTHEST = 3


_PARTS = frozenset({None, "total", "fiscal", "other", "carried"})
_MONEY = frozenset({*STAGES, "total", "fiscal", "rate", "weight", "score"})
_BLANK = blanks() | {"/"}


@define
class HeadPlaces:
    """Goes down the rows; `headings` are the last headings of amounts or goals, `goals` is a label above."""

    headings: Sequence[Cell] = ()
    goals: int = 0
    below: bool = False

    def blanks_before(self, row: Sequence[Cell], below: Sequence[Cell]) -> int | None:
        """How many blank cells are missing before a row; None where that is not clear.

        Args:
            row: the cells of the row.
            below: those of the next row.
        """
        if _are_headings(row):
            missing = int(_begins_columns(row[0]) and len(below) == len(row) + 1)
            self.headings, self.goals, self.below = [row[0]] * missing + [*row], 0, False
            return missing
        if not row[0]:
            return 0
        label = field_of(row[0].text)
        if self.goals and label is None and len(row) < self.goals and _is_goal(row[0].text):
            return 1
        self.goals = len(row) if label == "goals" else 0
        if (
            not self.headings
            or key_of(row[0].text) in vocabulary().notes
            or not (label in _PARTS or _has_amounts(row))
        ):
            self.headings = ()
            return 0
        of_goals = any(goal_column_of(cell.text) for cell in self.headings)
        if of_goals and self.below and not _is_goal(row[0].text):
            self.headings = ()
            return 0
        self.below = True
        return self._missing(row)

    def _missing(self, row: Sequence[Cell]) -> int | None:
        """How many cells are missing so that each number is below the heading of one, None if not clear."""
        most = len(self.headings) - len(row)
        fitting = [
            more
            for more in range(min(_FARTHEST, most + 1))
            if all(map(_is_below, self.headings[more + 1 :], row[1:]))
        ]
        if most in fitting:
            return most
        if not fitting and most >= 0:
            return 0
        return fitting[0] if len(fitting) == 1 else None


def _is_goal(text: str) -> bool:
    """Whether a text goes on with goals, and is not a label."""
    return (
        text.isdigit()
        or len(text) > _LONGEST_LABEL
        or text.endswith("。")
        or _NUMBERED.match(text) is not None
    )


def _is_below(heading: Cell, cell: Cell) -> bool:
    """Whether a cell may be below a heading: amounts, rates and points below their own."""
    if not cell:
        return True
    rate = "rate" in (amount_of(heading.text), heading_of(heading.text).meaning)
    if cell.text.endswith("%"):
        return rate
    if is_number(cell.text):
        return _begins_columns(heading)
    return amount_of(heading.text) not in _MONEY or plain(cell.text) in _BLANK


def _has_amounts(row: Sequence[Cell]) -> bool:
    """Whether a row has amounts or blanks alone behind its label."""
    texts = (cell.text for cell in row[1:] if cell)
    return all(is_number(text.removesuffix("%")) or plain(text) in _BLANK for text in texts)


def _are_headings(row: Sequence[Cell]) -> bool:
    """Whether a row has headings of amounts or goals beside a label, and no values."""
    found = [_begins_columns(cell) for cell in row]
    values = any(is_number(cell.text) or cell.text.endswith("%") for cell in row)
    return sum(found) >= _FEWEST and not values


def _begins_columns(cell: Cell) -> bool:
    return bool(amount_of(cell.text) or goal_column_of(cell.text))
