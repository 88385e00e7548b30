"""The tables of a text with a cell a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import frozen

from perfrules.diagnostics import Source
from perfrules.documents.media.pages.model import Block, Page
from perfrules.documents.media.pages.pieces import Piece, lines_of
from perfrules.documents.media.pages.text import grid_of_pieces, paragraph_of
from perfrules.sheets.imports.cell_lines.cheapest_rows import CheapestRows
from perfrules.sheets.imports.cell_lines.head_lines import head_rows, is_label
from perfrules.sheets.imports.cell_lines.heading_lines import first_heading, heading_lines
from perfrules.sheets.imports.cell_lines.regular_rows import RegularRows
from perfrules.sheets.imports.recognition.vocabulary import field_of, is_group

_OF_PROJECTS = frozenset({"name", "code", "department", "agency", "goals"})
_Row: TypeAlias = list[Piece]


@frozen
class _Table:
    """The lines of a table, as first and beyond the last, and its rows with their headings."""

    first: int
    beyond: int
    rows: Sequence[_Row]


def cell_line_page(source: Source) -> Page | None:
    """The tables of a text with a cell a line, None where their headings or rows are not clear."""
    lines = [Piece(line.text.strip(), line.start + _indent(line.text)) for line in lines_of(source)]
    find = _regular_table if _regular_table(lines, 0) is not None else _irregular_table
    tables: list[_Table] = []
    while (found := find(lines, tables[-1].beyond if tables else 0)) is not None:
        if not found.rows:
            return None
        tables.append(found)
    if not tables or any(_is_list(lines[: table.first]) for table in tables):
        return None
    above, rows = head_rows(lines[: tables[0].first])
    for table, following in zip(tables, [*tables[1:], None], strict=True):
        rest = lines[table.beyond : None if following is None else following.first]
        titles, below = head_rows(rest)
        rows = [*rows, *table.rows, *([title] for title in titles), *below]
    blocks: list[Block] = [paragraph_of(source, line) for line in above]
    return Page("", (*blocks, grid_of_pieces(source, rows)))


def _regular_table(lines: Sequence[Piece], start: int) -> _Table | None:
    """The next table whose rows all have as many lines."""
    nearest = first_heading(lines, start)
    if nearest is None:
        return None
    # A list of projects has the columns of the head before those of the indicators, a form that of a group.
    farthest = nearest
    while farthest > start and _may_be_heading(lines[farthest - 1].text):
        farthest -= 1
    for at in range(farthest, nearest + 1):
        cut = RegularRows(lines[at:]).cut()
        if cut is not None:
            rows, used = cut
            return _Table(at, at + used, rows)
    return None


def _is_list(above: Sequence[Piece]) -> bool:
    """Whether the headings of a table begin earlier, with those of the projects in a list."""
    return len(above) > 1 and bool(above[-2].text) and field_of(above[-1].text) in _OF_PROJECTS


def _may_be_heading(text: str) -> bool:
    return bool(text) and (is_label(text) or is_group(text))


def _irregular_table(lines: Sequence[Piece], start: int) -> _Table | None:
    """The next table of known headings; without rows where these are not clear."""
    found = heading_lines(lines, start)
    if found is None:
        return None
    rows, used = CheapestRows(lines[found.beyond :], found.meanings).cut() or ([], 0)
    head = [list(found.cells(lines))] if rows else []
    return _Table(found.first, found.beyond + used, [*head, *rows])


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
