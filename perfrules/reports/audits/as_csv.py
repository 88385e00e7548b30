"""The findings of an audit as CSV, one row a finding, for spreadsheets."""

from __future__ import annotations

import csv
import io

from perfrules.diagnostics import Language, phrase
from perfrules.documents.media.csv_cells import guarded
from perfrules.ledgers import AuditReport
from perfrules.reports.audits.tables import finding_cells


def render(report: AuditReport, language: Language) -> bytes:
    """Return the table; all rows of a finding are in one cell."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    names: list[str] = []
    for each in report.findings:
        cells = finding_cells(each, language, len(each.entries))
        if not names:
            names = list(cells)
            writer.writerow([phrase(f"audit.{name}", language) for name in names])
        writer.writerow([guarded(str(cells[name])) for name in names])
    return stream.getvalue().encode("utf-8-sig")
