"""`perfrules verify`: tables, JSON, exit codes, both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import EXAMPLES

from perfrules.cli import main

FOLDER = EXAMPLES / "filled-form"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments])


@pytest.mark.parametrize("name", ["form.yaml", "form.csv"])
def test_the_json(name: str) -> None:
    result = run(str(FOLDER / name), "--json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["monitoring"] == []
    (form,) = data["forms"]
    assert set(form) == {
        "file", "code", "name", "policy", "agrees", "rows", "execution", "total", "grade", "diagnostics"
    }  # fmt: skip
    first = form["rows"][0]
    assert (first["claimed"], first["recomputed"], first["difference"]) == ("10", "9.68", "0.32")
    assert [each["code"] for each in first["problems"]] == ["PR444", "PR450"]
    assert first["why"] == ["实际4604人，目标>=4754人，完成2302/2377，10×2302/2377=9.68分"]
    assert first["places"]["policy"]["file"] == "mof/self-evaluation-2020.yaml"
    assert form["rows"][1]["recomputed"] is None
    assert form["grade"]["claimed"] == "优"
    assert form["total"]["sum"] == "93.96"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("自评", "复核", "相差", "另有5分待核实")),
        ("en", ("claimed", "recomputed", "off by", "5 points")),
    ],
)
def test_the_table(language: str, words: tuple[str, ...]) -> None:
    result = run(str(FOLDER / "form.yaml"), "--lang", language)
    assert all(word in result.stdout for word in words)
    assert "户均补助标准" in result.stdout
    assert "完工时间" not in result.stdout
    assert "PR445" in result.stderr


GOOD = """\
kind: filled-form
budget: {adjusted: 100万元, executed: 100万元, rate: 100%, score: 10}
indicators:
- {level1: 产出指标, name: 甲, target: ">=5人", actual: 5人, score: 50}
- {level1: 效益指标, name: 乙, target: ">=5人", actual: 5人, score: 30}
- {level1: 满意度指标, name: 丙, target: ">=90%", actual: 90%, score: 10}
total: 100
grade: 优
"""


def test_a_form_that_agrees(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(GOOD, encoding="utf-8")
    result = run(str(path), "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "all 3 rows agree" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nowhere.yaml",), "PR100"),
        (("nowhere",), "PR100"),
        ((str(FOLDER.parent.parent / "LICENSE"),), "PR438"),
        ((str(FOLDER / "form.yaml"), "--policy", "mof.self-evaluation-2002"), "PR500"),
        ((str(FOLDER / "form.yaml"), "--policy", "chengde.expenditure-approval"), "PR553"),
        ((str(FOLDER / "form.yaml"), "--as-of", "2019-01-01"), "PR489"),
    ],
)
def test_what_cannot_be_verified(arguments: tuple[str, ...], code: str) -> None:
    result = run(*arguments, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["diagnostics"][0]["code"] == code


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_the_forms_that_score_writes_agree_with_themselves(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"forms.{ending}"
    written = CliRunner().invoke(main, ["score", str(FOLDER.parent / "chengde-2021"), "-o", str(path)])
    assert written.exit_code == 1  # one actual is missing on purpose
    forms = json.loads(run(str(path), "--json").stdout)["forms"]
    assert len(forms) == 8
    problems = [each["code"] for form in forms for row in form["rows"] for each in row["problems"]]
    assert problems == []
    assert [each["code"] for form in forms for each in form["diagnostics"]] == []


def test_several_forms_have_a_summary() -> None:
    result = run(str(FOLDER), "--lang", "zh")
    assert result.exit_code == 1
    summary = result.stdout.partition("复核汇总")[2]
    assert summary.count("农村危房改造补助") == 2
    assert summary.count("（另有5分待核实") == 2
    assert "复核汇总" not in run(str(FOLDER / "form.csv"), "--lang", "zh").stdout


def test_one_that_cannot_be_read_does_not_keep_the_others_from_it() -> None:
    result = run(str(FOLDER / "form.csv"), "nowhere.csv", "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [len(data["forms"]), [each["code"] for each in data["diagnostics"]]] == [1, ["PR100"]]


def test_a_folder_without_forms(tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text("kind: sheet\n", encoding="utf-8")
    assert "PR736" in run(str(tmp_path)).stderr


def test_a_policy_that_is_not_there_is_reported_once() -> None:
    result = run(str(FOLDER), "--policy", "mof.self-evaluation-2002", "--json")
    assert [each["code"] for each in json.loads(result.stdout)["diagnostics"]] == ["PR500"]
