"""Tables into a file of the format that the file's ending names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from perfrules.diagnostics import Language
from perfrules.documents import write_bytes
from perfrules.documents.media.libraries import office_module
from perfrules.reports.forms.write import ending_of
from perfrules.reports.listings.model import ListingReport

_FORMATS = {".xlsx": ("as_xlsx", "xlsxwriter"), ".html": ("as_html", "jinja2")}
ENDINGS = tuple(_FORMATS)


def write_listings(report: ListingReport, path: Path | str, language: Language = "zh") -> None:
    """Write tables into a file, whole or not at all; the same report makes the same bytes.

    Raises:
        ReportError: PR750 no such format, PR780 and PR781 texts that the format cannot hold.
        DocumentError: PR904 a library is missing, PR134 the file cannot be written.

    >>> write_listings(ListingReport("甲", ()), "a.txt")
    Traceback (most recent call last):
    ...
    perfrules.reports.forms.errors.ReportError: 错误[PR750]: 无法从文件名“a.txt”确定报告格式
    ...
    """
    path = Path(path)
    module, library = _FORMATS[ending_of(path, ENDINGS)]
    office_module(library)
    content: bytes = import_module(f"perfrules.reports.listings.{module}").render(report, language)
    write_bytes(path, content)
