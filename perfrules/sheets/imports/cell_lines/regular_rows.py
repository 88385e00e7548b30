"""Rows of equally many lines: text in which each cell has a line, and each blank cell a blank line.

So word processors save a table as text. A cell that is merged with those above it is a blank line too, and a
cell over several columns is one line. How many lines a row has is found from the words of the levels, which
are always in the same columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from perfrules.documents.media.pages.pieces import Piece
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.imports.cell_lines.kinds import NUMERIC, fits, is_measure, is_number
from perfrules.sheets.imports.cell_lines.table_end import end_of, total_row
from perfrules.sheets.imports.recognition.vocabulary import heading_of, is_group, key_of, vocabulary
from perfrules.sheets.labels import blanks, plain

_WIDTHS = range(3, 25)
_LEVELS = "level1", "level2"
_FEWEST_WORDS = 3
"""The fewest words of levels, each in its column, that show where rows begin."""
_MOST_UNKNOWN = 1

_Row: TypeAlias = list[Piece]


@frozen(slots=False)
class RegularRows:
    """The lines of a table from its first heading on."""

    lines: Sequence[Piece]

    def cut(self) -> tuple[list[_Row], int] | None:
        """The headings and the rows, and how many lines they take; None unless one width alone fits."""
        found = [rows for width in _WIDTHS if (rows := self._rows(width)) is not None]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        """The lines that name a level, by the level; a word of both is left out."""
        found: dict[str, list[int]] = {"level1": [], "level2": []}
        for number, line in enumerate(self.lines[: self._end]):
            key = key_of(level_of(line.text)[0])
            levels = [name for name in _LEVELS if key in getattr(vocabulary(), name)]
            if len(levels) == 1:
                found[levels[0]].append(number)
        return found

    @cached_property
    def _end(self) -> int:
        """Where the table ends; its first heading does not end it."""
        return 1 + end_of(self.lines[1:])

    def _rows(self, width: int) -> tuple[list[_Row], int] | None:
        """The rows of a number of lines each, None where the lines do not fit."""
        first = self._first_row(width)
        head = None if first is None else _head(self.lines[:first], width)
        if head is None or first is None:
            return None
        columns, end = _meanings(head), self._end
        if _unknown_at_the_end(head[-1], columns) > _MOST_UNKNOWN:
            return None
        rows = list(self._below(first, width, end))
        if rows and not self._is_row(rows[-1], columns):
            # The last lines may be text that follows the table.
            rows.pop()
            end = first + width * len(rows)
        if not rows or not self._is_sure(columns, first, end):
            return None
        if not all(self._is_row(row, columns) for row in rows):
            return None
        if first + width * len(rows) > end < len(self.lines) and any(
            columns[end - first - width * (len(rows) - 1) :]
        ):
            return None
        total, used = total_row(self.lines, end, columns)
        return [*head, *rows, *total], used

    def _first_row(self, width: int) -> int | None:
        """The line on which the first row begins: as far above the first word of a level as its heading."""
        for name in _LEVELS:
            column = next(
                (at for at, line in enumerate(self.lines[:width]) if _meaning(line.text) == name), None
            )
            if column is not None and self._words[name]:
                return self._words[name][0] - column
        return width

    def _below(self, first: int, width: int, end: int) -> Iterator[_Row]:
        """The rows before the end, the last one filled up."""
        for start in range(first, end, width):
            row = list(self.lines[start : min(start + width, end)])
            if any(piece.text for piece in self.lines[start:end]):
                yield [*row, *[Piece("", row[-1].end)] * (width - len(row))]

    def _is_sure(self, columns: Sequence[str], first: int, end: int) -> bool:
        """Whether each word of a level is in a column of levels, and none follows the rows."""
        places = [at for name in _LEVELS for at in self._words[name]]
        return all(at < end and columns[(at - first) % len(columns)] in _LEVELS for at in places)

    def _is_row(self, row: Sequence[Piece], columns: Sequence[str]) -> bool:
        """Whether each text fits its column, and there is a name; headings may be repeated.

        Where there are few words of levels, texts without a heading are not sure.
        """
        sure = sum(map(len, self._words.values())) >= _FEWEST_WORDS
        filled = [(name, piece.text) for piece, name in zip(row, columns, strict=True) if piece.text]
        if not filled or all(_meaning(text) == name for name, text in filled):
            return True
        named = "name" not in columns or "name" in [name for name, _ in filled]
        return named and all(_fits(name, text, sure=sure) for name, text in filled)


def _head(lines: Sequence[Piece], width: int) -> list[_Row] | None:
    """The one or two rows of headings, None for another number of lines.

    The second of two has a blank line below each heading that is merged with it, so that headings over
    several columns are those above its texts.
    """
    if len(lines) == width:
        return [list(lines)]
    if not width < len(lines) < 2 * width:
        return None
    above, below = lines[: len(lines) - width], list(lines[len(lines) - width :])
    upper: _Row = []
    remaining = list(above)
    for number, piece in enumerate(below):
        if number and piece.text and below[number - 1].text:
            upper.append(upper[-1])
        elif remaining:
            upper.append(remaining.pop(0))
        else:
            return None
    if remaining or not all(piece.text for piece, under in zip(upper, below, strict=True) if under.text):
        return None
    return [upper, below]


def ends_unknown(rows: Sequence[_Row]) -> bool:
    """Whether the last heading of a table of one row of headings is unknown."""
    last = rows[0][-1].text
    return bool(last) and not _meaning(last) and not is_group(last)


def _unknown_at_the_end(headings: Sequence[Piece], columns: Sequence[str]) -> int:
    """How many unknown texts are behind the last known heading.

    Where the headings begin further above, they are the first texts of the first row.
    """
    last = max((at for at, name in enumerate(columns) if name), default=-1)
    return sum(bool(piece.text) for piece in headings[last + 1 :])


def _meanings(head: Sequence[_Row]) -> list[str]:
    """The meanings of the columns, that of the lowest heading first."""
    return [
        next((found for piece in reversed(column) if (found := _meaning(piece.text))), "")
        for column in zip(*head, strict=True)
    ]


def _meaning(text: str) -> str:
    """The meaning of a heading; blank for a group of columns, an unknown heading and a blank line."""
    return "" if not text or is_group(text) else heading_of(text).meaning or ""


def _fits(name: str, text: str, *, sure: bool) -> bool:
    """Whether a text may be in a column."""
    if name in _LEVELS:
        return not is_number(text) and not is_measure(text)
    if name in NUMERIC and sure:
        return any(character.isdigit() for character in text) or plain(text) in blanks()
    if name == "name" and sure:
        return not is_measure(text)
    if not name:
        return sure and not _meaning(text) and not is_group(text)
    return fits(name, text, below_level=False)
