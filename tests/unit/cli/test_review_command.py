"""`perfrules review`: tables, files, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from paths import EXAMPLES

from perfrules.cli import main

EXAMPLE = str(EXAMPLES / "chengde-2021")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["review", *map(str, arguments)])


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("审核意见", "建议等级", "人工核对")), ("en", ("Proposals", "Proposed", "Questions"))],
)
def test_the_terminal_shows_all_three_tables(language: str, words: tuple[str, ...]) -> None:
    result = run(EXAMPLE, "--lang", language)
    assert result.exit_code == 1
    assert all(word in result.stdout for word in words)


def test_json_has_a_review_per_sheet() -> None:
    data = json.loads(run(EXAMPLE, "--json").stdout)
    assert len(data["reviews"]) == 8
    assert data["policy"]["id"] == "mof.target-review-2015"
    assert {each["grade"] for each in data["reviews"]} == {"优"}


def test_the_workbook_is_sorted_filtered_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    run(EXAMPLE, "-o", first, "-o", second, "--lang", "zh")
    assert first.read_bytes() == second.read_bytes()
    book = load_workbook(first)
    assert book.sheetnames == ["审核意见", "发现的问题", "人工核对"]
    page = book["审核意见"]
    heads = [cell.value for cell in page[3]]
    assert heads[:4] == ["序号", "项目编码", "项目名称", "预算数"]
    assert page.auto_filter.ref == "A3:L11"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert rows[0][heads.index("适当性得分")] == "29–30"
    assert rows[0][heads.index("建议等级")] == "优"


def test_the_page_escapes_what_people_wrote(tmp_path: Path) -> None:
    sheet = tmp_path / "s.yaml"
    sheet.write_text(
        "kind: sheet\ncode: <b>\nname: <script>alert(1)</script>\nindicators: []\n", encoding="utf-8"
    )
    page = tmp_path / "p.html"
    run(sheet, "-o", page)
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_a_clean_sheet_exits_with_0(tmp_path: Path) -> None:
    sheet = tmp_path / "s.yaml"
    sheet.write_text(
        "kind: sheet\ncode: a\nname: 甲\ngoals: [办好]\nbudget: {total: 5万元, fiscal: 5万元}\nindicators:\n"
        '- {level1: 产出指标, level2: 数量指标, name: 场次, target: ">=1场"}\n'
        '- {level1: 效益指标, level2: 社会效益指标, name: 知晓率, target: ">=1%"}\n'
        '- {level1: 满意度指标, level2: 满意度指标, name: 满意度, target: ">=1%"}\n',
        encoding="utf-8",
    )
    assert run(sheet).exit_code == 0


def test_nothing_to_review_is_exit_code_2(tmp_path: Path) -> None:
    result = run(tmp_path / "none.yaml", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["diagnostics"][0]["code"] == "PR100"


def test_a_wrong_ending_is_reported(tmp_path: Path) -> None:
    result = run(EXAMPLE, "-o", tmp_path / "a.txt")
    assert (result.exit_code, "PR750" in result.stderr) == (2, True)


def test_an_input_is_not_overwritten(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    book.write_bytes(b"")
    result = run(book, "-o", book)
    assert (result.exit_code, "PR163" in result.stderr, book.read_bytes()) == (2, True, b"")
