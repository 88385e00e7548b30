"""Columns that are not read are named: a second column of scores, unknown headings of a list of results."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfrules.sheets import import_document, load_actuals
from perfrules.sheets.filled.form_files import load_forms

LIST = "项目编码,三级指标,实际完成值,{heading}\nA-1,人数,6人,{cell}\n"
FORM = (
    "项目名称,甲项目\n（2024年度）\n"
    "三级指标,年度指标值,实际完成值,分值,{scores}\n人数,≥5人,6人,10,10,{cell}\n"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "表.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heading", "cell", "codes"),
    [("填报心得", "很好", ["PR894"]), ("填报心得", "", []), ("备注", "见附件", []), ("分值", "10", [])],
)
def test_a_heading_that_no_list_has(heading: str, cell: str, codes: list[str], tmp_path: Path) -> None:
    found = load_actuals(written(tmp_path, LIST.format(heading=heading, cell=cell)))
    assert [each.code for each in found.diagnostics] == codes
    assert found.projects["A-1"].indicators["人数"].text == "6人"


def test_unknown_headings_in_a_folder_are_all_named(tmp_path: Path) -> None:
    for name in ("A-1", "B-2"):
        text = LIST.format(heading=f"{name}的心得", cell="好").replace("A-1,", f"{name},")
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    found = load_actuals(tmp_path)
    assert [each.arguments["heading"] for each in found.diagnostics] == ["A-1的心得", "B-2的心得"]


def test_an_unknown_heading_of_a_filled_form(tmp_path: Path) -> None:
    form = FORM.format(scores="得分,填报心得", cell="很好")
    assert [each.code for each in load_actuals(written(tmp_path, form)).diagnostics] == ["PR894"]


@pytest.mark.parametrize(
    ("scores", "codes"),
    [("得分,得分", ["PR895"]), ("自评得分,评价得分", ["PR895"]), ("自评得分,复核得分", [])],
)
def test_a_second_column_of_scores_is_asked_about(scores: str, codes: list[str], tmp_path: Path) -> None:
    path = written(tmp_path, FORM.format(scores=scores, cell="3"))
    (form,) = load_forms(path)
    assert [each.code for each in form.diagnostics if each.severity == "question"] == codes
    assert form.rows[0].score is not None
    assert form.rows[0].score.shown == "10"
    entries = import_document(path).entries
    assert [each.text for each in entries if each.text == "3"] == ["3"]


def test_points_of_levels_are_no_second_column(tmp_path: Path) -> None:
    text = "一级指标,权重,三级指标,指标值,权重,得分\n产出指标,50,人数,≥5人,20,20\n"
    assert not [each for each in import_document(written(tmp_path, text)).diagnostics if each.code == "PR895"]
