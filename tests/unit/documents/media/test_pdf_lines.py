"""PDF tables without vertical lines: columns where all rows are blank, rows between the lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from perfrules.documents.media.pages import Page, read_pages

HEADINGS = ["一级指标", "二级指标", "三级指标", "指标值", "备注"]
ROWS = [
    ["产出指标", "数量指标", "清淤长度", "≥12公里", ""],
    ["", "质量指标", "验收合格率", "100%", "抽查"],
    ["效益指标", "生态效益指标", "水质达标率", "≥90%", ""],
]
WRAPPED = [HEADINGS, ROWS[0], ["", "质量指标", "验收合格率" * 6, "100%", "抽查"], ROWS[2]]
LINES = {
    "below-each-row": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
    ],
    "and-a-frame": [
        ("BOX", (0, 0), (-1, -1), 1, colors.black), ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
    ],
    "three": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
    ],
    "none": [],
}  # fmt: skip


def drawn(path: Path, rows: list[list[str]], lines: list[tuple], *, above: str = "项目绩效目标表") -> Page:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    texts = [[Paragraph(text, style) for text in row] for row in rows]
    table = Table(texts, colWidths=[140] * len(rows[0]), style=lines, repeatRows=1)
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([Paragraph(above, style), table])
    (page,) = read_pages(path).pages
    return page


def texts_of(page: Page) -> list[list[str]]:
    (grid,) = page.grids
    return [["".join(cell.text.split()) for cell in row] for row in grid.rows]


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_columns_are_found_between_the_texts(lines, tmp_path):
    page = drawn(tmp_path / "表.pdf", [HEADINGS, *ROWS], lines)
    assert (texts_of(page), page.noticed) == ([HEADINGS, *ROWS], ())


@pytest.mark.parametrize("lines", [LINES["below-each-row"], LINES["and-a-frame"]], ids=["lines", "frame"])
def test_lines_tell_rows_of_several_lines_apart(lines, tmp_path):
    assert texts_of(drawn(tmp_path / "表.pdf", WRAPPED, lines)) == WRAPPED


@pytest.mark.parametrize("lines", [LINES["three"], LINES["none"]], ids=["three", "none"])
def test_without_lines_rows_of_several_lines_are_refused(lines, tmp_path):
    page = drawn(tmp_path / "表.pdf", WRAPPED, lines)
    assert ([each.code for each in page.noticed], page.grids) == (["PR890"], ())


def test_a_line_that_stops_before_a_column_lets_its_cell_go_on(tmp_path):
    lines = [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
        ("LINEBELOW", (1, 1), (-1, 1), 0.5, colors.black), ("LINEBELOW", (0, 2), (-1, -1), 0.5, colors.black),
        ("SPAN", (0, 1), (0, 2)),
    ]  # fmt: skip
    (grid,) = drawn(tmp_path / "表.pdf", [HEADINGS, *ROWS], lines).grids
    assert [(grid.rows[row][0].text, grid.rows[row][0].rows) for row in (1, 2, 3)] == [
        ("产出指标", 2), ("产出指标", 2), ("效益指标", 1),
    ]  # fmt: skip


def test_a_text_over_several_columns_is_one_cell(tmp_path):
    rows = [HEADINGS, *ROWS, ["说明：指标值按照全年完成情况计算，汛期应急清淤不计算在内。", "", "", "", ""]]
    lines = [*LINES["below-each-row"], ("SPAN", (0, 4), (-1, 4))]
    (grid,) = drawn(tmp_path / "表.pdf", rows, lines).grids
    assert grid.rows[4][0].columns > 1
    assert "".join(grid.rows[4][0].text.split()) == rows[4][0]


def test_the_table_goes_on_on_the_next_pages(tmp_path):
    many = [["产出指标", "数量指标", f"第{number}项工作", f"≥{number}次", ""] for number in range(1, 90)]
    page = drawn(tmp_path / "表.pdf", [HEADINGS, *many], LINES["below-each-row"])
    assert texts_of(page) == [HEADINGS, *many]


def test_running_text_is_not_a_table(tmp_path):
    page = drawn(tmp_path / "表.pdf", [["全文只有一段文字。"], ["没有表格。"]], LINES["below-each-row"])
    assert page.grids == ()
    assert len(page.blocks) == 3
