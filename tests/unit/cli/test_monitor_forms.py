"""`perfrules monitor` on filled monitoring forms, which are both sheets and reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfrules.cli.main import main

FORM = (
    "{title}\n项目名称,甲项目\n,年初预算数,{period}执行数\n年度资金总额,80万元,40万元\n"
    "三级指标,年度指标值,{period}执行情况,全年预计完成情况\n人数,≥60人,36人,60人\n"
)


def report(folder: Path, title: str, period: str, *options: str) -> tuple[int, dict]:
    path = folder / "监控表.csv"
    path.write_text(FORM.format(title=title, period=period), encoding="utf-8")
    result = CliRunner().invoke(main, ["monitor", str(path), "--json", *options])
    return result.exit_code, json.loads(result.stdout)


@pytest.mark.parametrize(
    ("title", "period", "day"),
    [
        ("（2024年度）", "1-7月", "2024-07-31"),
        ("（2024年度）", "1—6月", "2024-06-30"),
        ("（2024年1-9月）", "", "2024-09-30"),
        ("2024年上半年监控表", "", "2024-06-30"),
        ("（2024年度，截至2024-08-15）", "1-7月", "2024-08-15"),
    ],
)
def test_the_day_is_that_of_the_headings(title: str, period: str, day: str, tmp_path: Path) -> None:
    _, data = report(tmp_path, title, period)
    assert [each["as_of"] for each in data["projects"]] == [day]


def test_a_form_that_names_no_part_of_the_year_needs_a_day(tmp_path: Path) -> None:
    code, data = report(tmp_path, "（2024年度）", "")
    assert code == 2
    assert "PR472" in {each["code"] for each in data["diagnostics"]}
    code, data = report(tmp_path, "（2024年度）", "", "--as-of", "2024-07-31")
    assert code < 2
    assert data["projects"][0]["as_of"] == "2024-07-31"
