"""Give each cell and paragraph that a reader found its place in one source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.pages.model import Block, Cell, Grid, Page, Paragraph
from perfrules.documents.origin import Origin
from perfrules.resources.plain_repr import PlainRepr

MOST_PLACES = 400_000
"""How many places a grid may have, blank ones included."""


@frozen(repr=False)
class RawCell(PlainRepr):
    """A cell before it has a place; `unreadable` is the code and facts of what it does not say."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    rounded: bool = False
    unreadable: tuple[str, dict[str, str]] | None = None


@frozen(repr=False)
class RawGrid(PlainRepr):
    """A table before its cells have places; `address` names the place of a row and column from 0."""

    cells: tuple[RawCell, ...]
    address: Callable[[int, int], str]
    name: str = ""
    noticed: tuple[tuple[str, dict[str, str]], ...] = ()


@frozen(repr=False)
class RawParagraph(PlainRepr):
    """A paragraph before it has a place, and the name of that place."""

    text: str
    address: str


RawBlock: TypeAlias = RawParagraph | RawGrid


@frozen(repr=False)
class RawPage(PlainRepr):
    """A page before its blocks have places; `noticed` are codes with facts."""

    name: str
    blocks: tuple[RawBlock, ...]
    noticed: tuple[tuple[str, dict[str, str]], ...] = ()


def place_pages(pages: Iterable[RawPage], name: str) -> tuple[Page, ...]:
    """The pages of the file `name` with places in one source, which has a line a row."""
    builder = _Builder()
    laid = [(page, [builder.lay(block) for block in page.blocks]) for page in pages]
    source = Source("\n".join(builder.lines), name, cells=tuple(builder.addresses))
    return tuple(
        Page(
            page.name,
            tuple(_placed(block, lines, source) for block, lines in zip(page.blocks, spans, strict=True)),
            tuple(Diagnostic(code, facts, None, source) for code, facts in page.noticed),
        )
        for page, spans in laid
    )


def cell_address(prefix: str = "") -> Callable[[int, int], str]:
    """Addresses such as `自评表!B2`.

    >>> cell_address("自评表!")(1, 27)
    '自评表!AB2'
    """
    return lambda row, column: f"{prefix}{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The name of a column, counted from 0: A, B, and after Z AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


_Spans: TypeAlias = Sequence[Sequence[tuple[Span, str]]]


@define(repr=False)
class _Builder(PlainRepr):
    """Collects the lines of the source and where each cell begins in them."""

    lines: list[str] = field(factory=list)
    addresses: list[tuple[int, str]] = field(factory=list)
    at: int = 0

    def lay(self, block: RawBlock) -> _Spans:
        if isinstance(block, RawParagraph):
            return [self._line([block.text], [block.address])]
        texts = {(cell.row, cell.column): cell.text for cell in block.cells}
        height = max((cell.row + cell.rows for cell in block.cells), default=0)
        width = max((cell.column + cell.columns for cell in block.cells), default=0)
        columns = range(width)
        return [
            self._line(
                [texts.get((row, column), "") for column in columns],
                [block.address(row, column) for column in columns],
            )
            for row in range(height)
        ]

    def _line(self, texts: Sequence[str], addresses: Sequence[str]) -> list[tuple[Span, str]]:
        spans = []
        shown = [" ".join(text.split()) for text in texts]
        for text, address in zip(shown, addresses, strict=True):
            spans.append((Span(self.at, self.at + len(text)), address))
            self.addresses.append((self.at, address))
            self.at += len(text) + 1
        self.lines.append("\t".join(shown))
        return spans


def _placed(block: RawBlock, spans: _Spans, source: Source) -> Block:
    if isinstance(block, RawParagraph):
        ((span, address),) = spans[0]
        return Paragraph(block.text, Origin(source, span, address))
    rows = [
        [
            Cell("", Origin(source, span, address), row=row, column=column)
            for column, (span, address) in enumerate(line)
        ]
        for row, line in enumerate(spans)
    ]
    noticed = [Diagnostic(code, facts, None, source) for code, facts in block.noticed]
    for raw in block.cells:
        at = rows[raw.row][raw.column].at
        cell = Cell(raw.text, at, raw.rounded, raw.row, raw.column, raw.rows, raw.columns)
        for row in range(raw.row, raw.row + raw.rows):
            rows[row][raw.column : raw.column + raw.columns] = [cell] * raw.columns
        if raw.unreadable is not None:
            code, facts = raw.unreadable
            noticed.append(at.report(code, **facts))
    return Grid(tuple(map(tuple, rows)), block.name, tuple(noticed))


def require_few_places(rows: int, columns: int, name: str) -> None:
    """Refuse a table with too many places.

    Raises:
        DocumentError: PR720.
    """
    if rows * columns > MOST_PLACES:
        facts = {"name": name, "rows": f"{rows:,}", "columns": f"{columns:,}", "limit": f"{MOST_PLACES:,}"}
        raise DocumentError(Diagnostic("PR720", facts, None, Source("", name)))
