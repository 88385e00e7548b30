"""Lists with one row of headings, such as ledgers and payments, from a file of any medium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from perfrules.diagnostics import Source
from perfrules.documents.media.pages import Grid, Page, read_pages
from perfrules.documents.media.pages.delimited import found_delimiter, rows_of
from perfrules.documents.origin import Origin

_FEWEST_ROWS = 2


@frozen
class ListRow:
    """The texts of a row, and its place."""

    texts: tuple[str, ...]
    at: Origin


def read_list(path: Path) -> tuple[ListRow, ...]:
    """The rows that are not blank of the list in a file, its headings first.

    A file with tables has the list in its first table with several rows; titles above the headings are left
    out. Of other files each line is a row.

    Raises:
        DocumentError: the file cannot be read; PR578 where the quotes of a text do not pair.
    """
    opened = read_pages(path)
    if opened.source is not None:
        return list_rows(opened.source)
    return tuple(_grid_rows(opened.pages))


def list_rows(source: Source) -> tuple[ListRow, ...]:
    r"""The rows of a text that are not blank; a delimiter is found, and cells lose their guards.

    Raises:
        DocumentError: PR578 where the quotes do not pair.

    >>> list_rows(Source("金额,备注\n5,'=甲\n\n"))[1].texts
    ('5', '=甲')
    """
    rows = rows_of(source, found_delimiter(source.text))
    return tuple(ListRow(tuple(texts), at) for texts, at in rows if any(map(str.strip, texts)))


def _grid_rows(pages: Sequence[Page]) -> Iterator[ListRow]:
    grids = (grid for page in pages for grid in page.grids)
    lists = ([row for row in grid.unmerged() if any(row)] for grid in grids if _has_rows(grid))
    rows = next(lists, [])
    first = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    if not rows:
        return
    width = 1 + max(at for at, cell in enumerate(rows[first]) if cell)
    for row in rows[first:]:
        if filled := [cell for cell in row[:width] if cell]:
            yield ListRow(tuple(cell.text.strip() for cell in row[:width]), filled[0].at)


def _has_rows(grid: Grid) -> bool:
    return sum(any(row) for row in grid.rows) >= _FEWEST_ROWS
