"""The tables of a text with a cell a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import evolve, frozen

from perfrules.diagnostics import Source
from perfrules.documents.media.pages.model import Block, Grid, Page, Paragraph
from perfrules.documents.media.pages.pieces import Piece, lines_of
from perfrules.documents.media.pages.text import grid_of_pieces, paragraph_of
from perfrules.sheets.imports.cell_lines.cheapest_rows import CheapestRows
from perfrules.sheets.imports.cell_lines.head_lines import head_rows, is_label
from perfrules.sheets.imports.cell_lines.heading_lines import first_heading, heading_lines
from perfrules.sheets.imports.cell_lines.regular_rows import RegularRows, ends_unknown
from perfrules.sheets.imports.cell_lines.separated_rows import separated_page
from perfrules.sheets.imports.cell_lines.written_rows import written_grid
from perfrules.sheets.imports.recognition.vocabulary import field_of, is_group
from perfrules.sheets.imports.tables import Table
from perfrules.sheets.imports.text_layout import read_blocks

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
    regular = _regular_table(lines, 0) is not None
    if not regular and (separated := separated_page(source, lines)) is not None:
        return separated
    find = _regular_table if regular else _irregular_table
    tables: list[_Table] = []
    while (found := find(lines, tables[-1].beyond if tables else 0)) is not None:
        if not found.rows:
            return None
        tables.append(found)
    if not tables or any(_is_list(lines[: table.first]) for table in tables):
        return None
    above, rows = head_rows(lines[: tables[0].first])
    titles: list[Piece] = []
    for table, following in zip(tables, [*tables[1:], None], strict=True):
        rest = lines[table.beyond : None if following is None else following.first]
        titles, below = head_rows(rest)
        # What follows the last table is outside it.
        between = titles if following is not None else []
        rows = [*rows, *table.rows, *([title] for title in between), *below]
    texts = [[paragraph_of(source, line) for line in each] for each in (above, titles)]
    return Page("", (*texts[0], grid_of_pieces(source, rows), *texts[1]))


def tab_line_page(source: Source) -> Page:
    """The tables of a text in which each cell is a line after a tab, and a blank line ends a row."""
    blocks: list[Block] = []
    for block in read_blocks(source):
        if isinstance(block, Table):
            name = f"表{1 + sum(isinstance(each, Grid) for each in blocks)}"
            blocks.append(written_grid(block.rows, name))
        else:
            blocks.append(Paragraph(block.text, block.at))
    return Page("", tuple(blocks))


def placed_page(page: Page) -> Page:
    """A page of a text, with the cells of rows of unequal length below their headings."""
    blocks = (
        written_grid(
            [row[:length] for row, length in zip(block.rows, block.written, strict=True)], block.name
        )
        if isinstance(block, Grid) and len(set(block.written)) > 1
        else block
        for block in page.blocks
    )
    return evolve(page, blocks=tuple(blocks))


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
        found = _cut_from(lines, at)
        if found is not None:
            # The first heading may join labels, so that the first text below it seems to be the last one.
            joins = at > start and ends_unknown(found.rows) and _joins_labels(lines[at - 1].text)
            return (_cut_from(lines, at - 1) if joins else None) or found
    return None


def _joins_labels(text: str) -> bool:
    """Whether a heading joins labels: 单位名称、项目名称."""
    parts = text.split("、")
    return len(parts) > 1 and all(field_of(part) is not None for part in parts)


def _cut_from(lines: Sequence[Piece], at: int) -> _Table | None:
    cut = RegularRows(lines[at:]).cut()
    return None if cut is None else _Table(at, at + cut[1], cut[0])


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
