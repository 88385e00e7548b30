"""Web pages (.html): their tables and the text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.libraries import document_module
from perfrules.documents.media.pages.placing import (
    MOST_PLACES,
    RawBlock,
    RawCell,
    RawGrid,
    RawPage,
    RawParagraph,
    cell_address,
    require_few_places,
)

MOST_CHARACTERS = 16 * 1024 * 1024
MOST_DEPTH = 1_000
"""How deep elements may nest; a page has a few dozen levels."""
MOST_SPAN = 1_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*?(/?)>")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
_CLOSED_BY_ITSELF = frozenset({
    "p", "li", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "dt", "dd",
})  # fmt: skip
_SKIPPED = frozenset({
    "script", "style", "head", "template", "noscript", "title", "-comment", "svg", "select",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "article", "header", "footer", "main", "nav", "aside", "pre", "center", "blockquote", "form",
    "fieldset", "address", "figure", "caption",
})  # fmt: skip
_LABEL = "data-perfrules-label"
"""The attribute by which our own reports name what an element holds besides the text around it."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_RAISED = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}


def read_html(text: str, name: str) -> tuple[RawPage, ...]:
    """The paragraphs and tables of a page that is already decoded; a nested table follows its outer one.

    Raises:
        DocumentError: PR712 without selectolax, PR720 a table with too many cells, PR726 a page that is too
            long or nests too deep.
    """
    _require_small(text, name)
    parser = document_module("selectolax.lexbor", name)
    walk = _Walk(name)
    root = parser.LexborHTMLParser(text).body
    if root is not None:
        walk.take(root)
    walk.end_line()
    return (RawPage("", tuple(walk.blocks)),)


def _require_small(text: str, name: str) -> None:
    if len(text) > MOST_CHARACTERS or _depth(text) > MOST_DEPTH:
        raise DocumentError(Diagnostic("PR726", {"name": name}, None, Source("", name)))


def _depth(text: str) -> int:
    """The greatest depth of open tags, counted without the tags that people leave open."""
    depth = deepest = 0
    for found in _TAG.finditer(text):
        tag = found[2].lower()
        if tag in _VOID or tag in _CLOSED_BY_ITSELF or found[3]:
            continue
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _children(node: Any) -> Iterator[Any]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


@define
class _Walk:
    """Collects lines of text and tables in document order."""

    name: str
    blocks: list[RawBlock] = field(factory=list)
    line: list[str] = field(factory=list)
    tables: int = 0
    lines: int = 0

    def take(self, node: Any) -> None:
        """Take a node and what is in it."""
        pending: list[tuple[Any, bool]] = [(node, False)]
        while pending:
            each, closes = pending.pop()
            tag = each.tag
            if closes:
                self.end_line()
            elif tag == "-text":
                self.line.append(each.text_content or "")
            elif tag == "br":
                self.end_line()
            elif tag == "table":
                self.end_line()
                self._take_table(each)
            elif label := _label_of(each):
                self.end_line()
                self._take_labelled(label, each)
            elif tag not in _SKIPPED:
                if tag in _BLOCKS:
                    self.end_line()
                    pending.append((each, True))
                pending += [(child, False) for child in reversed(list(_children(each)))]

    def end_line(self) -> None:
        """Keep the line collected so far as a paragraph."""
        text = _BLANKS.sub(" ", "".join(self.line)).replace("\xa0", " ").strip()
        self.line = []
        if text:
            self.lines += 1
            self.blocks.append(RawParagraph(text, f"段{self.lines}"))

    def _take_labelled(self, label: str, node: Any) -> None:
        """Keep an element with a label as a table of the label and its value."""
        self.lines += 1
        place = f"段{self.lines}"
        cells = RawCell(label, 0, 0), RawCell(_without_label(_content_of(node).text, label), 0, 1)
        self.blocks.append(RawGrid(cells, lambda _row, _column: place))

    def _take_table(self, table: Any) -> None:
        self.tables += 1
        reader = _TableReader(f"表{self.tables}", self.name)
        for row in _rows_of(table, reader.captions):
            reader.take(row)
        for caption in reader.captions:
            self.take(caption)
            self.end_line()
        cells = reader.cells()
        if any(cell.text for cell in cells):
            self.blocks.append(RawGrid(cells, cell_address(f"{reader.name}!"), reader.name))
        for nested in reader.nested:
            self._take_table(nested)


