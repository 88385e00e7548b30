"""Headings that change the meaning of others: a fourth level, ticks, years, plain words, whole periods."""

from __future__ import annotations

from typing import Any

from perfrules.sheets import import_document


def read(tmp_path, text: str) -> list[dict[str, Any]]:
    path = tmp_path / "表.csv"
    path.write_text(text, encoding="utf-8")
    return import_document(path).to_json()["sheets"]


def rows(tmp_path, text: str, *names: str) -> list[tuple[str, ...]]:
    (sheet,) = read(tmp_path, text)
    return [tuple(row.get(name) or "" for name in names) for row in sheet["indicators"]]


def test_a_fourth_level_has_the_names(tmp_path):
    text = "一级指标,二级指标,三级指标,四级指标,指标值\n产出,数量,培训,培训场次,≥3场\n"
    assert rows(tmp_path, text, "name", "description", "target") == [("培训场次", "培训", "≥3场")]


def test_ticks_stand_for_the_heading_above_them(tmp_path):
    text = "指标名称,指标值,全年预计完成值,确定能,有可能,完全不可能\n场次,3场,3场,√,,\n人数,9人,8人,,√,\n"
    assert rows(tmp_path, text, "name", "possibility") == [("场次", "确定能"), ("人数", "有可能")]


def test_columns_of_other_years_are_kept_beside(tmp_path):
    text = "2024年项目绩效目标表,,\n指标名称,2023年指标值,2024年指标值\n场次,2场,3场\n"
    assert rows(tmp_path, text, "name", "target") == [("场次", "3场")]
    (sheet,) = read(tmp_path, text)
    assert sheet["indicators"][0]["extra"] == {"2023年指标值": "2场"}


def test_plain_words_head_names_and_targets_where_no_better_one_is_there(tmp_path):
    text = "绩效指标,指标性质,指标值,单位\n场次,≥,3,场\n"
    assert rows(tmp_path, text, "name", "target") == [("场次", "≥3场")]
    beside = "绩效指标,一级指标,二级指标,指标值\n,产出,场次,≥3场\n"
    assert rows(tmp_path, beside, "level1", "name") == [("产出", "场次")]


def test_a_table_of_the_whole_period_alone_is_the_sheet(tmp_path):
    text = "长期绩效指标,一级指标,指标名称,指标值\n,产出,里程,100公里\n"
    assert rows(tmp_path, text, "name", "target") == [("里程", "100公里")]


def test_below_the_whole_period_the_year_counts(tmp_path):
    text = (
        "长期绩效指标,一级指标,指标名称,指标值\n,产出,里程,100公里\n"
        "年度绩效指标,一级指标,指标名称,指标值\n,产出,里程,20公里\n"
    )
    (sheet,) = read(tmp_path, text)
    assert [row["target"] for row in sheet["indicators"]] == ["20公里"]
    assert [row["target"] for row in sheet["midterm_indicators"]] == ["100公里"]


def test_a_row_that_numbers_the_columns_is_a_heading(tmp_path):
    text = "一级指标,指标名称,指标值\n1,2,3\n产出,场次,3场\n"
    assert rows(tmp_path, text, "name") == [("场次",)]


def test_several_points_of_levels_leave_those_of_the_indicator(tmp_path):
    text = "一级指标,分值,指标名称,分值,指标值\n产出,60,场次,30,3场\n,,人数,30,9人\n"
    assert rows(tmp_path, text, "name", "weight") == [("场次", "30"), ("人数", "30")]
