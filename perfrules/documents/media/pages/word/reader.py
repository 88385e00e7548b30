"""Word-processor documents (.docx): a walk over their XML, which loses no insertion, control or text box."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from attrs import define, field

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.libraries import document_module
from perfrules.documents.media.office_package import OfficePackage
from perfrules.documents.media.ooxml import DAMAGED, check_package
from perfrules.documents.media.pages.placing import (
    RawBlock,
    RawGrid,
    RawPage,
    RawParagraph,
    cell_address,
    require_few_places,
)
from perfrules.documents.media.pages.word.characters import raising_of, symbol_of
from perfrules.documents.media.pages.word.chunks import Chunks, UnreadableChunkError
from perfrules.documents.media.pages.word.elements import attribute_of, tag_of
from perfrules.documents.media.pages.word.tables import CellContent, TableReader
from perfrules.documents.media.part_events import PartError

_TRANSPARENT = frozenset(
    {
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "AlternateContent",
        "Choice",
        "hyperlink",
        "fldSimple",
        "bdo",
        "dir",
    }
)
_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "Fallback",
        "rt",
        "rubyPr",
        "sdtPr",
        "sdtEndPr",
        "softHyphen",
    }
)
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
_CHARACTERS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_SOFT_HYPHEN = "\u00ad"


def read_docx(data: bytes, name: str) -> tuple[RawPage, ...]:
    """The paragraphs and tables of a .docx file as one page; tracked changes count as accepted.

    A nested table follows the table that holds it. Documents inside the document are read in place, one deep.

    Raises:
        DocumentError: PR712 without lxml, PR906–PR909, PR166 not a sound document.
    """
    return _read(data, name, lambda inner: _read(inner, name, None)[0].blocks)


def _read(
    data: bytes, name: str, nested: Callable[[bytes], tuple[RawBlock, ...]] | None
) -> tuple[RawPage, ...]:
    check_package(data, "docx", name)
    etree = document_module("lxml.etree", name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            package = OfficePackage.of(archive)
            main = package.main_part("docx")
            root = etree.fromstring(package.read(main), parser)
            body = next(each for each in root if tag_of(each) == "body")
            walk = _Walk(name, Chunks(package, package.relations(main), name, nested))
            blocks = tuple(walk.blocks(body))
    except DocumentError:
        raise
    except (etree.XMLSyntaxError, PartError, StopIteration, *DAMAGED) as error:
        facts = {"name": name, "kind": "docx"}
        raise DocumentError(Diagnostic("PR906", facts, None, Source("", name))) from error
    tracked: tuple[tuple[str, dict[str, str]], ...] = (("PR711", {}),) if walk.tracked else ()
    unread = tuple(("PR891", {"part": part}) for part in walk.unread)
    return (RawPage("", blocks, (*tracked, *unread)),)


@define
class _Walk:
    """Goes through a document once; counts tables and paragraphs, and notes tracked changes."""

    name: str
    chunks: Chunks
    tables: int = 0
    paragraphs: int = 0
    tracked: bool = False
    parts: int = 0
    unread: list[str] = field(factory=list)

    def children(self, element: Any) -> Iterator[Any]:
        """The children of an element, those of wrappers in the place of the wrapper."""
        for child in element:
            tag = tag_of(child)
            self.tracked = self.tracked or tag in _TRACKED
            if tag in _TRANSPARENT:
                yield from self.children(child)
            elif tag not in _SKIPPED:
                yield child

    def blocks(self, parent: Any) -> Iterator[RawBlock]:
        """The paragraphs and tables in a parent, text boxes after the paragraph that holds them."""
        for child in self.children(parent):
            match tag_of(child):
                case "p":
                    text, boxes = self._paragraph(child)
                    self.paragraphs += 1
                    if text.strip():
                        yield RawParagraph(text.strip(), f"段{self.paragraphs}")
                    for box in boxes:
                        yield from self.blocks(box)
                case "tbl":
                    yield from self._table(child)
                case "altChunk":
                    yield from self._chunk(attribute_of(child, "id") or "")

    def _chunk(self, identifier: str) -> Iterator[RawBlock]:
        """The blocks of a part that is shown in place; one that cannot be read is named."""
        self.parts += 1
        try:
            yield from self.chunks.blocks(identifier, self.parts)
        except UnreadableChunkError as error:
            self.unread.append(str(error))

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Any]]:
        """The text of a paragraph, and the text boxes in it."""
        pieces: list[str] = []
        boxes: list[Any] = []
        self._collect(paragraph, pieces, boxes, None)
        return "".join(pieces).replace(_SOFT_HYPHEN, ""), boxes

    def _collect(
        self, element: Any, pieces: list[str], boxes: list[Any], raised: dict[int, int] | None
    ) -> None:
        for child in self.children(element):
            tag = tag_of(child)
            if tag == "txbxContent":
                boxes.append(child)
            elif tag == "t":
                text = child.text or ""
                pieces.append(text if raised is None else text.translate(raised))
            elif tag in _CHARACTERS:
                pieces.append(_CHARACTERS[tag])
            elif tag == "sym":
                pieces.append(symbol_of(child))
            elif tag == "r":
                self._collect(child, pieces, boxes, raising_of(child))
            elif not tag.endswith("Pr"):
                self._collect(child, pieces, boxes, raised)

    def _table(self, table: Any) -> Iterator[RawBlock]:
        self.tables += 1
        reader = TableReader(self, f"表{self.tables}")
        for row in self.children(table):
            if tag_of(row) == "tr":
                reader.take(row)
        cells = reader.cells()
        require_few_places(reader.height, reader.width, self.name)
        if any(cell.text for cell in cells):
            yield RawGrid(cells, cell_address(f"{reader.name}!"), reader.name)
        for nested in reader.nested:
            yield from self._table(nested)
        for box in reader.boxes:
            yield from self.blocks(box)

    def content_of(self, cell: Any) -> CellContent:
        """The text of a cell, a line a paragraph, and the tables and boxes in it."""
        lines: list[str] = []
        nested: list[Any] = []
        boxes: list[Any] = []
        for child in self.children(cell):
            match tag_of(child):
                case "p":
                    text, inside = self._paragraph(child)
                    lines.append(text)
                    boxes += inside
                case "tbl":
                    nested.append(child)
        return CellContent("\n".join(lines).strip(), tuple(nested), tuple(boxes))
