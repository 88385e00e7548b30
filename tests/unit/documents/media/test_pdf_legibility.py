"""PDF texts that overlap, spill over, slant or touch: refused or reported, never interleaved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from perfrules.documents import DocumentError
from perfrules.documents.media.pages import Page, read_pages

FONT = "STSong-Light"
HEADINGS = ["一级指标", "二级指标", "三级指标", "指标值"]
ROW = ["产出指标", "数量指标", "清淤长度", "≥12公里"]
LAST = ["效益指标", "生态效益指标", "水质达标率", "≥90%"]
WIDE, HIGH, SIZE = 110, 20, 10


def drawn(path: Path, *, ruled: bool = True, extra: Callable[[Canvas], None] | None = None) -> Page:
    """The page of a table of three rows, with something else drawn on it."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=(600, 400))
    canvas.setFont(FONT, SIZE)
    for row, texts in enumerate([HEADINGS, ROW, LAST]):
        for column, text in enumerate(texts):
            x, y = 50 + column * WIDE, 300 - row * HIGH
            if ruled:
                canvas.rect(x, y, WIDE, HIGH)
            canvas.drawString(x + 4, y + 6, text)
    if extra is not None:
        extra(canvas)
    canvas.save()
    (page,) = read_pages(path).pages
    return page


def texts_of(page: Page) -> list[list[str]]:
    (grid,) = page.grids
    return [[cell.text for cell in row] for row in grid.rows]


def refusal(path: Path, **how) -> str:
    with pytest.raises(DocumentError) as caught:
        drawn(path, **how)
    (found,) = caught.value.diagnostics
    assert found.arguments["page"] == "1"
    return found.code


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "without-lines"])
def test_texts_that_cover_each_other_are_refused(ruled, tmp_path):
    path = tmp_path / "表.pdf"
    assert refusal(path, ruled=ruled, extra=lambda to: to.drawString(58, 287, "质量指标")) == "PR899"


def test_texts_of_two_cells_that_cover_each_other_keep_to_their_cells(tmp_path):
    # The rows are so low that texts of neighbouring rows overlap, and the middle of each is in its cell.
    def low(canvas: Canvas) -> None:
        for row, text in enumerate(["备注", "抽查", "公示"]):
            canvas.rect(490, 200 - row * 5, 100, 5)
            canvas.drawString(494, 199 - row * 5, text)

    page = drawn(tmp_path / "表.pdf", extra=low)
    assert [row[0].text for row in page.grids[1].rows] == ["备注", "抽查", "公示"]


def test_lines_of_one_text_in_two_cells_are_refused(tmp_path):
    def spill(canvas: Canvas) -> None:
        for row in range(3):
            canvas.rect(490, 300 - row * HIGH, 100, HIGH)
        for number, line in enumerate(["开展传承活动", "提高群众参与", "的积极性。"]):
            canvas.drawString(494, 300 - 13 * number, line)

    assert refusal(tmp_path / "表.pdf", extra=spill) == "PR899"


@pytest.mark.parametrize("leading", [HIGH, HIGH - 0.5])
def test_a_text_in_each_cell_of_a_column_is_read(leading, tmp_path):
    def fill(canvas: Canvas) -> None:
        for row in range(3):
            canvas.rect(490, 300 - row * HIGH, 100, HIGH)
            canvas.drawString(494, 306 - row * leading, f"第{row}项")

    page = drawn(tmp_path / "表.pdf", extra=fill)
    assert [row[-1] for row in texts_of(page)] == ["第0项", "第1项", "第2项"]


def test_a_slanted_watermark_is_left_out_and_reported(tmp_path):
    def watermark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(100, 240)
        canvas.rotate(30)
        canvas.setFont(FONT, 40)
        canvas.drawString(0, 0, "征求意见稿")
        canvas.restoreState()

    page = drawn(tmp_path / "表.pdf", extra=watermark)
    assert texts_of(page) == [HEADINGS, ROW, LAST]
    assert [(each.code, each.arguments["text"]) for each in page.noticed] == [("PR898", "征求意见稿")]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "without-lines"])
def test_a_text_printed_twice_to_look_bold_is_there_once(ruled, tmp_path):
    def again(canvas: Canvas) -> None:
        for column, text in enumerate(HEADINGS):
            canvas.drawString(54.4 + column * WIDE, 306, text)

    page = drawn(tmp_path / "表.pdf", ruled=ruled, extra=again)
    assert texts_of(page) == [HEADINGS, ROW, LAST]


def test_texts_that_touch_in_a_table_without_lines_are_refused(tmp_path):
    def touch(canvas: Canvas) -> None:
        for column, text in enumerate(["产出指标", "质量指标"]):
            canvas.drawString(54 + column * WIDE, 246, text)
        canvas.drawString(54 + 2 * WIDE, 246, "改造后的验收合格率及")
        canvas.drawString(54 + 2 * WIDE + 10 * SIZE, 246, "≥98%")

    page = drawn(tmp_path / "表.pdf", ruled=False, extra=touch)
    assert ([each.code for each in page.noticed], page.grids) == (["PR890"], ())
