"""Forms as a workbook: a summary, the form of each project, and every score with its reason."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perfrules.diagnostics import Language
from perfrules.reports.forms.evaluation import Report
from perfrules.reports.forms.layout import FormCell, Layout
from perfrules.reports.forms.limits import require_showable
from perfrules.reports.forms.monitoring import MonitoringForms
from perfrules.reports.forms.office_blocks import Book, Listing, Page, book_of
from perfrules.reports.forms.tables import Value
from perfrules.reports.forms.words import FormWords
from perfrules.reports.roles import Role, Tint
from perfrules.reports.workbooks import (
    A4,
    DIGITS,
    EPOCH,
    LONGEST,
    OPTIONS,
    TINTS,
    lines_in,
    row_height,
    sheet_names,
    styles_for,
    tallest,
    with_decimals,
)

_FOOTER = 100
"""How much of a policy's name a footer, which holds 255 characters in all, has room for."""
_SUMMARY_WIDTHS = {"number": 6, "code": 22, "project": 36, "grade": 8}
_DETAIL_WIDTHS = {
    "code": 20, "project": 22, "level1": 12, "level2": 16, "indicator": 22, "target": 14, "actual": 16,
    "deviation": 26, "why": 56, "line": 30, "day": 12,
}  # fmt: skip
_COMMON_WIDTH = 11


def render(report: Report | MonitoringForms, language: Language) -> bytes:
    """The workbook. No cell is a formula: texts are texts, scores and amounts are numbers of the same digits.

    Raises:
        ReportError: PR752, and PR753 for what no cell can hold.
    """
    require_showable(report, LONGEST)
    words = FormWords(language)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as workbook:
        book = book_of(report, words)
        workbook.set_properties({"title": book.title, "created": EPOCH})
        _Sheets(workbook, book, words).draw()
    return stream.getvalue()


class _Sheets:
    """Draws the sheets of one workbook."""

    def __init__(self, workbook: Workbook, book: Book, words: FormWords) -> None:
        self.workbook, self.book, self.words = workbook, book, words
        self.looks = styles_for(words.language)
        self.note = workbook.add_format(self.looks["signature"] | {"align": "right"})
        self.styles = {role: workbook.add_format(look) for role, look in self.looks.items()}
        self.scores: dict[tuple[Role, int], Format] = {}
        self.tinted: dict[tuple[Role, Tint], Format] = {}

    def draw(self) -> None:
        book = self.book
        taken = [listing.name for listing in (book.summary, book.details) if listing is not None]
        if book.summary is not None:
            self._table(book.summary, _SUMMARY_WIDTHS, landscape=book.landscape)
        names = sheet_names([page.label for page in book.pages], taken)
        for page, name in zip(book.pages, names, strict=True):
            self._form(page, name)
        if book.details is not None:
            self._table(book.details, _DETAIL_WIDTHS, landscape=True)

    def _sheet(self, name: str, used: str, *, landscape: bool) -> Worksheet:
        page = self.workbook.add_worksheet(name)
        page.set_paper(A4)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.hide_gridlines(2)
        page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.75)
        pages = self.words("page", page="&P", pages="&N")
        page.set_footer(f"&L&8{used.replace('&', '&&')}&R&8{pages}")
        return page

    def _form(self, form: Page, name: str) -> None:
        layout = form.layout
        page = self._sheet(name, form.policy[:_FOOTER], landscape=self.book.landscape)
        for column, width in enumerate(layout.widths):
            page.set_column(column, column, width)
        for row, height in enumerate(heights(layout)):
            page.set_row(row, height)
        for cell in layout.cells:
            self._cell(page, cell)
        page.repeat_rows(layout.table)
        self._bound(page, layout.height, len(layout.widths))

    def _bound(self, page: Worksheet, rows: int, columns: int) -> None:
        """Print this many rows and columns; digits meant as text get no warning."""
        page.print_area(0, 0, rows - 1, columns - 1)
        page.ignore_errors({"number_stored_as_text": xl_range(0, 0, rows - 1, columns - 1)})

    def _cell(self, page: Worksheet, cell: FormCell) -> None:
        style = self._style(cell.role, cell.value, cell.tint)
        if cell.rows > 1 or cell.columns > 1:
            last_row, last_column = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            page.merge_range(cell.row, cell.column, last_row, last_column, "", style)
        self._value(page, cell.row, cell.column, cell.value, style)

    def _style(self, role: Role, value: Value, tint: Tint = "") -> Format:
        """The format of a role; a number shows as many decimals as it has."""
        if tint:
            return self._tinted(role, tint)
        places = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
        if places <= 0:
            return self.styles[role]
        if (role, places) not in self.scores:
            self.scores[role, places] = self.workbook.add_format(with_decimals(self.looks[role], places))
        return self.scores[role, places]

    def _tinted(self, role: Role, tint: Tint) -> Format:
        if (role, tint) not in self.tinted:
            self.tinted[role, tint] = self.workbook.add_format(self.looks[role] | {"bg_color": TINTS[tint]})
        return self.tinted[role, tint]

    def _value(self, page: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
        if isinstance(value, Decimal) and len(value.as_tuple().digits) <= DIGITS:
            page.write_number(row, column, value, style)
        elif value == "":
            page.write_blank(row, column, None, style)
        else:
            page.write_string(row, column, str(value).replace("\r\n", "\n"), style)

    def _table(self, listing: Listing, widths: dict[str, int], *, landscape: bool) -> None:
        table = listing.table
        page = self._sheet(listing.name, "", landscape=landscape)
        page.set_header(f"&C&14{listing.name}")
        top = int(bool(table.note))
        if table.note:
            page.merge_range(0, 0, 0, len(table.keys) - 1, table.note, self.note)
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)
        self._bound(page, len(table.rows) + top + 1, len(table.keys))
        across = [widths.get(key, _COMMON_WIDTH) for key in table.keys]
        for column, (width, head) in enumerate(zip(across, table.heads, strict=True)):
            page.set_column(column, column, width)
            page.write_string(top, column, head, self.styles["label"])
        page.set_row(top, row_height(max(map(lines_in, table.heads, across))))
        page.autofilter(top, 0, top + len(table.rows) - int(table.summed), len(table.keys) - 1)
        for row, values in enumerate(table.rows, top + 1):
            page.set_row(row, row_height(max(map(lines_in, map(str, values), across))))
            for column, cell in enumerate(table.cells(values, last=row == top + len(table.rows))):
                self._value(page, row, column, cell.value, self._style(cell.role, cell.value, cell.tint))


def heights(layout: Layout) -> Sequence[int]:
    """How high each row must be, in points, for its texts to be read; Excel does not fit merged cells."""
    lines = [1] * layout.height
    for cell in layout.cells:
        if cell.rows == 1:
            lines[cell.row] = max(lines[cell.row], lines_in(str(cell.value), layout.width(cell)))
    rows = [row_height(count) for count in lines]
    rows[0] = max(rows[0], 36)
    for cell in layout.cells:
        last = cell.row + cell.rows - 1
        lacking = row_height(lines_in(str(cell.value), layout.width(cell))) - sum(rows[cell.row : last + 1])
        rows[last] = min(rows[last] + max(lacking, 0), tallest())
    return rows
