"""`perfrules compare`: tables, files, JSON, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from paths import EXAMPLES

from perfrules.cli import main

EXAMPLE = EXAMPLES / "chengde-2021"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)])


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    folder = tmp_path / "批复"
    shutil.copytree(EXAMPLE, folder)
    sheet = folder / "part2-482-0105-YBN-S72L.yaml"
    text = sheet.read_text(encoding="utf-8")
    assert "=500吨" in text
    sheet.write_text(text.replace("=500吨", "=400吨").replace("50万元", "40万元"), encoding="utf-8")
    (folder / "part2-482-0302-YBN-VL3Z.yaml").unlink()
    return folder


def test_the_terminal_shows_what_changed(changed: Path) -> None:
    result = run(EXAMPLE, changed, "--name", "申报", "--name", "批复", "--lang", "zh")
    assert result.exit_code == 1
    assert "相同 6 个，有变化 1 个，部分版本没有 1 个" in result.stdout
    assert "预算数（批复）" in result.stdout
    assert "仅见于：申报" in result.stdout


def test_json_has_each_change(changed: Path) -> None:
    data = json.loads(run(EXAMPLE, changed, "--json").stdout)
    assert data["versions"] == ["chengde-2021", "批复"]
    (sheet,) = [each for each in data["sheets"] if each["state"] == "changed"]
    assert {each["field"] for each in sheet["changes"]} == {"total", "fiscal"}
    (row,) = sheet["indicators"]
    assert row["changes"][0]["values"] == ["=500吨", "=400吨"]


def test_the_same_versions_exit_with_0() -> None:
    assert run(EXAMPLE, EXAMPLE).exit_code == 0


def test_the_workbook_has_both_tables(changed: Path, tmp_path: Path) -> None:
    path = tmp_path / "对照表.xlsx"
    run(EXAMPLE, changed, "-o", path, "-o", tmp_path / "a.html", "--lang", "zh")
    book = load_workbook(path)
    assert book.sheetnames == ["项目对照", "变化明细"]
    rows = [[cell.value for cell in row] for row in book["变化明细"].iter_rows(min_row=4)]
    assert ["482-0105-YBN-S72L", "2021年冻肉储备补贴", None, None, "预算数", "50万元", "40万元", None] in rows
    assert "400吨" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_wrong_usage_is_refused(changed: Path) -> None:
    assert run(EXAMPLE).exit_code == 2
    assert run(EXAMPLE, changed, "--name", "申报").exit_code == 2


def test_an_unreadable_version_is_reported_and_nothing_written(tmp_path: Path) -> None:
    result = run(EXAMPLE, tmp_path / "none.yaml", "-o", tmp_path / "a.xlsx", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["diagnostics"][0]["code"] == "PR100"
    assert not (tmp_path / "a.xlsx").exists()
