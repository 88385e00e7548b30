"""The findings of an audit as CSV, one row a finding, for spreadsheets."""

from __future__ import annotations

import csv
import io

from perfrules.diagnostics import Language, phrase
from perfrules.documents.media.csv_cells import guarded
from perfrules.ledgers import AuditReport
from perfrules.reports.audits.tables import FINDING_COLUMNS, finding_cells


def render(report: AuditReport, language: Language) -> bytes:
    """Return the table with its headings; all rows of a finding are in one cell."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([phrase(f"audit.{name}", language) for name in FINDING_COLUMNS])
    for each in report.findings:
        cells = finding_cells(each, language, len(each.entries))
        writer.writerow([guarded(str(cells[name])) for name in FINDING_COLUMNS])
    return stream.getvalue().encode("utf-8-sig")
