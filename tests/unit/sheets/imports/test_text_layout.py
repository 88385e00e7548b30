import pytest

from perfrules.diagnostics import Source
from perfrules.sheets.imports.tables import Table
from perfrules.sheets.imports.text_layout import read_blocks


def blocks(text):
    """The blocks as plain data: a paragraph as its text, a table as rows of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in read_blocks(Source(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\n \n\u3000\n", [], id="blanks"),
        pytest.param(" 甲 \n乙", ["甲", "乙"], id="paragraphs"),
        pytest.param("\t甲\n\t乙\n\n\t丙", [[["甲", "乙"], ["丙"]]], id="rows"),
        pytest.param("\t甲\t乙\n\t丙", [[["甲", "乙", "丙"]]], id="cells-on-one-line"),
        pytest.param("\t\n\t\n\n\t\n", [[["", ""], [""]]], id="empty-cells"),
        pytest.param(
            "\t产出\n\n指标 \n\t数量指标\n", [[["产出指标", "数量指标"]]], id="cell-of-two-paragraphs"
        ),
        pytest.param(
            "\t\n甲\n\n\n乙\n\t丙\n", [[["甲乙", "丙"]]], id="many-blank-lines-before-the-next-cell"
        ),
        pytest.param(
            "\t甲\n\t单位\n\n计划\n\n\t乙\n\t丙",
            [[["甲", "单位计划"], ["乙", "丙"]]],
            id="last-cell-of-a-row",
        ),
        pytest.param(
            "\t甲\n\t单位\n\n\n计划\n\n\t乙\n\t丙",
            [[["甲", "单位计划"], ["乙", "丙"]]],
            id="last-cell-two-blank-lines",
        ),
        pytest.param("\t甲\n\n\n后文", [[["甲"]], "后文"], id="text-after-two-blank-lines"),
        pytest.param("\t甲\n\n第三部分\n", [[["甲"]], "第三部分"], id="part-after-one-blank-line"),
        pytest.param("\t甲\n\n注：由某局填写", [[["甲"]], "注：由某局填写"], id="note-after-one-blank-line"),
        pytest.param(
            "\t甲\n\n某某表\n\n\t项目编码\n\t乙",
            [[["甲"]], "某某表", [["项目编码", "乙"]]],
            id="title-between-tables",
        ),
        pytest.param(
            "\t甲\n\n某某表\n\t项目\n\n编码\n\t乙",
            [[["甲"]], "某某表", [["项目编码", "乙"]]],
            id="title-right-above-the-table",
        ),
        pytest.param(
            "\t甲\n\n\n某某\n\n\t项目编码\n\t乙",
            [[["甲"]], "某某", [["项目编码", "乙"]]],
            id="title-reported-by-what-follows",
        ),
        pytest.param(
            "\t目标1\n\t如下：\n\n（一）甲\n\n（二）乙\n\n\t目标2\n\t丙",
            [[["目标1", "如下：（一）甲（二）乙"], ["目标2", "丙"]]],
            id="numbered-paragraphs-in-a-cell",
        ),
        pytest.param(
            "\t甲\n\t乙\n\n\n长长的正文\n\n又一段\n\n\t丙\n\t丁",
            [[["甲", "乙"]], "长长的正文", "又一段", [["丙", "丁"]]],
            id="prose-between-tables",
        ),
        pytest.param(
            "\t甲\n\n\n正文\n\n\t乙\n\t丙", [[["甲"]], "正文", [["乙", "丙"]]], id="another-number-of-cells"
        ),
        pytest.param(
            "\t甲\n\t\n\n\n某某表\n\n编码\n\t乙",
            [[["甲", ""]], "某某表", "编码", [["乙"]]],
            id="title-and-a-lost-label",
        ),
        pytest.param("第一部分\t3\n第二部分\t5", ["第一部分\t3", "第二部分\t5"], id="table-of-contents"),
        pytest.param("  \t甲\n\u3000\t乙", [[["甲", "乙"]]], id="blanks-before-the-tab"),
        pytest.param("\t甲\x0b乙\n\t丙\x0c", [[["甲乙", "丙"]]], id="other-line-breaks"),
        pytest.param("\t甲\r\n\t乙\r\n\r\n\t丙\r\n", [[["甲", "乙"], ["丙"]]], id="crlf"),
    ],
)
def test_blocks(text, expected):
    assert blocks(text) == expected


def test_a_cell_bears_its_place():
    source = Source("正文\n\t甲\n\t 100% \n\t产出\n\n指标 \n\t")
    _, table = read_blocks(source)
    places = [
        (source.text[cell.at.span.start : cell.at.span.end], cell.at.to_json()) for cell in table.rows[0]
    ]
    assert places == [
        ("甲", {"line": 2}),
        ("100%", {"line": 3}),
        ("产出\n\n指标", {"line": 4}),
        ("", {"line": 7}),
    ]
