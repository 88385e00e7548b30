"""Filled forms from files, by the ending of their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perfrules.diagnostics import Diagnostic
from perfrules.documents import DocumentError, read_document, read_text
from perfrules.documents.discovery import may_be_of
from perfrules.sheets.forms.csv_forms import read_csv_forms
from perfrules.sheets.forms.docx_forms import read_docx_forms
from perfrules.sheets.forms.model import FilledForm
from perfrules.sheets.forms.xlsx_forms import read_xlsx_forms
from perfrules.sheets.forms.yaml_forms import read_form


def _read_yaml(path: Path) -> tuple[FilledForm, ...]:
    return (read_form(read_document(path, "filled-form")),)


READERS: Mapping[str, Callable[[Path], tuple[FilledForm, ...]]] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".csv": read_csv_forms,
    ".tsv": read_csv_forms,
    ".xlsx": read_xlsx_forms,
    ".docx": read_docx_forms,
}
"""How the forms in a file are read, by its ending; a further format is a line here."""


def find_forms(path: Path) -> tuple[Path, ...]:
    """The files in a folder that may hold forms, sorted: YAML of the kind, and all of the other endings.

    A file is meant by itself.

    >>> [each.name for each in find_forms(Path("form.csv"))]
    ['form.csv']
    """
    if not path.is_dir():
        return (path,)
    return tuple(sorted(each for each in path.iterdir() if each.is_file() and _may_hold(each)))


def _may_hold(path: Path) -> bool:
    reader = READERS.get(path.suffix.lower())
    if reader is None or path.name.startswith((".", "~$")):
        return False
    return reader is not _read_yaml or may_be_of(read_text(path).source.text, {"filled-form"})


def load_forms(path: Path | str) -> tuple[FilledForm, ...]:
    """The filled forms in a file.

    Raises:
        DocumentError: the file cannot be read or is not there, PR437 where its ending is none of `READERS`,
            PR438 where it holds no form.

    >>> load_forms("form.pdf")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“form.pdf”
    ...
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        code = "PR437" if path.exists() else "PR100"
        raise DocumentError(Diagnostic(code, {"name": str(path), "endings": "、".join(READERS)}))
    forms = reader(path)
    if not forms:
        raise DocumentError(Diagnostic("PR438", {"name": path.name}))
    return forms
