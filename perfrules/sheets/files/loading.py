"""Sheets from wherever they are: a YAML file, a document's text, or a folder of YAML files."""

from __future__ import annotations

from pathlib import Path

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents import DocumentError, TextDocument, read_document, read_text
from perfrules.documents.discovery import may_be_of, yaml_files
from perfrules.sheets.checks import check_sheets, in_order
from perfrules.sheets.files.yaml_files import read_sheet
from perfrules.sheets.imports.text_tables import import_source
from perfrules.sheets.model import Import, Sheet

_YAML = ".yaml", ".yml"
_KIND = "sheet"


def load_sheets(path: Path | str, encoding: str | None = None) -> Import:
    """Read every sheet in a file or folder; a file that cannot be read does not stop the others.

    Never raises: problems are in the diagnostics, with file and place.

    Args:
        path: a YAML file of kind `sheet`; any other file, as the text of a document; or a folder, of which
            the YAML files of kind `sheet` are read, sorted by name.
        encoding: reads by this encoding alone.

    >>> [found.code for found in load_sheets("nowhere").diagnostics]
    ['PR100']
    """
    path = Path(path)
    if path.is_dir():
        return _load_folder(path, encoding)
    try:
        text = read_text(path, encoding)
        source = text.source
        if path.suffix.lower() not in _YAML:
            return import_source(source) + _told_of_encoding(text)
        sheets = (read_sheet(read_document(source, _KIND)),)
    except DocumentError as error:
        return Import(diagnostics=error.diagnostics)
    return Import(sheets, diagnostics=in_order(check_sheets(sheets)))


def _told_of_encoding(text: TextDocument) -> Import:
    if text.encoding.startswith("utf"):
        return Import()
    return Import(diagnostics=(Diagnostic("PR321", {"encoding": text.encoding}, None, text.source),))


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
