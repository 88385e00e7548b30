"""Pieces of a table that page breaks cut are joined by their columns."""

from __future__ import annotations

from perfrules.documents.media.pages.pdf.joining import Piece, PieceCell, joined

EDGES = (0.0, 40.0, 80.0, 120.0, 160.0)
HEADINGS = [PieceCell(text, 0, at) for at, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值"))]


def piece(page, edges, cells):
    return Piece(f"第{page}页 表1", page, (edges[0], 0.0, edges[-1], 100.0), edges, cells)


def texts(*pieces):
    (grid,) = joined(pieces)
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells]


FIRST = [
    *HEADINGS,
    PieceCell("产出指标", 1, 0),
    PieceCell("数量指标", 1, 1),
    PieceCell("里程", 1, 2, 1, 2),
]


class TestPagesThatDivideFewerColumns:
    def test_the_cells_cover_the_columns_of_the_table(self):
        second = piece(2, (0.0, 40.0, 80.0, 160.0), [PieceCell("效益", 0, 0), PieceCell("路况", 0, 2)])
        assert texts(piece(1, EDGES, FIRST), second)[-2:] == [
            (2, 0, 1, 1, "效益"),
            (2, 2, 1, 2, "路况"),
        ]

    def test_a_page_with_more_columns_divides_those_above(self):
        first = piece(1, (0.0, 40.0, 160.0), [PieceCell("项目", 0, 0), PieceCell("养护", 0, 1)])
        assert texts(first, piece(2, EDGES, HEADINGS))[1] == (0, 1, 1, 3, "养护")

    def test_another_width_is_another_table(self):
        second = piece(2, (0.0, 40.0, 80.0, 300.0), [PieceCell("效益", 0, 0)])
        assert len(list(joined([piece(1, EDGES, FIRST), second]))) == 2


def test_a_merged_cell_does_not_count_the_row_that_was_cut():
    first = piece(
        1,
        EDGES,
        [
            PieceCell("产出", 0, 0),
            PieceCell("可持续", 0, 1),
            PieceCell("机制", 0, 2),
            PieceCell("健全", 0, 3),
        ],
    )
    second = piece(
        2,
        EDGES,
        [
            PieceCell("", 0, 0, 2), PieceCell("影响", 0, 1), PieceCell("", 0, 2), PieceCell("", 0, 3),
            PieceCell("满意度", 1, 1), PieceCell("群众", 1, 2), PieceCell("90%", 1, 3),
        ],
    )  # fmt: skip
    found = texts(first, second)
    assert (0, 0, 2, 1, "产出") in found
    assert (0, 1, 1, 1, "可持续\n影响") in found
    assert (1, 1, 1, 1, "满意度") in found
