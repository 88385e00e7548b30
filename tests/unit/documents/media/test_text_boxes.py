"""Tables of text that are drawn with characters for boxes."""

from __future__ import annotations

import pytest

from perfrules.documents.media.pages import read_pages

ROWS = [["一级指标", "三级指标", "指标值"], ["产出指标", "人数", "≥5人"], ["", "场次", "3场"]]
STYLES = {
    "light": "┌┬┐├┼┤└┴┘─│", "heavy": "┏┳┓┣╋┫┗┻┛━┃", "double": "╔╦╗╠╬╣╚╩╝═║", "rounded": "╭┬╮├┼┤╰┴╯─│",
    "ascii": "+++++++++-|", "dashed": "┌┬┐├┼┤└┴┘┄┆", "mixed": "╒╤╕╞╪╡╘╧╛═│",
}  # fmt: skip


def drawn(style: str) -> str:
    """The rows in boxes; a Chinese character is two columns wide."""
    corners, line, side = style[:9], style[9], style[10]
    top, middle, bottom = (
        left + between.join(line * 10 for _ in ROWS[0]) + right
        for left, between, right in (corners[0:3], corners[3:6], corners[6:9])
    )
    rows = [side + side.join(f"{text:<{10 - _wide(text)}}" for text in row) + side for row in ROWS]
    return "\n".join([top, f"\n{middle}\n".join(rows), bottom]) + "\n"


def _wide(text: str) -> int:
    return sum(character > "\u2fff" for character in text)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_cells_are_read_and_lines_are_not(style, tmp_path):
    (tmp_path / "表.txt").write_text(drawn(style), encoding="utf-8")
    (page,) = read_pages(tmp_path / "表.txt").pages
    (grid,) = page.grids
    assert [[cell.text for cell in row] for row in grid.rows] == ROWS
