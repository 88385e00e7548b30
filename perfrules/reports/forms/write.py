"""A report into a file of the format that the file's ending names."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from perfrules.diagnostics import Diagnostic, Language
from perfrules.documents import write_bytes
from perfrules.documents.media.libraries import office_module
from perfrules.engine.scoring import Card
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import EvaluationForm, Report

if TYPE_CHECKING:
    from perfrules.reports.forms.monitoring import MonitoringForms

_FORMATS = {
    ".xlsx": ("as_xlsx", "xlsxwriter"),
    ".docx": ("as_docx", "docx"),
    ".html": ("as_html", "jinja2"),
    ".json": ("as_json", None),
    ".csv": ("as_csv", None),
    ".md": ("as_markdown", None),
}
"""By the ending: the module, which has one `render(report, language) -> bytes`, and the library it needs."""


def write_report(
    forms: Iterable[EvaluationForm | Card] | Report, path: Path | str, language: Language = "zh"
) -> None:
    """Write self-evaluations into a file, whole or not at all; the same input makes the same bytes.

    Args:
        forms: One form or card per project; a card alone leaves blank what only sheet and actuals have.
        path: The file, whose ending names the format: .xlsx .docx .html .json .csv .md.
        language: The language of headings and reasons; what people wrote stays as it is.

    Raises:
        ReportError: PR750 no such format, PR752 and PR753 texts that the format cannot hold, PR754 there is
            nothing to report.
        DocumentError: PR904 a library is missing, PR134 the file cannot be written; an old one is kept.

    >>> from tempfile import TemporaryDirectory
    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import Sheet
    >>> with TemporaryDirectory() as folder:
    ...     write_report([score(Sheet(code="482", name="培训"))], Path(folder, "card.csv"))
    ...     Path(folder, "card.csv").read_text(encoding="utf-8-sig").splitlines()[-1]
    '482,培训,总分,,,,,,10,0.00,另有1项待核实共10分：0.00–10.00,等级 差,,'
    """
    path = Path(path)
    write_bytes(path, render_report(forms, ending_of(path), language))


def ending_of(path: Path, endings: Iterable[str] = tuple(_FORMATS)) -> str:
    """The ending that names the format, in small letters.

    Raises:
        ReportError: PR750 where it is none of the endings.

    >>> ending_of(Path("自评表.XLSX"))
    '.xlsx'
    """
    ending, known = path.suffix.lower(), tuple(endings)
    if ending not in known:
        raise ReportError(Diagnostic("PR750", {"name": path.name, "endings": " ".join(known)}))
    return ending


def render_report(
    forms: Iterable[EvaluationForm | Card] | Report, ending: str, language: Language = "zh"
) -> bytes:
    """The content of the file that `write_report` writes.

    Raises:
        ReportError, DocumentError: as `write_report` does.
    """
    return rendered(
        forms if isinstance(forms, Report) else Report(tuple(map(_form, forms))), ending, language
    )


def rendered(report: Report | MonitoringForms, ending: str, language: Language) -> bytes:
    """The content of a file in the format of an ending.

    Raises:
        ReportError, DocumentError: as `write_report` does.
    """
    if not report.forms:
        raise ReportError(Diagnostic("PR754"))
    module, library = _FORMATS[ending]
    if library is not None:
        office_module(library)
    content: bytes = import_module(f"perfrules.reports.forms.{module}").render(report, language)
    return content


def _form(given: EvaluationForm | Card) -> EvaluationForm:
    return EvaluationForm(given) if isinstance(given, Card) else given
