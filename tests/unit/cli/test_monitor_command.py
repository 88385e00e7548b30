"""`perfrules monitor` on the example, and on what is broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from paths import EXAMPLES

from perfrules.cli import main

EXAMPLE = EXAMPLES / "chengde-2021"
ACTUALS = EXAMPLE / "mid-year" / "actuals-2021-06.yaml"
PROVINCIAL = ("--policy", "provincial.monitoring-lights")
SHEET = """\
perfrules: 1
kind: sheet
code: A-1
name: 甲项目
plan: [{by: 6月底, share: 50%}, {by: 12月底, share: 100%}]
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 培训人数, target: ">=100人"}
"""
REPORTED = """\
kind: actuals
as_of: 2021-06-30
projects:
  A-1:
    budget: {initial: 100万元, executed: 50万元, expected: 100万元}
    indicators: {培训人数: {actual: 50人, forecast: 100人, possibility: 确定能}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["monitor", *arguments])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    sheet, reported = tmp_path / "sheet.yaml", tmp_path / "reported.yaml"
    sheet.write_text(SHEET, encoding="utf-8")
    reported.write_text(REPORTED, encoding="utf-8")
    return sheet, reported


def data_of(result: Result) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(result.stdout)
    assert set(data) == {"projects", "diagnostics"}
    return data


def test_the_example_shows_every_light() -> None:
    result = run(str(EXAMPLE), "--actuals", str(ACTUALS), "--as-of", "2021-06-30", *PROVINCIAL, "--json")
    projects = data_of(result)["projects"]
    assert result.exit_code == 1
    assert [len(each["indicators"]) for each in projects] == [9, 9, 10, 9, 9, 9, 9, 9]
    shown = {row["light"] for each in projects for row in each["indicators"]}
    assert shown == {"红灯", "黄灯", "绿灯", "蓝灯", None}
    assert {each["spending"]["light"] for each in projects} == {"红灯", "绿灯", "蓝灯", None}
    assert {alarm["light"] for each in projects for alarm in each["alarms"]} == {"红灯", "黄灯", None}


def test_the_example_by_the_national_policy() -> None:
    projects = data_of(run(str(EXAMPLE), "--actuals", str(ACTUALS), "--json"))["projects"]
    assert {row["light"] for each in projects for row in each["indicators"]} == {"红灯", "黄灯", "绿灯", None}
    assert {each["as_of"] for each in projects} == {"2021-06-30"}
    assert {each["policy"]["id"] for each in projects} == {"mof.monitoring-2019"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "年初预算数 1-6月执行数 全年预计执行数 1-6月执行情况 完成目标可能性 须说明的事项 灯号汇总"),
        ("en", "initial done possibility To be explained Lights 红灯 red"),
    ],
)
def test_the_tables_have_the_columns_of_the_form(language: str, words: str) -> None:
    result = run(str(EXAMPLE), "--actuals", str(ACTUALS), *PROVINCIAL, "--lang", language)
    assert [word for word in words.split() if word not in result.stdout] == []
    assert "\x1b" not in result.stdout
    assert "PR460" in result.stderr


