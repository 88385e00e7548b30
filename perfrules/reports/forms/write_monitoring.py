"""Monitoring reports into a file of the format that the file's ending names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfrules.diagnostics import Language
from perfrules.documents import write_bytes
from perfrules.engine.monitoring import MonitoringReport
from perfrules.reports.forms.monitoring import MonitoringForm, MonitoringForms
from perfrules.reports.forms.write import ending_of, rendered

_OF_MONITORING = ".xlsx", ".docx", ".json"
"""The endings of the formats that there are for monitoring."""


def write_monitoring(
    forms: Iterable[MonitoringForm | MonitoringReport] | MonitoringForms,
    path: Path | str,
    language: Language = "zh",
) -> None:
    """Write the 项目支出绩效目标执行监控表 of each project into a file.

    Args:
        forms: One form or report per project; a report alone leaves blank what only the sheet has.
        path: The file, whose ending names the format: .xlsx .docx .json.
        language: The language of headings; what people wrote stays as it is.

    Raises:
        ReportError, DocumentError: as `perfrules.write_report` does.

    >>> from tempfile import TemporaryDirectory
    >>> from perfrules.engine.monitoring import monitor
    >>> from perfrules.sheets import Sheet
    >>> report = monitor(Sheet(code="482", name="培训"), as_of="2021-06-30")
    >>> with TemporaryDirectory() as folder:
    ...     write_monitoring([report], Path(folder, "form.json"))
    ...     '"482"' in Path(folder, "form.json").read_text(encoding="utf-8")
    True
    """
    path = Path(path)
    ending = monitoring_ending_of(path)
    given = forms if isinstance(forms, MonitoringForms) else MonitoringForms(tuple(map(_form, forms)))
    write_bytes(path, rendered(given, ending, language))


def monitoring_ending_of(path: Path) -> str:
    """The ending that names the format of a monitoring form.

    Raises:
        ReportError: PR750.
    """
    return ending_of(path, _OF_MONITORING)


def _form(given: MonitoringForm | MonitoringReport) -> MonitoringForm:
    return MonitoringForm(given) if isinstance(given, MonitoringReport) else given