def _rows_of(table: Any, captions: list[Any]) -> Iterator[Any]:
    for child in _children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in _children(child) if row.tag == "tr")
        elif child.tag == "caption":
            captions.append(child)


@define
class _TableReader:
    """Reads the rows of a table; spans reach over the places that follow."""

    name: str
    file: str
    found: list[RawCell] = field(factory=list)
    taken: set[tuple[int, int]] = field(factory=set)
    height: int = 0
    to_the_end: list[int] = field(factory=list)
    nested: list[Any] = field(factory=list)
    captions: list[Any] = field(factory=list)
    labelled: list[tuple[int, str, str]] = field(factory=list)

    def take(self, row: Any) -> None:
        """Take a row."""
        column = 0
        for cell in _children(row):
            if cell.tag not in ("td", "th"):
                continue
            while (self.height, column) in self.taken:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan") or 1
            if len(self.taken) + max(rows, 1) * columns > MOST_PLACES:
                require_few_places(MOST_PLACES + 1, 1, self.file)
            if rows == 0:
                self.to_the_end.append(len(self.found))
            for at in range(max(rows, 1)):
                self.taken.update((self.height + at, column + each) for each in range(columns))
            content = _content_of(cell)
            self.nested += content.nested
            self.labelled += ((self.height, label, text) for label, text in content.labelled)
            self.found.append(RawCell(content.text, self.height, column, max(rows, 1), columns))
            column += columns
        self.height += 1

    def cells(self) -> tuple[RawCell, ...]:
        """The cells; those that reach beyond the last row end with it.

        Elements with labels have columns of their own after the others, headed by their labels.
        """
        cells: list[RawCell] = []
        for at, cell in enumerate(self.found):
            left = self.height - cell.row
            rows = left if at in self.to_the_end else min(cell.rows, left)
            cells.append(RawCell(cell.text, cell.row, cell.column, rows, cell.columns))
        return (*cells, *self._columns_of_labels())

    def _columns_of_labels(self) -> Iterator[RawCell]:
        width = max((column + 1 for _, column in self.taken), default=0)
        columns = {
            label: width + at for at, label in enumerate(dict.fromkeys(each[1] for each in self.labelled))
        }
        yield from (RawCell(label, 0, column) for label, column in columns.items())
        joined: dict[tuple[int, str], str] = {}
        for row, label, text in self.labelled:
            joined[row, label] = "\n".join(filter(None, (joined.get((row, label)), text)))
        yield from (RawCell(text, row, columns[label]) for (row, label), text in joined.items())


def _span(cell: Any, name: str) -> int:
    text = (cell.attributes.get(name) or "1").strip()
    return min(int(text), MOST_SPAN) if text.isascii() and text.isdigit() else 1


def _label_of(node: Any) -> str:
    return (node.attributes.get(_LABEL) or "").strip() if node.attributes else ""


def _without_label(text: str, label: str) -> str:
    """The text of an element that repeats its label in front of the value."""
    return text.removeprefix(label).lstrip(" :：")


@frozen
class _Content:
    """What a cell holds: its text, and the tables and elements with labels that are set aside."""

    text: str
    nested: tuple[Any, ...]
    labelled: tuple[tuple[str, str], ...]


def _content_of(cell: Any) -> _Content:
    """The content of a cell or another element: lines end at blocks and at br alone."""
    lines: list[list[str]] = [[]]
    nested: list[Any] = []
    labelled: list[tuple[str, str]] = []
    pending: list[tuple[Any, Any, bool]] = [(each, None, False) for each in reversed(list(_children(cell)))]
    while pending:
        node, raised, closes = pending.pop()
        tag = node.tag
        if closes or tag == "br":
            lines.append([])
        elif tag == "-text":
            text = node.text_content or ""
            lines[-1].append(text if raised is None else text.translate(raised))
        elif tag == "table":
            nested.append(node)
        elif label := _label_of(node):
            labelled.append((label, _without_label(_content_of(node).text, label)))
        elif tag not in _SKIPPED:
            if tag in _BLOCKS:
                lines.append([])
                pending.append((node, raised, True))
            inside = _RAISED.get(tag, raised)
            pending += [(child, inside, False) for child in reversed(list(_children(node)))]
    texts = (_BLANKS.sub(" ", "".join(line)).replace("\xa0", " ").strip() for line in lines)
    return _Content("\n".join(text for text in texts if text), tuple(nested), tuple(labelled))
