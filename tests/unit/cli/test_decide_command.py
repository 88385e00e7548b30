"""The decide command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main

APPROVAL = "chengde.expenditure-approval"


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["decide", *arguments])


def test_json_is_exactly_what_is_promised(run):
    result = run(APPROVAL, "amount=1.5万元", "category=日常支出", "--json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert list(data) == ["governed", "outcome", "rules", "overridden", "reasons", "why", "policy"]
    assert data["governed"] is True
    assert data["outcome"] == {"document": ["请示"], "sign_off": ["分管领导", "主要领导"]}
    assert data["rules"] == ["leaders"]
    assert data["overridden"] == []
    assert data["policy"]["id"] == APPROVAL
    assert data["policy"]["version"] == "2021-01-01"
    assert data["policy"]["digest"].startswith("sha256:")


def test_inputs_go_by_their_titles_too(run):
    titled = run(APPROVAL, "金额=1.5万元", "支出类别＝日常支出", "--json")
    assert titled.exit_code == 0
    assert titled.stdout == run(APPROVAL, "amount=1.5万元", "category=日常支出", "--json").stdout


def test_a_value_keeps_its_own_equals_signs(run):
    assert "“日常＝支出=”" in run(APPROVAL, "amount=1", "category=日常＝支出=", "--lang", "zh").stderr


@pytest.mark.parametrize(
    ("titles", "given"),
    [
        (("金额", "类别"), ["甲=1元", "金额=2元", "乙=3元"]),  # by name and by title
        (("金额", "金额"), ["金额=1元", "乙=3元"]),  # a title of two
        (("乙", "类别"), ["乙=1元"]),  # a title that is another's name
    ],
)
def test_a_title_that_may_mean_two_is_refused(run, tmp_path, titles, given):
    policy = tmp_path / "a.yaml"
    policy.write_text(
        "kind: decision\nid: a.b\noutputs: {谁: {type: text}}\n"
        "rules: [{id: 一, when: {甲: 1元以上}, then: {谁: 丙}}]\n"
        f"inputs:\n  甲: {{type: money, title: {titles[0]}}}\n  乙: {{type: money, title: {titles[1]}}}\n",
        encoding="utf-8",
    )
    result = run(str(policy), *given)
    assert result.exit_code == 2
    assert "PR541" in result.stderr or "PR540" in result.stderr


def test_outside_the_scope(run):
    data = json.loads(run(APPROVAL, "amount=1", "category=工资", "--json").stdout)
    assert (data["governed"], data["outcome"], data["rules"]) == (False, None, [])


@pytest.mark.parametrize(("language", "words"), [("zh", "分管领导、主要领导"), ("en", "in force from")])
def test_in_words(run, language, words):
    result = run(APPROVAL, "amount=1.5万元", "category=日常支出", "--lang", language)
    assert result.exit_code == 0
    assert words in result.stdout


def test_wrong_facts(run):
    result = run(APPROVAL, "amount=5天", "--json")
    assert result.exit_code == 2
    assert [each["code"] for each in json.loads(result.stdout)["diagnostics"]] == ["PR542", "PR540"]
    assert "PR542" in result.stderr


@pytest.mark.parametrize("day", ["2020-12-31", "1999-01-01"])
def test_not_in_force(run, day):
    result = run(APPROVAL, "amount=1", "category=日常支出", "--as-of", day)
    assert result.exit_code == 2
    assert "PR504" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["amount"], ["=5"], ["amount=1", "amount=2"], ["--as-of", "2021-13-01"]]
)
def test_wrong_usage(run, arguments):
    assert run(APPROVAL, *arguments).exit_code == 2


def test_no_such_policy(run, tmp_path):
    assert run("nobody.nothing").exit_code == 2
    result = run(str(tmp_path / "missing.yaml"))
    assert result.exit_code == 2
    assert "PR100" in result.stderr


@pytest.mark.parametrize(("language", "period"), [("zh", "自2021-01-01起"), ("en", "from 2021-01-01")])
def test_a_period_in_force_without_an_end_is_in_words(language, period):
    arguments = ["decide", "chengde.expenditure-approval", "--as-of", "2010-01-01", "--lang", language]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert period in result.stderr


@pytest.mark.parametrize(
    ("amount", "is_assumed"), [("1.5", True), ("15000", True), ("1.5元", False), ("1.5万元", False)]
)
def test_a_number_without_a_unit_is_noted(run, amount, is_assumed):
    result = run("chengde.expenditure-approval", f"金额={amount}", "category=日常支出", "--lang", "zh")
    assert result.exit_code == 0
    assert ("PR549" in result.stderr) is is_assumed
    assert (f"如 {amount}元" in result.stderr) is is_assumed
