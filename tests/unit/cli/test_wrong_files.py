"""Files of a wrong kind, renamed headings, results inside the forms: each with the cure that helps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from paths import EXAMPLES, POLICIES

from perfrules.cli.main import main

SHEETS = EXAMPLES / "chengde-2021"
SHEET = SHEETS / "part2-482-0105-YBN-L4VQ.yaml"
PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
FORM = "项目名称,甲项目\n（2021年度）\n三级指标,年度指标值,实际完成值,分值,得分\n人数,≥5人,6人,10,10\n"


def codes(*arguments: object) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, [*map(str, arguments), "--json"])
    return result.exit_code, [each["code"] for each in json.loads(result.stdout)["diagnostics"]]


def test_each_wrong_file_has_a_code_of_its_own(tmp_path: Path) -> None:
    files = {"照片.jpg": PICTURE, "空.docx": b"", "说明.txt": "只是说明。".encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "空文件夹").mkdir()
    expected = {
        ("import", "照片.jpg"): "PR731",
        ("verify", "照片.jpg"): "PR731",
        ("import", "空.docx"): "PR733",
        ("verify", "空.docx"): "PR733",
        ("import", "空文件夹"): "PR735",
        ("verify", "空文件夹"): "PR736",
        ("verify", "说明.txt"): "PR438",
    }
    for (command, name), code in expected.items():
        assert codes(command, tmp_path / name) == (2, [code]), (command, name)


@pytest.mark.parametrize(
    "arguments",
    [("import", ""), ("verify", ""), ("lint", ""), ("score", "--actuals")],
    ids=lambda each: each[0],
)
def test_what_cannot_be_read_in_a_folder_is_named(arguments: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text(FORM, encoding="utf-8")
    (tmp_path / "旧表.ofd").write_bytes(b"PK\x03\x04")
    (tmp_path / "扫描.jpg").write_bytes(PICTURE)
    (tmp_path / "材料.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "~$表.docx").write_bytes(b"x")
    command, option = arguments
    given = [tmp_path / "表.csv", option, tmp_path] if option else [tmp_path]
    result = CliRunner().invoke(main, [*map(str, [command, *given])])
    assert result.exit_code == 2
    assert [result.output.count(code) for code in ("PR731", "PR892", "PR893")] == [1, 1, 1]


def test_a_target_sheet_is_no_filled_form(tmp_path: Path) -> None:
    (tmp_path / "目标.csv").write_text("三级指标,指标值\n人数,≥5人\n", encoding="utf-8")
    assert codes("verify", tmp_path / "目标.csv") == (2, ["PR737"])


@pytest.mark.parametrize(("name", "code"), [("照片.jpg", "PR731"), ("说明.txt", "PR782")])
def test_actuals_of_a_wrong_kind(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(PICTURE if name.endswith("jpg") else "只是说明。".encode())
    assert codes("score", SHEET, "--actuals", tmp_path / name) == (2, [code])


def test_a_policy_in_place_of_a_sheet_says_what_it_is_for() -> None:
    result = CliRunner().invoke(main, ["score", str(POLICIES / "mof" / "self-evaluation-2020.yaml")])
    assert "“评分”文件用于：perfrules score --policy" in result.stderr
    assert "PR416" not in result.stderr


def test_a_renamed_heading_of_the_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "完成情况.xlsx"
    CliRunner().invoke(main, ["template", str(SHEETS), "-o", str(path)])
    book = load_workbook(path)
    renamed = [
        cell
        for sheet in book
        for row in sheet.iter_rows(max_row=8)
        for cell in row
        if cell.value == "实际完成值"
    ]
    assert renamed
    renamed[0].value = "完成的数字"
    book.save(path)
    result = CliRunner().invoke(main, ["score", str(SHEETS), "--actuals", str(path)])
    assert result.exit_code == 2
    assert result.stderr.count("PR738") == 1
    assert "请将“完成的数字”改回“实际完成值”" in result.stderr
    assert "PR401" not in result.stderr


@pytest.mark.parametrize(("heading", "expected"), [("完成的数字", ["PR894", "PR738"]), ("", ["PR739"])])
def test_a_form_without_results(tmp_path: Path, heading: str, expected: list[str]) -> None:
    path = tmp_path / "表.csv"
    path.write_text(FORM.replace("实际完成值", heading), encoding="utf-8")
    assert codes("score", path, "--actuals", path)[1] == expected


def test_verify_names_the_nearest_heading_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(FORM.replace("实际完成值", "完成的数字").replace("年度指标值", "科室"), encoding="utf-8")
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert "未找到“年度指标值”、“实际完成值”栏" in result.stderr
    assert "表.csv:3" in result.stderr


def test_results_in_the_forms_are_scored_and_the_source_is_named(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(FORM, encoding="utf-8")
    result = CliRunner().invoke(main, ["score", str(path), "--json"])
    data = json.loads(result.stdout)
    assert data["cards"][0]["items"][0]["actual"] == "6人"
    assert "PR722" in {each["code"] for each in data["diagnostics"]}


def test_forms_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    for name in ("一.csv", "二.csv"):
        (tmp_path / name).write_text(FORM, encoding="utf-8")
    both = CliRunner().invoke(main, ["verify", str(tmp_path)]).stdout
    assert [both.count(f"甲项目  {name}") for name in ("一.csv", "二.csv")] == [1, 1]
    assert [both.count(f"甲项目 {name}") for name in ("一.csv", "二.csv")] == [1, 1]
    assert "一.csv" not in CliRunner().invoke(main, ["verify", str(tmp_path / "一.csv")]).stdout
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "一.csv").write_text(FORM, encoding="utf-8")
    again = CliRunner().invoke(main, ["verify", str(tmp_path / "一.csv"), str(tmp_path / "甲" / "一.csv")])
    assert str(Path("甲", "一.csv")) in "".join(again.stdout.split())


def test_lint_descends_into_folders_and_passes_over_notes(tmp_path: Path) -> None:
    inner = tmp_path / "一" / "二"
    inner.mkdir(parents=True)
    (inner / "目标.csv").write_text("三级指标,指标值\n人数,5人\n", encoding="utf-8")
    (tmp_path / "说明.txt").write_text("只是说明。", encoding="utf-8")
    result = CliRunner().invoke(main, ["lint", str(tmp_path), "--format", "concise"])
    assert "目标.csv" in result.stdout
    assert "PR310" not in result.stdout
    assert "PR310" in CliRunner().invoke(main, ["lint", str(tmp_path / "说明.txt")]).output


def test_a_policy_without_tests_says_where_they_belong(tmp_path: Path) -> None:
    path = tmp_path / "办法.yaml"
    path.write_bytes((POLICIES / "mof" / "target-review-2015.yaml").read_bytes())
    result = CliRunner().invoke(main, ["test", str(path)])
    assert result.exit_code == 2
    assert "PR618" in result.stderr
    assert "办法.test.yaml" in result.stderr
