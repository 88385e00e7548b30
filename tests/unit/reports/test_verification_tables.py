"""What disagrees in a filled form, as the terminal shows it and as plain data, to the letter."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from attrs import evolve
from paths import ROOT
from rich.console import Console

from perfrules.diagnostics import Language
from perfrules.engine.verification import FormCheck, verify_form
from perfrules.reports.terminal.verification import print_checks
from perfrules.sheets.filled.form_files import load_forms

GOLDEN = ROOT / "tests" / "golden" / "good" / "verification"


@pytest.fixture(scope="module")
def check() -> FormCheck:
    (form,) = load_forms(ROOT / "examples" / "filled-form" / "form.yaml")
    return verify_form(form)


def printed(check: FormCheck, language: Language) -> str:
    out = StringIO()
    print_checks([("", check)], Console(file=out, width=140), language)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_printed(check: FormCheck, language: Language) -> None:
    assert printed(check, language) == (GOLDEN / f"form.{language}.txt").read_text(encoding="utf-8")


def test_what_a_form_claims_is_no_instruction_to_the_terminal(check: FormCheck) -> None:
    """A grade in brackets is shown with them, as every other text of a form is."""
    form = evolve(check.form, grade="[red]优[/red]", name="[bold]甲")
    shown = printed(evolve(check, form=form), "zh")
    assert "[red]优[/red]" in shown
    assert "[bold]甲" in shown


def test_plain_data(check: FormCheck) -> None:
    data = check.to_json()
    # The digest and the places belong to the policy's file, which may be worded anew.
    del data["policy"]["digest"], data["execution"]["recomputed"]["policy"]
    for row in data["rows"]:
        del row["places"]
        for reported in row["problems"]:
            reported["file"] = Path(reported["file"]).name
    for reported in data["diagnostics"]:
        reported["file"] = Path(reported["file"]).name
    golden = json.loads((GOLDEN / "form.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(data)) == golden
