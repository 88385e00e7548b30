"""Tables in text with a cell a line: rows are rebuilt from the headings and the kinds of cells.

Each way to cut the lines into rows has a cost: blank cells that no blank line shows, and blank lines that
no cell takes. The cheapest way counts. Where two ways are equally cheap, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from perfrules.diagnostics import Source
from perfrules.documents.media.pages.model import Block, Page
from perfrules.documents.media.pages.pieces import Piece, lines_of
from perfrules.documents.media.pages.text import grid_of_pieces, paragraph_of
from perfrules.expressions import Comparison, Range, read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.imports.headings import looks_like_title
from perfrules.sheets.imports.recognition.vocabulary import (
    amount_of,
    field_of,
    heading_of,
    is_group,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import blanks, plain

_NAMES = frozenset({"name", "level1", "level2"})
_VALUES = frozenset({"target", "actual", "weight", "score"})
_NUMERIC = frozenset({"weight", "score", "review"})
_FREE = frozenset({"explanation", "note", "description", "basis", "rule", "evidence"})
_LEVELS = "level1", "level2"
_UNSHOWN = 2
_UNSHOWN_FREE = 1
_SKIPPED = 1
_NO_TARGET = 9
_POSSIBILITY = late_pattern("确定能|有可能|完全不可能|不可能|可能|能够|不能")
_FEWEST_AMOUNTS = 2

_Row: TypeAlias = list[Piece]


def cell_line_page(source: Source) -> Page | None:
    """The tables of a text with a cell a line, None where their headings or rows are not clear."""
    lines = [Piece(line.text.strip(), line.start + _indent(line.text)) for line in lines_of(source)]
    found = _header(lines, 0)
    if found is None:
        return None
    above, head = _head_rows(lines[: found.first])
    rows = [*head]
    while found is not None:
        cut = _Rows(lines[found.beyond :], found.meanings).cut()
        if cut is None:
            return None
        table, used = cut
        rows += [list(found.cells(lines)), *table]
        following = _header(lines, found.beyond + used)
        rest = lines[found.beyond + used : None if following is None else following.first]
        titles, below = _head_rows(rest)
        rows += [*([title] for title in titles), *below]
        found = following
    blocks: list[Block] = [paragraph_of(source, line) for line in above]
    return Page("", (*blocks, grid_of_pieces(source, rows)))


@frozen
class _Header:
    """The lines of the headings, as first and beyond the last, and the meanings of the columns."""

    first: int
    beyond: int
    meanings: tuple[str, ...]

    def cells(self, lines: Sequence[Piece]) -> Iterator[Piece]:
        """The headings of the columns."""
        for line in lines[self.first : self.beyond]:
            if line.text and not is_group(line.text):
                yield line


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _header(lines: Sequence[Piece], start: int) -> _Header | None:
    """The next headings at or below a line; each heading but that of signs is there once."""
    at = start
    while at < len(lines):
        end, meanings = at, []
        while end < len(lines) and (not lines[end].text or _is_heading(lines[end].text)):
            if lines[end].text and not is_group(lines[end].text):
                meanings.append(heading_of(lines[end].text).meaning or "")
            end += 1
        once = [name for name in meanings if name != "operator"]
        if _NAMES & set(meanings) and _VALUES & set(meanings) and len(set(once)) == len(once):
            return _Header(at, end, tuple(meanings))
        at = max(end, at + 1)
    return None


def _is_heading(text: str) -> bool:
    return heading_of(text).meaning is not None or is_group(text)


@frozen
class _Way:
    """A way to read the lines from a place on: its cost and rows, and the readings that are as cheap."""

    cost: int
    readings: frozenset[int]
    rows: tuple[tuple[Piece, ...], ...]


def _readings(row: tuple[Piece, ...], rest: _Way) -> frozenset[int]:
    """The readings of a row and what follows, each as a number: which text is in which column."""
    own = tuple((column, piece.start) for column, piece in enumerate(row) if piece.text)
    return frozenset(hash((own, each)) for each in rest.readings)


@frozen(slots=False)
class _Rows:
    """The lines below the headings."""

    lines: Sequence[Piece]
    columns: tuple[str, ...]

    @cached_property
    def _end(self) -> int:
        """Where the table ends: at a total, a label of the head, a note, or the end of the text."""
        for number, line in enumerate(self.lines):
            key = key_of(line.text)
            if key in vocabulary().total or field_of(line.text) in ("name", "code", "grade", "department"):
                return number
            if looks_like_title(line.text) or key.startswith(("注", "填表", "填报", "审核人", "备注说明")):
                return number
        return len(self.lines)

    def cut(self) -> tuple[list[_Row], int] | None:
        """The rows, and how many lines they take; None without a way, or without a single cheapest one."""
        ways: dict[int, _Way | None] = {self._end: _Way(0, frozenset({0}), ())}
        for at in range(self._end - 1, -1, -1):
            ways[at] = self._best_from(at, ways)
        best = ways.get(0)
        if best is None or len(best.readings) > 1 or not best.rows:
            return None
        rows = [list(row) for row in best.rows]
        total, used = self._total()
        return [*rows, *total], used

    def _total(self) -> tuple[list[_Row], int]:
        """The row of the total: its numbers are those of points and score."""
        at = self._end
        if at >= len(self.lines) or key_of(self.lines[at].text) not in vocabulary().total:
            return [], at
        numbers = []
        end = at + 1
        while end < len(self.lines) and (not self.lines[end].text or _is_number(self.lines[end].text)):
            numbers += [self.lines[end]] if self.lines[end].text else []
            end += 1
        places = [number for number, name in enumerate(self.columns) if name in ("weight", "score")]
        row = [self.lines[at], *(Piece("", self.lines[at].end) for _ in self.columns[1:])]
        for place, number in zip(places[-len(numbers) :] if numbers else (), numbers, strict=False):
            row[place] = number
        return [row], end

    def _best_from(self, at: int, ways: dict[int, _Way | None]) -> _Way | None:
        if not self.lines[at].text:
            return ways[at + 1]
        found: list[_Way] = []
        for row, end, cost in self._row(at):
            rest = ways.get(end)
            if rest is not None:
                found.append(_Way(cost + rest.cost, _readings(row, rest), (row, *rest.rows)))
        if not found:
            return None
        least = min(way.cost for way in found)
        cheapest = [way for way in found if way.cost == least]
        readings = frozenset().union(*(way.readings for way in cheapest))
        return _Way(least, frozenset(sorted(readings)[:2]), cheapest[0].rows)

    def _row(self, at: int) -> Iterator[tuple[tuple[Piece, ...], int, int]]:
        """The rows that may begin at a line: cells, where the row ends, and the cost."""
        yield from self._cells(at, 0, (), 0)

    def _cells(
        self, at: int, column: int, row: tuple[Piece, ...], cost: int
    ) -> Iterator[tuple[tuple[Piece, ...], int, int]]:
        if column == len(self.columns):
            yield row, at, cost
            return
        name = self.columns[column]
        line = self.lines[at] if at < self._end else None
        if line is not None and not line.text:
            # A blank line is a blank cell, or separates rows.
            yield from self._cells(
                at + 1, column + 1, (*row, line), cost + self._blank_cost(name, shown=True)
            )
            yield from self._cells(at + 1, column, row, cost + _SKIPPED)
            return
        if line is not None and self._fits(name, line.text, at):
            yield from self._cells(at + 1, column + 1, (*row, line), cost)
        if name != "name":
            place = line.start if line is not None else self.lines[self._end - 1].end
            blank = Piece("", place)
            yield from self._cells(at, column + 1, (*row, blank), cost + self._blank_cost(name, shown=False))

    @staticmethod
    def _blank_cost(name: str, *, shown: bool) -> int:
        if name in _LEVELS:
            return 0
        if name == "target":
            return _NO_TARGET
        if shown:
            return 0
        return _UNSHOWN_FREE if name in _FREE else _UNSHOWN

    def _fits(self, name: str, text: str, at: int) -> bool:
        """Whether a text may be in a column, by its kind."""
        key = key_of(level_of(text)[0])
        is_level1, is_level2 = key in vocabulary().level1, key in vocabulary().level2
        if name == "level1":
            return is_level1 and not (is_level2 and self._follows_level(at))
        if name == "level2":
            return is_level2
        if is_level1 or is_level2:
            return False
        if name in _NUMERIC:
            return _is_number(text) or plain(text) in blanks()
        if name == "operator":
            return plain(text) in vocabulary().signs or key in vocabulary().directions
        if name == "unit":
            return not any(character.isdigit() for character in text)
        if plain(text) in vocabulary().signs or plain(text) == "%":
            return False
        if name == "possibility":
            return _POSSIBILITY.match(text) is not None
        if name in ("name", *_FREE):
            return not _is_measure(text) and not _POSSIBILITY.match(text)
        return True

    def _follows_level(self, at: int) -> bool:
        """Whether the line above names a first level, so that a word of both levels is the second."""
        above = next((line.text for line in reversed(self.lines[:at]) if line.text), "")
        key = key_of(level_of(above)[0])
        return key in vocabulary().level1 and key not in vocabulary().level2


def _is_number(text: str) -> bool:
    return Claim.of(text).value is not None


def _is_measure(text: str) -> bool:
    """Whether a text is a number, a comparison or a range, which is not a name."""
    comparator = read(text).comparator
    return isinstance(comparator, Comparison | Range) and any(character.isdigit() for character in text)


def _head_rows(lines: Sequence[Piece]) -> tuple[list[Piece], list[_Row]]:
    """The lines before the first label, and the rows of labels with what follows them."""
    first = next((number for number, line in enumerate(lines) if _is_label(line.text)), len(lines))
    rows: list[_Row] = []
    at = first
    while at < len(lines):
        if not lines[at].text:
            at += 1
            continue
        row, at = _head_row(lines, at)
        rows += row
    return [line for line in lines[:first] if line.text], rows


def _is_label(text: str) -> bool:
    return bool(text) and (field_of(text) is not None or key_of(text) in vocabulary().money)


def _head_row(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int]:
    """The rows that begin at a line, and where the next one begins."""
    headings = [at]
    while headings[-1] + 1 < len(lines) and amount_of(lines[headings[-1] + 1].text) is not None:
        headings.append(headings[-1] + 1)
    amounts = [number for number in headings if amount_of(lines[number].text) is not None]
    if len(amounts) >= _FEWEST_AMOUNTS:
        return _amount_rows(lines, amounts)
    if field_of(lines[at].text) == "goals":
        return _goal_rows(lines, at)
    if field_of(lines[at].text) == "plan":
        return _plan_rows(lines, at)
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is not None and following.text and not _is_label(following.text):
        return [[lines[at], following]], at + 2
    return [[lines[at]]], at + 1


def _amount_rows(lines: Sequence[Piece], amounts: Sequence[int]) -> tuple[list[_Row], int]:
    """The headings of amounts and the rows below them, which have as many cells as there are headings."""
    width = len(amounts)
    rows: list[_Row] = [[Piece("", lines[amounts[0]].start), *(lines[number] for number in amounts)]]
    at = amounts[-1] + 1
    while at < len(lines) and (not lines[at].text or _is_source(lines[at].text)):
        if not lines[at].text:
            at += 1
            continue
        cells = list(lines[at + 1 : at + 1 + width])
        taken = next(
            (n for n, cell in enumerate(cells) if cell.text and not _is_amount(cell.text)), len(cells)
        )
        rows.append([lines[at], *cells[:taken]])
        at += 1 + taken
    return rows, at


def _is_source(text: str) -> bool:
    return field_of(text) in ("total", "fiscal", "carried", "other") or key_of(text) in vocabulary().whole


def _is_amount(text: str) -> bool:
    return _is_number(text.removesuffix("元").removesuffix("万")) or plain(text) in blanks() | {"/"}


def _goal_rows(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int]:
    """The label of goals, its headings, and a text below each heading."""
    label, at = lines[at], at + 1
    headings: list[Piece] = []
    while at < len(lines) and (not lines[at].text or key_of(lines[at].text) in vocabulary().goal_columns):
        headings += [lines[at]] if lines[at].text else []
        at += 1
    texts: list[Piece] = []
    while at < len(lines) and not _is_label(lines[at].text):
        if (
            lines[at].text
            and len(texts) >= max(len(headings), 1)
            and (headings or "。" not in lines[at].text)
        ):
            break
        texts += [lines[at]] if lines[at].text else []
        at += 1
    if not headings:
        return [[label, *texts]], at
    blank = Piece("", label.end)
    return [[label, *headings], [blank, *texts]], at


def _plan_rows(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int]:
    """The label of a spending plan, its days, and as many shares."""
    label, at = lines[at], at + 1
    days: list[Piece] = []
    while at < len(lines) and not _is_label(lines[at].text) and not _is_number(lines[at].text):
        days += [lines[at]] if lines[at].text else []
        at += 1
    shares: list[Piece] = []
    while at < len(lines) and len(shares) < len(days) and (not lines[at].text or _is_number(lines[at].text)):
        shares += [lines[at]] if lines[at].text else []
        at += 1
    return [[label, *days], [Piece("", label.end), *shares]], at
