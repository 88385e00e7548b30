"""Workbooks (xlsx): their sheets, and the text that each cell shows."""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import isfinite
from typing import Any

from perfrules.diagnostics import Diagnostic, Source
from perfrules.diagnostics.truth import truth_word
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.libraries import office_module
from perfrules.documents.media.ooxml import check_package
from perfrules.resources.late_patterns import late_pattern

MOST_ROWS = 20_000
MOST_COLUMNS = 300
"""How far a sheet may reach; cells far off cost memory for every one between."""

# What openpyxl lets through of a broken part; the errors of both parsers of XML it may use are syntax errors.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
# `=100%`, `=500吨`: a target with its operator, which a spreadsheet takes for a formula.
_TARGET = late_pattern(r"=\s*-?[0-9][0-9,]*(?:\.[0-9]+)?\s*[^\W\d_]*%?")
_PERCENT = late_pattern(r"0(?:\.(0+))?%")
_PLAIN_NUMBER = late_pattern(r"General|@|#?,?#*0(?:\.(0+|#+))?|#,##0(?:\.(0+))?", re.IGNORECASE)
# The width of a character, a colour: what says nothing of the number.
_FORM_ONLY = late_pattern(r"_.|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]", re.IGNORECASE)


class UnsaidError(Exception):
    """A cell whose meaning is unclear: the `code` of the diagnostic, and its facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def open_sheets(data: bytes, name: str | None, *, computed: bool = False) -> list[Any]:
    """The sheets of an xlsx file, as openpyxl has them.

    Args:
        data: the file.
        name: what the file is called in messages.
        computed: has formulas as the values saved in the file.

    Raises:
        DocumentError: PR904 without the library for it, PR906–PR909 no sound file.
    """
    check_package(data, "xlsx", name)
    openpyxl = office_module("openpyxl")
    try:
        with warnings.catch_warnings():
            # What openpyxl warns of (a style, an extension) is nothing that a text could hang on.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(BytesIO(data), keep_links=False, data_only=computed)
    except _BROKEN as error:
        facts = {"name": name or "", "kind": "xlsx"}
        raise DocumentError(Diagnostic("PR906", facts, None, Source("", name))) from error
    return list(workbook.worksheets)


def is_target(formula: str) -> bool:
    """Whether a formula is a target that a spreadsheet took for one, such as `=100%`."""
    return _TARGET.fullmatch(formula) is not None


def reaches_too_far(sheet: Any) -> bool:
    """Whether a sheet has cells beyond the rows and columns that are read."""
    return bool(sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS)


def cell_text(cell: Any, *, rounded: bool = False) -> str:
    """The text that a cell shows.

    Args:
        cell: a cell of openpyxl that holds something.
        rounded: takes a number as it is shown; else one with a digit that is not shown is refused.

    Raises:
        UnsaidError: PR932 a formula or an error, PR933 a value whose format does not say what it shows.
    """
    value, kind = cell.value, cell.data_type
    if kind == "f":
        text = str(getattr(value, "text", value))
        if _TARGET.fullmatch(text):
            return text
        raise UnsaidError("PR932")
    if kind == "e":
        raise UnsaidError("PR932")
    if isinstance(value, bool):
        return truth_word(value)
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise UnsaidError("PR933", format=cell.number_format)
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format, rounded=rounded)
    if isinstance(value, str):
        return value
    raise UnsaidError("PR933", format=cell.number_format)


def _number_text(value: float, shown_as: str, *, rounded: bool) -> str:
    """A number as it is shown, of the 15 digits that a spreadsheet reckons with."""
    if not isfinite(value):
        raise UnsaidError("PR932")
    exact = Decimal(format(value, ".15g"))
    form = _FORM_ONLY.sub("", shown_as)
    percent, plain = _PERCENT.fullmatch(form), _PLAIN_NUMBER.fullmatch(form)
    found = percent or plain
    if found is None:
        raise UnsaidError("PR933", format=shown_as)
    number = Fraction(exact) * (100 if percent else 1)
    if form in ("General", "@"):
        return decimal_text(number, max(-int(exact.as_tuple().exponent), 0), trimmed=True)
    shown = next((group for group in found.groups() if group), "")
    if not rounded and (number * 10 ** len(shown)).denominator != 1:
        raise UnsaidError("PR933", format=shown_as)
    trimmed = not rounded or shown.startswith("#")
    return decimal_text(number, len(shown), trimmed=trimmed) + ("%" if percent else "")


def decimal_text(number: Fraction, places: int, *, trimmed: bool) -> str:
    """Return a number with this many decimals, halves rounded away from zero; `trimmed` of final zeros."""
    scaled = abs(number) * 10**places
    units = str((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).rjust(
        places + 1, "0"
    )
    text = f"{units[:-places]}.{units[-places:]}" if places else units
    if trimmed and places:
        text = text.rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and text.strip("0.") else text
