"""Columns that are not read are named: a second column of scores, unknown headings of a list of results."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfrules.documents import DocumentError
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


TARGETS = "一级指标,二级指标,{name},{target},{weight}\n产出指标,数量指标,建成公厕数,≥10个,50\n"
HEADINGS = {"name": "三级指标", "target": "指标值", "weight": "分值"}


@pytest.mark.parametrize(
    ("changed", "near"),
    [({"target": "指标植"}, "指标值"), ({"weight": "分直"}, "分值"), ({"weight": "分"}, "分值")],
)
def test_a_misspelt_heading_of_targets_is_named(changed: dict[str, str], near: str, tmp_path: Path) -> None:
    found = import_document(written(tmp_path, TARGETS.format(**HEADINGS | changed)))
    assert [each.arguments["near"] for each in found.diagnostics if each.code == "PR896"] == [near]
    assert [each.status for each in found.entries].count("unused") == 1


def test_an_unknown_heading_of_targets_is_named(tmp_path: Path) -> None:
    text = TARGETS.format(**HEADINGS | {"weight": "经办科室"}).replace(",50", ",工程科")
    assert "PR894" in [each.code for each in import_document(written(tmp_path, text)).diagnostics]


@pytest.mark.parametrize("heading", ["三及指标", "考核事项", "三级指标名"])
def test_a_level_is_not_read_as_the_name_before_an_unknown_heading(heading: str, tmp_path: Path) -> None:
    found = import_document(written(tmp_path, TARGETS.format(**HEADINGS | {"name": heading})))
    names = [each.name for each in found.sheets[0].indicators]
    refused = [each.arguments["heading"] for each in found.diagnostics if each.code == "PR897"]
    assert (names, refused) in (([], [heading]), (["建成公厕数"], []))
    assert "PR894" not in [each.code for each in found.diagnostics]


@pytest.mark.parametrize("heading", ["比重", "权数", "所占分值"])
def test_other_words_for_points(heading: str, tmp_path: Path) -> None:
    found = import_document(written(tmp_path, TARGETS.format(**HEADINGS | {"weight": heading})))
    assert [each.weight for each in found.sheets[0].indicators] == [50]


BUDGET = [["项目编码", "全年预算数", "全年执行数"], ["A-1", "10万元", "9万元"]]


def as_html(rows: list[list[str]]) -> str:
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{''.join(lines)}</table>"


@pytest.mark.parametrize("heading", ["三及指标", "考核事项"])
def test_a_list_of_results_without_names_is_refused(heading: str, tmp_path: Path) -> None:
    path = tmp_path / "表.html"
    rows = [["项目编码", "二级指标", heading, "实际完成值"], ["A-1", "数量指标", "人数", "6人"]]
    path.write_text(as_html(BUDGET) + "<p>二</p>" + as_html(rows), encoding="utf-8")
    with pytest.raises(DocumentError) as raised:
        load_actuals(path)
    (found,) = raised.value.diagnostics
    assert (found.code, found.arguments["near"]) == ("PR738", heading)
