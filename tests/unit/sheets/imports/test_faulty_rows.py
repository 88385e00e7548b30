"""Rows that cannot be trusted are rejected with their place, never repaired by guess."""

from __future__ import annotations

import pytest
from import_layouts import Drawn, to_docx, to_xlsx

from perfrules.sheets import import_document

HEADINGS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
    "实际完成值",
    "分值",
    "得分",
]
SOUND = ["产出指标", "质量指标", "合格率", "≥", "95", "%", "96%", "10", "10"]

FAULTY = [
    pytest.param(
        [
            "产出指标",
            "数量指标",
            "1.培训人数\n2.培训期数",
            "",
            "≥100人\n≥5期",
            "",
            "120人\n6期",
            "10\n10",
            "10\n10",
        ],
        "PR705",
        "C2",
        id="two indicators in a row",
    ),
    pytest.param(
        ["产出指标", "数量指标", "培训人数\n培训期数", "", "≥100人；≥5期", "", "", "20", ""],
        "PR705",
        "C2",
        id="two names and two targets",
    ),
    pytest.param(
        ["产出指标", "数量指标", "培训人数", "100", "≥", "人", "120人", "10", "10"],
        "PR707",
        "D2",
        id="a value where a sign belongs",
    ),
    pytest.param(
        ["产出指标", "数量指标", "≥100人", "", "120人", "10", "10", "", ""], "PR706", "C2", id="shifted left"
    ),
    pytest.param(
        ["产出指标", "数量指标", "培训人数", "", "", "", "≥100人", "120人", "10"],
        "PR706",
        "H2",
        id="shifted right",
    ),
    pytest.param(
        ["产出指标", "数量指标", "", "≥", "100", "人", "120人", "10", "10"], "PR725", "A2", id="no name"
    ),
]


def read(rows, path, write=to_xlsx):
    write(Drawn("表", rows, ()), path)
    return import_document(path)


@pytest.mark.parametrize(("row", "code", "cell"), FAULTY)
def test_a_faulty_row_is_rejected(row, code, cell, tmp_path):
    found = read([HEADINGS, row, SOUND], tmp_path / "表.xlsx")
    assert [each.name for each in found.sheets[0].indicators] == ["合格率"]
    (fault,) = [each for each in found.diagnostics if each.severity == "error"]
    assert (fault.code, fault.to_json()["cell"]) == (code, cell)
    rejected = {entry.text for entry in found.entries if entry.status == "rejected"}
    assert {text for text in row[2:] if text} <= rejected


def test_a_name_that_wraps_is_one_name(tmp_path):
    wrapped = ["产出指标", "数量指标", "培训\n人数", "≥", "100", "人", "120人", "10", "10"]
    for name, write in (("表.xlsx", to_xlsx), ("表.docx", to_docx)):
        found = read([HEADINGS, wrapped, SOUND], tmp_path / name, write)
        assert [each.name for each in found.sheets[0].indicators] == ["培训人数", "合格率"]
        assert not found.diagnostics


def test_a_score_that_is_not_a_number_is_left_out_and_named(tmp_path):
    found = read([HEADINGS, [*SOUND[:8], "满分"]], tmp_path / "表.xlsx")
    (row,) = found.to_json()["sheets"][0]["indicators"]
    assert (row["weight"], row["score"]) == ("10", None)
    assert [each.code for each in found.diagnostics] == ["PR708"]


def test_points_below_zero_are_left_out_and_named(tmp_path):
    found = read([HEADINGS, [*SOUND[:7], "-7", "0"]], tmp_path / "表.xlsx")
    assert [each.weight for each in found.sheets[0].indicators] == [None]
    assert [each.code for each in found.diagnostics] == ["PR744"]


def test_two_columns_that_may_both_be_the_targets_are_named(tmp_path):
    rows = [["一级指标", "三级指标", "指标值", "目标值"], ["产出指标", "人数", "≥5人", "≥6人"]]
    found = read(rows, tmp_path / "表.xlsx")
    assert "PR724" in {each.code for each in found.diagnostics}


def test_headings_without_rows_are_named(tmp_path):
    found = read([HEADINGS], tmp_path / "表.xlsx")
    assert "PR723" in {each.code for each in found.diagnostics}


def test_a_document_without_a_table_of_indicators_is_named(tmp_path):
    found = read([["姓名", "电话"], ["张三", "123"]], tmp_path / "表.docx", to_docx)
    assert [each.code for each in found.diagnostics if each.severity == "error"] == ["PR727"]