def test_a_project_on_plan_is_clean(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    result = run(str(sheet), "--actuals", str(reported), "--json")
    assert result.exit_code == 0
    (project,) = data_of(result)["projects"]
    assert (project["light"], project["to_explain"], project["diagnostics"]) == ("绿灯", [], [])


@pytest.mark.parametrize(("said", "code"), [("推迟", 0), ('"  "', 1)])
def test_what_must_be_explained_is_open_until_it_is(files: tuple[Path, Path], said: str, code: int) -> None:
    sheet, reported = files
    reported.write_text(REPORTED.replace("50人", f"9人, explanation: {said}"), encoding="utf-8")
    result = run(str(sheet), "--actuals", str(reported), "--json")
    assert result.exit_code == code
    assert [each["light"] for each in data_of(result)["projects"][0]["to_explain"]] == ["黄灯"]


def test_a_day_within_a_month_is_named_by_itself(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    result = run(str(sheet), "--actuals", str(reported), "--as-of", "2021-07-15", "--lang", "zh")
    assert "至2021-07-15执行数" in result.stdout
    assert "PR471" in result.stderr


def test_what_is_said_of_the_days_is_said_once(tmp_path: Path) -> None:
    for code in ("A-1", "A-2"):
        text = SHEET.replace("A-1", code)
        (tmp_path / f"{code}.yaml").write_text(text, encoding="utf-8")
    reported = tmp_path / "reported.yaml"
    reported.write_text(REPORTED, encoding="utf-8")
    result = run(str(tmp_path), "--actuals", str(reported), "--as-of", "2021-05-31", "--lang", "en")
    assert result.stderr.count("PR470") == 1


def test_what_is_wrong_with_a_plan_is_said_once(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    sheet.write_text(SHEET.replace("100%", "90%"), encoding="utf-8")
    result = run(str(sheet), "--actuals", str(reported), "--lang", "en")
    assert result.stderr.count("PR306") == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--policy", "nobody.knows"), "PR500"),
        (("--policy", "mof.self-evaluation-2020"), "PR634"),
        (("--as-of", "2020-06-30"), "PR473"),
        (("--as-of", "2019-01-01"), "PR504"),
    ],
)
def test_what_cannot_be_reported(more: tuple[str, ...], code: str, files: tuple[Path, Path]) -> None:
    sheet, reported = files
    result = run(str(sheet), "--actuals", str(reported), *more, "--json")
    assert result.exit_code == 2
    assert [each["code"] for each in data_of(result)["diagnostics"]] == [code]


def test_no_day_anywhere(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    reported.write_text(REPORTED.replace("as_of: 2021-06-30\n", ""), encoding="utf-8")
    result = run(str(sheet), "--actuals", str(reported), "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "PR472" in result.stderr


def test_no_day_of_the_calendar(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    result = run(str(sheet), "--actuals", str(reported), "--as-of", "2021-02-30")
    assert result.exit_code == 2
    assert "2021-02-30" in result.stderr


def test_files_that_are_not_there(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    for arguments in (
        (str(sheet), "--actuals", "nowhere.yaml"),
        ("nowhere.yaml", "--actuals", str(reported)),
    ):
        result = run(*arguments, "--json")
        assert result.exit_code == 2
        assert "PR100" in [each["code"] for each in data_of(result)["diagnostics"]]


def test_actuals_beside_the_sheet_are_read(files: tuple[Path, Path]) -> None:
    named = run(str(files[0]), "--actuals", str(files[1]))
    assert run(str(files[0])).stdout == named.stdout
    files[1].unlink()
    alone = run(str(files[0]))
    assert alone.exit_code == 2
    assert "PR416" in alone.stderr


def test_a_project_that_has_no_sheet(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    reported.write_text(f"{REPORTED}  B-2: {{}}\n", encoding="utf-8")
    result = run(str(sheet), "--actuals", str(reported), "--json")
    assert [each["code"] for each in data_of(result)["diagnostics"]] == ["PR415"]
    assert result.exit_code == 1


def test_names_that_would_write_to_the_terminal_are_shown(files: tuple[Path, Path]) -> None:
    sheet, reported = files
    reported.write_text(REPORTED.replace("forecast: 100人", 'forecast: "[red]红[/red]"'), encoding="utf-8")
    assert "[red]红[/red]" in run(str(sheet), "--actuals", str(reported)).stdout


def test_forms_are_written_instead_of_printed(tmp_path: Path) -> None:
    arguments = [
        str(EXAMPLE),
        "--actuals",
        str(EXAMPLE / "actuals.yaml"),
        "--as-of",
        "2021-06-30",
        "--lang",
        "zh",
    ]
    paths = [str(tmp_path / f"监控表.{ending}") for ending in ("xlsx", "docx", "json")]
    result = run(*arguments, *(part for path in paths for part in ("-o", path)))
    assert result.stdout == ""
    assert all(f"已写入 {path}" in result.stderr for path in paths)
    printed = run(*arguments, "--json").stdout
    assert (tmp_path / "监控表.json").read_text(encoding="utf-8") == printed


def test_an_unknown_ending_is_reported_with_those_there_are(tmp_path: Path) -> None:
    result = run(str(EXAMPLE), "--actuals", str(ACTUALS), "-o", str(tmp_path / "m.html"))
    assert result.exit_code == 2
    assert ".xlsx .docx .json" in result.stderr
    assert list(tmp_path.iterdir()) == []
