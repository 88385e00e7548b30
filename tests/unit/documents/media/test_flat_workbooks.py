"""Workbooks of Excel 2003 in one XML file, which finance systems export with the ending .xls."""

from __future__ import annotations

import pytest

from perfrules.documents import DocumentError
from perfrules.documents.media.pages import Grid, read_pages

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = """<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="u"><NumberFormat ss:Format="0&quot;个&quot;"/></Style>
<Style ss:ID="odd"><NumberFormat ss:Format="[h]:mm"/></Style></Styles>"""


def book(*sheets: str) -> str:
    inner = "".join(
        f'<Worksheet ss:Name="表{number}"><Table>{rows}</Table></Worksheet>'
        for number, rows in enumerate(sheets, 1)
    )
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">{STYLES}{inner}</Workbook>'
    )


def cell(text: str, kind: str = "String", **attributes: object) -> str:
    more = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def row(*cells: str, **attributes: object) -> str:
    more = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f"<Row{more}>{''.join(cells)}</Row>"


def grids(tmp_path, text: str) -> list[Grid]:
    path = tmp_path / "表.xls"
    path.write_text(text, encoding="utf-8")
    return [grid for page in read_pages(path).pages for grid in page.grids]


def test_merged_cells_and_skipped_places(tmp_path):
    rows = (
        row(cell("一级指标", MergeDown=1), cell("指标值", MergeAcross=1))
        + row(cell("符号"), cell("数值"))
        + row(cell("产出"), cell("60", "Number", Index=3), Index=4)
    )
    (grid,) = grids(tmp_path, book(rows))
    assert [[each.text for each in row] for row in grid.rows] == [
        ["一级指标", "指标值", "指标值"], ["一级指标", "符号", "数值"], ["", "", ""], ["产出", "", "60"],
    ]  # fmt: skip
    assert grid.rows[3][2].at.cell == "C4"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (cell("0.95", "Number", StyleID="p"), "95.00%"),
        (cell("12", "Number", StyleID="u"), "12个"),
        (cell("2024-06-30T00:00:00.000", "DateTime"), "2024-06-30"),
        (cell("≥95%"), "≥95%"),
        (cell("第一行&#10;第二行"), "第一行\n第二行"),
        ("<Cell/>", ""),
    ],
)
def test_values_are_as_they_are_shown(written, shown, tmp_path):
    (grid,) = grids(tmp_path, book(row(written, cell("满"))))
    assert grid.rows[0][0].text == shown


def test_a_format_that_is_not_understood_is_named_with_its_place(tmp_path):
    (grid,) = grids(tmp_path, book(row(cell("0.5", "Number", StyleID="odd"))))
    assert [each.code for each in grid.noticed] == ["PR933"]


def test_places_name_the_sheet_where_there_are_several(tmp_path):
    rows = row(cell("甲"))
    assert [grid.rows[0][0].at.cell for grid in grids(tmp_path, book(rows, "", rows))] == [
        "表1!A1",
        "表3!A1",
    ]


@pytest.mark.parametrize(
    "text",
    [
        book("<Row>")[:-20],
        book('<Row ss:Index="x"/>'),
        book('<Row ss:Index="99999999"/>'),
        f'<?xml version="1.0"?><Workbook xmlns="{NAMESPACE}"><Cell/></Workbook>',
    ],
    ids=["cut", "no-number", "too-far", "no-sheet"],
)
def test_a_damaged_file_is_refused(text, tmp_path):
    with pytest.raises(DocumentError) as caught:
        grids(tmp_path, text)
    assert [each.code for each in caught.value.diagnostics] == ["PR717"]


def test_a_cell_that_covers_too_many_places_is_refused(tmp_path):
    text = book(row(cell("甲", MergeDown=99999, MergeAcross=99)))
    with pytest.raises(DocumentError) as caught:
        grids(tmp_path, text)
    assert [each.code for each in caught.value.diagnostics] == ["PR720"]
