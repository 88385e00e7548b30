"""Commands on folders of documents: every sheet counts, and nothing is lost in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from perfrules.cli.main import main

HEAD = "项目名称,{name}\n年度资金总额（万元）,20\n年度目标,办好培训。\n"
FORM = f"{HEAD}一级指标,三级指标,年度指标值,分值\n{{row}}\n"
ROW = "产出指标,培训人数,≥5人,10"
RUN_TOGETHER = '产出指标,"1.期数\n2.场次","≥3期\n≥5场",10'


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "申报"
    made.mkdir()
    for name in ("甲项目", "乙项目"):
        (made / f"{name}.csv").write_text(FORM.format(name=name, row=ROW), encoding="utf-8")
    (made / "说明.txt").write_text("只是说明。", encoding="utf-8")
    return made


@pytest.mark.parametrize("command", ["score", "summary", "review", "lint"])
def test_each_document_of_a_folder_counts(command: str, folder: Path) -> None:
    result = run(command, folder)
    assert result.exit_code == 1
    assert "甲项目" in result.output
    assert "乙项目" in result.output


def test_yaml_sheets_count_alone(folder: Path) -> None:
    (folder / "丙.yaml").write_text(
        "perfrules: 1\nkind: sheet\ncode: '1'\nname: 丙\nindicators: []\n", encoding="utf-8"
    )
    found = json.loads(run("compare", folder, folder, "--json").stdout)
    assert len(found["sheets"]) == 1


def test_comparing_with_nothing_is_no_agreement(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "批复").mkdir()
    result = run("compare", folder, tmp_path / "批复")
    assert result.exit_code == 2
    assert "PR319" in result.stderr


@pytest.mark.parametrize("command", ["compare", "review"])
def test_a_row_that_was_not_read_is_reported(command: str, folder: Path) -> None:
    (folder / "甲项目.csv").write_text(FORM.format(name="甲项目", row=RUN_TOGETHER), encoding="utf-8")
    result = run(command, folder, folder) if command == "compare" else run(command, folder)
    assert result.exit_code == 1
    assert "PR705" in result.stderr


def test_projects_without_codes_are_filled_in_by_name(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "完成情况.xlsx"
    assert run("template", folder, "-o", book).exit_code == 0
    workbook = load_workbook(book)
    for sheet in workbook:
        for row in sheet.iter_rows():
            heads = [cell.value for cell in row]
            if "实际完成值" in heads:
                sheet.cell(row[0].row + 1, heads.index("实际完成值") + 1).value = "6人"
    workbook.save(book)
    cards = json.loads(run("score", folder, "--actuals", book, "--json").stdout)["cards"]
    assert [each["items"][0]["actual"] for each in cards].count("6人") == 1
