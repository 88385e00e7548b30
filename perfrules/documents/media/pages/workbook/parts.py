"""What each part of a workbook holds: sheets, shared texts, formats, cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import define, field, frozen

from perfrules.documents.media.pages.workbook.number_formats import BUILT_IN

_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@frozen
class SheetEntry:
    """A sheet in the list of a workbook: its name, the id of its part, and whether it is hidden."""

    name: str
    part_id: str
    hidden: bool


@define
class WorkbookPart:
    """`xl/workbook.xml`: the sheets in order, and from which year days are counted."""

    sheets: list[SheetEntry] = field(factory=list)
    from_1904: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a sheet or the properties of the workbook."""
        if tag == "sheet":
            own = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
            hidden = own.get("state", "visible") != "visible"
            self.sheets.append(SheetEntry(own.get("name", ""), own.get("id", ""), hidden))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")

    def end(self, tag: str) -> None:
        """Nothing ends here."""

    def text(self, data: str) -> None:
        """The part has no text."""


@define
class RichText:
    """Collects the runs of a text; raised digits stay raised, readings of characters are left out."""

    pieces: list[str] = field(factory=list)
    table: dict[int, int] | None = None
    inside: bool = False
    reading: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element of a text begins."""
        if tag == "r":
            self.table = None
        elif tag == "vertAlign":
            raised = {"superscript": _SUPERSCRIPTS, "subscript": _SUBSCRIPTS}
            self.table = raised.get(attributes.get("val", ""))
        elif tag == "rPh":
            self.reading += 1
        elif tag == "t":
            self.inside = not self.reading

    def end(self, tag: str) -> None:
        """An element of a text ends."""
        if tag == "rPh":
            self.reading -= 1
        elif tag == "t":
            self.inside = False

    def text(self, data: str) -> None:
        """Take the text of a run."""
        if self.inside:
            self.pieces.append(data if self.table is None else data.translate(self.table))

    def taken(self) -> str:
        """Return the text so far, and begin the next one."""
        text = "".join(self.pieces)
        self.pieces, self.table = [], None
        return unescaped(text)


def unescaped(text: str) -> str:
    """A text with its escaped control characters as characters: `_x000D_` is a carriage return."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


@define
class SharedTexts:
    """`xl/sharedStrings.xml`: the texts to which cells refer by number."""

    texts: list[str] = field(factory=list)
    rich: RichText = field(factory=RichText)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.rich.start(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends; a text ends with its item."""
        self.rich.end(tag)
        if tag == "si":
            self.texts.append(self.rich.taken())

    def text(self, data: str) -> None:
        """Take text."""
        self.rich.text(data)


@define
class StylesPart:
    """`xl/styles.xml`: the number format of each style of a cell."""

    own: dict[int, str] = field(factory=dict)
    styles: list[int] = field(factory=list)
    inside: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a format or a style."""
        if tag == "numFmt":
            self.own[_int(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            self.styles.append(_int(attributes.get("numFmtId")))

    def end(self, tag: str) -> None:
        """The styles of cells end."""
        if tag == "cellXfs":
            self.inside = False

    def text(self, data: str) -> None:
        """The part has no text."""

    def format_of(self, style: int) -> str:
        """The number format of a style."""
        number = self.styles[style] if 0 <= style < len(self.styles) else 0
        return self.own.get(number) or BUILT_IN.get(number, "General")


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


@frozen
class WrittenCell:
    """A cell as its part has it: place, kind, style, formula, value."""

    row: int
    column: int
    kind: str
    style: int
    formula: str | None
    value: str | None


@define
class SheetPart:
    """`xl/worksheets/*.xml`: the cells that hold something, merged areas, what is hidden."""

    cells: list[WrittenCell] = field(factory=list)
    merged: list[tuple[int, int, int, int]] = field(factory=list)
    hidden_rows: list[int] = field(factory=list)
    hidden_columns: list[tuple[int, int]] = field(factory=list)
    rich: RichText = field(factory=RichText)
    row: int = -1
    column: int = -1
    at: Mapping[str, str] = field(factory=dict)
    formula: list[str] | None = None
    value: list[str] | None = None
    reading: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element of a sheet begins."""
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self.value = self.reading = []
        elif tag == "f":
            self.formula = self.reading = []
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "mergeCell":
            if (found := area_of(attributes.get("ref", ""))) is not None:
                self.merged.append(found)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.hidden_columns.append((_int(attributes.get("min")), _int(attributes.get("max"))))
        else:
            self.rich.start(tag, attributes)

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = _int(attributes.get("r"))
        self.row = number - 1 if number else self.row + 1
        self.column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self.row)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        found = _ADDRESS.fullmatch(attributes.get("r", ""))
        if found:
            self.row, self.column = int(found[2]) - 1, column_of(found[1])
        else:
            self.column += 1
        self.at, self.formula, self.value = attributes, None, None

    def end(self, tag: str) -> None:
        """An element of a sheet ends."""
        if tag in ("v", "f"):
            self.reading = None
        elif tag == "c":
            self._close_cell()
        else:
            self.rich.end(tag)

    def _close_cell(self) -> None:
        kind = self.at.get("t", "n")
        value = None if self.value is None else "".join(self.value)
        if kind == "inlineStr":
            kind, value = "str", self.rich.taken()
        formula = None if self.formula is None else "".join(self.formula)
        if value is not None or formula is not None:
            style = _int(self.at.get("s"))
            self.cells.append(WrittenCell(self.row, self.column, kind, style, formula, value))

    def text(self, data: str) -> None:
        """Take text."""
        if self.reading is not None:
            self.reading.append(data)
        else:
            self.rich.text(data)


def column_of(name: str) -> int:
    """The number of a column, counted from 0.

    >>> column_of("A"), column_of("AB")
    (0, 27)
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def area_of(text: str) -> tuple[int, int, int, int] | None:
    """The first row and column of an area, counted from 0, and how many rows and columns it has.

    >>> area_of("B2:C4")
    (1, 1, 3, 2)
    """
    first, _, last = text.partition(":")
    start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
    if start is None or end is None:
        return None
    top, left, bottom, right = (
        int(start[2]) - 1, column_of(start[1]), int(end[2]) - 1, column_of(end[1]),
    )  # fmt: skip
    return (top, left, bottom - top + 1, right - left + 1) if bottom >= top and right >= left else None
