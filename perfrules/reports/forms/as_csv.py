"""A report as CSV: one row per indicator, for calculations in any program."""

from __future__ import annotations

import csv
import io

from perfrules.diagnostics import Language
from perfrules.documents import guarded
from perfrules.reports.forms.evaluation import Report
from perfrules.reports.forms.limits import require_showable
from perfrules.reports.forms.tables import details


def render(report: Report, language: Language) -> bytes:
    """The details in UTF-8 with a byte order mark, which Excel needs, cells guarded against being run.

    Raises:
        ReportError: PR752.
    """
    require_showable(report)
    table = details(report, language)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(table.heads)
    writer.writerows([guarded(str(value)) for value in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")
