"""`perfrules lint`: formats, severities, fixes, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import EXAMPLES

from perfrules.cli import main
from perfrules.sheets import load_sheet

EXAMPLE = EXAMPLES / "chengde-2021"
SHEET = """\
perfrules: 1
kind: sheet
code: a
name: 甲  # kept
goals: [办好]
budget: {total: 5万元, fiscal: 5万元}
indicators:
  - {level1: 产出指标, level2: 成本指标, name: 经费, target: 文字描述, description: 小于等于核定数}
  - level1: 效益指标
    level2: 服务对象满意度指标
    name: 学员满意度
    target: ">=90%"
  - {level1: 效益指标, level2: 社会效益指标, name: 知晓率, target: ">=90%"}
"""
POLICY = """\
perfrules: 1
kind: review
id: unit.review
rules: {PR760: error, PR767: off, PR775: "off"}
criteria: {complete: {weight: 100分}}
grades: {优: 60分（含）以上, 差: 60分（不含）以下}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["lint", *map(str, arguments)])


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.yaml"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_findings_are_shown_with_their_place_and_remedy(sheet: Path) -> None:
    result = run(sheet, "--lang", "zh")
    assert result.exit_code == 1
    assert "警告[PR760]" in result.stdout
    assert f"{sheet}:8" in result.stdout
    assert "可改为：文字描述 → 小于等于核定数" in result.stdout
    assert "其中 2 处可用 --fix 自动修改" in result.stderr


@pytest.mark.parametrize("layout", ["json", "sarif", "junit", "github", "concise"])
def test_every_format_has_every_code(sheet: Path, layout: str) -> None:
    result = run(sheet, "--format", layout)
    assert all(code in result.stdout for code in ("PR760", "PR767", "PR775"))
    if layout in {"json", "sarif"}:
        assert json.loads(result.stdout)


def test_a_clean_sheet_exits_with_0(sheet: Path) -> None:
    text = SHEET.replace("target: 文字描述", "target: 小于等于核定数").replace(
        "level1: 效益指标\n    level2: 服务", "level1: 满意度指标\n    level2: 服务"
    )
    sheet.write_text(text, encoding="utf-8")
    result = run(sheet, "--lang", "zh")
    assert (result.exit_code, result.stdout.strip()) == (0, "没有发现问题（共 1 个文件）")


def test_a_policy_sets_severities(sheet: Path, tmp_path: Path) -> None:
    policy = tmp_path / "review.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    data = json.loads(run(sheet, "--policy", policy, "--json").stdout)
    assert [(each["code"], each["severity"]) for each in data["findings"]] == [("PR760", "error")]


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_the_level_that_fails(sheet: Path, level: str, code: int) -> None:
    assert run(sheet, "--fail-level", level).exit_code == code


def test_a_diff_is_shown_and_nothing_is_written(sheet: Path) -> None:
    result = run(sheet, "--fix", "--diff")
    assert result.exit_code == 1
    assert "\n+  - level1: 满意度指标\n" in result.stdout
    assert sheet.read_text(encoding="utf-8") == SHEET


def test_fixes_keep_everything_else(sheet: Path) -> None:
    result = run(sheet, "--fix", "--lang", "zh")
    assert "已修改" in result.stderr
    text = sheet.read_text(encoding="utf-8")
    assert "name: 甲  # kept" in text
    fixed = load_sheet(sheet)
    assert [(each.level1, each.target) for each in fixed.indicators] == [
        ("产出指标", "小于等于核定数"),
        ("满意度指标", ">=90%"),
        ("效益指标", ">=90%"),
    ]
    assert result.exit_code == 0
    assert run(sheet, "--diff").exit_code == 0


def test_fixes_keep_the_line_ends(sheet: Path) -> None:
    sheet.write_bytes(SHEET.replace("\n", "\r\n").encode())
    run(sheet, "--fix")
    data = sheet.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == SHEET.count("\n")
    assert "小于等于核定数, description" in data.decode()


def test_a_document_that_is_not_yaml_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    rows = (
        ("项目编码", "1", "项目名称", "甲", ""),
        ("一级指标", "二级指标", "三级指标", "指标描述", "指标值", ""),
        ("产出指标", "成本指标", "经费", "小于等于核定数", "文字描述", ""),
    )
    lines = [cell for row in rows for cell in row]
    path.write_text("\n".join(f"\t{each}" if each else "" for each in lines), encoding="utf-8")
    before = path.read_bytes()
    result = run(path, "--fix")
    assert "PR786" in result.stderr
    assert path.read_bytes() == before


def test_one_unreadable_file_does_not_stop_the_others(sheet: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("kind: [", encoding="utf-8")
    result = run(sheet, broken, "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 2
    assert data["problems"]
    assert "PR760" in {each["code"] for each in data["findings"]}


def test_an_unknown_policy_is_reported_as_json(sheet: Path) -> None:
    result = run(sheet, "--policy", "no.such", "--json")
    assert (result.exit_code, json.loads(result.stdout)["diagnostics"][0]["code"]) == (2, "PR500")


def test_the_example_folder_is_fixed_until_nothing_is_left_to_fix(tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    shutil.copytree(EXAMPLE, folder)
    run(folder, "--fix")
    assert run(folder, "--diff").exit_code == 0
