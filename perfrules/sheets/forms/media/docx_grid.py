"""Filled forms in a word-processor document: the rows of its tables as a grid."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents import DocumentError
from perfrules.documents.media.libraries import office_module
from perfrules.documents.media.ooxml import check_package
from perfrules.documents.text import read_bytes
from perfrules.sheets.cells import Grid
from perfrules.sheets.forms.media.placing import placed

_BROKEN = KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError, zipfile.BadZipFile
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLE, _ROW, _CELL, _PARAGRAPH = (f"{_WORD}{name}" for name in ("tbl", "tr", "tc", "p"))
_BREAKS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t"}
_MOST_COLUMNS = 63
"""How many columns a table has at most, as Word has it."""


def read_docx_grids(path: Path) -> tuple[Grid, ...]:
    """The grid of a .docx file: the rows of its tables and the paragraphs between them, one after the other.

    Raises:
        DocumentError: PR100–PR103 the file cannot be read, PR904 without the library for it, PR906–PR909 no
            sound document.
    """
    data = read_bytes(path)
    check_package(data, "docx", str(path))
    library = office_module("docx")
    try:
        body = library.Document(BytesIO(data)).element.body
        rows = [row for row in map(_row, body.iter(_ROW, _PARAGRAPH)) if row]
    except _BROKEN as error:
        facts = {"name": str(path), "kind": "docx"}
        raise DocumentError(Diagnostic("PR906", facts, None, Source("", str(path)))) from error
    return (Grid(tuple(placed(rows, str(path)))),)


def _row(element: Any) -> list[str]:
    """The cells of a row of a table, or a paragraph outside the tables as a row of one cell."""
    if element.tag == _ROW:
        return list(_cells(element))
    inside = next(element.iterancestors(_TABLE), None) is not None
    text = "" if inside else "".join(map(_said, element.iter())).strip()
    return [text] if text else []


def _cells(row: Any) -> Iterator[str]:
    """The texts of a row, blank in columns that it leaves out or a cell spans, and where one reaches down."""
    yield from [""] * _number(row.find(f"{_WORD}trPr/{_WORD}gridBefore"), 0)
    for cell in _own(row, _CELL, _ROW):
        merged = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
        goes_on = merged is not None and merged.get(f"{_WORD}val", "continue") == "continue"
        yield "" if goes_on else _text(cell)
        yield from [""] * (_number(cell.find(f"{_WORD}tcPr/{_WORD}gridSpan"), 1) - 1)


def _number(element: Any, default: int) -> int:
    """How many columns an element speaks of.

    Raises:
        ValueError: a number that no table has.
    """
    number = default if element is None else int(element.get(f"{_WORD}val"))
    if not 0 <= number <= _MOST_COLUMNS:
        raise ValueError(number)
    return number


def _text(cell: Any) -> str:
    """The text of a cell, one line per paragraph."""
    lines = ("".join(map(_said, paragraph.iter())) for paragraph in _own(cell, _PARAGRAPH, _CELL))
    return "\n".join(lines).strip()


def _said(element: Any) -> str:
    return element.text or "" if element.tag == f"{_WORD}t" else _BREAKS.get(element.tag, "")


def _own(parent: Any, tag: str, kind: str) -> Iterator[Any]:
    """The elements of a tag in this parent, without those in a parent of the same kind inside it."""
    return (each for each in parent.iter(tag) if next(each.iterancestors(kind)) is parent)
