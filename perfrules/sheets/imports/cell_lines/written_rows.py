"""Tables of a text whose rows are known, but where merged or blank cells may be left out.

The columns of such rows are found from the headings above them. What cannot be placed is reported and left
out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TypeAlias

from attrs import define, evolve, field

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.documents.media.pages.model import Grid
from perfrules.sheets.cells import Cell
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.imports.cell_lines.head_places import HeadPlaces
from perfrules.sheets.imports.cell_lines.kinds import is_number
from perfrules.sheets.imports.cell_lines.short_rows import columns_of, cost_in
from perfrules.sheets.imports.cell_lines.wide_headings import spread, wide_meanings, widened
from perfrules.sheets.imports.recognition.vocabulary import (
    field_of,
    heading_of,
    is_group,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import plain

_NAMES = frozenset({"name", "level1", "level2"})
_VALUES = frozenset({"target", "actual", "weight", "score"})
_OF_PROJECTS = {
    "code": "code", **dict.fromkeys(("project", "department", "agency", "goals"), "project"),
    **dict.fromkeys(("total", "fiscal", "other"), "money"),
}  # fmt: skip
_FEWEST = 2
_LONGEST_HEADING = 16
_MOST_BELOW = 500
"""The number of rows below headings that show how wide the table is."""
_Row: TypeAlias = list[Cell]


def written_grid(rows: Sequence[Sequence[Cell]], name: str = "") -> Grid:
    """The grid of rows of unequal length; what cannot be placed is reported by it."""
    placing = _Placing([list(row) for row in rows])
    placed = placing.rows()
    width = max(map(len, placed), default=0)
    filled = ((*row, *[_blank_after(row)] * (width - len(row))) for row in placed)
    cells = (
        tuple(evolve(cell, row=number, column=at) for at, cell in enumerate(row))
        for number, row in enumerate(filled)
    )
    return Grid(tuple(cells), name, tuple(placing.noticed))


def _blank_after(row: Sequence[Cell]) -> Cell:
    return evolve(row[-1], text="")


@define
class _Placing:
    """Goes down the rows.

    Attributes:
        written: The rows as written.
        columns: What the headings above mean, none outside a table of indicators.
        unread: Whether these headings are not clear, so that no row below them is read.
        first: Whether no row below the headings has been placed.
        lost: Whether a row above was not read, so that it is not known to which level a row belongs.
    """

    written: list[_Row]
    columns: tuple[str, ...] = ()
    unread: bool = False
    lost: bool = False
    first: bool = False
    head: HeadPlaces = field(factory=HeadPlaces)
    noticed: list[Diagnostic] = field(factory=list)

    def rows(self) -> list[_Row]:
        """The rows with each cell in its column."""
        placed: list[_Row] = []
        while (at := len(placed)) < len(self.written):
            row, *following = self.written[at : at + 2]
            if following and _divides(row, following[0]):
                placed += self._open_two(row, following[0], self._below(at + 2))
            elif (meanings := headings_of(row)) is not None:
                placed.append(self._open(row, meanings, self._below(at + 1)))
            else:
                placed.append(self._row(row, following[0] if following else []))
        return placed

    def _below(self, start: int) -> list[_Row]:
        """The rows below headings, up to a label, a blank row, or headings again."""
        found: list[_Row] = []
        for row in islice(self.written, start, start + _MOST_BELOW):
            first = next((cell for cell in row if cell), None)
            if first is None or _is_label(first.text) or headings_of(row):
                break
            found.append(row)
        return found

    def _row(self, row: _Row, below: _Row) -> _Row:
        """A row that has no headings of indicators."""
        texts = [cell for cell in row if cell]
        whole = len(texts) > _FEWEST and (
            len(row) == len(self.columns) or columns_of(row, self.columns, first=self.first) is not None
        )
        if (self.columns or self.unread) and texts and (whole or not _is_label(texts[0].text)):
            return self._leave(row) if self.unread else self._indicator(row)
        self.columns, self.unread = (), False
        if not texts:
            return row
        missing = self.head.blanks_before(row, below)
        return self._leave(row) if missing is None else [*[_blank_after(row[:1])] * missing, *row]

    def _open_two(self, upper: _Row, lower: _Row, below: Sequence[_Row]) -> list[_Row]:
        """Take two rows of headings, each upper one above those that divide it."""
        widest = max(map(len, below), default=0)
        starts = spread(upper, lower) if len(lower) >= max(widest, len(upper)) else None
        self.unread, self.lost, self.first = starts is None, False, True
        if starts is None:
            return [self._leave(upper), self._leave(lower)]
        upper = _begun_at(starts, upper, len(lower))
        self.columns = tuple(
            _meaning(under.text) or _meaning(over.text) for over, under in zip(upper, lower, strict=True)
        )
        return [upper, lower]

    def _open(self, row: _Row, meanings: tuple[str, ...], below: Sequence[_Row]) -> _Row:
        """Take headings; one over several columns has blanks behind it."""
        self.columns, self.unread, self.lost, self.first = meanings, False, False, True
        widest = max(map(len, below), default=0)
        if below and len(below[0]) < max(widest, len(row)) and all(map(_may_be_heading, below[0])):
            self.unread = True
            return self._leave(row)
        if widest > len(row) and not _are_too_long(below, meanings):
            starts = widened(row, meanings, [each for each in below if len(each) == widest])
            if starts is None:
                self.unread = True
                return self._leave(row)
            self.columns = wide_meanings(meanings, starts, widest)
            return _begun_at(starts, row, widest)
        return row

    def _indicator(self, row: _Row) -> _Row:
        """A row of an indicator; blank where it is not clear which cell is in which column."""
        while len(row) > len(self.columns) and not row[-1]:
            row = row[:-1]
        if len(row) == len(self.columns) or sum(map(bool, row)) < _FEWEST:
            self.first = False
            return row
        texts = [cell.text for cell in row if cell]
        if len(texts) == _FEWEST and not any(map(str.isdigit, texts[1])):
            # It may be a label and its text.
            self.lost = True
            return row
        total = key_of(texts[0]) in vocabulary().total
        places = self._places_of_total(row) if total else columns_of(row, self.columns, first=self.first)
        if places is None:
            # What is right below the headings may divide them.
            self.unread = self.first and not total
            return row if total and not any(row[1:]) else self._leave(row)
        placed = _begun_at(places, row, len(self.columns))
        self.first = False
        self.lost = self.lost and not any(
            name == "level1" and cell for name, cell in zip(self.columns, placed, strict=True)
        )
        return self._leave(row) if self.lost else placed

    def _places_of_total(self, row: _Row) -> tuple[int, ...] | None:
        """The columns of a total and its numbers, None where these are not points and score."""
        places = [at for at, name in enumerate(self.columns) if name in ("weight", "score")]
        numbers = [cell for cell in row[1:] if cell]
        if len(numbers) != len(places) or not all(is_number(cell.text) for cell in numbers):
            return None
        if any(not cell for cell in row[1 : 1 + len(numbers)]):
            return None
        return 0, *places

    def _leave(self, row: _Row) -> _Row:
        texts = [cell for cell in row if cell]
        reason = texts[0].at.report(
            "PR704",
            texts=Listed(cell.text for cell in texts),
            count=len(row),
            columns=len(self.columns or self.head.headings),
        )
        self.noticed.append(reason)
        self.lost = True
        return [_blank_after(row[:1])]


def _begun_at(starts: Sequence[int], row: Sequence[Cell], width: int) -> _Row:
    """The cells of a row at their places, blank elsewhere."""
    placed = [_blank_after(row[:1])] * width
    for at, cell in zip(starts, row, strict=False):
        placed[at] = cell
    return placed


def _are_too_long(rows: Sequence[_Row], columns: Sequence[str]) -> bool:
    """Whether more rows have a usual cell below each heading than have further cells behind them."""
    fitting = sum(
        len(row) == len(columns)
        and bool(row[0])
        and all(cost_in(name, cell.text) == 0 for name, cell in zip(columns, row, strict=True) if name)
        for row in rows
    )
    return fitting >= sum(len(row) > len(columns) for row in rows) > 0


def _divides(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row of headings is divided by that below it."""
    texts = [cell for cell in lower if cell]
    if len(upper) < _FEWEST or len(texts) < _FEWEST or _is_label(upper[0].text) or _is_label(texts[0].text):
        return False
    if not all(map(_may_be_heading, [*upper, *texts])):
        return False
    if not 2 * sum(map(_is_heading, upper)) > len(upper) or not any(map(_is_heading, texts)):
        return False
    known = {_meaning(cell.text) for cell in [*upper, *texts]}
    return bool(known & _NAMES and known & _VALUES)


