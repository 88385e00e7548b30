"""Write the workbook to fill in."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from perfrules.diagnostics import Language
from perfrules.documents import write_bytes
from perfrules.documents.media.libraries import office_module
from perfrules.reports.fill_in.model import FillIn


def write_fill_in(form: FillIn, path: Path | str, language: Language = "zh") -> None:
    """Write a workbook to fill in; `load_actuals` reads it back. Added in 0.2.

    Raises:
        ReportError: as `FillIn.require_writable`.
        DocumentError: PR904 a library is missing, PR134 the file cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> from perfrules.sheets import Sheet, load_actuals
    >>> with TemporaryDirectory() as folder:
    ...     write_fill_in(FillIn((Sheet(code="1", name="甲"),)), Path(folder, "a.xlsx"))
    ...     load_actuals(Path(folder, "a.xlsx"))
    Actuals(as_of=None, projects={})
    """
    write_bytes(Path(path), fill_in_workbook(form, language))


def fill_in_workbook(form: FillIn, language: Language = "zh") -> bytes:
    """The content of the workbook. The same sheets make the same bytes.

    Raises:
        ReportError: as `FillIn.require_writable`.
        DocumentError: PR904 a library is missing.
    """
    form.require_writable()
    office_module("xlsxwriter")
    content: bytes = import_module("perfrules.reports.fill_in.as_xlsx").render(form, language)
    return content
