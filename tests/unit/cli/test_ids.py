"""Wherever a command takes the file of a policy it takes the id of one that ships."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner
from paths import ROOT

from perfrules.cli import main

EXAMPLE = str(ROOT / "examples" / "chengde-2021")
SHEET = str(ROOT / "examples" / "chengde-2021" / "part2-482-0105-YBN-S72L.yaml")
JUNE = str(ROOT / "examples" / "chengde-2021" / "mid-year" / "actuals-2021-06.yaml")
APPROVAL, EXCLUSIVE = "chengde.expenditure-approval", "chengde.expenditure-approval-exclusive"
DAY = "2021-06-30"
FORM = str(ROOT / "tests" / "conformance" / "forms" / "parts.csv")
RUNS = {
    ("check", "paths"): ["check", APPROVAL],
    ("convert", "source"): ["convert", APPROVAL, "policy.dmn"],
    ("decide", "policy"): ["decide", APPROVAL, "amount=1.5万元", "category=日常支出"],
    ("diff", "old"): ["diff", APPROVAL, EXCLUSIVE],
    ("diff", "new"): ["diff", EXCLUSIVE, APPROVAL],
    ("due", "policy"): ["due", "chengde.wage-payment", "--year", "2021"],
    ("fulfil", "policy"): [
        "fulfil",
        "chengde.safeguards",
        "--record",
        "record.yaml",
        "--as-of",
        "2021-06-30",
    ],
    ("lint", "policy"): ["lint", EXAMPLE, "--policy", "mof.target-review-2015"],
    ("monitor", "policy"): ["monitor", SHEET, "--actuals", JUNE, "--policy", "mof.monitoring-2019"],
    ("review", "policy"): ["review", EXAMPLE, "--policy", "mof.target-review-2015"],
    ("score", "policy"): ["score", EXAMPLE, "--policy", "mof.self-evaluation-2020"],
    ("summary", "policy"): ["summary", EXAMPLE, "--policy", "mof.self-evaluation-2020"],
    ("template", "policy"): ["template", SHEET, "-o", "fill-in.xlsx", "--policy", "mof.self-evaluation-2020"],
    ("test", "paths"): ["test", APPROVAL],
    ("verify", "policy"): ["verify", FORM, "--policy", "mof.self-evaluation-2020"],
}
NOT_POLICIES = {
    "lint": "paths", "review": "paths", "verify": "paths", "template": "paths", "compare": "paths",
    "summary": "paths",
    "fmt": "paths", "import": "source", "schema": "source",
}  # fmt: skip


def taking_policies():
    """Each command and parameter that may be a policy."""
    context = click.Context(main)
    for name in main.list_commands(context):
        for parameter in main.get_command(context, name).params:
            known = parameter.name in {"policy", "old", "new", "paths", "source"}
            if known and NOT_POLICIES.get(name) != parameter.name:
                yield name, parameter.name


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "record.yaml").write_text("kind: record\nevents: []\nevidence: []\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("command", "parameter"), RUNS)
@pytest.mark.usefixtures("folder")
class TestIds:
    def test_an_id_is_found(self, command, parameter):
        result = CliRunner().invoke(main, RUNS[command, parameter])
        assert result.exit_code in {0, 1}, result.output
        assert "PR500" not in result.output

    def test_an_unknown_id_is_refused_with_those_like_it(self, command, parameter):
        arguments = [
            f"{each}-x" if each.partition(".")[0] in {"chengde", "mof"} else each
            for each in RUNS[command, parameter]
        ]
        assert arguments != RUNS[command, parameter]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 2
        assert "PR500" in result.output


def test_every_command_that_takes_a_policy_is_tried():
    assert set(taking_policies()) == set(RUNS)
