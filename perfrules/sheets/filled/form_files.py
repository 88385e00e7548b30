"""Filled self-evaluations and monitoring forms from files of any medium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.documents import DocumentError, read_document, read_text
from perfrules.documents.discovery import may_be_of, yaml_files
from perfrules.documents.media.pages import document_files, read_pages
from perfrules.sheets.filled.evaluations import evaluation_of
from perfrules.sheets.filled.monitoring_forms import monitoring_form_of
from perfrules.sheets.forms.model import FilledForm
from perfrules.sheets.forms.monitoring.model import FilledMonitoringForm
from perfrules.sheets.forms.yaml_forms import read_form
from perfrules.sheets.imports.documents import recognise_opened
from perfrules.sheets.imports.recognition.document import Recognised
from perfrules.sheets.imports.recognition.form import ImportedForm

AnyForm: TypeAlias = FilledForm | FilledMonitoringForm
_YAML = ".yaml", ".yml"
_NOT_ABOUT_FORMS = frozenset({"PR721", "PR723"})
"""What a reader of forms need not know: tables of other things, tables that nobody filled in."""


def find_forms(path: Path) -> tuple[Path, ...]:
    """The files in a folder that may hold forms, sorted: YAML of the kind, and all documents.

    The path of a file gives that file. Texts count only where they are named, for most are notes.

    >>> [each.name for each in find_forms(Path("form.csv"))]
    ['form.csv']
    """
    if not path.is_dir():
        return (path,)
    forms = [each for each in yaml_files(path, nested=False) if _may_be_form(each)]
    return tuple(sorted((*forms, *document_files(path, texts=False))))


def _may_be_form(path: Path) -> bool:
    try:
        return may_be_of(read_text(path).source.text, {"filled-form"})
    except DocumentError:  # reported by what reads the file
        return True


def load_forms(path: Path | str) -> tuple[FilledForm, ...]:
    """The filled self-evaluations in a file.

    Raises:
        DocumentError: the file cannot be read or does not exist; PR438 where it has no self-evaluation, PR737
            where it has targets only.

    >>> load_forms("form.pdf")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“form.pdf”
    ...
    """
    forms = tuple(each for each in load_any_forms(path) if isinstance(each, FilledForm))
    if not forms:
        raise DocumentError(Diagnostic("PR438", {"name": Path(path).name}))
    return forms


def load_any_forms(path: Path | str) -> tuple[AnyForm, ...]:
    """The filled self-evaluations and monitoring forms in a file.

    Raises:
        DocumentError: as `load_forms` does; PR438 where the file has no form of either kind.
    """
    path = Path(path)
    if path.suffix.lower() in _YAML:
        return (read_form(read_document(path, "filled-form")),)
    found = recognise_opened(read_pages(path))
    forms = forms_in(found)
    if not forms:
        code = "PR737" if any(form.rows for form in found.forms) else "PR438"
        raise DocumentError(Diagnostic(code, {"name": path.name}))
    return forms


def forms_in(found: Recognised) -> tuple[AnyForm, ...]:
    """The filled forms among what was recognised; the first has what was noticed of the whole document."""
    filled = [form for form in found.forms if form.filled or _lacks_results(form)]
    forms: list[AnyForm] = [
        monitoring_form_of(form) if form.kind == "monitoring" else evaluation_of(form) for form in filled
    ]
    if forms and (noticed := tuple(_of_document(found))):
        forms[0] = evolve(forms[0], diagnostics=(*noticed, *forms[0].diagnostics))
    return tuple(forms)


def _lacks_results(form: ImportedForm) -> bool:
    """Whether a table has points and unknown headings, so that its results are probably below one of them."""
    return "weight" in form.meanings and bool(form.unknown)


def _of_document(found: Recognised) -> Iterator[Diagnostic]:
    """What was noticed of the document and not of one form."""
    own = {id(each) for form in found.forms for each in form.problems}
    for each in found.diagnostics:
        if id(each) not in own and each.code not in _NOT_ABOUT_FORMS:
            yield each
