"""The due command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main

WAGES = "chengde.wage-payment"


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["due", *map(str, arguments)])


@pytest.fixture
def paid(tmp_path):
    path = tmp_path / "paid.csv"
    path.write_text(
        "月份,发放日期\n1,2021/1/8\n2,2021-02-10\n3,\n4,2021-04-08\n4,2021-04-07\n", encoding="gb18030"
    )
    return path


def test_json_of_due_dates(run):
    result = run(WAGES, "--year", 2021, "--as-of", "2021-08-07", "--json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert list(data) == ["policy", "as_of", "due", "next", "diagnostics"]
    assert (data["policy"]["id"], data["policy"]["version"]) == (WAGES, "2021-01-01")
    assert len(data["due"]) == 12
    assert data["due"][7] == {
        "day": "2021-08-08",
        "due": "2021-08-06",
        "moved": True,
        "reason": "weekend",
        "holiday": None,
        "share": None,
        "deadline": "每月8日前",
        "why": ["2021-08-08是星期日，提前到前一工作日2021-08-06"],
    }
    assert data["next"]["due"] == "2021-09-08"


def test_a_ledger_counts_with_its_wages_alone(run, tmp_path):
    path = tmp_path / "ledger.csv"
    rows = ("2021-01-08,工资", "2021-02-08,工资", "2021-02-26,日常支出", "2021-03-10,工资")
    path.write_text("\n".join(("日期,支出类别", *rows)), encoding="utf-8")
    data = json.loads(run(WAGES, "--payments", path, "--as-of", "2021-03-31", "--json").stdout)
    assert [each["status"] for each in data["due"][:3]] == ["met", "met", "late"]


def test_json_with_payments(run, paid):
    result = run(WAGES, "--payments", paid, "--as-of", "2021-05-01", "--json", "--lang", "en")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert list(data) == ["policy", "as_of", "clean", "due", "spare", "next", "diagnostics"]
    assert [(each["status"], each["days_late"]) for each in data["due"][:5]] == [
        ("met", 0),
        ("late", 2),
        ("late", 30),
        ("met", 0),
        ("not-yet-due", 0),
    ]
    assert data["due"][1]["how"] == "paid on 2021-02-10, 2 days late"
    assert data["next"]["due"] == "2021-05-08"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["逾期", "晚于到期日2天", "下一个到期日：2021-05-08"]),
        ("en", ["late", "2 days late", "next due: 2021-05-08"]),
    ],
)
def test_in_words(run, paid, language, words):
    result = run(WAGES, "--payments", paid, "--as-of", "2021-05-01", "--lang", language)
    assert result.exit_code == 1
    assert all(each in result.stdout for each in words)


def test_all_in_time(run, tmp_path):
    path = tmp_path / "paid.yaml"
    path.write_text("kind: payments\npayments: [2021-01-08, 2021-02-08, 2021-04-01]\n", encoding="utf-8")
    assert run(WAGES, "--payments", path, "--as-of", "2021-02-09").exit_code == 0


def test_a_spending_plan(run, tmp_path):
    path = tmp_path / "paid.csv"
    path.write_text("日期,比例\n2021-03-31,25%\n2021-07-02,25%\n", encoding="utf-8-sig")
    result = run("chengde.spending-plan", "--payments", path, "--as-of", "2021-07-31", "--json")
    assert result.exit_code == 1
    statuses = [(each["status"], each["reached"]) for each in json.loads(result.stdout)["due"]]
    assert statuses == [("met", "25%"), ("late", "50%"), ("not-yet-due", "50%"), ("not-yet-due", "50%")]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((WAGES, "--year", 2099), "PR560"),
        ((WAGES, "--year", 21), "PR566"),
        (("chengde.expenditure-approval", "--year", 2021), "PR576"),
        (("chengde.nothing",), "PR500"),
        ((WAGES, "--payments", "nowhere.csv"), "PR100"),
        ((WAGES, "--as-of", "2020-12-31"), "PR504"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_reported(run, arguments, code, language):
    result = run(*arguments, "--lang", language, "--json")
    assert result.exit_code == 2
    assert [each["code"] for each in json.loads(result.stdout)["diagnostics"]] == [code]
    assert f"[{code}]" in result.stderr


@pytest.mark.parametrize("arguments", [(WAGES, "--as-of", "2021-13-01"), (WAGES, "--year", "二〇二一"), ()])
def test_wrong_usage(run, arguments):
    assert run(*arguments).exit_code == 2


def test_notes_on_standard_error(run, tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("perfrules: 1\nkind: schedule\nid: unit.x\ndeadline: 每月31日前\n", encoding="utf-8")
    result = run(path, "--year", 2021, "--lang", "en")
    assert result.exit_code == 0
    assert "`每月31日前` names a day that 2021-02 does not have" in result.stderr
