"""`perfrules score` on the example, and on what is broken."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import EXAMPLES

from perfrules.cli import main

EXAMPLE = EXAMPLES / "chengde-2021"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["score", *arguments])


def test_the_example_is_scored_with_the_actuals_beside_it() -> None:
    result = run(str(EXAMPLE), "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1  # one actual is missing on purpose
    assert [len(card["items"]) for card in data["cards"]] == [9, 9, 10, 9, 9, 9, 9, 9]
    assert {item["method"] for card in data["cards"] for item in card["items"]} >= {
        "proportional", "inverse-ratio", "due-share", "rated"
    }  # fmt: skip
    assert {item["operator_source"] for card in data["cards"] for item in card["items"]} >= {
        "written", "inferred", "column", "none"
    }  # fmt: skip


@pytest.mark.parametrize("command", ["score", "monitor"])
@pytest.mark.parametrize(("part", "code"), [("第三部分", "PR702"), ("第二部分", "PR318")])
def test_a_project_of_two_sheets_is_reported(tmp_path: Path, command: str, part: str, code: str) -> None:
    sheet = (EXAMPLE / "part2-482-0105-YBN-S72L.yaml").read_text(encoding="utf-8")
    assert "part: 第二部分" in sheet
    (tmp_path / "one.yaml").write_text(sheet, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(sheet.replace("第二部分", part), encoding="utf-8")
    actuals = EXAMPLE / "mid-year" / "actuals-2021-06.yaml"
    result = CliRunner().invoke(main, [command, str(tmp_path), "--actuals", str(actuals), "--json"])
    reported = [
        each for each in json.loads(result.stdout)["diagnostics"] if each["code"] in {"PR702", "PR318"}
    ]
    assert [(each["code"], Path(each["file"]).name) for each in reported] == [(code, "two.yaml")]


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("计分说明", "总分", "等级")), ("en", ("why", "total", "grade"))]
)
def test_the_table_has_every_project_and_the_totals(language: str, words: tuple[str, ...]) -> None:
    result = run(str(EXAMPLE), "--lang", language)
    assert all(word in result.stdout for word in words)
    assert result.stdout.count("482-") == 8
    assert "\x1b" not in result.stdout
    assert "PR401" in result.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere.yaml"), "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["diagnostics"][0]["code"] == "PR100"


def test_an_unknown_policy() -> None:
    result = run(str(EXAMPLE), "--policy", "mof.self-evaluation-2002")
    assert result.exit_code == 2
    assert "mof.self-evaluation-2020" in result.stderr


def test_a_policy_of_another_kind() -> None:
    assert "PR553" in run(str(EXAMPLE), "--policy", "chengde.expenditure-approval", "--lang", "en").stderr


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


SHEET = """\
perfrules: 1
kind: sheet
code: "1"
name: 培训
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 人数, target: ">=100人"}
  - {level1: 产出指标, level2: 质量指标, name: 合格率, target: ">=95顿"}
