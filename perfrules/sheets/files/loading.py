"""Sheets from wherever they are: a YAML file, a document, or a folder of either."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import islice
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents import DocumentError, read_document, read_text
from perfrules.documents.discovery import may_be_of, yaml_files
from perfrules.expressions import prepare
from perfrules.resources.late_modules import late_module
from perfrules.sheets.checks import check_sheet, check_sheets, in_order, repeated_codes
from perfrules.sheets.departments.from_narrative import department_goals
from perfrules.sheets.departments.yaml_files import read_department_goals
from perfrules.sheets.files.yaml_files import read_sheet
from perfrules.sheets.imports.result import Import, joined

if TYPE_CHECKING:
    from perfrules.documents.media.pages import folders
    from perfrules.sheets.imports import documents
else:
    folders = late_module("perfrules.documents.media.pages.folders")
    documents = late_module("perfrules.sheets.imports.documents")

_YAML = ".yaml", ".yml"
_KIND, _DEPARTMENT = "sheet", "department-goals"
_NO_FILE = "PR100"
_TOGETHER = 16
"""The files whose words are learnt at once: patterns are compiled for all of them, not for each."""


def load_sheets(path: Path | str, encoding: str | None = None) -> Import:
    """Read every sheet in a file or folder; a file that cannot be read does not stop the others.

    What is wrong with a file is in the diagnostics, with file and place.

    Args:
        path: a YAML file of kind `sheet` or `department-goals`; a document such as .docx, .xlsx or text; or a
            folder, of which the YAML files of these kinds are read, sorted by name, or if it has none, the
            documents. A folder of YAML sheets often holds the workbook of results, too.
        encoding: reads by this encoding alone.

    Raises:
        DocumentError: PR100: there is no such file or folder.

    >>> load_sheets("nowhere")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“nowhere”
    ...
    """
    path = Path(path)
    found = read_sheets(path, encoding)
    if not path.is_dir() and any(each.code == _NO_FILE for each in found.diagnostics):
        raise DocumentError(*found.diagnostics)
    return found


def read_sheets(path: Path, encoding: str | None = None) -> Import:
    """Read as `load_sheets` does, but never raise: commands report a missing file beside other problems.

    >>> [found.code for found in read_sheets(Path("nowhere")).diagnostics]
    ['PR100']
    """
    if path.is_dir():
        return _load_folder(path, encoding)
    if path.suffix.lower() not in _YAML:
        found = documents.import_document(path, encoding)
        return evolve(found, departments=department_goals(found.narrative))
    try:
        read = _read(read_text(path, encoding).source)
    except DocumentError as error:
        return Import(diagnostics=error.diagnostics)
    return evolve(read, diagnostics=in_order(check_sheets(read.sheets)))


def _read(source: Source) -> Import:
    """The sheet in a YAML file, or the goals of a department, which also make a sheet.

    Raises:
        DocumentError: it is of neither kind, or something is wrong with it.
    """
    if may_be_of(source.text, {_DEPARTMENT}):
        goals = read_department_goals(read_document(source, _DEPARTMENT))
        return Import((goals.sheet,), departments=(goals,))
    return Import((read_sheet(read_document(source, _KIND)),))


def sheet_files(folder: Path) -> list[Path]:
    """The YAML files in a folder where one of them is a sheet, or may be meant as one; else none.

    >>> sheet_files(Path("nowhere"))
    []
    """
    paths = yaml_files(folder, nested=False)
    return paths if any(map(_may_be_sheet, paths)) else []


def _may_be_sheet(path: Path) -> bool:
    try:
        return may_be_of(read_text(path).source.text, {_KIND, _DEPARTMENT})
    except DocumentError:  # reported when the file is loaded
        return True


def prepare_sheet_files(paths: Iterable[Path]) -> None:
    """Learn the words of the first YAML files in advance; see `perfrules.expressions.prepare`."""
    opened = map(_opened, islice(paths, _TOGETHER))
    prepare("\n".join(each.text for each in opened if isinstance(each, Source)))


def load_sheet_files(paths: Iterable[Path], encoding: str | None = None) -> Import:
    """Read the sheets of some YAML files, each checked without regard to the others.

    Files of another kind are left out. What is wrong with a file is in the diagnostics.
    """
    read: list[Import] = []
    rest = iter(paths)
    while group := [_opened(path, encoding) for path in islice(rest, _TOGETHER)]:
        sources = [each for each in group if isinstance(each, Source)]
        prepare("\n".join(each.text for each in sources))
        read += [_checked(each) if isinstance(each, Source) else each for each in group]
    return joined(read)


def _opened(path: Path, encoding: str | None = None) -> Source | Import:
    """A file that may be a sheet, or what is known of another: nothing, or why it cannot be read."""
    try:
        source = read_text(path, encoding).source
    except DocumentError as error:
        return Import(diagnostics=error.diagnostics)
    return source if may_be_of(source.text, {_KIND, _DEPARTMENT}) else Import()


def _checked(source: Source) -> Import:
    try:
        found = _read(source)
    except DocumentError as error:
        return Import(diagnostics=error.diagnostics)
    return evolve(found, diagnostics=tuple(each for sheet in found.sheets for each in check_sheet(sheet)))


def _load_folder(folder: Path, encoding: str | None) -> Import:
    found = load_sheet_files(yaml_files(folder, nested=False), encoding)
    if found.sheets or found.diagnostics:
        return evolve(found, diagnostics=in_order((*found.diagnostics, *repeated_codes(found.sheets))))
    if documents_in := folders.document_files(folder, texts=False):
        return reduce(add, (read_sheets(path, encoding) for path in documents_in))
    return Import(diagnostics=(Diagnostic("PR319", {"name": str(folder)}, None, Source("", str(folder))),))
