"""Filled forms with the answers that verification must give: `forms/expected.yaml`, one case a line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from paths import CONFORMANCE

from perfrules.diagnostics import Diagnostic
from perfrules.engine.scoring import load_scorer
from perfrules.engine.verification import FormCheck, verify_form
from perfrules.reports.forms.evaluation import EvaluationForm
from perfrules.reports.forms.write import write_report
from perfrules.sheets import load_actuals, load_sheet
from perfrules.sheets.filled.form_files import load_forms

FOLDER = CONFORMANCE / "forms"
CASES = [
    json.loads(line[2:])
    for line in (FOLDER / "expected.yaml").read_text(encoding="utf-8").splitlines()
    if line.startswith("- ")
]
WRITTEN = [case for case in CASES if "write" in case]
READ = [case for case in CASES if "write" not in case]


def checked(case: dict[str, Any], path: Path) -> FormCheck:
    (form,) = load_forms(path)
    as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else None
    return verify_form(form, case.get("policy"), as_of)


def named(check: FormCheck, severity: str) -> set[str]:
    """The rows, or the other parts of a form, that have a finding of a severity."""
    rows = {row.item.name for row in check.rows if any(each.severity == severity for each in row.problems)}
    return rows | {part_of(each) for each in check.problems if each.severity == severity}


def part_of(diagnostic: Diagnostic) -> str:
    parts = {"PR451": "execution", "PR452": "execution", "PR453": "execution", "PR454": "total"}
    return parts.get(diagnostic.code, "form")


def scores(check: FormCheck) -> dict[str, str | None]:
    rows = {row.item.name: row.recomputed for row in check.rows}
    every = {**rows, "execution": check.card.execution.score}
    return {name: None if score is None else str(score) for name, score in every.items()}


@pytest.mark.parametrize("case", READ, ids=lambda case: f"{case['file']}-{case.get('policy', 'default')}")
class TestForms:
    def test_agreement_and_severities(self, case: dict[str, Any]) -> None:
        check = checked(case, FOLDER / case["file"])
        if "agrees" in case:
            assert check.agrees == case["agrees"], [each.message() for each in check.diagnostics]
        assert named(check, "error") == set(case.get("errors", ()))
        assert set(case.get("questions", ())) <= named(check, "question")

    def test_scores_and_words(self, case: dict[str, Any]) -> None:
        check = checked(case, FOLDER / case["file"])
        found = scores(check)
        assert {name: found[name] for name in case.get("scores", {})} == case.get("scores", {})
        assert all(found[name] is None for name in case.get("unreadable", ()))
        answer = json.dumps(check.to_json(), ensure_ascii=False)
        assert all(word in answer for word in case.get("mentions", ()))


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: f"{case['write']}-{case['lang']}")
def test_a_form_that_score_writes_verifies_without_a_finding(case: dict[str, Any], tmp_path: Path) -> None:
    sheet, actuals = load_sheet(FOLDER / case["file"]), load_actuals(FOLDER / case["actuals"])
    scorer = load_scorer("mof.self-evaluation-2020")
    form = EvaluationForm(scorer.score(sheet, actuals), sheet, actuals, scorer.policy)
    path = tmp_path / f"form{case['write']}"
    write_report([form], path, case["lang"])
    assert checked(case, path).diagnostics == ()
