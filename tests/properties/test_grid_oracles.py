"""Grids of random workbooks and documents against openpyxl and python-docx, which read them another way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import openpyxl
from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import MergedCell

from perfrules.documents.media.pages import Grid, read_pages

TEXTS = st.text("产出指标≥≤95%个 1a\n", min_size=0, max_size=6)
HEIGHT, WIDTH = 4, 3
FORMATS = {"0%": 100, "0.0%": 100, '0"个"': 1, "0.00": 1, "General": 1, "@": 1}


@st.composite
def merged_areas(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """Areas that do not overlap: first row and column, rows and columns."""
    taken: set[tuple[int, int]] = set()
    areas = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, HEIGHT - 1)), draw(st.integers(0, WIDTH - 1))
        rows, columns = draw(st.integers(1, HEIGHT - top)), draw(st.integers(1, WIDTH - left))
        places = {(top + row, left + column) for row in range(rows) for column in range(columns)}
        if len(places) > 1 and not places & taken:
            taken |= places
            areas.append((top, left, rows, columns))
    return areas


VALUES = st.one_of(
    TEXTS,
    st.integers(-1000, 1000),
    st.decimals(0, 1, places=2).map(float),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.booleans(),
    st.none(),
)
ROWS = st.lists(st.lists(VALUES, min_size=WIDTH, max_size=WIDTH), min_size=HEIGHT, max_size=HEIGHT)


def spans_of(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells that cover several places and hold a text."""
    cells = {id(cell): cell for row in grid.rows for cell in row if cell and cell.rows * cell.columns > 1}
    return {(cell.row, cell.column): (cell.rows, cell.columns) for cell in cells.values()}


def shown(value: Any, form: str) -> str:
    """What a cell of openpyxl shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return value
    places = {"0%": 0, "0.0%": 1, '0"个"': 0, "0.00": 2}.get(form)
    number = value * FORMATS[form]
    text = f"{number:.15g}" if places is None else f"{number:.{places}f}"
    return text + ("%" if "%" in form else "个" if "个" in form else "")


def written(rows: list[list[Any]], areas: list[tuple[int, int, int, int]], form: str, path: Path) -> None:
    """A workbook of openpyxl."""
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column, value)
            if isinstance(value, int | float) and not isinstance(value, bool):
                cell.number_format = form
            if isinstance(value, str):
                cell.data_type = "s"
    for top, left, height, width in areas:
        book.active.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=top + height, end_column=left + width
        )
    book.save(path)


class TestWorkbooks:
    """Texts, places and merged areas are those that openpyxl reads."""

    @given(ROWS, merged_areas(), st.sampled_from(list(FORMATS)))
    @law(20)
    def test_the_same_grid(
        self, rows: list[list[Any]], areas: list[tuple[int, int, int, int]], form: str
    ) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "表.xlsx"
            written(rows, areas, form, path)
            page = read_pages(path).pages[0]
            oracle = openpyxl.load_workbook(path).active
        cells = {
            cell.coordinate: shown(cell.value, cell.number_format)
            for row in oracle.iter_rows()
            for cell in row
            if not isinstance(cell, MergedCell) and cell.value not in (None, "")
        }
        read = {
            cell.at.cell: cells.get(cell.at.cell or "") if cell.rounded else cell.text
            for grid in page.grids
            for row in grid.rows
            for cell in row
            if cell.text
        }
        assert read == cells
        for grid in page.grids:
            for (top, left), span in spans_of(grid).items():
                ((height, width),) = [area[2:] for area in areas if area[:2] == (top, left)]
                assert span == (min(height, len(grid.rows) - top), min(width, grid.width - left))


def owners(grid: Grid) -> list[list[tuple[int, int]]]:
    """For each place the first place of its cell."""
    return [[(cell.row, cell.column) for cell in row] for row in grid.rows]


def owners_in(areas: list[tuple[int, int, int, int]]) -> list[list[tuple[int, int]]]:
    """For each place the first place of the area that covers it."""
    found = [[(row, column) for column in range(WIDTH)] for row in range(HEIGHT)]
    for top, left, height, width in areas:
        for row in range(top, top + height):
            found[row][left : left + width] = [(top, left)] * width
    return found


class TestDocuments:
    """Texts and merged areas are those that python-docx reads."""

    @given(ROWS, merged_areas())
    @law(20)
    def test_the_same_grid(self, rows: list[list[Any]], areas: list[tuple[int, int, int, int]]) -> None:
        made = docx.Document()
        table = made.add_table(HEIGHT, WIDTH)
        for top, left, height, width in areas:
            table.cell(top, left).merge(table.cell(top + height - 1, left + width - 1))
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                table.cell(number, column).text = str(value)
        table.cell(0, 0).text = "首格"
        with TemporaryDirectory() as folder:
            path = Path(folder) / "表.docx"
            made.save(str(path))
            (page,) = read_pages(path).pages
            oracle = docx.Document(str(path)).tables[0]
        places = [[oracle.cell(row, column) for column in range(WIDTH)] for row in range(HEIGHT)]
        (grid,) = page.grids
        assert [[cell.text for cell in row] for row in grid.rows] == [
            [cell.text.strip() for cell in row] for row in places
        ]
        assert owners(grid) == owners_in(areas)
