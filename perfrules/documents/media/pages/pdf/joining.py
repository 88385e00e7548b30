"""Join the pieces of a table that page breaks cut, by their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from perfrules.documents.media.pages.placing import RawBlock, RawCell, RawGrid, RawParagraph
from perfrules.resources.late_patterns import late_pattern

NEAR = 2.0
"""Edges so close, in points, are one."""
_MOST_HEADINGS = 3
_TWO = 2
_PAGE_NUMBER = late_pattern(
    r"[-—–\s]*(?:第?\s*[0-9]{1,4}\s*页?(?:\s*[,，/]?\s*共?\s*[0-9]{1,4}\s*页)?)[-—–\s]*"
)


@frozen
class PieceCell:
    """A cell of a piece, by rows and columns of the piece."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    def with_text(self, text: str) -> PieceCell:
        """The same cell with a text."""
        return evolve(self, text=text)


@frozen
class Piece:
    """A table on one page: its place, box, edges of columns and cells."""

    place: str
    page: int
    box: tuple[float, float, float, float]
    edges: tuple[float, ...]
    cells: Sequence[PieceCell]

    def on(self, edges: Sequence[float]) -> Piece:
        """The same piece with its cells counted by more edges of columns, which hold all of its own."""
        places = [_nearest(edges, edge) for edge in self.edges]
        cells = [
            evolve(
                cell,
                column=places[cell.column],
                columns=places[cell.column + cell.columns] - places[cell.column],
            )
            for cell in self.cells
        ]
        return evolve(self, edges=tuple(edges), cells=cells)


@define
class _Table:
    """A table while pieces are added to it; `origins` names the place of each row."""

    first: Piece
    last: Piece
    cells: list[PieceCell]
    origins: list[str] = field(factory=list)

    @classmethod
    def of(cls, piece: Piece) -> _Table:
        table = cls(piece, piece, list(piece.cells))
        table._name_rows(piece, 0, _height(piece.cells))
        return table

    def fits(self, piece: Piece) -> bool:
        """Whether a piece has the columns of the table, some of which its rows may not divide."""
        few, many = sorted((self.first.edges, piece.edges), key=len)
        ends = (few[0] - many[0], few[-1] - many[-1])
        inside = all(abs(many[_nearest(many, edge)] - edge) <= NEAR for edge in few)
        return len(few) > _TWO and inside and all(abs(gap) <= NEAR for gap in ends)

    def _name_rows(self, piece: Piece, first: int, count: int) -> None:
        self.origins += (f"{piece.place} 行{first + number + 1}" for number in range(count))

    def add(self, piece: Piece) -> None:
        """Go on with a piece of the next page: without repeated headings, a row that was cut made whole."""
        piece = self._with_columns_of(piece)
        self.last = piece
        skipped = self._repeated_headings(piece)
        new = [evolve(cell, row=cell.row - skipped) for cell in piece.cells if cell.row >= skipped]
        height = len(self.origins)
        cut = self._is_cut(new, height)
        rest = [self._joined(cell, height, cut) for cell in new if cell.row == 0 and cell.rows > 1]
        new = [cell for cell in new if not (cell.row == 0 and cell.rows > 1)] + [
            cell for cell in rest if cell is not None
        ]
        shift = height - cut
        for cell in new:
            if cut and cell.row == 0:
                self._extend(cell, height - 1)
            else:
                self.cells.append(evolve(cell, row=cell.row + shift))
        self._name_rows(piece, skipped + cut, _height(piece.cells) - skipped - cut)

    def _with_columns_of(self, piece: Piece) -> Piece:
        """A piece with the columns of the table; where it has more, the table gets them."""
        if len(piece.edges) > len(self.first.edges):
            self.cells = list(evolve(self.first, cells=self.cells).on(piece.edges).cells)
            self.first = self.first.on(piece.edges)
            return piece
        return piece.on(self.first.edges)

    def _repeated_headings(self, piece: Piece) -> int:
        """How many rows at the top of a piece repeat those at the top of the table."""
        count = 0
        for row in range(_MOST_HEADINGS):
            own, theirs = _texts_of(piece.cells, row), _texts_of(self.first.cells, row)
            if not own or own != theirs:
                break
            count = row + 1
        return count

    def _joined(self, cell: PieceCell, height: int, cut: int) -> PieceCell | None:
        """A merged cell at the top of a page: blank, it goes on with the one above and is gone.

        `cut` rows of it are the rest of a row above.
        """
        if cell.text.strip():
            return cell
        above = self._above(cell, height)
        if above is None:
            return cell
        self.cells[above] = evolve(self.cells[above], rows=self.cells[above].rows + cell.rows - cut)
        return None

    def _above(self, cell: PieceCell, height: int) -> int | None:
        """The cell of the last row in the same columns."""
        return next(
            (
                at
                for at, each in enumerate(self.cells)
                if each.row + each.rows == height
                and each.column == cell.column
                and each.columns == cell.columns
            ),
            None,
        )

    def _is_cut(self, new: Sequence[PieceCell], height: int) -> int:
        """Whether the first row is the rest of the row above: mostly blank, and filled only where that is."""
        first = [cell for cell in new if cell.row == 0 and cell.rows == 1]
        blank = [cell for cell in first if not cell.text.strip()]
        if not first or 2 * len(blank) < len(first) or len(blank) == len(first):
            return 0
        for cell in first:
            above = self._above(cell, height)
            if above is None or (cell.text.strip() and not self.cells[above].text.strip()):
                return 0
        return 1

    def _extend(self, cell: PieceCell, row: int) -> None:
        at = self._above(cell, row + 1)
        if at is not None and cell.text.strip():
            text = f"{self.cells[at].text}\n{cell.text}".strip()
            self.cells[at] = evolve(self.cells[at], text=text)

    def grid(self) -> RawGrid:
        """The whole table."""
        cells = tuple(
            RawCell(each.text, each.row, each.column, each.rows, each.columns) for each in self.cells
        )
        origins = tuple(self.origins)
        return RawGrid(cells, lambda row, column: f"{origins[row]} 列{column + 1}", self.first.place)


def joined(blocks: Sequence[RawBlock | Piece]) -> Iterator[RawBlock]:
    """The blocks of all pages, the pieces of a table as one grid; page numbers do not part them."""
    table: _Table | None = None
    numbers: list[RawBlock] = []
    for block in blocks:
        if isinstance(block, Piece):
            if table is not None and table.last.page + 1 == block.page and table.fits(block):
                table.add(block)
                continue
            if table is not None:
                yield table.grid()
            yield from numbers
            table, numbers = _Table.of(block), []
        elif table is not None and isinstance(block, RawParagraph) and _PAGE_NUMBER.fullmatch(block.text):
            numbers.append(block)
        else:
            if table is not None:
                yield table.grid()
            yield from numbers
            table, numbers = None, []
            yield block
    if table is not None:
        yield table.grid()
    yield from numbers


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _height(cells: Sequence[PieceCell]) -> int:
    return max((cell.row + cell.rows for cell in cells), default=0)


def _texts_of(cells: Sequence[PieceCell], row: int) -> list[tuple[int, str]]:
    """The texts of a row by column; none for a blank row."""
    texts = [(cell.column, "".join(cell.text.split())) for cell in cells if cell.row == row]
    return texts if any(text for _, text in texts) else []
