"""Filled forms of any medium are read by the recogniser that `import` uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from perfrules.sheets.filled.form_files import find_forms, load_any_forms, load_forms

HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "培训人数", "≥100人", "120人", "50", "50"]


def workbook(path: Path, *sheets: list[list[str]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def own_form(name: str = "培训") -> list[list[str]]:
    return [["项目支出绩效自评表"], ["项目名称", name], HEADS, ROW, ["总分", "", "", "", "", "100", "50"]]


def listed(score: str) -> list[list[str]]:
    return [["项目名称", *HEADS], ["培训", *ROW[:-1], score]]


@pytest.mark.parametrize(("score", "codes"), [("50", []), ("49", ["PR729"])])
def test_a_list_beside_the_forms_is_named_where_it_differs(
    tmp_path: Path, score: str, codes: list[str]
) -> None:
    (form,) = load_forms(workbook(tmp_path / "表.xlsx", own_form(), listed(score)))
    assert (form.name, form.rows[0].score.value, [each.code for each in form.diagnostics]) == (
        "培训",
        50,
        codes,
    )


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_a_text_is_read_where_it_is_named_and_not_in_a_folder(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"表.{ending}"
    lines = [" | ".join(["", *row, ""]) for row in (HEADS, ["---"] * len(HEADS), ROW)]
    path.write_text("# 项目支出绩效自评表\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    (form,) = load_any_forms(path)
    assert [row.indicator.target for row in form.rows] == ["≥100人"]
    assert find_forms(tmp_path) == ()


def test_a_row_that_cannot_be_read_is_an_error_of_its_form(tmp_path: Path) -> None:
    shifted = ["产出指标", "数量指标", "≥100人", "120人", "50", "50", ""]
    rows = [HEADS, ROW, shifted]
    (form,) = load_forms(workbook(tmp_path / "表.xlsx", rows))
    assert [(each.code, each.severity) for each in form.diagnostics] == [("PR706", "error")]


def test_a_cell_of_points_over_two_rows_is_shared(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADS, ROW, [*ROW[:2], "场次", "≥1场", "1场", "", "40"]])
    assert [row.shares_points for row in load_forms(path)[0].rows] == [True, True]


def test_unit_columns_that_contradict_are_a_question(tmp_path: Path) -> None:
    heads = [*HEADS[:4], "计量单位", *HEADS[4:]]
    path = workbook(tmp_path / "表.xlsx", [heads, [*ROW[:4], "场次", *ROW[4:]]])
    (form,) = load_forms(path)
    assert [[each.code for each in row.problems] for row in form.rows] == [["PR728"]]
    assert form.diagnostics == ()


def test_merged_points_are_shared_or_asked_about(tmp_path: Path) -> None:
    """A cell of points over two rows is shared where each has a score, and else a question."""
    for score, shared, asked in (("40", [True, True], [[], []]), ("", [False, False], [["PR730"], []])):
        made = Workbook()
        for row in (HEADS, ROW, [*ROW[:2], "场次", "≥1场", "1场", "", score]):
            made.active.append(row)
        made.active.merge_cells("F2:F3")
        made.save(tmp_path / "表.xlsx")
        (form,) = load_forms(tmp_path / "表.xlsx")
        assert [row.shares_points for row in form.rows] == shared
        assert [[each.code for each in row.problems] for row in form.rows] == asked
