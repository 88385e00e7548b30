"""Rows of a text with a cell a line and a blank line between rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from perfrules.diagnostics import Source, Span
from perfrules.documents.media.pages.model import Block, Cell, Page
from perfrules.documents.media.pages.pieces import Piece
from perfrules.documents.media.pages.text import paragraph_of
from perfrules.documents.origin import Origin
from perfrules.sheets.imports.cell_lines.written_rows import headings_of, written_grid
from perfrules.sheets.imports.recognition.beginnings import opens_form
from perfrules.sheets.imports.recognition.pairs import inline_pairs
from perfrules.sheets.imports.recognition.vocabulary import field_of


def separated_page(source: Source, lines: Sequence[Piece]) -> Page | None:
    """The page of a text whose headings of indicators are between blank lines, None for another text.

    A line alone is a paragraph above the rows, and a cell across them among or below them.
    """
    groups = [list(group) for filled, group in groupby(lines, key=lambda line: bool(line.text)) if filled]
    rows = [[_cell(source, line) for line in group] for group in groups]
    heads = [number for number, row in enumerate(rows) if headings_of(row) is not None]
    if not heads or heads[-1] + 1 == len(rows) or len(rows[heads[-1] + 1]) == 1:
        return None
    first = next(number for number, row in enumerate(rows) if len(row) > 1 and not _is_above(row))
    if any(map(_is_part_of_row, rows[first : heads[0]])) or any(_holds_title(row) for row in rows[first:]):
        # Blank lines are blank cells.
        return None
    above, groups = groups[:first], groups[first:]
    last = max(number for number, row in enumerate(rows) if len(row) > 1) + 1
    blocks: list[Block] = [*_paragraphs(source, above), written_grid(rows[first:last], "表1")]
    return Page("", (*blocks, *_paragraphs(source, groups[last - first :])))


def _is_above(row: Sequence[Cell]) -> bool:
    """Whether lines are a title and what is said below it, without a label."""
    return opens_form(row[0].text) and all(field_of(cell.text) is None for cell in row)


def _holds_title(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and opens_form(row[0].text)


def _is_part_of_row(row: Sequence[Cell]) -> bool:
    """Whether a line alone is not a title and no label with its value."""
    return len(row) == 1 and not opens_form(row[0].text) and not list(inline_pairs(row[0].text))


def _cell(source: Source, line: Piece) -> Cell:
    return Cell(line.text, Origin(source, Span(line.start, line.end)))


def _paragraphs(source: Source, groups: Sequence[Sequence[Piece]]) -> Iterator[Block]:
    for line in (line for group in groups for line in group):
        yield paragraph_of(source, line)