def _is_heading(cell: Cell) -> bool:
    return key_of(cell.text) in vocabulary().possibilities or bool(_meaning(cell.text))


def _may_be_heading(cell: Cell) -> bool:
    """Whether a text is short, and no value or level."""
    key = key_of(level_of(cell.text)[0])
    if is_group(cell.text):
        return True
    if key in vocabulary().level1 or key in vocabulary().level2:
        return False
    short = len(key) <= _LONGEST_HEADING and plain(cell.text) not in vocabulary().signs
    return short and (_is_heading(cell) or not any(map(str.isdigit, cell.text)))


def headings_of(row: Sequence[Cell]) -> tuple[str, ...] | None:
    """The meanings of the headings of indicators, None for another row."""
    meanings = tuple(_meaning(cell.text) for cell in row)
    if row and not _NAMES & set(meanings) and key_of(row[0].text) in vocabulary().plain_names:
        meanings = ("name", *meanings[1:])
    meanings = tuple(
        name or _plain_meaning(cell.text, meanings) for name, cell in zip(meanings, row, strict=True)
    )
    known = [name for name in meanings if name not in ("", "group")]
    if not (_NAMES & set(known) and _VALUES & set(known)):
        return None
    return meanings if 2 * len(known) >= sum(map(bool, row)) else None


def _plain_meaning(text: str, others: Sequence[str]) -> str:
    """What a word such as 年度目标 or 完成 means where no other heading means it."""
    for name, words in (("target", vocabulary().plain_targets), ("actual", vocabulary().plain_actuals)):
        if key_of(text) in words and name not in others:
            return name
    return ""


def _meaning(text: str) -> str:
    if not text:
        return ""
    if is_group(text):
        return "group"
    found = heading_of(text).meaning
    return _OF_PROJECTS.get(found or field_of(text) or "", found or "")


def _is_label(text: str) -> bool:
    """Whether a row that begins with a text is not an indicator: a label of the head, or a note."""
    key = key_of(level_of(text)[0])
    if key in vocabulary().level1 or key in vocabulary().level2:
        return False
    return field_of(text) is not None or key.startswith(("注", "填表", "填报", "审核人", "说明"))
