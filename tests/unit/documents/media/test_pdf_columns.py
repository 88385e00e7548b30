"""Rows of a table without lines are cut into cells where no text is cut."""

from __future__ import annotations

from perfrules.documents.media.pages.pdf.columns import Band, Rule, is_sure, piece_of


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


HEADINGS = band(0, (0, "一级"), (60, "二级"), (110, "三级"), (160, "分值"))


def sure(*bands, rules=()):
    return is_sure(bands, piece_of(bands, rules, (), "表1", 1))


def test_rows_with_a_text_in_each_column_are_sure():
    assert sure(HEADINGS, band(20, (0, "产出"), (60, "数量"), (110, "企业"), (160, "20")))


def test_texts_of_two_columns_that_touch_are_not_sure():
    assert not sure(HEADINGS, band(20, (0, "产出"), (60, "数量建设企业"), (160, "20")))


def test_two_texts_in_one_column_are_not_sure():
    bands = HEADINGS, band(20, (0, "产出"), (60, "数量"), (110, "企业"), (160, "20"))
    assert not is_sure(bands, piece_of(bands, (), (-1, 40, 150, 190), "表1", 1))


def test_a_text_that_the_edge_of_a_merged_cell_cuts_is_not_sure():
    rules = [Rule(y, left, 190) for y, left in ((0, 0), (20, 50), (40, 0), (60, 0))]
    rows = [
        Band(0, 20, band(0, (60, "二级"), (110, "三级"), (160, "分值")).chars),
        Band(20, 40, band(20, (0, "总体目标完成情"), (110, "企业"), (160, "20")).chars),
        Band(40, 60, band(40, (0, "产出"), (60, "数量"), (110, "企业"), (160, "20")).chars),
    ]
    assert not sure(*rows, rules=rules)
