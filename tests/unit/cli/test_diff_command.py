"""The diff command, with and without a ledger."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main

OLD, NEW = "chengde.expenditure-approval", "chengde.expenditure-approval-exclusive"
LEDGER = "金额,支出类别,备注\n2000,日常支出,a\n1999.99,日常支出,b\n0.2万元,日常支出,'=c\n2000,工资,d\n"


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.fixture
def ledger(tmp_path):
    def write(text=LEDGER, encoding="utf-8-sig"):
        path = tmp_path / "ledger.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_the_same_policy_twice(run):
    result = run(OLD, OLD, "--lang", "en")
    assert result.exit_code == 0
    assert "decide all facts in the same way" in result.stdout


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            [
                "金额为2000元，支出类别为日常支出",
                "  原：须提交：请示；签批：单位财务负责人、分管领导、主要领导",
                "  例如：amount=2000元 category=日常支出",
            ],
        ),
        ("en", ["金额 is 2000元, 支出类别 is 日常支出", "  after: 须提交: 请示; 签批: 分管领导, 主要领导"]),
    ],
)
def test_two_readings_of_one_rule(run, language, lines):
    result = run(OLD, NEW, "--lang", language)
    assert result.exit_code == 1
    assert {*lines} <= {*result.stdout.splitlines()}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_the_rows_of_a_ledger_that_change(run, ledger, encoding):
    result = run(OLD, NEW, "--ledger", ledger(encoding=encoding), "--lang", "zh")
    assert result.exit_code == 1
    assert "台账 4 行，其中 2 行的结果改变，合计 金额 4000元" in result.stdout
    assert "第 4 行 amount=2000元 category=日常支出" in result.stdout


def test_json(run, ledger):
    data = json.loads(run(OLD, NEW, "--ledger", ledger(), "--json").stdout)
    assert len(data["differences"]) == 1
    assert [each["line"] for each in data["ledger"]["changed"]] == [2, 4]
    assert (data["ledger"]["rows"], data["ledger"]["sums"]) == (4, {"金额": "4000元"})
    assert json.loads(run(OLD, OLD, "--json").stdout)["ledger"] is None


def test_a_row_that_cannot_be_read_does_not_keep_the_others_from_it(run, ledger):
    result = run(OLD, NEW, "--ledger", ledger(LEDGER + "x,日常支出,e\n1,日常支出\n"), "--json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)["ledger"]
    assert [(each["code"], each["line"]) for each in data["problems"]] == [("PR545", 6), ("PR577", 7)]
    assert len(data["changed"]) == 2
    assert "PR545" in result.stderr


@pytest.mark.parametrize(
    ("text", "code"),
    [("金额,备注\n1,a\n", "PR860"), ("", "PR860"), ('金额,支出类别\n1,"a"b\n', "PR578")],
)
def test_a_ledger_that_cannot_be_read(run, ledger, text, code):
    result = run(OLD, NEW, "--ledger", ledger(text))
    assert result.exit_code == 2
    assert code in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((OLD, "nobody.nothing"), "PR500"),
        ((OLD, "mof.self-evaluation-2020"), "PR850"),
    ],
)
def test_what_cannot_be_compared(run, arguments, code):
    result = run(*arguments)
    assert result.exit_code == 2
    assert code in result.stderr


def test_no_ledger_for_tables_of_bands(run, ledger):
    result = run("mof.self-evaluation-2020", "mof.self-evaluation-2020", "--ledger", ledger())
    assert result.exit_code == 2
    assert "PR861" in result.stderr


def test_wrong_usage(run):
    assert run(OLD).exit_code == 2


def test_a_ledger_in_a_workbook(run, tmp_path):
    import openpyxl

    made = openpyxl.Workbook()
    for row in (["支出台账"], ["金额", "支出类别"], [1999, "日常支出"], [2000, "日常支出"]):
        made.active.append(row)
    made.save(tmp_path / "台账.xlsx")
    result = run(OLD, NEW, "--ledger", str(tmp_path / "台账.xlsx"))
    assert "A4 amount=2000元 category=日常支出" in result.stdout
    data = json.loads(run(OLD, NEW, "--ledger", str(tmp_path / "台账.xlsx"), "--json").stdout)
    assert [each["cell"] for each in data["ledger"]["changed"]] == ["A4"]
