"""Write an audit into a file of the format that the file's ending names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from perfrules.diagnostics import Language
from perfrules.documents import write_bytes
from perfrules.documents.media.libraries import office_module
from perfrules.ledgers import AuditReport
from perfrules.reports.forms.write import ending_of

_FORMATS = {
    ".xlsx": ("as_xlsx", "xlsxwriter"),
    ".html": ("as_html", "jinja2"),
    ".csv": ("as_csv", None),
    ".json": ("as_json", None),
}


def check_ending(path: Path) -> str:
    """Return the ending that names the format.

    Raises:
        ReportError: PR750 for an ending of no format.
    """
    return ending_of(path, _FORMATS)


def write_audit(report: AuditReport, path: Path | str, language: Language = "zh") -> None:
    """Write an audit into a file, whole or not at all; the same report makes the same bytes.

    Raises:
        ReportError: PR750 no such format, PR780 and PR781 texts that the format cannot hold.
        DocumentError: PR904 a library is missing, PR134 the file cannot be written.
    """
    path = Path(path)
    module, library = _FORMATS[check_ending(path)]
    if library is not None:
        office_module(library)
    content: bytes = import_module(f"perfrules.reports.audits.{module}").render(report, language)
    write_bytes(path, content)
