"""Find the headings of a table of indicators: one to three rows, by their words alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell, Grid
from perfrules.expressions import read
from perfrules.sheets.imports.recognition.tables.column import Column, is_known
from perfrules.sheets.imports.recognition.tables.columns import chosen_columns
from perfrules.sheets.imports.recognition.tables.named_targets import have_targets
from perfrules.sheets.imports.recognition.vocabulary import (
    field_of,
    heading_of,
    is_group,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import plain

_MOST_ROWS = 3
_LONGEST_HEADING = 40
_NAMES = frozenset({"name", "level1", "level2", "level4"})
_VALUES = frozenset({"target", "actual", "weight", "score"})
_FEWEST = 2
_FEWEST_NUMBERS = 3


@frozen
class Header:
    """The headings of a table: their rows, the columns by meaning, and columns of no known meaning.

    `rivals` are headings that may all be those of the targets; `doubles` are headings of one other meaning.
    `unread_names` is the unknown column where the names belong, so that no row is read.
    `whole_period` says that the targets are those of several years, above a table for one year.
    """

    first: int
    last: int
    columns: Mapping[str, tuple[Column, ...]]
    extra: tuple[Column, ...]
    cells: tuple[Cell, ...]
    rivals: tuple[Column, ...] = ()
    whole_period: bool = False
    doubles: tuple[tuple[Column, ...], ...] = ()
    unread_names: Column | None = None

    def __contains__(self, meaning: str) -> bool:
        """Whether there is a column of this meaning."""
        return meaning in self.columns

    @property
    def meanings(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The meanings with their columns, by which a repeated header is known."""
        return tuple((name, each.places) for name, found in self.columns.items() for each in found)

    @property
    def fault(self) -> Diagnostic | None:
        """PR897 for a table whose names are below a heading that is not understood."""
        unread = self.unread_names
        if unread is None:
            return None
        return unread.cells[-1].at.report("PR897", heading=unread.text)

    @property
    def place_of_name(self) -> int:
        """The column where the names of indicators begin."""
        return self.columns["name"][0].places[0]

    def meaning_at(self, at: int) -> str | None:
        """The meaning of the headings above a column, None where they have none."""
        return next(
            (name for name, found in self.columns.items() if any(at in each.places for each in found)), None
        )

    def is_below_level(self, cell: Cell) -> bool:
        """Whether a cell is below the heading of a level."""
        return self.meaning_at(cell.column) in ("level1", "level2")

    def is_row(self, row: Sequence[Cell], *, labelled: bool = False) -> bool:
        """Whether a row has a name and a value below these headings.

        Args:
            row: the cells.
            labelled: whether the row may begin with a label of the head, such as 绩效目标.
        """
        cells = [cell for cell in row if cell]
        if not cells or (not labelled and field_of(cells[0].text) is not None) or not row[self.place_of_name]:
            return False
        values = (
            at for name in _VALUES & self.columns.keys() for each in self.columns[name] for at in each.places
        )
        named = row[self.place_of_name]
        return any(row[at] and row[at] is not named for at in values)

    def covers_name_and_target(self, cell: Cell) -> bool:
        """Whether a cell reaches over names and targets, so that it is not of an indicator."""
        places = range(cell.column, cell.column + cell.columns)
        targets = (at for column in self.columns.get("target", ()) for at in column.places)
        return self.place_of_name in places and any(at in places for at in targets)


def find_header(grid: Grid, start: int = 0, year: int | None = None) -> Header | None:
    """The next header of a table of indicators at or below a row; None after the last one.

    Args:
        grid: the table.
        start: the row where to begin, counted from 0.
        year: the year of the form, which decides between columns of several years.
    """
    for row in range(start, len(grid.rows)):
        found = _header_at(grid, row, year)
        if found is not None:
            return found
    return None


def _header_at(grid: Grid, row: int, year: int | None) -> Header | None:
    size = _size(grid, row)
    if size is None:
        return None
    last = row + size - 1
    chosen = chosen_columns(grid, row, last, year)
    columns = chosen.by_meaning
    if "name" not in columns:
        return None
    last += _are_numbers(grid, last + 1)
    cells = tuple({id(cell): cell for each in grid.rows[row : last + 1] for cell in each if cell}.values())
    whole_period = _is_of_whole_period(grid, row, columns)
    return Header(
        row,
        last,
        columns,
        chosen.extra,
        cells,
        chosen.rivals,
        whole_period,
        chosen.doubles,
        chosen.unread_names,
    )


def _is_of_whole_period(grid: Grid, row: int, columns: Mapping[str, Sequence[Column]]) -> bool:
    """Whether a label beside the headings says that the targets are those of several years: 长期绩效指标."""
    first = min(column.places[0] for found in columns.values() for column in found)
    beside = {cell.text for cell in grid.rows[row][:first] if cell}
    return any(vocabulary().qualifiers["midterm"].search(plain(text)) for text in beside)


def _size(grid: Grid, row: int) -> int | None:
    """Return the number of rows of the header at a row, None without a header."""
    for size in range(1, _MOST_ROWS + 1):
        last = row + size - 1
        if last >= len(grid.rows):
            return None
        if _looks_like_headings(grid, last) and _is_complete(grid, row, last):
            return next(
                (rows for rows in range(size, _MOST_ROWS) if not _continues(grid, row + rows)), _MOST_ROWS
            )
        if not _goes_on(grid, last):
            return None
    return None


