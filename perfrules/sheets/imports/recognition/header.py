"""Find the headings of a table of indicators: one to three rows, by their words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from perfrules.data_classes import frozen
from perfrules.documents.media.pages import Cell, Grid
from perfrules.expressions import read
from perfrules.sheets.heading_units import heading_unit
from perfrules.sheets.imports.recognition.vocabulary import Heading, heading_of, is_group, vocabulary

_MOST_ROWS = 3
_LONGEST_HEADING = 40
_NAMES = frozenset({"name", "level1", "level2", "level4"})
_VALUES = frozenset({"target", "actual", "weight", "score"})
_FEWEST = 2
_MOST_TARGET_COLUMNS = 3
_YEARLY = frozenset({"target", "actual"})


@frozen
class Column:
    """The columns below one heading: their numbers, meaning, unit and the texts of the heading."""

    meaning: str
    places: tuple[int, ...]
    text: str
    unit: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the heading is understood, or there is none."""
        return not self.cells or any(map(_is_known, self.cells))


@frozen
class Header:
    """The headings of a table: their rows, the columns by meaning, and columns of no known meaning.

    `rivals` are headings that may all be those of the targets.
    """

    first: int
    last: int
    columns: Mapping[str, tuple[Column, ...]]
    extra: tuple[Column, ...]
    cells: tuple[Cell, ...]
    rivals: tuple[Column, ...] = ()

    def __contains__(self, meaning: str) -> bool:
        """Whether there is a column of this meaning."""
        return meaning in self.columns

    @property
    def meanings(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The meanings with their columns, by which a repeated header is known."""
        return tuple((name, each.places) for name, found in self.columns.items() for each in found)

    @property
    def place_of_name(self) -> int:
        """The column where the names of indicators begin."""
        return self.columns["name"][0].places[0]


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
    return _resolved(grid, row, row + size - 1, year)


def _size(grid: Grid, row: int) -> int | None:
    """Return the number of rows of the header at a row, None without a header."""
    for size in range(1, _MOST_ROWS + 1):
        last = row + size - 1
        if last >= len(grid.rows):
            return None
        if _looks_like_headings(grid, last) and _is_complete(grid, row, last):
            return next(
                (rows for rows in range(size, _MOST_ROWS) if not _goes_on(grid, row + rows)), _MOST_ROWS
            )
        if not _goes_on(grid, last):
            return None
    return None


def _new_cells(grid: Grid, row: int) -> list[Cell]:
    """The cells that begin in a row and are not blank."""
    found: dict[int, Cell] = {id(cell): cell for cell in grid.rows[row] if cell and cell.row == row}
    return list(found.values())


def _is_known(cell: Cell) -> bool:
    return heading_of(cell.text).meaning is not None or is_group(cell.text)


def _looks_like_headings(grid: Grid, row: int) -> bool:
    cells = _new_cells(grid, row)
    known = [cell for cell in cells if _is_known(cell)]
    short = all(len(cell.text) <= _LONGEST_HEADING for cell in cells)
    return bool(known) and 2 * len(known) >= len(cells) and short and not any(map(_is_value, cells))


def _is_value(cell: Cell) -> bool:
    text = cell.text.strip()
    if not any(character.isdigit() for character in text) or _is_known(cell):
        return False
    comparator = read(text).comparator
    return comparator is not None


def _goes_on(grid: Grid, row: int) -> bool:
    """Return whether a row holds only headings."""
    if row >= len(grid.rows):
        return False
    cells = _new_cells(grid, row)
    return bool(cells) and (all(_is_known(cell) for cell in cells) or _are_below_headings(grid, row, cells))


def _are_below_headings(grid: Grid, row: int, cells: Sequence[Cell]) -> bool:
    """Whether a row only divides a heading that reaches over several columns, all others reaching down."""
    if row == 0 or any(map(_is_value, cells)) or not all(grid.rows[row]):
        return False
    above = [grid.rows[row - 1][cell.column] for cell in cells]
    return all(each and _is_known(each) and each.columns > 1 for each in above) and len(cells) > 1


def _is_complete(grid: Grid, first: int, last: int) -> bool:
    meanings = {
        heading_of(cell.text).meaning for row in range(first, last + 1) for cell in grid.rows[row] if cell
    } - {None}
    named = meanings & _NAMES
    return bool(named and meanings & _VALUES) and len(meanings) >= _FEWEST


@frozen
class _Resolved:
    """A column with its heading and whose values it has: this year's, others', a reviewer's."""

    at: int
    heading: Heading
    texts: tuple[str, ...]
    cells: tuple[Cell, ...]
    anchor: Cell | None


def _resolved(grid: Grid, first: int, last: int, year: int | None) -> Header | None:
    """The header in these rows; None where no column holds names, as cells above may change a meaning."""
    found = [_column(grid, first, last, at) for at in range(grid.width)]
    groups = list(_grouped(_with_blank_headings(found)))
    columns, extra, rivals = _chosen(groups, year)
    cells = tuple({id(cell): cell for row in grid.rows[first : last + 1] for cell in row if cell}.values())
    if not _take_name(columns):
        return None
    in_order = {name: tuple(sorted(each, key=lambda column: column.places)) for name, each in columns.items()}
    return Header(first, last, in_order, tuple(extra), cells, tuple(rivals))


def _column(grid: Grid, first: int, last: int, at: int) -> _Resolved | None:
    path = list({id(row[at]): row[at] for row in grid.rows[first : last + 1] if row[at]}.values())
    if not path:
        return None
    above = [_left_of(grid, row, at) for row in range(first, last)]
    texts = tuple(cell.text for cell in path)
    heading, anchor = _meaning(path)
    others = [text for text in (*texts, *filter(None, above)) if anchor is None or text != anchor.text]
    meaning = _qualified(heading.meaning, others)
    years = [found for text in others if (found := heading_of(text).year) is not None]
    own = heading.year if heading.year is not None else next(iter(years), None)
    return _Resolved(at, Heading(meaning, heading.rank, own), texts, tuple(path), anchor)


def _with_blank_headings(found: Sequence[_Resolved | None]) -> Iterator[_Resolved]:
    """The columns; blank headings behind that of the targets belong to it, for merged cells may be lost."""
    left: _Resolved | None = None
    for at, each in enumerate(found):
        if each is not None:
            left = each if left is None or each.anchor is not left.anchor else left
            yield each
        elif left is not None and left.heading.meaning == "target" and at - left.at < _MOST_TARGET_COLUMNS:
            yield _Resolved(at, left.heading, left.texts, (), left.anchor)


def _left_of(grid: Grid, row: int, at: int) -> str:
    """The heading above a column where a merged cell was lost: the next text to the left, if it groups."""
    for column in range(at, -1, -1):
        cell = grid.rows[row][column]
        if cell:
            return cell.text if column == at or cell.columns == 1 else ""
    return ""


def _meaning(path: Sequence[Cell]) -> tuple[Heading, Cell | None]:
    """The meaning of the lowest heading that has one, and the cell that has it."""
    for cell in reversed(path):
        found = heading_of(cell.text)
        if found.meaning is not None and not (cell is not path[-1] and not _is_known(path[-1])):
            return found, cell
        if found.meaning is not None:
            break
    return Heading(None), path[-1]


def _qualified(meaning: str | None, others: Sequence[str]) -> str | None:
    for name, pattern in vocabulary().qualifiers.items():
        if not any(pattern.search(text) for text in others):
            continue
        if name == "review":
            return "review" if meaning in ("score", "actual") else meaning
        return name if meaning in _YEARLY else meaning
    return meaning


def _grouped(found: Iterator[_Resolved]) -> Iterator[list[_Resolved]]:
    """Neighbouring columns below one heading together."""
    group: list[_Resolved] = []
    for each in found:
        same = bool(group) and each.anchor is group[-1].anchor and each.texts == group[-1].texts
        if group and (not same or each.at != group[-1].at + 1):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _chosen(
    groups: Sequence[list[_Resolved]], year: int | None
) -> tuple[dict[str, list[Column]], list[Column], list[Column]]:
    """The columns of each meaning, those that are left over, and rivals for the targets."""
    by_meaning: defaultdict[str, list[list[_Resolved]]] = defaultdict(list)
    extra: list[Column] = []
    for group in groups:
        meaning = group[0].heading.meaning
        if meaning is None:
            if not all(is_group(text) for text in group[0].texts):
                extra.append(_as_column("extra", group))
        else:
            by_meaning[meaning].append(group)
    _move_other_years(by_meaning, year)
    columns: dict[str, list[Column]] = {}
    rivals: list[Column] = []
    for meaning, found in by_meaning.items():
        if meaning in _SEVERAL:
            columns[meaning] = [_as_column(meaning, group) for group in found]
            continue
        best, *rest = sorted(found, key=lambda group: group[0].heading.rank)
        if meaning == "target" and _are_rivals(best, rest):
            rivals = [_as_column(meaning, group) for group in found]
        columns[meaning] = [_as_column(meaning, best)]
        extra += (_as_column("extra", group) for group in rest)
    return columns, extra, rivals


_SEVERAL = frozenset({"operator", "prior", "midterm", "evidence", "rule", "note", "review", "light"})
_PLAIN_TARGETS = ("指标值", "目标值", "计划值")


def _are_rivals(best: Sequence[_Resolved], rest: Sequence[Sequence[_Resolved]]) -> bool:
    def is_sure(group: Sequence[_Resolved]) -> bool:
        return any(word in text for text in group[0].texts for word in _PLAIN_TARGETS)

    return is_sure(best) and any(is_sure(group) for group in rest)


def _move_other_years(by_meaning: dict[str, list[list[_Resolved]]], year: int | None) -> None:
    """Columns of another year than the form's, or than that of the targets, are those of other years."""
    targets = by_meaning.get("target", [])
    years = {group[0].heading.year for group in targets} - {None}
    if len(targets) > 1 and year in years:
        this = year
    elif len(years) == 1:
        this = next(iter(years))
    else:
        return
    for meaning in _YEARLY & by_meaning.keys():
        kept: list[list[_Resolved]] = []
        for group in by_meaning[meaning]:
            own = group[0].heading.year
            (by_meaning["prior"] if own is not None and this is not None and own != this else kept).append(
                group
            )
        by_meaning[meaning] = kept
    for meaning in [name for name, groups in by_meaning.items() if not groups]:
        del by_meaning[meaning]


def _as_column(meaning: str, group: Sequence[_Resolved]) -> Column:
    texts = tuple(dict.fromkeys(" ".join(text.split()) for text in group[0].texts if not is_group(text)))
    unit = next(filter(None, map(heading_unit, texts)), "")
    cells = tuple({id(cell): cell for each in group for cell in each.cells}.values())
    return Column(meaning, tuple(each.at for each in group), "/".join(texts), unit, cells)


def _take_name(columns: dict[str, list[Column]]) -> bool:
    """Take the lowest level for the names where no heading says that it has them; whether there is any."""
    if "level4" in columns:
        if "name" in columns:
            columns["description"] = columns.get("description", []) + columns.pop("name")
        columns["name"] = columns.pop("level4")
    if "name" not in columns:
        lowest = next((name for name in ("level2", "level1") if name in columns), None)
        if lowest is None:
            return False
        columns["name"] = columns.pop(lowest)
    return True
