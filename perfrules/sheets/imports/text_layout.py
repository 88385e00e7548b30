"""The text of a word-processor file, taken apart into paragraphs and tables.

In such a text each cell is a line that starts with a tab; lines without a tab go on with the cell above; a
row starts where a cell follows a blank line. A cell of several paragraphs has blank lines inside, and nothing
but its place sets apart the text after a table: what follows decides which lines belong to a cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from perfrules.diagnostics import Source, Span
from perfrules.documents.origin import Origin
from perfrules.sheets.cells import Cell
from perfrules.sheets.imports.headings import looks_like_title, opens_text, part_of
from perfrules.sheets.imports.tables import Block, Paragraph, Table
from perfrules.sheets.labels import labels

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@frozen
class _Piece:
    """What follows a tab, or a line without one, and how many blank lines precede it."""

    text: str
    start: int
    blanks: int
    opens_cell: bool


@define
class _OpenCell:
    """A cell and the untabbed lines after it, some of which may belong to the cell."""

    piece: _Piece
    row: int
    after: list[_Piece] = field(factory=list)

    def label(self) -> str:
        return "".join(piece.text for piece in (self.piece, *self.after))


def read_blocks(source: Source) -> tuple[Block, ...]:
    r"""The paragraphs and tables of a text, in order.

    >>> table, paragraph = read_blocks(Source("\t产出\n\n指标 \n\t数量指标\n\n\n第三部分\n"))
    >>> [cell.text for cell in table.rows[0]], paragraph.text
    (['产出指标', '数量指标'], '第三部分')
    """
    before, cells = _grouped(_pieces(source.text))
    return (*(_paragraph(source, piece) for piece in before), *_blocks(source, cells))


def _pieces(text: str) -> Iterator[_Piece]:
    start = blanks = 0
    for line in text.splitlines(keepends=True):
        written = line.rstrip(_LINE_ENDS)
        if written.lstrip(" \u3000").startswith("\t"):
            at = start + written.index("\t") + 1
            for part in written.split("\t")[1:]:
                yield _Piece(part, at, blanks, opens_cell=True)
                at, blanks = at + len(part) + 1, 0
        elif written.strip():
            yield _Piece(written, start, blanks, opens_cell=False)
            blanks = 0
        else:
            blanks += 1
        start += len(line)


def _grouped(pieces: Iterator[_Piece]) -> tuple[list[_Piece], list[_OpenCell]]:
    before: list[_Piece] = []
    cells: list[_OpenCell] = []
    for piece in pieces:
        if piece.opens_cell:
            new_row = piece.blanks > 0 or not cells
            cells.append(_OpenCell(piece, cells[-1].row + new_row if cells else 0))
        else:
            (cells[-1].after if cells else before).append(piece)
    return before, cells


def _blocks(source: Source, cells: Sequence[_OpenCell]) -> Iterator[Block]:
    sizes = Counter(cell.row for cell in cells)
    rows: dict[int, list[Cell]] = {}
    for cell, following in zip(cells, (*cells[1:], None), strict=False):
        inside = _inside(cell, following, sizes)
        rows.setdefault(cell.row, []).append(_cell(source, (cell.piece, *cell.after[:inside])))
        if following is None or inside < len(cell.after):
            yield Table(tuple(tuple(row) for row in rows.values()))
            rows = {}
            yield from (_paragraph(source, piece) for piece in cell.after[inside:])


def _inside(cell: _OpenCell, following: _OpenCell | None, sizes: Counter[int]) -> int:
    """How many of the untabbed lines after a cell go on with it."""
    if following is not None and _goes_on(cell, following, sizes):
        return len(cell.after)
    starts_anew = following is None or labels().opens_table(following.label())
    for number, piece in enumerate(cell.after):
        line = piece.text.strip()
        own = opens_text(line) if piece.blanks else starts_anew and _announces_table(line)
        if piece.blanks > 1 or own:
            return number
    return len(cell.after)


def _goes_on(cell: _OpenCell, following: _OpenCell, sizes: Counter[int]) -> bool:
    """Whether the table continues after the untabbed lines, so that all of them belong to the cell."""
    if labels().opens_table(following.label()):
        return False
    goes_straight_on = following.piece.blanks == 0
    if any(piece.blanks > goes_straight_on and _announces_table(piece.text.strip()) for piece in cell.after):
        return False
    if goes_straight_on:
        return True
    fits = labels().known(following.label()) or sizes[cell.row] == sizes[following.row]
    return fits and (len(cell.after) == 1 or all(piece.blanks <= 1 for piece in cell.after))


def _announces_table(line: str) -> bool:
    return looks_like_title(line) or part_of(line) is not None


def _cell(source: Source, pieces: Sequence[_Piece]) -> Cell:
    written = [piece for piece in pieces if piece.text.strip()]
    if not written:
        return Cell("", Origin(source, Span(pieces[0].start, pieces[0].start)))
    return Cell("".join(piece.text for piece in written).strip(), _origin(source, written[0], written[-1]))


def _paragraph(source: Source, piece: _Piece) -> Paragraph:
    return Paragraph(piece.text.strip(), _origin(source, piece, piece))


def _origin(source: Source, first: _Piece, last: _Piece) -> Origin:
    start = first.start + len(first.text) - len(first.text.lstrip())
    return Origin(source, Span(start, last.start + len(last.text.rstrip())))
