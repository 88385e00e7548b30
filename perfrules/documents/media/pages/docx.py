"""Word-processor documents (.docx): a walk over their XML, which loses no insertion, control or text box."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from perfrules.data_classes import define, field, frozen
from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.libraries import document_module
from perfrules.documents.media.office_package import OfficePackage
from perfrules.documents.media.ooxml import DAMAGED, check_package
from perfrules.documents.media.pages.placing import (
    RawBlock,
    RawCell,
    RawGrid,
    RawPage,
    RawParagraph,
    cell_address,
    require_few_places,
)
from perfrules.documents.media.part_events import PartError

MOST_COLUMNS = 63
"""How many columns a table has at most in Word."""

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
# What the symbol fonts of Word show, which are private characters in the file.
_SYMBOLS = {
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB1): "±", ("symbol", 0xB4): "×",
    ("symbol", 0xB0): "°", ("symbol", 0xB9): "≠", ("symbol", 0xBB): "≈",
    ("wingdings", 0xFC): "√", ("wingdings", 0xFE): "☑", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0xFB): "×", ("wingdings", 0xFD): "☒",
    ("wingdings 2", 0x50): "√", ("wingdings 2", 0x52): "☑", ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x53): "☒", ("wingdings 2", 0x4F): "×",
}  # fmt: skip
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def read_docx(data: bytes, name: str) -> tuple[RawPage, ...]:
    """The paragraphs and tables of a .docx file as one page; tracked changes count as accepted.

    A nested table follows the table that holds it.

    Raises:
        DocumentError: PR712 without lxml, PR906–PR909, PR166 not a sound document.
    """
    check_package(data, "docx", name)
    etree = document_module("lxml.etree", name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            package = OfficePackage.of(archive)
            root = etree.fromstring(package.read(package.main_part("docx")), parser)
        body = next(each for each in root if _tag(each) == "body")
        walk = _Walk(name)
        blocks = tuple(walk.blocks(body))
    except DocumentError:
        raise
    except (etree.XMLSyntaxError, PartError, StopIteration, *DAMAGED) as error:
        facts = {"name": name, "kind": "docx"}
        raise DocumentError(Diagnostic("PR906", facts, None, Source("", name))) from error
    return (RawPage("", blocks, (("PR711", {}),) if walk.tracked else ()),)


def _tag(element: Any) -> str:
    # Comments and processing instructions have a function in the place of a tag.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


@define
class _Walk:
    """Goes through a document once; counts tables and paragraphs, and notes tracked changes."""

    name: str
    tables: int = 0
    paragraphs: int = 0
    tracked: bool = False

    def children(self, element: Any) -> Iterator[Any]:
        """The children of an element, those of wrappers in the place of the wrapper."""
        for child in element:
            tag = _tag(child)
            self.tracked = self.tracked or tag in _TRACKED
            if tag in _TRANSPARENT:
                yield from self.children(child)
            elif tag not in _SKIPPED:
                yield child

    def blocks(self, parent: Any) -> Iterator[RawBlock]:
        """The paragraphs and tables in a parent, text boxes after the paragraph that holds them."""
        for child in self.children(parent):
            match _tag(child):
                case "p":
                    text, boxes = self._paragraph(child)
                    self.paragraphs += 1
                    if text.strip():
                        yield RawParagraph(text.strip(), f"段{self.paragraphs}")
                    for box in boxes:
                        yield from self.blocks(box)
                case "tbl":
                    yield from self._table(child)

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
            tag = _tag(child)
            if tag == "txbxContent":
                boxes.append(child)
            elif tag == "t":
                text = child.text or ""
                pieces.append(text if raised is None else text.translate(raised))
            elif tag in _CHARACTERS:
                pieces.append(_CHARACTERS[tag])
            elif tag == "sym":
                pieces.append(_symbol(child))
            elif tag == "r":
                self._collect(child, pieces, boxes, _raised(child))
            elif not tag.endswith("Pr"):
                self._collect(child, pieces, boxes, raised)

    def _table(self, table: Any) -> Iterator[RawBlock]:
        self.tables += 1
        reader = _TableReader(self, f"表{self.tables}")
        for row in self.children(table):
            if _tag(row) == "tr":
                reader.take(row)
        cells = reader.cells()
        require_few_places(reader.height, reader.width, self.name)
        if any(cell.text for cell in cells):
            yield RawGrid(cells, cell_address(f"{reader.name}!"), reader.name)
        for nested in reader.nested:
            yield from self._table(nested)
        for box in reader.boxes:
            yield from self.blocks(box)

    def cell_text(self, cell: Any, reader: _TableReader) -> str:
        """The text of a cell, a line a paragraph, without the tables and boxes in it."""
        lines: list[str] = []
        for child in self.children(cell):
            match _tag(child):
                case "p":
                    text, boxes = self._paragraph(child)
                    lines.append(text)
                    reader.boxes += boxes
                case "tbl":
                    reader.nested.append(child)
        return "\n".join(lines).strip()


def _raised(run: Any) -> dict[int, int] | None:
    """How the characters of a run are raised or lowered."""
    for properties in run:
        if _tag(properties) == "rPr":
            for each in properties:
                if _tag(each) == "vertAlign":
                    raised = {"superscript": _SUPERSCRIPTS, "subscript": _SUBSCRIPTS}
                    return raised.get(_attribute(each, "val") or "")
    return None


def _symbol(element: Any) -> str:
    """The character of a symbol font."""
    code = int(_attribute(element, "char") or "0", 16)
    font = (_attribute(element, "font") or "").lower()
    private = 0xF000 <= code <= 0xF0FF
    return _SYMBOLS.get((font, code & 0xFF if private else code), "\ufffd" if private else chr(code))


@frozen
class _Span:
    """What the properties of a cell say: columns, and how it is merged downwards."""

    columns: int
    merge: str | None


@define
class _OpenCell:
    text: str
    row: int
    column: int
    columns: int
    rows: int = 1


@define
class _TableReader:
    """Reads the rows of a table; merged cells grow downwards."""

    walk: _Walk
    name: str
    height: int = 0
    width: int = 0
    found: list[_OpenCell] = field(factory=list)
    open: dict[int, _OpenCell] = field(factory=dict)
    nested: list[Any] = field(factory=list)
    boxes: list[Any] = field(factory=list)

    def take(self, row: Any) -> None:
        """Take a row, unless it is a tracked deletion."""
        properties = {_tag(each): each for part in row if _tag(part) == "trPr" for each in part}
        if "del" in properties:
            self.walk.tracked = True
            return
        column = _number(properties.get("gridBefore"), 0, least=0)
        for cell in self.walk.children(row):
            if _tag(cell) == "tc":
                column = self._take_cell(cell, column)
        self.width = max(self.width, column)
        self.height += 1

    def _take_cell(self, cell: Any, column: int) -> int:
        span = _span(cell)
        above = self.open.get(column)
        if span.merge == "continue" and above is not None and above.row + above.rows == self.height:
            above.rows += 1
        else:
            made = _OpenCell(self.walk.cell_text(cell, self), self.height, column, span.columns)
            self.found.append(made)
            self.open.pop(column, None)
            if span.merge is not None:
                self.open[column] = made
        return column + span.columns

    def cells(self) -> tuple[RawCell, ...]:
        """The cells of the table."""
        return tuple(
            RawCell(each.text, each.row, each.column, each.rows, each.columns) for each in self.found
        )


def _span(cell: Any) -> _Span:
    properties = {_tag(each): each for part in cell if _tag(part) == "tcPr" for each in part}
    merged = properties.get("vMerge")
    merge = None if merged is None else _attribute(merged, "val") or "continue"
    return _Span(_number(properties.get("gridSpan"), 1, least=1), merge)


def _number(element: Any, default: int, *, least: int) -> int:
    """How many columns an element speaks of.

    Raises:
        ValueError: a number that no table has.
    """
    number = default if element is None else int(_attribute(element, "val") or default)
    if not least <= number <= MOST_COLUMNS:
        raise ValueError(number)
    return number
