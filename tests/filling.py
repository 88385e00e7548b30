"""Fill in a workbook as an office does: by the headings, in the open cells."""

from __future__ import annotations

import io
from collections.abc import Mapping

from openpyxl import load_workbook

HEADS = 4
"""The row of headings."""


def fill(data: bytes, page: int, rows: Mapping[int, Mapping[str, object]]) -> bytes:
    """Write values into rows of a page, counted from 0, by the beginning of their headings."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[page]
    heads = [str(cell.value) for cell in sheet[HEADS]]
    for row, values in rows.items():
        for head, value in values.items():
            column = next(at for at, text in enumerate(heads, 1) if text.startswith(head))
            cell = sheet.cell(HEADS + 1 + row, column)
            assert not cell.protection.locked, head
            cell.value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
