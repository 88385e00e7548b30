"""What the cells of a workbook show, to the letter and as rounded for the eye."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from perfrules.documents.media.xlsx import (
    MOST_COLUMNS,
    MOST_ROWS,
    UnsaidError,
    cell_text,
    open_sheets,
    reaches_too_far,
)


def cell(value, shown_as="General"):
    """A cell as it is read again."""
    workbook = openpyxl.Workbook()
    made = workbook.active["B2"]
    made.value, made.number_format = value, shown_as
    stream = io.BytesIO()
    workbook.save(stream)
    (sheet,) = open_sheets(stream.getvalue(), "b.xlsx")
    return sheet["B2"]


SHOWN = [
    (95, "General", "95", "95"),
    (9.5, "General", "9.5", "9.5"),
    (0.1 + 0.2, "General", "0.3", "0.3"),
    (9.5, "0.00", "9.5", "9.50"),
    (9.5, "0.00_0", "9.5", "9.50"),
    (9.5, "0.00_);[Red]", None, None),
    (-9.5, "[Red]0.0", "-9.5", "-9.5"),
    (0.95, "0%", "95%", "95%"),
    (0.9625, "0.00%", "96.25%", "96.25%"),
    (0.996315, "0.00%", None, "99.63%"),
    (9.579, "0.00", None, "9.58"),
    (9.575, "0.00", None, "9.58"),
    (-0.001, "0.00", None, "0.00"),
    (12345.6, "#,##0.0", "12345.6", "12345.6"),
    (3, '0"人"', None, None),
    (1e20, "General", "100000000000000000000", "100000000000000000000"),
    (True, "General", "是", "是"),
    (datetime(2021, 12, 20), "yyyy-mm-dd", "2021-12-20", "2021-12-20"),
    (date(2021, 12, 20), "yyyy-mm-dd", "2021-12-20", "2021-12-20"),
    (datetime(2021, 12, 20, 8), "yyyy-mm-dd", None, None),
    (time(8, 30), "hh:mm", None, None),
    ("=100%", "General", "=100%", "=100%"),
    ("=500吨", "General", "=500吨", "=500吨"),
    ("=SUM(A1:A2)", "General", None, None),
    ("#N/A", "General", None, None),
    (" 合格 ", "@", " 合格 ", " 合格 "),
]


@pytest.mark.parametrize(("value", "shown_as", "exact", "rounded"), SHOWN)
def test_what_a_cell_shows(value, shown_as, exact, rounded):
    for text, lenient in ((exact, False), (rounded, True)):
        if text is None:
            with pytest.raises(UnsaidError) as error:
                cell_text(cell(value, shown_as), rounded=lenient)
            assert error.value.code in ("PR932", "PR933")
        else:
            assert cell_text(cell(value, shown_as), rounded=lenient) == text


@pytest.mark.parametrize(("row", "column", "far"), [
    (MOST_ROWS, MOST_COLUMNS, False), (MOST_ROWS + 1, 1, True), (1, MOST_COLUMNS + 1, True)
])  # fmt: skip
def test_a_sheet_that_reaches_too_far(row, column, far):
    sheet = openpyxl.Workbook().active
    sheet.cell(row, column, "x")
    assert reaches_too_far(sheet) is far
