"""`perfrules template`: one workbook or one per unit, nothing replaced, read by score and monitor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filling import fill
from paths import EXAMPLES

from perfrules.cli import main

EXAMPLE = str(EXAMPLES / "chengde-2021")


def run(command: str, *arguments: object) -> Result:
    return CliRunner().invoke(main, [command, *map(str, arguments)])


def test_a_workbook_is_written_and_never_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "完成情况.xlsx"
    assert run("template", EXAMPLE, "-o", path).exit_code == 0
    before = path.read_bytes()
    again = run("template", EXAMPLE, "-o", path)
    assert (again.exit_code, "PR902" in again.stderr, path.read_bytes() == before) == (2, True, True)
    assert run("template", EXAMPLE, "-o", path, "--force").exit_code == 0


def test_a_workbook_per_unit(tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    for number, unit in enumerate(("市商务局", "市教育局", "市商务局", "")):
        (folder / f"{number}.yaml").write_text(
            f"kind: sheet\ncode: c{number}\nname: 甲\ndepartment: '{unit}'\nindicators: []\n",
            encoding="utf-8",
        )
    result = run("template", folder, "-o", tmp_path / "out", "--by", "主管部门", "--json", "--lang", "zh")
    written = {Path(each["file"]).name: each["projects"] for each in json.loads(result.stdout)["written"]}
    assert written == {"市商务局.xlsx": 2, "市教育局.xlsx": 1, "未填写单位.xlsx": 1}
    assert {each.name for each in (tmp_path / "out").iterdir()} == set(written)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("-o", "a.txt"), "PR750"), (("-o", "a.xlsx", "--policy", "no.such"), "PR500")],
)
def test_what_is_wrong_is_reported(tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    output = tmp_path / arguments[1]
    result = run("template", EXAMPLE, arguments[0], output, *arguments[2:], "--json")
    assert result.exit_code == 2
    assert code in {each["code"] for each in json.loads(result.stdout)["diagnostics"]}
    assert not output.exists()


def test_score_reads_what_was_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    run("template", EXAMPLE, "-o", path, "--as-of", "2021-12-31", "--lang", "zh")
    path.write_bytes(fill(path.read_bytes(), 2, {0: {"实际完成值": "1000吨"}}))
    data = json.loads(run("score", EXAMPLE, "--actuals", path, "--json").stdout)
    scored = {
        item["name"]: item["score"] for card in data["cards"] for item in card["items"] if item["score"]
    }
    assert list(scored) == ["蔬菜储备数量"]
    missing = [each for each in data["cards"][0]["diagnostics"] if each["code"] == "PR401"]
    assert missing


def test_monitor_reads_what_was_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    arguments = ("--monitoring", "mof.monitoring-2019", "--as-of", "2021-06-30", "--lang", "zh")
    assert run("template", EXAMPLE, "-o", path, *arguments).exit_code == 0
    path.write_bytes(
        fill(
            path.read_bytes(),
            2,
            {0: {"实际完成值": "600吨", "全年预计": "1000吨", "完成目标可能性": "确定能"}},
        )
    )
    path.write_bytes(
        fill(path.read_bytes(), 0, {0: {"全年预算数": 40, "全年执行数": 20, "全年预计执行数": 40}})
    )
    data = json.loads(run("monitor", EXAMPLE, "--actuals", path, "--json").stdout)
    rows = [row for each in data["projects"] for row in each["indicators"] if row["actual"]]
    assert [(row["name"], row["possibility"]) for row in rows] == [("蔬菜储备数量", "确定能")]
