"""Workbooks as pages: each worksheet a grid of the texts that its cells show."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.diagnostics.listed import Listed
from perfrules.diagnostics.truth import truth_word
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.office_package import OfficePackage
from perfrules.documents.media.ooxml import DAMAGED, check_package
from perfrules.documents.media.pages.placing import (
    RawCell,
    RawGrid,
    RawPage,
    cell_address,
    letters,
    require_few_places,
)
from perfrules.documents.media.pages.workbook.number_formats import shown_number
from perfrules.documents.media.pages.workbook.parts import (
    SharedTexts,
    SheetEntry,
    SheetPart,
    StylesPart,
    WorkbookPart,
    WrittenCell,
)
from perfrules.documents.media.part_events import PartError
from perfrules.documents.media.xlsx import MOST_COLUMNS, MOST_ROWS, UnsaidError, is_target


def read_workbook(data: bytes, name: str) -> tuple[RawPage, ...]:
    """The worksheets of an .xlsx file, hidden ones included.

    A number counts as it is shown, a formula as its saved value, but for a target such as `=100%`.

    Raises:
        DocumentError: PR906–PR909, PR166 not a sound workbook, PR936 a sheet that is too large.
    """
    check_package(data, "xlsx", name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(_pages(OfficePackage.of(archive), name))
    except DocumentError:
        raise
    except (PartError, IndexError, *DAMAGED) as error:
        raise DocumentError(
            Diagnostic("PR906", {"name": name, "kind": "xlsx"}, None, Source("", name))
        ) from error


def _pages(package: OfficePackage, name: str) -> Iterator[RawPage]:
    main = package.main_part("xlsx")
    workbook, shared, styles = WorkbookPart(), SharedTexts(), StylesPart()
    package.parse(main, workbook)
    relations = package.relations(main)
    for kind, handler in (("sharedStrings", shared), ("styles", styles)):
        for relation in relations.values():
            if relation.kind == kind and relation.target in package:
                package.parse(relation.target, handler)
    related = [(entry, relations.get(entry.part_id)) for entry in workbook.sheets]
    sheets = [
        (entry, relation.target) for entry, relation in related if relation and relation.kind == "worksheet"
    ]
    if not sheets:
        raise PartError(main)
    for entry, part in sheets:
        sheet = SheetPart()
        package.parse(part, sheet)
        prefix = f"{entry.name}!" if len(sheets) > 1 else ""
        yield _SheetReader(sheet, shared.texts, styles, prefix, name, from_1904=workbook.from_1904).page(
            entry
        )


@frozen
class _SheetReader:
    sheet: SheetPart
    shared: list[str]
    styles: StylesPart
    prefix: str
    name: str
    from_1904: bool = False

    def page(self, entry: SheetEntry) -> RawPage:
        self._require_near()
        spans = {(top, left): (rows, columns) for top, left, rows, columns in self.sheet.merged}
        last_row = max((cell.row for cell in self.sheet.cells), default=-1)
        last_column = max((cell.column for cell in self.sheet.cells), default=-1)
        require_few_places(last_row + 1, last_column + 1, self.name)
        cells = tuple(self._cells(spans, last_row, last_column))
        hidden = (("PR710", {"what": f"“{entry.name}”"}),) if entry.hidden else ()
        grid = RawGrid(cells, cell_address(self.prefix), entry.name, (*hidden, *self._hidden(cells)))
        return RawPage(entry.name, (grid,) if cells else ())

    def _require_near(self) -> None:
        for cell in self.sheet.cells:
            if cell.row >= MOST_ROWS or cell.column >= MOST_COLUMNS:
                facts = {"rows": f"{MOST_ROWS:,}", "columns": str(MOST_COLUMNS)}
                at = f"{self.prefix}{letters(cell.column)}{cell.row + 1}"
                source = Source(" ", self.name, cells=((0, at),))
                raise DocumentError(Diagnostic("PR936", facts, Span(0, 1), source))

    def _cells(
        self, spans: Mapping[tuple[int, int], tuple[int, int]], last_row: int, last_column: int
    ) -> Iterator[RawCell]:
        """The cells that hold something, merged areas clipped to what is written."""
        covered: set[tuple[int, int]] = set()
        for (top, left), (rows, columns) in spans.items():
            for row in range(top, min(top + rows, last_row + 1)):
                covered.update((row, at) for at in range(left, min(left + columns, last_column + 1)))
        written = {(cell.row, cell.column): cell for cell in self.sheet.cells}
        for place in sorted({*written, *(spans.keys() & covered)}):
            if place in covered and place not in spans:
                continue
            rows, columns = spans.get(place, (1, 1))
            row, column = place
            rows, columns = min(rows, last_row + 1 - row), min(columns, last_column + 1 - column)
            cell = written.get(place)
            yield (
                RawCell("", row, column, rows, columns) if cell is None else self._shown(cell, rows, columns)
            )

    def _shown(self, cell: WrittenCell, rows: int, columns: int) -> RawCell:
        try:
            text, rounded = self._text(cell)
        except UnsaidError as error:
            shown = f"{letters(cell.column)}{cell.row + 1}"
            written = f"={cell.formula}" if cell.formula is not None else cell.value or ""
            facts = {"text": written[:80], "cell": shown, **error.facts}
            return RawCell("", cell.row, cell.column, rows, columns, unreadable=(error.code, facts))
        return RawCell(text, cell.row, cell.column, rows, columns, rounded)

    def _text(self, cell: WrittenCell) -> tuple[str, bool]:
        if cell.formula and is_target(f"={cell.formula}"):
            return f"={cell.formula}", False
        if cell.value is None or (cell.value == "" and cell.kind == "n"):
            raise UnsaidError("PR436")
        match cell.kind:
            case "s":
                return self.shared[int(cell.value)], False
            case "str":
                return cell.value, False
            case "b":
                return truth_word(cell.value == "1"), False
            case "e":
                raise UnsaidError("PR932")
            case "d":
                return cell.value.partition("T")[0], False
            case _:
                form = self.styles.format_of(cell.style)
                return shown_number(cell.value, form, from_1904=self.from_1904)

    def _hidden(self, cells: tuple[RawCell, ...]) -> Iterator[tuple[str, dict[str, str]]]:
        """What is hidden and holds something, with the name of its place."""
        rows = {cell.row for cell in cells if cell.text}
        columns = {cell.column for cell in cells if cell.text}
        names = [f"{self.prefix}{row + 1}:{row + 1}" for row in self.sheet.hidden_rows if row in rows]
        for first, last in self.sheet.hidden_columns:
            inside = sorted(column for column in columns if first - 1 <= column < last)
            names += (f"{self.prefix}{letters(column)}:{letters(column)}" for column in inside)
        if names:
            yield "PR710", {"what": Listed(names[:20])}
