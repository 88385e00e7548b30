"""What was achieved, from whatever file holds it: YAML, or a workbook that an office filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Source
from perfrules.diagnostics.listed import Listed
from perfrules.documents import DocumentError, read_document
from perfrules.resources.late_modules import late_module
from perfrules.sheets.actuals import Actuals, ProjectActuals, read_actuals

if TYPE_CHECKING:
    from perfrules.documents.media.pages import folders, opening
    from perfrules.sheets.filled import labels, reader
    from perfrules.sheets.imports import documents
    from perfrules.sheets.imports.recognition.form import ImportedForm
    from perfrules.sheets.imports.recognition.tables import column
else:
    folders = late_module("perfrules.documents.media.pages.folders")
    opening = late_module("perfrules.documents.media.pages.opening")
    labels = late_module("perfrules.sheets.filled.labels")
    reader = late_module("perfrules.sheets.filled.reader")
    documents = late_module("perfrules.sheets.imports.documents")
    column = late_module("perfrules.sheets.imports.recognition.tables.column")

_YAML = ".yaml", ".yml"


def load_actuals(path: Path | str) -> Actuals:
    """Read what was achieved from a YAML file, or from a workbook as `perfrules template` writes it.

    A file of another medium, such as .csv or .docx, is read like the workbook: by the headings of its tables.
    Filled self-evaluations are read, too; their projects are matched by code, or else by name.
    Of a folder, every such file is read; they must report different projects up to the same day.

    Raises:
        DocumentError: the file cannot be read, or is of another kind; carries everything wrong with it. Of
            a folder PR782 no file, PR784 a project in two files, PR794 different days.

    >>> load_actuals("nowhere.yaml")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“nowhere.yaml”
    ...
    """
    path = Path(path)
    if path.is_dir():
        return _together(path)
    if path.suffix.lower() in _YAML:
        return read_actuals(read_document(path, "actuals"))
    return _of_document(path)


def _of_document(path: Path) -> Actuals:
    """The actuals in the tables of a document: lists under headings, or else filled self-evaluations."""
    pages = opening.read_pages(path).pages
    if reader.has_lists(pages):
        return reader.read_filled_actuals(pages, str(path))
    found = documents.import_document(path)
    errors = [each for each in found.diagnostics if each.severity == "error"]
    if found.actuals is None and not (errors and found.forms):
        raise DocumentError(Diagnostic("PR782", {"name": str(path)}))
    errors += (problem for form in found.forms if form.filled for problem in _without_results(form))
    if errors or found.actuals is None:
        raise DocumentError(*errors)
    unknown = (
        each
        for form in found.forms
        if form.filled
        for each in column.unused_columns(form.unknown, form.meanings)
    )
    return evolve(found.actuals, diagnostics=tuple(unknown))


def _without_results(form: ImportedForm) -> Iterator[Diagnostic]:
    """PR738, PR739 for a filled form whose results have another heading, or none."""
    if "actual" not in form.meanings and form.heading_at is not None:
        unknown = [" ".join(cell.text.split()) for cell in form.unknown]
        yield labels.lacking_column(form.heading_at, "actual", unknown)


def _together(folder: Path) -> Actuals:
    """The actuals of every workbook or list in a folder."""
    files = folders.document_files(folder, texts=False)
    problems: list[Diagnostic] = []
    projects: dict[str, ProjectActuals] = {}
    days: dict[date | None, Path] = {}
    noticed: list[Diagnostic] = []
    for file in files:
        try:
            actuals = load_actuals(file)
        except DocumentError as error:
            problems += error.diagnostics
            continue
        problems += (_twice(code, file) for code in actuals.projects.keys() & projects.keys())
        projects |= actuals.projects
        noticed += actuals.diagnostics
        days.setdefault(actuals.as_of, file)
    if not files:
        problems.append(Diagnostic("PR782", {"name": str(folder)}))
    if len(days) > 1:
        shown = Listed(f"{file.name} {day or '—'}" for day, file in days.items())
        problems.append(Diagnostic("PR794", {"days": shown}))
    if problems:
        raise DocumentError(*problems)
    return Actuals(next(iter(days)), projects, tuple(noticed))


def _twice(code: str, file: Path) -> Diagnostic:
    return Diagnostic("PR784", {"row": code}, None, Source("", str(file)))