"""


def test_what_is_broken_does_not_keep_the_rest_from_being_scored(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SHEET)
    write(tmp_path, "broken.yaml", "perfrules: 1\nkind: sheet\ncode: [\n")
    write(tmp_path, "reported.yaml", 'kind: actuals\nprojects: {"1": {indicators: {人数: 80人}}, "2": {}}\n')
    result = run(str(tmp_path), "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [item["score"] for item in data["cards"][0]["items"]] == ["20.00", None]
    codes = {each["code"] for each in data["diagnostics"]} | {
        each["code"] for each in data["cards"][0]["diagnostics"]
    }
    assert {"PR407", "PR415", "PR411"} <= codes


def test_several_files_of_actuals_are_not_chosen_from(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SHEET)
    for name in ("x.yaml", "y.yaml"):
        write(tmp_path, name, 'kind: actuals\nprojects: {"1": {}}\n')
    result = run(str(tmp_path), "--lang", "zh")
    assert result.exit_code == 2
    assert "x.yaml、y.yaml" in result.stderr


def test_without_actuals_the_targets_are_shown(tmp_path: Path) -> None:
    result = run(write(tmp_path, "a.yaml", SHEET), "--lang", "zh")
    assert "PR416" in result.stderr
    assert "人数" in result.stdout


ENDINGS = ("xlsx", "docx", "html", "json", "csv", "md")


def test_forms_are_written_instead_of_printed(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"自评表.{ending}") for ending in ENDINGS]
    result = run(str(EXAMPLE), "--lang", "zh", *(part for path in paths for part in ("-o", path)))
    assert result.exit_code == 1  # one actual is missing on purpose
    assert result.stdout == ""
    assert all(f"已写入 {path}" in result.stderr for path in paths)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(Path(path).name for path in paths)


def test_the_json_written_is_the_json_printed(tmp_path: Path) -> None:
    result = run(str(EXAMPLE), "--lang", "en", "--json", "-o", str(tmp_path / "card.json"))
    assert (tmp_path / "card.json").read_text(encoding="utf-8") == result.stdout


def test_department_and_agency_stand_on_the_forms(tmp_path: Path) -> None:
    run(str(EXAMPLE), "-o", str(tmp_path / "card.html"), "--department", "市商务局", "--agency", "外贸科")
    page = (tmp_path / "card.html").read_text(encoding="utf-8")
    assert page.count("主管部门 市商务局") == page.count("实施单位 外贸科") == 8


def test_an_unknown_ending_is_reported_before_anything_is_scored(tmp_path: Path) -> None:
    result = run(str(EXAMPLE), "--lang", "en", "-o", str(tmp_path / "a.csv"), "-o", str(tmp_path / "a.pdf"))
    assert result.exit_code == 2
    assert "PR750" in result.stderr
    assert ".xlsx .docx .html .json .csv .md" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    result = run(str(EXAMPLE), "--json", "-o", str(tmp_path / "nowhere" / "card.csv"))
    assert result.exit_code == 2
    assert json.loads(result.stdout)["diagnostics"][-1]["code"] == "PR134"


def test_nothing_is_written_where_nothing_was_scored(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere.yaml"), "-o", str(tmp_path / "card.csv"))
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_is_reported_what_is_being_written(tmp_path: Path) -> None:
    """Who waits is reported; who reads the messages from a file is not."""
    primary, secondary = pty.openpty()
    program = "from perfrules.cli import main; main()"
    arguments = ["score", str(EXAMPLE), "--lang", "zh", "-o", str(tmp_path / "card.csv")]
    subprocess.run(
        [sys.executable, "-c", program, *arguments],
        stderr=secondary,
        env={**os.environ, "TERM": "xterm"},
        timeout=60,
        check=False,
    )
    os.close(secondary)
    reported = os.read(primary, 65536).decode()
    os.close(primary)
    assert "正在写入" in reported
    assert "已写入" in reported
    assert "正在写入" not in run(*arguments[1:]).stderr


class TestExplain:
    def test_each_step_has_its_file_and_line(self) -> None:
        result = run(str(EXAMPLE), "--explain", "控制运营成本", "--lang", "zh")
        lines = result.stdout.splitlines()
        assert lines[0] == "控制运营成本（产出指标 成本指标，12.5分）"
        assert lines[1].startswith("  目标：")
        assert "part2-482-0302-JBN-AWKQ.yaml:" in lines[1]
        assert "actuals.yaml:" in lines[2]
        assert "mof/self-evaluation-2020.yaml:" in result.stdout
        assert "  偏差：服务器续费涨价" in lines
        assert "二级指标" not in result.stdout

    def test_in_english_and_by_both_names(self) -> None:
        result = run(str(EXAMPLE), "--explain", "成本指标/控制运营成本", "--lang", "en")
        assert "  score: 101.5% exceeds" in result.stdout

    def test_an_indicator_that_there_is_not(self) -> None:
        result = run(str(EXAMPLE), "--explain", "控制成本", "--json")
        assert result.exit_code == 2
        (reported,) = [each for each in json.loads(result.stdout)["diagnostics"] if each["code"] == "PR429"]
        assert "控制运营成本" in reported["help"]


def test_a_year_is_scored_by_the_policy_of_the_year_after(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SHEET)
    write(
        tmp_path,
        "reported.yaml",
        'kind: actuals\nas_of: 2019-12-31\nprojects: {"1": {indicators: {人数: 80人}}}\n',
    )
    (card,) = json.loads(run(str(tmp_path), "--json").stdout)["cards"]
    assert card["policy"]["version"] == "2020-02-25"


def test_where_no_policy_is_in_force_the_message_names_the_option_and_other_policies(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SHEET)
    write(
        tmp_path,
        "reported.yaml",
        'kind: actuals\nas_of: 2018-12-31\nprojects: {"1": {indicators: {人数: 80人}}}\n',
    )
    result = run(str(tmp_path), "--lang", "zh")
    assert result.exit_code == 2
    assert "PR489" in result.stderr
    assert "--as-of" in result.stderr
    assert "hubei.self-evaluation" in result.stderr
    assert run(str(tmp_path), "--as-of", "2020-03-01").exit_code == 1
