"""Sheets from wherever they are: a YAML file, a document's text, or a folder of YAML files."""

from __future__ import annotations

from pathlib import Path

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents import DocumentError, read_document, read_text
from perfrules.documents.discovery import may_be_of, yaml_files
from perfrules.sheets.checks import check_sheets, in_order
from perfrules.sheets.files.yaml_files import read_sheet
from perfrules.sheets.imports.documents import import_document
from perfrules.sheets.imports.result import Import
from perfrules.sheets.model import Sheet

_YAML = ".yaml", ".yml"
_KIND = "sheet"


def load_sheets(path: Path | str, encoding: str | None = None) -> Import:
    """Read every sheet in a file or folder; a file that cannot be read does not stop the others.

    Never raises: problems are in the diagnostics, with file and place.

    Args:
        path: a YAML file of kind `sheet`; a document such as .docx, .xlsx or text; or a folder, of which
            the YAML files of kind `sheet` are read, sorted by name.
        encoding: reads by this encoding alone.

    >>> [found.code for found in load_sheets("nowhere").diagnostics]
    ['PR100']
    """
    path = Path(path)
    if path.is_dir():
        return _load_folder(path, encoding)
    if path.suffix.lower() not in _YAML:
        return import_document(path, encoding)
    try:
        sheets = (read_sheet(read_document(read_text(path, encoding).source, _KIND)),)
    except DocumentError as error:
        return Import(diagnostics=error.diagnostics)
    return Import(sheets, diagnostics=in_order(check_sheets(sheets)))


def _load_folder(folder: Path, encoding: str | None) -> Import:
    sheets: list[Sheet] = []
    problems: list[Diagnostic] = []
    for path in yaml_files(folder, nested=False):
        try:
            source = read_text(path, encoding).source
            if may_be_of(source.text, {_KIND}):
                sheets.append(read_sheet(read_document(source, _KIND)))
        except DocumentError as error:
            problems += error.diagnostics
    if not sheets and not problems:
        problems.append(Diagnostic("PR319", {"name": str(folder)}, None, Source("", str(folder))))
    return Import(tuple(sheets), (), in_order((*problems, *check_sheets(sheets))))
