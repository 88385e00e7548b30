"""Tables as a workbook, a sheet each, with a filter, fixed heads and the sum in the last row."""

from __future__ import annotations

import io
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perfrules.diagnostics import Language, phrase
from perfrules.reports.listings.model import ListedTable, ListingReport, Value
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
    with_decimals,
)


def render(report: ListingReport, language: Language) -> bytes:
    """The workbook. No cell is a formula; the same report makes the same bytes.

    Raises:
        ReportError: PR780, PR781 for what no cell can hold.
    """
    report.require_showable(LONGEST)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as workbook:
        workbook.set_properties({"title": report.title, "created": EPOCH})
        draw = TableSheets(workbook, language)
        for table, name in zip(report.tables, sheet_names(each.name for each in report.tables), strict=True):
            draw.add(table, name, report.facts)
    return stream.getvalue()


class TableSheets:
    """Adds tables to a workbook."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self.workbook, self.language = workbook, language
        self.looks = styles_for(language)
        self.formats: dict[tuple[Role, int, Tint], Format] = {}

    def add(self, table: ListedTable, name: str, facts: tuple[str, ...] = ()) -> None:
        """Add a sheet for a table: title, remarks, heads, rows."""
        page = self._page(name)
        last = len(table.columns) - 1
        page.merge_range(0, 0, 0, last, table.name, self._format("title"))
        page.set_row(0, 36)
        remarks = "　".join((*facts, table.note) if table.note else facts)
        top = 1
        if remarks:
            page.merge_range(1, 0, 1, last, remarks, self._format("signature"))
            page.set_row(1, row_height(lines_in(remarks, sum(each.width for each in table.columns))))
            top = 2
        self._rows(page, table, top)

    def _page(self, name: str) -> Worksheet:
        page = self.workbook.add_worksheet(name)
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.75)
        page.set_footer(f"&R&8{phrase('listings.page', self.language, page='&P', pages='&N')}")
        return page

    def _rows(self, page: Worksheet, table: ListedTable, top: int) -> None:
        widths = [each.width for each in table.columns]
        for column, head in enumerate(table.columns):
            page.set_column(column, column, head.width)
            page.write_string(top, column, head.head, self._format("label"))
        page.set_row(top, row_height(max(map(lines_in, (each.head for each in table.columns), widths))))
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)
        bottom = top + len(table.rows)
        page.autofilter(top, 0, bottom - int(table.summed), len(widths) - 1)
        page.print_area(0, 0, bottom, len(widths) - 1)
        page.ignore_errors({"number_stored_as_text": xl_range(0, 0, bottom, len(widths) - 1)})
        for row, values in enumerate(table.rows, top + 1):
            page.set_row(row, row_height(max(map(lines_in, map(str, values), widths))))
            for column, value in enumerate(values):
                role = table.role(column, value, last=row == bottom)
                self._write(page, row, column, value, self._format(role, value, table.tint(column, value)))

    def _format(self, role: Role, value: Value = "", tint: Tint = "") -> Format:
        places = max(-int(value.as_tuple().exponent), 0) if isinstance(value, Decimal) else 0
        if (role, places, tint) not in self.formats:
            look = with_decimals(self.looks[role], places) if places else dict(self.looks[role])
            if tint:
                look |= {"bg_color": TINTS[tint]}
            self.formats[role, places, tint] = self.workbook.add_format(look)
        return self.formats[role, places, tint]

    def _write(self, page: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
        if isinstance(value, Decimal) and len(value.as_tuple().digits) <= DIGITS:
            page.write_number(row, column, value, style)
        elif value == "":
            page.write_blank(row, column, None, style)
        else:
            page.write_string(row, column, str(value).replace("\r\n", "\n"), style)
