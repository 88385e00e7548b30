"""An audit as a workbook: a sheet with charts, then a sheet for each table."""

from __future__ import annotations

import io

import xlsxwriter

from perfrules.diagnostics import Language, phrase
from perfrules.ledgers import AuditReport
from perfrules.reports.audits.tables import audit_report, counts
from perfrules.reports.listings.as_xlsx import TableSheets
from perfrules.reports.workbooks import A4, EPOCH, LONGEST, OPTIONS, sheet_names

MOST = 1_000_000
"""Rows that a sheet holds, next to its heads."""
_TOP = 2
"""The row of heads below a title and remarks."""
_BARS = 20
_SIZE = {"x_scale": 1.25, "y_scale": 1.25}
_GAP = 20
_BLUE = "#2F6DB5"


def render(report: AuditReport, language: Language) -> bytes:
    """Return the workbook; the same report makes the same bytes.

    Raises:
        ReportError: PR780, PR781 for what no cell can hold.
    """
    listing = audit_report(report, language, MOST)
    listing.require_showable(LONGEST)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as workbook:
        workbook.set_properties({"title": listing.title, "created": EPOCH})
        names = sheet_names([phrase("audit.charts", language), *(each.name for each in listing.tables)])
        page = workbook.add_worksheet(names[0])
        page.hide_gridlines(2)
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        draw = TableSheets(workbook, language)
        for table, name in zip(listing.tables, names[1:], strict=True):
            draw.add(table, name, listing.facts)
        for at, (table, name) in enumerate(zip(counts(report, language), names[1:], strict=False)):
            last = _TOP + min(len(table.rows), _BARS)
            chart = workbook.add_chart({"type": "column" if at == 0 else "bar"})
            chart.add_series(
                {
                    "name": table.columns[1].head,
                    "categories": [name, _TOP + 1, 0, last, 0],
                    "values": [name, _TOP + 1, 1, last, 1],
                    "fill": {"color": _BLUE},
                    "data_labels": {"value": True},
                }
            )
            chart.set_title({"name": table.name})
            chart.set_legend({"none": True})
            counted = {"num_format": "#,##0", "min": 0, "major_gridlines": {"visible": False}}
            # The axis of values is the second one of columns, and the first one of bars.
            chart.set_y_axis({"reverse": True} if at else counted)
            chart.set_x_axis(counted if at else {})
            page.insert_chart(1 + at * _GAP, 1, chart, _SIZE)
    return stream.getvalue()
