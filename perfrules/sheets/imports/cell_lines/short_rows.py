"""Rows of a text that have fewer cells than their headings, because merged or blank cells are left out.

Each row is known, but not which of its cells is in which column. A way to place the cells has a cost: texts
that are unusual in their column, and columns left blank. The cheapest way counts; where two are equally
cheap, nothing is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from perfrules.sheets.cells import Cell
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.imports.cell_lines.kinds import FREE, NUMERIC, fits, is_measure, is_number
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary

_LEVELS = "level1", "level2"
_CARRIED = frozenset({*_LEVELS, "project", "code", "money", "number", "group"})
"""Columns that are blank where a cell above reaches down."""
_STRANGE = 3
"""A level in words that are not known, a text below an unknown heading, a number among free texts."""
_BLANK_COSTS = {
    "name": 20,
    "target": 4,
    "actual": 3,
    "forecast": 2,
    "operator": 2,
    "unit": 2,
    **dict.fromkeys(NUMERIC, 2),
}
_BLANK_FREE = 1
_FIRST = 3
"""A level that no row has given."""
_MOST_COLUMNS = 60
_MOST = 5
"""The highest cost of a row that is read."""

_Ways: TypeAlias = "tuple[int, frozenset[tuple[int, ...]]]"


def columns_of(
    cells: Sequence[Cell], columns: Sequence[str], *, first: bool = False
) -> tuple[int, ...] | None:
    """The column of each cell of a row; None without a single cheapest way.

    A new first level in unknown words is rarer than a new second one.

    Args:
        cells: the cells of the row, blank ones included where the text has them.
        columns: the meanings of the headings, blank where unknown.
        first: whether there is no row above whose levels hold for this one.
    """
    if len(columns) > _MOST_COLUMNS or len(cells) > len(columns):
        return None
    ways: dict[tuple[int, int], _Ways | None] = {}

    def best(cell: int, column: int) -> _Ways | None:
        key = cell, column
        if key not in ways:
            ways[key] = _best(cell, column)
        return ways[key]

    def _best(cell: int, column: int) -> _Ways | None:
        if column == len(columns):
            return (0, frozenset({()})) if cell == len(cells) else None
        found: list[_Ways] = []
        cost = None if cell == len(cells) else cost_in(columns[column], cells[cell].text)
        if cost is not None and (rest := best(cell + 1, column + 1)) is not None:
            found.append((cost + rest[0], frozenset((column, *way) for way in rest[1])))
        if (rest := best(cell, column + 1)) is not None:
            found.append((_blank_cost(columns[column], first=first) + rest[0], rest[1]))
        if not found:
            return None
        least = min(each[0] for each in found)
        return least, frozenset(
            sorted(frozenset().union(*(ways for cost, ways in found if cost == least)))[:2]
        )

    cheapest = best(0, 0)
    if cheapest is None or cheapest[0] > _MOST or len(cheapest[1]) > 1:
        return None
    (places,) = cheapest[1]
    return places


def cost_in(column: str, text: str) -> int | None:
    """How unusual a text is in a column; None where it cannot be there."""
    if not text:
        return 0 if column != "name" else None
    key = key_of(level_of(text)[0])
    words = vocabulary()
    if column in _LEVELS:
        own, other = (words.level1, words.level2) if column == "level1" else (words.level2, words.level1)
        if key in own:
            return 0
        if key in other or is_number(text) or is_measure(text):
            return None
        return _STRANGE + (column == "level1")
    if column == "number":
        return 0 if text.isdigit() else None
    if column in FREE:
        level = key in words.level1 or key in words.level2
        return _STRANGE if level else 2 * (is_measure(text) or is_number(text))
    if column == "money":
        return 0 if is_number(text) else None
    if column in NUMERIC and text.endswith("%"):
        return _STRANGE
    if not column or column in _CARRIED:
        level = key in words.level1 or key in words.level2
        return None if level or (column == "project" and is_number(text)) else 1
    return 0 if fits(column, text, below_level=False) else None


def _blank_cost(column: str, *, first: bool) -> int:
    if column in _CARRIED:
        return _FIRST if first and column in _LEVELS else 0
    return _BLANK_COSTS.get(column, _BLANK_FREE)
