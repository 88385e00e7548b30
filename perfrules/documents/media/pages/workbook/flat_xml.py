"""Workbooks of Excel 2003 as one XML file, which finance systems still export, often named .xls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

from attrs import define, evolve, field

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.pages.placing import (
    RawCell,
    RawGrid,
    RawPage,
    cell_address,
    letters,
    require_few_places,
)
from perfrules.documents.media.pages.workbook.number_formats import shown_number
from perfrules.documents.media.part_events import PartError, parse_part
from perfrules.documents.media.xlsx import UnsaidError

_NAMED_FORMATS = {
    "Percent": "0.00%", "Standard": "#,##0.00", "Fixed": "0.00", "General": "General",
    "General Number": "General",
}  # fmt: skip
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00(?:\.000)?")
MOST_COLUMNS = 16_384


@define
class _Sheet:
    name: str
    cells: list[RawCell] = field(factory=list)
    height: int = 0
    width: int = 0
    taken: set[tuple[int, int]] = field(factory=set)


@define
class _FlatWorkbook:
    """Collects the cells of all sheets from the events of the file."""

    file: str
    sheets: list[_Sheet] = field(factory=list)
    formats: dict[str, str] = field(factory=dict)
    style: str = ""
    row: int = -1
    column: int = -1
    cell: Mapping[str, str] = field(factory=dict)
    kind: str = "String"
    texts: list[str] = field(factory=list)
    inside: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        own = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if tag == "Style":
            self.style = own.get("ID", "")
        elif tag == "NumberFormat":
            self.formats[self.style] = own.get("Format", "General")
        elif tag == "Worksheet":
            self.sheets.append(_Sheet(own.get("Name", "")))
            self.row = -1
        elif tag == "Row":
            self.row = _number(own.get("Index"), self.row + 2) - 1
            self.column = -1
        elif tag == "Cell":
            self._open_cell(own)
        elif tag == "Data":
            self.kind, self.inside = own.get("Type", "String"), True

    def _open_cell(self, own: Mapping[str, str]) -> None:
        column = _number(own.get("Index"), self.column + 2) - 1
        while (self.row, column) in self.sheets[-1].taken:
            column += 1
        self.column, self.cell, self.texts, self.kind = column, own, [], "String"

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "Data":
            self.inside = False
        elif tag == "Cell":
            self._close_cell()

    def _close_cell(self) -> None:
        sheet = self.sheets[-1]
        columns = _number(self.cell.get("MergeAcross"), 0) + 1
        rows = _number(self.cell.get("MergeDown"), 0) + 1
        sheet.height = max(sheet.height, self.row + rows)
        sheet.width = max(sheet.width, self.column + columns)
        require_few_places(sheet.height, min(sheet.width, MOST_COLUMNS), self.file)
        covered = range(self.column, self.column + columns)
        sheet.taken.update((self.row + down, at) for down in range(rows) for at in covered)
        sheet.cells.append(self._shown(RawCell("", self.row, self.column, rows, columns)))
        self.column += columns - 1

    def _shown(self, cell: RawCell) -> RawCell:
        """A cell with what its value shows, or why that is not known."""
        text = "".join(self.texts)
        if self.kind == "DateTime" and (day := _DAY.fullmatch(text)):
            return evolve(cell, text=day[1])
        if self.kind != "Number":
            return evolve(cell, text=text)
        form = self.formats.get(self.cell.get("StyleID", ""), "General")
        try:
            text, rounded = shown_number(text, _NAMED_FORMATS.get(form, form))
        except UnsaidError as error:
            place = f"{letters(cell.column)}{cell.row + 1}"
            return evolve(cell, unreadable=(error.code, {"text": text, "cell": place, **error.facts}))
        return evolve(cell, text=text, rounded=rounded)

    def text(self, data: str) -> None:
        """Take the text of a cell."""
        if self.inside:
            self.texts.append(data)


def read_flat_workbook(data: bytes, name: str) -> tuple[RawPage, ...]:
    """The worksheets of a workbook that is one XML file.

    Raises:
        DocumentError: PR717 where the file is not sound, PR720 a sheet with too many places.
    """
    book = _FlatWorkbook(name)
    try:
        parse_part(BytesIO(data), name, book)
    except DocumentError:
        raise
    except (PartError, IndexError, ValueError) as error:
        raise DocumentError(Diagnostic("PR717", {"name": name}, None, Source("", name))) from error
    prefixed = len(book.sheets) > 1
    return tuple(
        RawPage(
            sheet.name,
            (RawGrid(tuple(sheet.cells), cell_address(f"{sheet.name}!" if prefixed else ""), sheet.name),)
            if sheet.cells
            else (),
        )
        for sheet in book.sheets
    )


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST_COLUMNS)) + 2:
        raise ValueError(text)
    return int(text)
