"""Tables as workbook, page and lines: what cannot be shown is refused, sums and lights are marked."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from rich.console import Console

from perfrules.reports.forms.errors import ReportError
from perfrules.reports.listings import as_html, as_xlsx
from perfrules.reports.listings.as_text import print_listings
from perfrules.reports.listings.model import Column, ListedTable, ListingReport

COLUMNS = (Column("名称", 20), Column("金额", 12), Column("灯", 6, "light"))
TABLE = ListedTable(
    "表",
    COLUMNS,
    (("甲", Decimal("1.50"), "红"), ("=1+1", Decimal(2), ""), ("合计", Decimal("3.50"), "")),
    "单位：万元",
    {"红": "red"},
    summed=True,
)
REPORT = ListingReport("报告", (TABLE,), ("一句说明",))


def cells(data: bytes):
    return load_workbook(io.BytesIO(data)).worksheets[0]


def test_a_workbook_has_texts_as_texts_and_numbers_as_numbers():
    page = cells(as_xlsx.render(REPORT, "zh"))
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=3)] == [
        ["名称", "金额", "灯"],
        ["甲", 1.5, "红"],
        ["=1+1", 2, None],
        ["合计", 3.5, None],
    ]
    assert page["A5"].data_type == "s"
    assert page.auto_filter.ref == "A3:C5"  # without the sum
    assert page["A6"].font.bold
    assert page["C4"].fill.start_color.rgb.endswith("F5C6C6")


def test_a_page_marks_sums_and_lights():
    text = as_html.render(REPORT, "zh").decode()
    assert '<td class="light mark tint-red">红</td>' in text
    assert '<td class="total figure">3.50</td>' in text
    assert "单位：万元" in text


def test_headings_stand_in_line_with_the_figures_below_them():
    text = as_html.render(REPORT, "zh").decode()
    assert '<th scope="col">名称</th>' in text
    assert '<th scope="col" class="figure">金额</th>' in text
    assert '<th scope="col" class="mark">灯</th>' in text


def test_the_terminal_shows_every_cell():
    console = Console(width=100, record=True, file=io.StringIO())
    print_listings(REPORT, console)
    text = console.export_text()
    assert all(word in text for word in ("报告", "一句说明", "单位：万元", "1.50", "合计"))


@pytest.mark.parametrize("render", [as_xlsx.render, as_html.render])
def test_an_invisible_character_is_refused(render):
    broken = ListingReport("甲", (ListedTable("表", COLUMNS[:1], (("甲\u200b",),)),))
    with pytest.raises(ReportError) as caught:
        render(broken, "zh")
    assert [each.code for each in caught.value.diagnostics] == ["PR780"]


def test_a_text_that_no_cell_holds_is_refused():
    long = ListingReport("甲", (ListedTable("表", COLUMNS[:1], (("甲" * 32_768,),)),))
    with pytest.raises(ReportError) as caught:
        as_xlsx.render(long, "zh")
    assert [each.code for each in caught.value.diagnostics] == ["PR781"]


def test_a_table_without_rows_is_written():
    empty = ListingReport("甲", (ListedTable("表", COLUMNS, ()),))
    assert cells(as_xlsx.render(empty, "en"))["A2"].value == "名称"
