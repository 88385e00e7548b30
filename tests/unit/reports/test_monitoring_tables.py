"""The status of projects in the terminal and as plain data, to the letter."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from paths import GOLDEN
from rich.console import Console

from perfrules.diagnostics import Language
from perfrules.engine.monitoring import MonitoringReport, monitor
from perfrules.reports.terminal.monitoring import print_monitoring
from perfrules.sheets import load_actuals, load_sheet

FOLDER = GOLDEN / "good" / "monitoring"
POLICIES = {"national": "mof.monitoring-2019", "provincial": "provincial.monitoring-lights"}


def report_by(policy: str) -> MonitoringReport:
    sheet, actuals = load_sheet(FOLDER / "sheet.yaml"), load_actuals(FOLDER / "actuals.yaml")
    return monitor(sheet, actuals, policy=POLICIES[policy])


def printed(reports: list[MonitoringReport], language: Language, **how: Any) -> str:
    out = StringIO()
    print_monitoring(reports, Console(file=out, width=140, **how), language)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_printed(policy: str, language: Language) -> None:
    golden = FOLDER / f"{policy}.{language}.txt"
    assert printed([report_by(policy)], language) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("policy", POLICIES)
def test_plain_data(policy: str) -> None:
    data = report_by(policy).to_json()
    # The digest and the places belong to the policy's file, which may be worded anew.
    del data["policy"]["digest"]
    for row in data["indicators"]:
        del row["places"]
    for reported in data["diagnostics"]:
        reported["file"] = Path(reported["file"]).name
    golden = json.loads((FOLDER / f"{policy}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(data)) == golden


def test_colours_are_for_terminals_and_the_word_is_always_there() -> None:
    report = report_by("provincial")
    coloured = printed([report], "zh", force_terminal=True, color_system="standard")
    assert "\x1b[31m红灯" in coloured
    assert "\x1b[32m绿灯" in coloured
    plain = printed([report], "zh")
    assert "\x1b" not in plain
    assert "红灯" in plain


def test_several_projects_are_summed_up() -> None:
    report = report_by("national")
    totals = ["2", "8", "6", "2"]
    assert totals in [line.split() for line in printed([report, report], "zh").splitlines()]
    assert totals not in [line.split() for line in printed([report], "zh").splitlines()]


def test_nothing_to_print() -> None:
    assert printed([], "zh") == ""
