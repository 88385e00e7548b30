"""Compound files of old formats: their kinds, and the reader of .xls and .et by xlrd."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from perfrules.diagnostics import Diagnostic, Source
from perfrules.diagnostics.listed import Listed
from perfrules.diagnostics.truth import truth_word
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.libraries import document_module
from perfrules.documents.media.pages.placing import (
    RawCell,
    RawGrid,
    RawPage,
    cell_address,
    letters,
    require_few_places,
)
from perfrules.documents.media.pages.workbook.number_formats import shown_number
from perfrules.documents.media.xlsx import UnsaidError

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a compound file, the container of the old formats."""

_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, TypeError, ValueError,
    struct.error,
)  # fmt: skip


def compound_kind(data: bytes) -> str | None:
    """The kind of a compound file by its streams: `doc`, `xls`, `encrypted`; None for another."""
    streams = {
        "encrypted": "EncryptedPackage",
        "xls": "Workbook",
        "doc": "WordDocument",
    }
    for kind, name in streams.items():
        if name.encode("utf-16-le") in data:
            return kind
    return "xls" if "Book".encode("utf-16-le") in data else None


def read_xls(data: bytes, name: str) -> tuple[RawPage, ...]:
    """The worksheets of an .xls or .et file, hidden ones included.

    Raises:
        DocumentError: PR712 without xlrd, PR716 a password, PR717 not a sound file.
    """
    xlrd = document_module("xlrd", name)
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Nowhere())
        sheets = [sheet for sheet in book.sheets() if sheet.nrows]
        return tuple(_page(book, sheet, name, several=len(sheets) > 1) for sheet in sheets)
    except DocumentError:
        raise
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, *_BROKEN) as error:
        raise _refused("PR716" if "encrypted" in str(error) else "PR717", name) from error


class _Nowhere:
    """Where xlrd writes its remarks."""

    def write(self, _text: str) -> None:
        """Write nothing."""


def _page(book: Any, sheet: Any, name: str, *, several: bool) -> RawPage:
    require_few_places(sheet.nrows, sheet.ncols, name)
    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    prefix = f"{sheet.name}!" if several else ""
    grid = RawGrid(
        tuple(_cells(book, sheet, spans)), cell_address(prefix), sheet.name, tuple(_hidden(sheet, prefix))
    )
    return RawPage(sheet.name, (grid,))


def _cells(book: Any, sheet: Any, spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[RawCell]:
    covered = {
        (top + row, left + column)
        for (top, left), (rows, columns) in spans.items()
        for row in range(rows)
        for column in range(columns)
    }
    for row in range(sheet.nrows):
        for column in range(sheet.ncols):
            if (row, column) in covered and (row, column) not in spans:
                continue
            rows, columns = spans.get((row, column), (1, 1))
            try:
                text, rounded = _shown(book, sheet.cell(row, column))
                yield RawCell(text, row, column, rows, columns, rounded)
            except UnsaidError as error:
                place = f"{letters(column)}{row + 1}"
                facts = {"text": str(sheet.cell_value(row, column))[:80], "cell": place, **error.facts}
                yield RawCell("", row, column, rows, columns, unreadable=(error.code, facts))


def _shown(book: Any, cell: Any) -> tuple[str, bool]:
    """What a cell shows; the types are those of xlrd: 1 text, 2 number, 3 date, 4 truth, 5 error."""
    match cell.ctype:
        case 1:
            return cell.value, False
        case 2 | 3:
            form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            return shown_number(repr(cell.value), form, from_1904=bool(book.datemode))
        case 4:
            return truth_word(bool(cell.value)), False
        case 5:
            raise UnsaidError("PR932")
        case _:
            return "", False


def _hidden(sheet: Any, prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What is hidden and holds something."""
    names = [f"“{sheet.name}”"] if sheet.visibility else []
    for row, info in sorted(sheet.rowinfo_map.items()):
        if info.hidden and row < sheet.nrows and any(sheet.row_values(row)):
            names.append(f"{prefix}{row + 1}:{row + 1}")
    for column, info in sorted(sheet.colinfo_map.items()):
        if info.hidden and column < sheet.ncols and any(sheet.col_values(column)):
            names.append(f"{prefix}{letters(column)}:{letters(column)}")
    if names:
        yield "PR710", {"what": Listed(names[:20])}


def _refused(code: str, name: str, **facts: str) -> DocumentError:
    return DocumentError(Diagnostic(code, {"name": name, **facts}, None, Source("", name)))