def _new_cells(grid: Grid, row: int) -> list[Cell]:
    """The cells that begin in a row and are not blank."""
    found: dict[int, Cell] = {id(cell): cell for cell in grid.rows[row] if cell and cell.row == row}
    return list(found.values())


def _looks_like_headings(grid: Grid, row: int) -> bool:
    cells = _new_cells(grid, row)
    known = [cell for cell in cells if is_known(cell)]
    short = all(len(cell.text) <= _LONGEST_HEADING for cell in cells)
    return bool(known) and 2 * len(known) >= len(cells) and short and not any(map(_is_value, cells))


def _is_value(cell: Cell) -> bool:
    text = cell.text.strip()
    if not any(character.isdigit() for character in text) or is_known(cell):
        return False
    comparator = read(text).comparator
    return comparator is not None


def _continues(grid: Grid, row: int) -> bool:
    """Whether a row below headings holds further ones, at least half of which are known."""
    return _goes_on(grid, row) or (row < len(grid.rows) and _looks_like_headings(grid, row))


def _goes_on(grid: Grid, row: int) -> bool:
    """Return whether a row holds only headings."""
    if row >= len(grid.rows):
        return False
    cells = _without_labels(grid, row)
    if cells and all(map(is_known, cells)):
        return True
    return _are_below_headings(grid, row, cells) or _are_of_list(cells)


_OF_LIST = frozenset({"code", "name", "department", "agency", "goals", "total", "fiscal", "other"})


def _are_of_list(cells: Sequence[Cell]) -> bool:
    """Whether cells are the headings of a list of projects, the last of which groups those of indicators."""
    if len(cells) <= _FEWEST or not is_group(cells[-1].text):
        return False
    return all(is_known(cell) or field_of(cell.text) in _OF_LIST for cell in cells)


def _without_labels(grid: Grid, row: int) -> list[Cell]:
    """The cells that begin in a row, without a label left of all headings that are known."""
    cells = _new_cells(grid, row)
    known = [cell.column for cell in cells if is_known(cell)]
    first = min(known, default=0)
    # One word alone, such as 完成 beside a goal, is a result and no heading.
    if row == 0 or first == 0 or len(known) < _FEWEST:
        return cells
    return [cell for cell in cells if cell.column >= first or is_known(grid.rows[row - 1][cell.column])]


def _are_below_headings(grid: Grid, row: int, cells: Sequence[Cell]) -> bool:
    """Whether a row only divides headings that reach over several columns, all others reaching down.

    Where merged cells are lost, a heading reaches over the blank ones behind it.
    """
    if row == 0 or len(cells) < _FEWEST:
        return False
    above = grid.rows[row - 1]
    if len({id(cell) for cell in above if cell}) < _FEWEST:
        return False
    divided = Counter(_divided_heading(above, cell.column) for cell in cells)
    # Below goals' headings there is one text each, which does not divide them.
    if None in divided or any(count == 1 for count in divided.values()):
        return False
    return not any(map(_is_value, cells))


def _divided_heading(above: Sequence[Cell], at: int) -> int | None:
    """The column where the known heading begins that reaches over a column and a neighbour of it."""
    start = at
    while start > 0 and not above[start]:
        start -= 1
    heading = above[start]
    blank_behind = start + 1 < len(above) and not above[start + 1]
    reaches = bool(heading) and is_known(heading) and (heading.columns > 1 or blank_behind)
    return (heading.column if heading.columns > 1 else start) if reaches else None


def _is_complete(grid: Grid, first: int, last: int) -> bool:
    cells = [cell for row in grid.rows[first : last + 1] for cell in row if cell]
    meanings = {heading_of(cell.text).meaning for cell in cells} - {None}
    plain_name = any(key_of(cell.text) in vocabulary().plain_names and cell.rows == 1 for cell in cells)
    if plain_name and "target" in meanings and meanings & {"unit", "operator", "weight", "actual"}:
        return True
    if meanings >= {"level1", "level2"} and not meanings & _VALUES and (plain_name or "name" in meanings):
        return _are_named_with_targets(grid, first, last)
    named = meanings & _NAMES
    return bool(named and meanings & _VALUES) and len(meanings) >= _FEWEST


def _are_named_with_targets(grid: Grid, first: int, last: int) -> bool:
    """Whether the last column below the headings of levels has names with their targets."""
    headings = [cell for cell in grid.rows[first] if cell]
    names = [row[headings[-1].column] for row in grid.rows[last + 1 :] if row[headings[-1].column]]
    return have_targets(cell.text for cell in names)


def _are_numbers(grid: Grid, row: int) -> bool:
    """Whether a row below the headings only numbers the columns: 1, 2, 3."""
    if row >= len(grid.rows):
        return False
    numbers = [plain(cell.text) for cell in _new_cells(grid, row)]
    if len(numbers) < _FEWEST_NUMBERS or not all(text.isascii() and text.isdigit() for text in numbers):
        return False
    first = int(numbers[0])
    return [int(text) for text in numbers] == list(range(first, first + len(numbers)))
