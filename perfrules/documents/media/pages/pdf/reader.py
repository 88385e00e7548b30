"""PDF files: tables by their ruling lines, merged cells rebuilt, tables joined over pages."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from attrs import define, field

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.libraries import document_module
from perfrules.documents.media.pages.pdf.columns import (
    bands_between,
    bands_of_lines,
    is_sure,
    piece_of,
    rules_of,
)
from perfrules.documents.media.pages.pdf.joining import NEAR, Piece, PieceCell, joined
from perfrules.documents.media.pages.pdf.legible import illegible, single, straight
from perfrules.documents.media.pages.pdf.lines import lines_of, text_of, text_of_line
from perfrules.documents.media.pages.pdf.owners import Box, owners_of
from perfrules.documents.media.pages.placing import RawBlock, RawPage, RawParagraph, require_few_places

MOST_PAGES = 500

_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 4,
    "join_tolerance": 4,
    "intersection_tolerance": 5,
}
_IMAGE_SHARE = 0.5
_SHOWN = 40
_ONE_COLUMN = 2
_FEWEST_BANDS = 4
"""Fewer lines, such as those of a three-line table, do not separate the rows."""
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip

_QUIET = logging.NullHandler()
"""Without any handler Python prints the warnings of the library between our messages."""


def read_pdf(data: bytes, name: str) -> tuple[RawPage, ...]:
    """The lines and tables of a PDF file as one page; a table that goes on over pages is one table.

    Raises:
        DocumentError: PR712 without pdfplumber, PR715 a page that is an image, PR716 a password, PR717 not a
            sound file, PR726 too many pages, PR899 texts that cover each other.
    """
    library = document_module("pdfplumber", name)
    errors = document_module("pdfplumber.utils.exceptions", name)
    broken = (errors.PdfminerException, errors.MalformedPDFException)
    wrong = document_module("pdfminer.psexceptions", name).PSException
    logging.getLogger("pdfminer").addHandler(_QUIET)
    try:
        with library.open(BytesIO(data)) as document:
            _require_few(document.pages, name)
            reader = _PageReader(name)
            blocks = [block for page in document.pages for block in reader.blocks(page)]
    except DocumentError:
        raise
    except (*broken, wrong, *_BROKEN) as error:
        code = "PR716" if "Password" in repr(error) or "Encryption" in repr(error) else "PR717"
        raise DocumentError(Diagnostic(code, {"name": name}, None, Source("", name))) from error
    return (RawPage("", tuple(joined(blocks)), tuple(reader.noticed)),)


def _require_few(pages: Sequence[Any], name: str) -> None:
    if len(pages) > MOST_PAGES:
        raise DocumentError(Diagnostic("PR726", {"name": name}, None, Source("", name)))


@define
class _PageReader:
    """Reads page after page; `edges` are those of the columns of the last table without vertical lines."""

    name: str
    edges: tuple[float, ...] = ()
    noticed: list[tuple[str, dict[str, str]]] = field(factory=list)

    def blocks(self, page: Any) -> Iterator[RawBlock | Piece]:
        """The lines and tables of a page from top to bottom."""
        visible = [char for char in page.chars if char["text"].strip() or char["text"] == " "]
        chars = self._legible(visible, page.page_number)
        if not any(char["text"].strip() for char in chars):
            _require_no_image(page, self.name)
            page.close()
            return
        ruled = self._ruled(page, chars)
        pieces = [
            piece for piece in ruled if len(piece.edges) > _ONE_COLUMN or not _has_columns(piece, chars)
        ]
        outside = _outside(chars, pieces)
        if not pieces and (piece := self._without_vertical_lines(page, outside)) is not None:
            pieces, outside = [piece], _outside(chars, [piece])
        found: list[tuple[float, RawBlock | Piece]] = [(piece.box[1], piece) for piece in pieces]
        for number, line in enumerate(lines_of(outside), 1):
            if text := text_of_line(line).strip():
                found.append((line[0]["top"], RawParagraph(text, f"第{page.page_number}页 行{number}")))
        # The memory of a page is needed no longer than the page.
        page.close()
        yield from (block for _, block in sorted(found, key=lambda each: each[0]))

    def _legible(self, chars: Sequence[Any], number: int) -> list[Any]:
        """The characters of a page without watermarks; each is there once."""
        level, slanted = straight(chars)
        if text := "".join(char["text"] for char in slanted).strip():
            self.noticed.append(("PR898", {"page": str(number), "text": text[:_SHOWN]}))
        return single(level)

    def _ruled(self, page: Any, chars: Sequence[Any]) -> list[Piece]:
        """The tables of a page that have vertical lines.

        Raises:
            DocumentError: PR899 texts that cover each other.
        """
        tables = page.find_tables(_SETTINGS)
        boxes = [box for table in tables for box in table.cells]
        owners = owners_of(chars, boxes)
        if text := illegible(chars, boxes, owners):
            facts = {"name": self.name, "page": page.page_number, "text": text}
            raise DocumentError(Diagnostic("PR899", facts, None, Source("", self.name)))
        texts = _texts(boxes, chars, owners)
        return [
            _TableReader(number, table, page.page_number, self.name).piece(
                list(islice(texts, len(table.cells)))
            )
            for number, table in enumerate(tables, 1)
        ]

    def _without_vertical_lines(self, page: Any, chars: Sequence[Any]) -> Piece | None:
        """The table of a page that has horizontal lines alone, or none."""
        visible = [char for char in chars if char["text"].strip()]
        rules = rules_of(page)
        place = f"第{page.page_number}页 表1"
        bands = bands_between(rules, visible)
        piece = piece_of(bands, rules, self.edges, place, page.page_number)
        even = True
        if piece is None or len(bands) < _FEWEST_BANDS:
            bands, even = bands_of_lines(visible)
            piece = piece_of(bands, (), self.edges, place, page.page_number)
        if piece is not None and not (even and is_sure(bands, piece)):
            self.noticed.append(("PR890", {"page": str(page.page_number)}))
            return None
        self.edges = () if piece is None else piece.edges
        return piece


def _outside(chars: Sequence[Any], pieces: Sequence[Piece]) -> list[Any]:
    """The characters outside all tables."""
    return [char for char in chars if not any(_is_in(char, piece.box) for piece in pieces)]


def _has_columns(piece: Piece, chars: Sequence[Any]) -> bool:
    """Whether a table of one ruled column has texts beside each other, so that its columns have no lines."""
    visible = [char for char in chars if char["text"].strip() and _is_in(char, piece.box)]
    return len(bands_of_lines(visible)[0]) > 1


def _require_no_image(page: Any, name: str) -> None:
    covered = sum(abs(image["width"] * image["height"]) for image in page.images)
    if covered > _IMAGE_SHARE * page.width * page.height:
        facts = {"name": name, "page": page.page_number}
        raise DocumentError(Diagnostic("PR715", facts, None, Source("", name)))


def _is_in(char: Any, box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


@define
class _TableReader:
    """Rebuilds the rows and columns of a table from the boxes of its cells."""

    number: int
    table: Any
    page: int
    name: str
    columns: list[float] = field(factory=list)
    rows: list[float] = field(factory=list)

    def piece(self, texts: Sequence[str]) -> Piece:
        """The table, with a text for each cell, as a piece of one that may begin or go on on other pages."""
        boxes = self.table.cells
        self.columns = _edges(edge for box in boxes for edge in (box[0], box[2]))
        self.rows = _edges(edge for box in boxes for edge in (box[1], box[3]))
        require_few_places(len(self.rows), len(self.columns), self.name)
        placed = [self._cell(box) for box in boxes]
        cells = [cell.with_text(text) for cell, text in zip(placed, texts, strict=True)]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        place = f"第{self.page}页 表{self.number}"
        box = (self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])
        return Piece(place, self.page, box, tuple(self.columns), cells)

    def _cell(self, box: tuple[float, float, float, float]) -> PieceCell:
        left, top, right, bottom = box
        row, column = _index(self.rows, top), _index(self.columns, left)
        rows, columns = _index(self.rows, bottom) - row, _index(self.columns, right) - column
        return PieceCell("", row, column, max(rows, 1), max(columns, 1))


def _texts(boxes: Sequence[Box], chars: Sequence[Any], owners: Sequence[int | None]) -> Iterator[str]:
    """The text of each box: the characters whose centre lies in it."""
    inside: list[list[Any]] = [[] for _ in boxes]
    for char, owner in zip(chars, owners, strict=True):
        if owner is not None:
            inside[owner].append(char)
    yield from map(text_of, inside)


def _edges(values: Iterator[float]) -> list[float]:
    """The distinct edges in order."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
