"""Rows of a table without lines are cut into cells where no text is cut."""

from __future__ import annotations

from perfrules.documents.media.pages.pdf.columns import Band, piece_of


def band(top, *texts):
    """A row: texts with the place where each begins; a letter is ten points wide."""
    chars = [
        {"text": letter, "x0": x + 10 * at, "x1": x + 10 * at + 9, "size": 10, "top": top, "bottom": top + 10}
        for x, text in texts
        for at, letter in enumerate(text)
    ]
    return Band(top, top + 10, tuple(chars))


def rows_of(*bands):
    piece = piece_of(bands, (), (), "表1", 1)
    return [(cell.row, cell.column, cell.columns, cell.text) for cell in piece.cells if cell.text]


def test_texts_that_share_a_column_are_one_cell():
    found = rows_of(
        band(0, (0, "资金名称技改"), (90, "预算部门")),
        band(20, (0, "一级"), (60, "二级"), (110, "三级"), (160, "分值")),
        band(40, (0, "产出"), (60, "数量"), (110, "企业"), (160, "20")),
    )
    (first,) = [cell for cell in found if cell[0] == 0]
    assert first[1:3] == (0, 3)
    assert "".join(first[3].split()) == "资金名称技改预算部门"


def test_texts_in_columns_of_their_own_stay_apart():
    found = rows_of(
        band(0, (0, "一级"), (60, "二级"), (110, "三级")),
        band(20, (0, "产出指"), (60, "数量"), (110, "企业")),
    )
    assert [cell[3] for cell in found] == ["一级", "二级", "三级", "产出指", "数量", "企业"]
