"""Cases of policies as data: due days, duties, decisions, refusals and findings."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from paths import CONFORMANCE

import perfrules
from perfrules.engine.checklists.record import Event, Evidence, Record

FOLDER = CONFORMANCE / "policies"
TEXT = (FOLDER / "cases.yaml").read_text(encoding="utf-8")
CASES = yaml.load(TEXT, Loader=yaml.CBaseLoader)  # noqa: S506 - texts alone


def named(case):
    return " ".join(map(str, list(case.values())[:3]))


def cases(kind):
    return pytest.mark.parametrize("case", CASES[kind], ids=named)


def unordered(outcome):
    lists = list, tuple
    return {name: sorted(value) if isinstance(value, lists) else value for name, value in outcome.items()}


@cases("due")
def test_due_days(case):
    due = [str(each.due) for each in perfrules.load_policy(FOLDER / case["file"]).due(int(case["year"]))]
    assert due == case["all"] if "all" in case else set(case["some"]) <= set(due)


@cases("fulfil")
def test_duties(case):
    record = Record(
        (Event("办结", date.fromisoformat(case["event"])),),
        (Evidence("file", date.fromisoformat(case["shown"]), "归档单"),),
    )
    report = perfrules.load_policy(FOLDER / case["file"]).fulfil(record, date(2022, 12, 31))
    (duty,) = report.duties
    assert (duty.status, duty.days_late) == (case["status"], int(case["days_late"]))


@cases("decide")
def test_decisions(case):
    decision = perfrules.load_policy(FOLDER / case["file"]).decide(**case["facts"])
    assert unordered(decision.outcome) == unordered(case["outcome"])


@cases("refused")
def test_refusals(case):
    with pytest.raises(perfrules.PolicyError) as caught:
        perfrules.load_policy(FOLDER / case["file"])
    assert caught.value.code == case["code"]


@cases("check")
def test_findings(case):
    codes = {each.code for each in perfrules.check(FOLDER / case["file"])}
    assert codes >= set(case.get("with", ()))
    assert not codes & set(case.get("without", ()))
