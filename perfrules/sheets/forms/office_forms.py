"""Filled forms in workbooks and word-processor files: their cells as the grid that the form is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError
from perfrules.documents.ooxml import check_package, office_module
from perfrules.sheets.forms.grids import Cell, Row, read_grid
from perfrules.sheets.forms.model import FilledForm
from perfrules.sheets.model import Origin
from perfrules.values import exact_text
from perfrules.values.numerals import exact

_FORMULA = "f"
_TRUTH = {True: "是", False: "否"}


def read_xlsx_forms(path: Path) -> tuple[FilledForm, ...]:
    """The forms in a workbook, those of each worksheet in turn; a formula counts as the value kept with it.

    Raises:
        DocumentError: PR100 and PR906–PR909 for a file that cannot be read, PR904 without the extra `office`.
    """
    data = _bytes(path)
    check_package(data, "xlsx", str(path))
    openpyxl = office_module("openpyxl")
    values, written = (openpyxl.load_workbook(BytesIO(data), data_only=only) for only in (True, False))
    several = len(values.worksheets) > 1
    forms: list[FilledForm] = []
    for shown, formulas in zip(values.worksheets, written.worksheets, strict=True):
        texts = [[_text(cell) for cell in row] for row in shown.iter_rows()]
        sheet = f"{shown.title}!" if several else ""
        rows = _grid(texts, str(path), sheet)
        told = tuple(_without_value(formulas, rows))
        found = read_grid(rows)
        forms += (evolve(each, told=(*each.told, *told)) for each in found[:1])
        forms += found[1:]
    return _without_lists(forms)


def _without_lists(forms: Sequence[FilledForm]) -> tuple[FilledForm, ...]:
    """The forms of a workbook; a list of all the projects beside them says the same once more."""
    alone = tuple(each for each in forms if not each.listed)
    return alone or tuple(forms)


def read_docx_forms(path: Path) -> tuple[FilledForm, ...]:
    """The forms in the tables of a word-processor file, whose rows are counted through.

    Raises:
        DocumentError: PR100 and PR906–PR909 for a file that cannot be read, PR904 without the extra `office`.
    """
    data = _bytes(path)
    check_package(data, "docx", str(path))
    document = office_module("docx").Document(BytesIO(data))
    texts = [row for table in document.tables for row in _table(table)]
    return read_grid(_grid(texts, str(path), ""))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(Diagnostic("PR100", {"name": str(path)})) from error


def _text(cell: Any) -> str:
    """What a cell shows, as exactly as it was written."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return _TRUTH[value]
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        # A workbook keeps numbers as the shortest digits that lead back to them, which repr writes.
        number = exact(Decimal(repr(value)))
        return f"{exact_text(number * 100)}%" if "%" in cell.number_format else exact_text(number)
    return str(value)


def _table(table: Any) -> list[list[str]]:
    """The texts of a table's cells; a cell that is merged over several holds its text once."""
    seen: set[Any] = set()
    rows: list[list[str]] = []
    for row in table.rows:
        texts: list[str] = []
        for cell in row.cells:
            element = cell._tc  # noqa: SLF001 - the only thing by which merged cells are the same
            texts.append("" if element in seen else cell.text)
            seen.add(element)
        rows.append(texts)
    return rows


def _grid(texts: Sequence[Sequence[str]], name: str, sheet: str) -> list[Row]:
    """The cells with their places; the source has a line a row, so that messages can show it."""
    lines = [[" ".join(text.split()) for text in row] for row in texts]
    source = Source("\n".join("\t".join(row) for row in lines), name)
    rows: list[Row] = []
    start = 0
    for number, (row, line) in enumerate(zip(texts, lines, strict=True), 1):
        cells = []
        for column, (text, shown) in enumerate(zip(row, line, strict=True)):
            at = Origin(source, Span(start, start + len(shown)), f"{sheet}{_letters(column)}{number}")
            cells.append(Cell(text, at))
            start += len(shown) + 1
        if not row:
            start += 1
        rows.append(cells)
    return rows


def _letters(column: int) -> str:
    """The name of a column, counted from 0: A, B, and after Z AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _without_value(formulas: Any, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """PR436 for each formula whose value the workbook does not keep."""
    for row, cells in zip(formulas.iter_rows(), rows, strict=True):
        for cell, shown in zip(row, cells, strict=True):
            if cell.data_type == _FORMULA and not shown.text:
                told = {"cell": cell.coordinate, "text": str(cell.value)}
                yield Diagnostic("PR436", told, shown.at.span, shown.at.source)
