"""The cells of an xlsx sheet as the texts that were meant, exact, or refused by address."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError
from perfrules.documents.ooxml import check_package, office_module
from perfrules.policies.xlsx.layout import MOST_COLUMNS, MOST_ROWS
from perfrules.values import exact_text

_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    zipfile.BadZipFile,
    ParseError,
)
# `=100%`, `=500吨`: a target with its operator, which a spreadsheet takes for a formula.
_TARGET = re.compile(r"=\s*-?[0-9][0-9,]*(?:\.[0-9]+)?\s*[^\W\d_]*%?")
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_PLAIN_NUMBER = re.compile(r"General|@|#?,?#*0(?:\.(0+|#+))?|#,##0(?:\.(0+))?", re.IGNORECASE)
_TRUTH_WORDS = {True: "是", False: "否"}


@frozen
class SheetCell:
    """A text and where it stands: row and column from 0, the address as people write it."""

    row: int
    column: int
    text: str
    address: str


def read_sheets(data: bytes, name: str | None) -> Iterator[tuple[str, Any]]:
    """The sheets of an xlsx file, by title.

    Raises:
        DocumentError: PR904 without the library for it, PR906–PR909 no sound file.
    """
    check_package(data, "xlsx", name)
    openpyxl = office_module("openpyxl")
    try:
        with warnings.catch_warnings():
            # What openpyxl warns of (a style, an extension) is nothing that a text could hang on.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(BytesIO(data), keep_links=False)
    except _BROKEN as error:
        facts = {"name": name or "", "kind": "xlsx"}
        raise DocumentError(Diagnostic("PR906", facts, None, Source("", name))) from error
    return ((sheet.title, sheet) for sheet in workbook.worksheets)


def read_cells(sheet: Any, name: str | None) -> list[SheetCell]:
    """The cells of a sheet that hold something, row by row.

    Raises:
        DocumentError: PR932–PR936 with every cell that does not say what is meant.
    """
    problems = [
        _told("PR935", sheet, str(area).partition(":")[0], name, area=str(area))
        for area in sheet.merged_cells.ranges
    ]
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        facts = {"rows": f"{MOST_ROWS:,}", "columns": str(MOST_COLUMNS)}
        problems.append(_told("PR936", sheet, sheet.dimensions.partition(":")[2] or "A1", name, **facts))
        raise DocumentError(*problems)
    found = []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            try:
                text = _text_of(cell).strip()
            except _UnsaidError as error:
                problems.append(_told(error.code, sheet, cell.coordinate, name, **error.facts))
                continue
            if text:
                address = f"{sheet.title}!{cell.coordinate}"
                found.append(SheetCell(cell.row - 1, cell.column - 1, text, address))
    if problems:
        raise DocumentError(*problems)
    return found


def _told(code: str, sheet: Any, coordinate: str, name: str | None, **facts: str) -> Diagnostic:
    value = sheet[coordinate].value
    text = "" if value is None else str(value)[:80]
    source = Source(text or " ", name, cells=((0, f"{sheet.title}!{coordinate}"),))
    return Diagnostic(code, {"text": text, **facts}, Span(0, max(len(text), 1)), source)


class _UnsaidError(Exception):
    """A cell does not say what is meant."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def _text_of(cell: Any) -> str:
    """The text that a cell shows, where that is the whole of what it holds."""
    value, kind = cell.value, cell.data_type
    if kind == "f":
        text = str(getattr(value, "text", value))
        if _TARGET.fullmatch(text):
            return text
        raise _UnsaidError("PR932")
    if kind == "e":
        raise _UnsaidError("PR932")
    if isinstance(value, bool):
        return _TRUTH_WORDS[value]
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise _UnsaidError("PR933", format=cell.number_format)
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format)
    if isinstance(value, str):
        return value
    raise _UnsaidError("PR933", format=cell.number_format)


def _number_text(value: float, shown_as: str) -> str:
    """A number as it is shown, if no digit is hidden; the 15 digits that a spreadsheet reckons with."""
    number = Fraction(Decimal(format(value, ".15g")))
    percent = _PERCENT.fullmatch(shown_as)
    if percent:
        return _shown(number * 100, len(percent[1] or ""), shown_as) + "%"
    plain = _PLAIN_NUMBER.fullmatch(shown_as)
    if plain is None:
        raise _UnsaidError("PR933", format=shown_as)
    places = next((len(group) for group in plain.groups() if group), 0)
    return exact_text(number) if shown_as in ("General", "@") else _shown(number, places, shown_as)


def _shown(number: Fraction, places: int, shown_as: str) -> str:
    if (number * 10**places).denominator != 1:
        raise _UnsaidError("PR933", format=shown_as)
    return exact_text(number)
