"""`perfrules import` of a filled form: what is shown, what is written, and with which exit code."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from import_layouts import LAYOUTS, to_docx

from perfrules.cli import main

DRAWN = next(each for each in LAYOUTS if each.name == "self-evaluation-2020")


@pytest.fixture
def run(tmp_path):
    to_docx(DRAWN, tmp_path / "自评表.docx")
    return lambda *options: CliRunner().invoke(main, ["import", str(tmp_path / "自评表.docx"), *options])


def test_the_table_that_was_read_is_shown(run):
    result = run("--lang", "zh")
    assert result.exit_code == 0
    for text in ("农村公路养护", "≥120公里", "118公里", "19.67", "单元格：导入"):
        assert text in result.stdout


def test_a_filled_form_becomes_a_sheet_and_actuals_that_score(run, tmp_path):
    folder = tmp_path / "out"
    assert run("-o", str(folder)).exit_code == 0
    assert sorted(each.name for each in folder.iterdir()) == ["actuals.yaml", "农村公路养护.yaml"]
    assert "一级指标: 产出指标" in (folder / "农村公路养护.yaml").read_text(encoding="utf-8")
    scored = CliRunner().invoke(
        main,
        ["score", str(folder / "农村公路养护.yaml"), "--actuals", str(folder / "actuals.yaml"), "--json"],
    )
    (card,) = json.loads(scored.stdout)["cards"]
    assert [item["actual"] for item in card["items"]][:2] == ["118公里", "620平方米"]
    assert card["execution"]["rate"] is not None


def test_a_dry_run_writes_nothing(run, tmp_path):
    result = run("-o", str(tmp_path / "out"), "--dry-run", "--lang", "zh")
    assert "将写入" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_report_in_json_has_each_cell(run):
    data = json.loads(run("--json").stdout)
    report = data["report"]
    assert report["counts"]["accepted"] == len(report["cells"])
    (target,) = [cell for cell in report["cells"] if cell["text"] == "≥120公里"]
    assert (target["field"], target["at"]) == ("target", {"cell": "表1!E11"})


def test_a_table_without_levels_is_written_with_the_keys_of_its_language(tmp_path):
    table = tmp_path / "表.csv"
    table.write_text("项目名称,道路维修\n指标名称,目标值\n维修里程,26公里\n", encoding="utf-8")
    CliRunner().invoke(main, ["import", str(table), "-o", str(tmp_path / "out")])
    assert "\n项目名称: 道路维修\n" in (tmp_path / "out" / "道路维修.yaml").read_text(encoding="utf-8")
