"""Rows of lines in the cheapest way.

Each way to cut the lines into rows has a cost: blank cells that no blank line shows, and blank lines that
no cell takes. The cheapest way counts. Where two ways are equally cheap, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from perfrules.documents.media.pages.pieces import Piece
from perfrules.sheets.imports.cell_lines.kinds import FREE, fits, follows_level, is_measure, is_number
from perfrules.sheets.imports.cell_lines.table_end import end_of, total_row

_LEVELS = "level1", "level2"
_UNSHOWN = 2
_UNSHOWN_FREE = 1
_SKIPPED = 1
_NO_TARGET = 9

_Row: TypeAlias = list[Piece]


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
class CheapestRows:
    """The lines below the headings."""

    lines: Sequence[Piece]
    columns: tuple[str, ...]

    @cached_property
    def _end(self) -> int:
        return end_of(self.lines)

    def cut(self) -> tuple[list[_Row], int] | None:
        """The rows, and how many lines they take; None without a way, or without a single cheapest one."""
        end = self._end
        ways: dict[int, _Way | None] = {end: _Way(0, frozenset({0}), ())}
        for at in range(end - 1, -1, -1):
            ways[at] = self._best_from(at, ways)
        best = ways.get(0)
        if best is None or len(best.readings) > 1 or not best.rows or not self._begins(best.rows[0]):
            return None
        total, used = total_row(self.lines, end, self.columns)
        return [*map(list, best.rows), *total], used

    def _begins(self, row: tuple[Piece, ...]) -> bool:
        """Whether a row may be the first: it has a level, or numbers as spending has."""
        filled = {name: piece.text for name, piece in zip(self.columns, row, strict=True) if piece.text}
        levels = [name for name in self.columns if name in _LEVELS]
        measured = is_measure(filled.get("target", "")) or is_number(filled.get("weight", ""))
        return not levels or levels[0] in filled or measured

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
        if line is not None and fits(name, line.text, below_level=follows_level(self.lines, at)):
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
        return _UNSHOWN_FREE if name in FREE else _UNSHOWN
