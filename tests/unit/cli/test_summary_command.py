"""`perfrules summary`: tables, files, JSON, workbooks of several units."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result
from filling import fill
from openpyxl import load_workbook
from paths import EXAMPLES

from perfrules.cli import main

EXAMPLE = EXAMPLES / "chengde-2021"


def run(command: str, *arguments: object) -> Result:
    return CliRunner().invoke(main, [command, *map(str, arguments)])


def test_json_agrees_with_the_cards_of_score() -> None:
    summary = json.loads(run("summary", EXAMPLE, "--json").stdout)
    cards = json.loads(run("score", EXAMPLE, "--json").stdout)["cards"]
    assert summary["count"] == len(cards) == 8
    assert {each["code"]: each["total"] for each in summary["projects"]} == {
        each["code"]: each["total"] for each in cards
    }
    assert summary["grades"] == {"优": 7, "": 1}
    assert (summary["budget"], summary["executed"]) == ("3513100", "3394100")
    assert [each["name"] for each in summary["open"]] == ["运营商务网站"]


def test_the_workbook_is_sorted_summed_and_filtered(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    assert run("summary", EXAMPLE, "-o", path, "-o", tmp_path / "a.html", "--lang", "zh").exit_code == 1
    book = load_workbook(path)
    assert book.sheetnames == ["总体情况", "等级分布", "项目一览", "得分最低的项目", "待核实的指标"]
    page = book["项目一览"]
    assert "单位：万元" in page["A2"].value
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert rows[-1][2:7] == ["合计", None, 351.31, 339.41, "96.61%"]
    assert page.auto_filter.ref == "A3:J11"
    assert "合计" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_workbooks_of_several_units_are_read_from_their_folder(tmp_path: Path) -> None:
    sheets, folder = tmp_path / "sheets", tmp_path / "filled"
    sheets.mkdir()
    for code, unit in (("SL-10", "甲局"), ("SL-2", "乙局")):
        (sheets / f"{code}.yaml").write_text(
            f"kind: sheet\ncode: {code}\nname: 培训\ndepartment: {unit}\nbudget: {{total: 5万元}}\n"
            "indicators:\n"
            '- {level1: 产出指标, level2: 数量指标, name: 场次, target: ">=5场"}\n',
            encoding="utf-8",
        )
    arguments = ("--by", "主管部门", "--as-of", "2021-12-31", "--lang", "zh")
    run("template", sheets, "-o", folder, *arguments)
    for path in folder.iterdir():
        data = fill(path.read_bytes(), 2, {0: {"实际完成值": "5场"}})
        path.write_bytes(fill(data, 0, {0: {"全年预算数": 5, "全年执行数": 5}}))
    (folder / "~$甲局.xlsx").write_bytes(b"locked by Office")
    result = run("summary", sheets, "--actuals", folder, "--json")
    data = json.loads(result.stdout)
    assert {name: each["count"] for name, each in data["departments"].items()} == {"甲局": 1, "乙局": 1}
    assert {each["total"] for each in data["projects"]} == {"60.00"}
    shown = run("summary", sheets, "--actuals", folder, "--lang", "zh").stdout
    assert shown.index("SL-2 ") < shown.index("SL-10")
    assert "分部门情况" in shown


def test_workbooks_that_disagree_are_refused(tmp_path: Path) -> None:
    for name, day in (("a", "2021-12-31"), ("b", "2021-06-30")):
        (tmp_path / f"{name}.csv").write_text(
            f"截至日期,{day}\n项目编码,指标,实际完成值\n1,场次,5\n", encoding="utf-8"
        )
    result = run("summary", EXAMPLE, "--actuals", tmp_path, "--json")
    codes = {each["code"] for each in json.loads(result.stdout)["diagnostics"]}
    assert result.exit_code == 2
    assert {"PR784", "PR794"} <= codes


def test_nothing_to_sum_up_is_exit_code_2(tmp_path: Path) -> None:
    assert run("summary", tmp_path / "none.yaml", "--json").exit_code == 2
