"""Rows that name a level head the rows below them, in tables without columns of levels."""

from __future__ import annotations

import pytest
from import_layouts import Drawn, to_html

from perfrules.sheets import import_document

LEVEL_ROWS = {
    "merged": [[("一、产出指标（50分）", 3)], [("（一）数量指标（30分）", 3)]],
    "merged cells are lost": [["一、产出指标（50分）", "", ""], ["（一）数量指标（30分）", "", ""]],
}


@pytest.mark.parametrize("levels", LEVEL_ROWS.values(), ids=LEVEL_ROWS)
def test_rows_that_name_levels_head_the_rows_below_them(levels, tmp_path):
    rows = [
        ["指标", "权重", "目标值"],
        *levels,
        ["接收档案", "30", "≥8000卷"],
        ["二、效益指标（40分）", "", ""],
        ["查档人次", "40", "≥2600人次"],
    ]
    path = tmp_path / "表.html"
    to_html(Drawn("level rows", rows, []), path)
    (form,) = import_document(path).forms
    assert [(each.level1, each.level2, each.name) for each in form.sheet.indicators] == [
        ("产出指标", "数量指标", "接收档案"),
        ("效益指标", "", "查档人次"),
    ]
