"""PDF files: tables by their ruling lines, merged cells rebuilt, tables joined over pages."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from unicodedata import normalize

from perfrules.data_classes import define, field
from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.libraries import document_module
from perfrules.documents.media.pages.joining import Piece, PieceCell, joined
from perfrules.documents.media.pages.placing import RawBlock, RawPage, RawParagraph, require_few_places

MOST_PAGES = 500

_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 4,
    "join_tolerance": 4,
    "intersection_tolerance": 5,
}
_NEAR = 2.0
"""Edges so close, in points, are one."""
_IMAGE_SHARE = 0.5
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip
_GAP = 0.3
"""A gap of so much of the size of a letter between Latin words is a blank."""


def read_pdf(data: bytes, name: str) -> tuple[RawPage, ...]:
    """The lines and tables of a PDF file as one page; a table that goes on over pages is one table.

    Raises:
        DocumentError: PR712 without pdfplumber, PR715 a page that is an image, PR716 a password, PR717 not a
            sound file, PR726 too many pages.
    """
    library = document_module("pdfplumber", name)
    broken = document_module("pdfplumber.utils.exceptions", name).PdfminerException
    wrong = document_module("pdfminer.psexceptions", name).PSException
    try:
        with library.open(BytesIO(data)) as document:
            _require_few(document.pages, name)
            blocks = [block for page in document.pages for block in _blocks_of(page, name)]
    except DocumentError:
        raise
    except (broken, wrong, *_BROKEN) as error:
        code = "PR716" if "Password" in repr(error) or "Encryption" in repr(error) else "PR717"
        raise DocumentError(Diagnostic(code, {"name": name}, None, Source("", name))) from error
    return (RawPage("", tuple(joined(blocks))),)


def _require_few(pages: Sequence[Any], name: str) -> None:
    if len(pages) > MOST_PAGES:
        raise DocumentError(Diagnostic("PR726", {"name": name}, None, Source("", name)))


def _blocks_of(page: Any, name: str) -> Iterator[RawBlock | Piece]:
    """The lines and tables of a page from top to bottom."""
    chars = [char for char in page.chars if char["text"].strip() or char["text"] == " "]
    if not any(char["text"].strip() for char in chars):
        _require_no_image(page, name)
        page.close()
        return
    pieces = [
        _TableReader(number, table, page.page_number, name).piece(chars)
        for number, table in enumerate(page.find_tables(_SETTINGS), 1)
    ]
    inside = [piece.box for piece in pieces]
    outside = [char for char in chars if not any(_is_in(char, box) for box in inside)]
    found: list[tuple[float, RawBlock | Piece]] = [(piece.box[1], piece) for piece in pieces]
    for number, (top, text) in enumerate(_lines(outside), 1):
        if text.strip():
            found.append((top, RawParagraph(text.strip(), f"第{page.page_number}页 行{number}")))
    # The memory of a page is needed no longer than the page.
    page.close()
    yield from (block for _, block in sorted(found, key=lambda each: each[0]))


def _require_no_image(page: Any, name: str) -> None:
    covered = sum(abs(image["width"] * image["height"]) for image in page.images)
    if covered > _IMAGE_SHARE * page.width * page.height:
        facts = {"name": name, "page": page.page_number}
        raise DocumentError(Diagnostic("PR715", facts, None, Source("", name)))


def _is_in(char: Any, box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(chars: Sequence[Any]) -> Iterator[tuple[float, str]]:
    """The lines of characters from top to bottom, each from left to right."""
    line: list[Any] = []
    for char in sorted(chars, key=lambda each: ((each["top"] + each["bottom"]) / 2, each["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if line and middle > line[0]["bottom"]:
            yield line[0]["top"], _text(line)
            line = []
        line.append(char)
    if line:
        yield line[0]["top"], _text(line)


def _text(line: Sequence[Any]) -> str:
    """The characters of a line; wide gaps are blanks, and radicals are the characters that they look like."""
    pieces: list[str] = []
    right: float | None = None
    for char in sorted(line, key=lambda each: each["x0"]):
        gap = 0.0 if right is None else char["x0"] - right
        if gap > 2 * char["size"]:
            pieces.append("    ")
        elif gap > _GAP * char["size"] and char["text"].isascii() and pieces and pieces[-1].isascii():
            pieces.append(" ")
        pieces.append(_as_written(char["text"]))
        right = char["x1"]
    return "".join(pieces)


def _as_written(text: str) -> str:
    """A character without the code points of radicals that fonts of PDF files use for whole characters."""
    return normalize("NFKC", text) if "\u2e80" <= text <= "\u2fdf" else text


@define
class _TableReader:
    """Rebuilds the rows and columns of a table from the boxes of its cells."""

    number: int
    table: Any
    page: int
    name: str
    columns: list[float] = field(factory=list)
    rows: list[float] = field(factory=list)

    def piece(self, chars: Sequence[Any]) -> Piece:
        """The table as a piece of one that may begin or go on on other pages."""
        boxes = self.table.cells
        self.columns = _edges(edge for box in boxes for edge in (box[0], box[2]))
        self.rows = _edges(edge for box in boxes for edge in (box[1], box[3]))
        require_few_places(len(self.rows), len(self.columns), self.name)
        by_cell = [(self._cell(box), box) for box in boxes]
        texts = _texts([box for _, box in by_cell], chars)
        cells = [cell.with_text(text) for (cell, _), text in zip(by_cell, texts, strict=True)]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        place = f"第{self.page}页 表{self.number}"
        box = (self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])
        return Piece(place, self.page, box, tuple(self.columns), cells)

    def _cell(self, box: tuple[float, float, float, float]) -> PieceCell:
        left, top, right, bottom = box
        row, column = _index(self.rows, top), _index(self.columns, left)
        rows, columns = _index(self.rows, bottom) - row, _index(self.columns, right) - column
        return PieceCell("", row, column, max(rows, 1), max(columns, 1))


def _texts(boxes: Sequence[tuple[float, float, float, float]], chars: Sequence[Any]) -> list[str]:
    """The text of each box: the characters whose centre lies in it."""
    inside: list[list[Any]] = [[] for _ in boxes]
    for char in chars:
        at = next((number for number, box in enumerate(boxes) if _is_in(char, box)), None)
        if at is not None:
            inside[at].append(char)
    return ["\n".join(text.strip() for _, text in _lines(each)).strip() for each in inside]


def _edges(values: Iterator[float]) -> list[float]:
    """The distinct edges in order."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
