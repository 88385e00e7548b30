"""Texts whose rows are known, but where merged cells are one cell or are left out."""

import pytest
from import_layouts import LAYOUTS as DRAWN
from import_layouts import TEXT_ROWS, Drawn
from published_layouts import LAYOUTS as PUBLISHED

from perfrules.diagnostics import Source, Span
from perfrules.documents.media.pages import Cell
from perfrules.documents.origin import Origin
from perfrules.sheets import import_document
from perfrules.sheets.imports.cell_lines.head_places import HeadPlaces
from perfrules.sheets.imports.cell_lines.short_rows import columns_of
from perfrules.sheets.imports.cell_lines.wide_headings import spread, widened

LAYOUTS = [*DRAWN, *PUBLISHED]
SHARES = {"tab-lines": 95, "tab-lines-short": 82, "pasted": 93, "pasted-short": 82, "separated": 70}
"""The least share of indicators that are read, in per cent; the others are refused or lack a field."""
REPORTED = {"side-by-side-periods", "guangdong-expected", "hebei-two-goals"}
"""Layouts whose wrong rows have an error: names in two columns (PR724), short rows with a code (PR302)."""


def cells(*texts):
    return [Cell(text, Origin(Source(text), Span(0, len(text)))) for text in texts]


def _expected(drawn: Drawn):
    return [row for sheet in drawn.sheets for row in sheet["indicators"]]


def _found(drawn: Drawn, medium: str, folder):
    path = folder / f"{medium}.txt"
    TEXT_ROWS[medium](drawn, path)
    data = import_document(path).to_json()
    return [row for sheet in data["sheets"] for row in sheet["indicators"]]


def _values(row):
    return {name: text for name, text in row.items() if text and isinstance(text, str)}


@pytest.mark.parametrize("medium", TEXT_ROWS)
def test_what_is_read_is_right_and_most_is_read(medium, tmp_path):
    wrong, read, count = [], 0, 0
    for drawn in LAYOUTS:
        expected, found = _expected(drawn), _found(drawn, medium, tmp_path)
        read += sum(any(_values(row).items() <= each.items() for each in found) for row in expected)
        count += len(expected)
        if drawn.name not in REPORTED:
            wrong += [(drawn.name, each["name"]) for each in found if not _agrees(each, expected)]
    assert not wrong
    assert 100 * read >= SHARES[medium] * count, f"{100 * read / count:.1f}"


def _agrees(found, expected):
    """Whether an indicator that was found has no value but those of one that is in the table."""
    names = {name for row in expected for name in row}
    values = {name: text for name, text in found.items() if name in names and text}
    return any(all(row.get(name, text) == text for name, text in values.items()) for row in expected)


COLUMNS = "level1", "level2", "name", "target", "actual", "weight", "score", "explanation"


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (("质量指标", "合格率", "≥95%", "96%", "20", "20", ""), (1, 2, 3, 4, 5, 6, 7)),
        (("合格率", "≥95%", "96%", "20", "20", "雨季"), (2, 3, 4, 5, 6, 7)),
        (("产出指标", "数量指标", "里程", "≥5公里", "5公里", "20", "20"), (0, 1, 2, 3, 4, 5, 6)),
        (("便利程度", "提升", "有所提升", "10", "8"), (2, 3, 4, 5, 6)),
    ],
)
def test_a_short_row_is_placed_by_the_kinds_of_its_cells(texts, places):
    assert columns_of(cells(*texts), COLUMNS) == places


@pytest.mark.parametrize("texts", [("合格率", "20"), ("甲", "乙"), ("≥95%", "96%", "20"), ()])
def test_a_row_with_too_little_or_no_single_place_is_not_placed(texts):
    assert columns_of(cells(*texts), COLUMNS) is None


def test_two_unknown_columns_leave_open_which_is_blank():
    assert columns_of(cells("里程", "≥5公里", "甲"), ("name", "target", "", "")) is None


def test_headings_reach_over_the_columns_whose_cells_fit():
    row = cells("指标类型", "指标名称", "指标值", "说明")
    meanings = "level1", "name", "target", "explanation"
    below = [cells("产出指标", "数量指标", "里程", "≥", "5", "")]
    assert widened(row, meanings, below) == [0, 2, 3, 5]


def test_upper_headings_are_above_those_that_divide_them():
    upper = cells("一级指标", "三级指标", "年初目标", "实际完成", "分值")
    lower = cells("", "", "目标值", "单位", "完成值", "单位", "")
    assert spread(upper, lower) == [0, 1, 2, 4, 6]


def test_neighbours_of_different_years_are_not_guessed():
    upper = cells("三级指标", "上年", "2024年")
    lower = cells("", "目标值", "完成值", "差额", "目标值", "完成值")
    assert spread(upper, lower) is None


def test_amounts_are_below_their_headings_when_a_merged_label_is_left_out():
    head = HeadPlaces()
    headings = cells("项目资金", "", "年初预算数", "全年执行数", "分值", "执行率", "得分")
    row = cells("年度资金总额", "300", "270", "10", "90%", "9")
    assert [head.blanks_before(headings, row), head.blanks_before(row, [])] == [0, 1]


def test_a_row_that_cannot_be_placed_is_reported_with_its_place_and_those_below_it(tmp_path):
    path = tmp_path / "表.txt"
    path.write_text(
        "一级指标\t二级指标\t三级指标\t指标值\t备注一\t备注二\n"
        "产出指标\t数量指标\t里程\t≥5公里\t甲\t乙\n"
        "质量指标\t合格率\t≥95%\t丙\n"
        "时效指标\t完成率\t100%\t丁\t戊\n"
        "效益指标\t社会效益指标\t受益人数\t≥20人\t甲\t乙\n",
        encoding="utf-8",
    )
    found = import_document(path)
    assert [row["name"] for row in found.to_json()["sheets"][0]["indicators"]] == ["里程", "受益人数"]
    left = [each for each in found.diagnostics if each.code == "PR704"]
    lines = [each.source.line_at(each.span.start)[0] for each in left]
    assert lines == ["质量指标\t合格率\t≥95%\t丙", "时效指标\t完成率\t100%\t丁\t戊"]
