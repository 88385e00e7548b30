"""Filled forms from files, by the ending of their name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from perfrules.data_classes import evolve
from perfrules.diagnostics import Diagnostic
from perfrules.documents import DocumentError, read_document, read_text
from perfrules.documents.discovery import may_be_of
from perfrules.documents.media.pages import ENDINGS as PAGE_ENDINGS
from perfrules.documents.media.pages import Grid, Page, read_pages
from perfrules.sheets.cells import Cell, Row
from perfrules.sheets.forms.grids import read_grid
from perfrules.sheets.forms.model import FilledForm
from perfrules.sheets.forms.monitoring.grids import read_monitoring_grid
from perfrules.sheets.forms.monitoring.model import FilledMonitoringForm
from perfrules.sheets.forms.yaml_forms import read_form

AnyForm: TypeAlias = FilledForm | FilledMonitoringForm
_YAML = ".yaml", ".yml"
_NO_FORMS = ".txt", ".text", ".md"
ENDINGS = (*_YAML, *(each for each in PAGE_ENDINGS if each not in _NO_FORMS))
"""The endings of files that may hold forms."""


def find_forms(path: Path) -> tuple[Path, ...]:
    """The files in a folder that may hold forms, sorted: YAML of the kind, and all of the other endings.

    The path of a file gives that file.

    >>> [each.name for each in find_forms(Path("form.csv"))]
    ['form.csv']
    """
    if not path.is_dir():
        return (path,)
    return tuple(sorted(each for each in path.iterdir() if each.is_file() and _may_hold(each)))


def _may_hold(path: Path) -> bool:
    ending = path.suffix.lower()
    if ending not in ENDINGS or path.name.startswith((".", "~$")):
        return False
    return ending not in _YAML or may_be_of(read_text(path).source.text, {"filled-form"})


def load_forms(path: Path | str) -> tuple[FilledForm, ...]:
    """The filled self-evaluations in a file.

    Raises:
        DocumentError: the file cannot be read or does not exist, PR437 for another ending than `ENDINGS`,
            PR438 where the file has no self-evaluation.

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
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        code = "PR437" if path.exists() else "PR100"
        raise DocumentError(Diagnostic(code, {"name": str(path), "endings": "、".join(ENDINGS)}))
    if ending in _YAML:
        return (read_form(read_document(path, "filled-form")),)
    forms = _without_lists([form for page in read_pages(path).pages for form in _forms_in(page)])
    if not forms:
        raise DocumentError(Diagnostic("PR438", {"name": path.name}))
    return forms


def _forms_in(page: Page) -> list[AnyForm]:
    """The forms in a page; the first of them has what was noticed about the cells."""
    rows = tuple(_rows_of(page))
    forms: list[AnyForm] = [*read_grid(rows), *read_monitoring_grid(rows)]
    noticed = [*page.noticed, *(each for grid in page.grids for each in grid.noticed)]
    if forms and noticed:
        forms[0] = evolve(forms[0], diagnostics=(*forms[0].diagnostics, *noticed))
    return forms


def _rows_of(page: Page) -> Iterable[Row]:
    """The rows of the tables of a page, a paragraph as a row of one cell."""
    for block in page.blocks:
        if isinstance(block, Grid):
            yield from block.unmerged()
        else:
            yield (Cell(block.text, block.at),)


def _without_lists(forms: Sequence[AnyForm]) -> tuple[AnyForm, ...]:
    """The forms without those in lists of all projects, which repeat forms beside them."""
    alone = tuple(each for each in forms if isinstance(each, FilledMonitoringForm) or not each.listed)
    return alone or tuple(forms)
