"""Filled forms from files, by the ending of their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.documents import DocumentError, read_document, read_text
from perfrules.documents.discovery import may_be_of
from perfrules.sheets.cells import Grid
from perfrules.sheets.forms.grids import read_grid
from perfrules.sheets.forms.media.csv_grid import read_csv_grids
from perfrules.sheets.forms.media.docx_grid import read_docx_grids
from perfrules.sheets.forms.media.xlsx_grid import read_xlsx_grids
from perfrules.sheets.forms.model import FilledForm
from perfrules.sheets.forms.monitoring.grids import read_monitoring_grid
from perfrules.sheets.forms.monitoring.model import FilledMonitoringForm
from perfrules.sheets.forms.yaml_forms import read_form

AnyForm: TypeAlias = FilledForm | FilledMonitoringForm
_YAML = ".yaml", ".yml"
_GRIDS: Mapping[str, Callable[[Path], tuple[Grid, ...]]] = {
    ".csv": read_csv_grids,
    ".tsv": read_csv_grids,
    ".xlsx": read_xlsx_grids,
    ".docx": read_docx_grids,
}
"""How the grids in a file are read, by its ending."""
ENDINGS = (*_YAML, *_GRIDS)
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
    forms = _without_lists([form for grid in _GRIDS[ending](path) for form in _forms_in(grid)])
    if not forms:
        raise DocumentError(Diagnostic("PR438", {"name": path.name}))
    return forms


def _forms_in(grid: Grid) -> list[AnyForm]:
    """The forms in a grid; the first of them has what was noticed about the cells."""
    forms: list[AnyForm] = [*read_grid(grid.rows), *read_monitoring_grid(grid.rows)]
    if forms and grid.diagnostics:
        forms[0] = evolve(forms[0], diagnostics=(*forms[0].diagnostics, *grid.diagnostics))
    return forms


def _without_lists(forms: Sequence[AnyForm]) -> tuple[AnyForm, ...]:
    """The forms without those in lists of all projects, which repeat forms beside them."""
    alone = tuple(each for each in forms if isinstance(each, FilledMonitoringForm) or not each.listed)
    return alone or tuple(forms)
