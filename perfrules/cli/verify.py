"""`perfrules verify`: filled forms recomputed, and everything in them that disagrees."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from perfrules.cli import terminal
from perfrules.cli.language import language_option
from perfrules.cli.output import as_of_option, exit_code, json_option, print_diagnostics, print_json
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
from perfrules.engine.verification import (
    FormCheck,
    MonitoringCheck,
    Scorers,
    verify_form,
    verify_monitoring,
)
from perfrules.sheets.filled.form_files import AnyForm, find_forms, load_any_forms
from perfrules.sheets.forms import FilledMonitoringForm

_Checked = tuple[Path, FormCheck | MonitoringCheck]


@click.command("verify")
@click.argument("paths", metavar="FORM…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--policy",
    metavar="POLICY",
    help="id or file of a scoring policy (default: the form's own, else mof.self-evaluation-2020)",
)
@as_of_option("the day whose version of the policy holds (default: the form's own)")
@json_option
@language_option
def command(
    paths: Sequence[Path], policy: str | None, as_of: date | None, language: Language, *, as_json: bool
) -> None:
    """Recompute the scores of each FORM, a filled self-evaluation, and list the differences.

    FORM is a .yaml, .csv, .tsv, .xlsx or .docx, or a folder of them; several projects in one file are each
    recomputed. In a monitoring form the rate and the lights are recomputed.

    Exit codes: 0 everything agrees, 1 something does not, 2 a file that cannot be read.
    """
    checks: list[_Checked] = []
    scorers = Scorers()
    unread: list[Diagnostic] = []
    for path in paths:
        try:
            files = find_forms(path)
            if not files:
                unread.append(Diagnostic("PR736", {"name": str(path)}))
        except PerfrulesError as error:
            unread += error.diagnostics
            continue
        for file in files:
            try:
                checks += [(file, _check(form, policy, as_of, scorers)) for form in load_any_forms(file)]
            except PerfrulesError as error:
                unread += error.diagnostics
    # A policy that cannot be loaded is reported once, not for every form.
    _print(checks, list(dict.fromkeys(unread)), language, as_json=as_json)
    reported = (one for _, check in checks for one in check.diagnostics)
    sys.exit(2 if unread else exit_code(reported))


def _check(
    form: AnyForm, policy: str | None, as_of: date | None, scorers: Scorers
) -> FormCheck | MonitoringCheck:
    if isinstance(form, FilledMonitoringForm):
        return verify_monitoring(form, policy, as_of)
    return verify_form(form, scorers.scorer_for(form, policy, as_of), as_of)


def _print(
    checks: Sequence[_Checked],
    unread: Sequence[Diagnostic],
    language: Language,
    *,
    as_json: bool,
) -> None:
    if as_json:
        print_json(
            {
                "forms": _plain(checks, FormCheck, language),
                "monitoring": _plain(checks, MonitoringCheck, language),
                "diagnostics": [each.to_json(language) for each in unread],
            }
        )
    elif checks:
        console = terminal.standard_output()
        names = _file_names([file for file, _ in checks])
        forms = [(names[file], each) for file, each in checks if isinstance(each, FormCheck)]
        terminal.print_checks(forms, console, language)
        watched = [(names[file], each) for file, each in checks if isinstance(each, MonitoringCheck)]
        terminal.print_monitoring_checks(watched, console, language)
    reported = [] if as_json else [one for _, check in checks for one in check.diagnostics]
    print_diagnostics([*reported, *unread], language)


def _file_names(files: Sequence[Path]) -> dict[Path, str]:
    """What each file is called in the tables: its name, or its path where two share it; "" for one file."""
    several = list(dict.fromkeys(files))
    if len(several) == 1:
        return {several[0]: ""}
    count = Counter(file.name for file in several)
    return {file: file.name if count[file.name] == 1 else str(file) for file in several}


def _plain(
    checks: Sequence[_Checked], kind: type[FormCheck | MonitoringCheck], language: Language
) -> list[dict[str, Any]]:
    """The checks of one kind as plain data, each with its file."""
    return [
        {"file": str(file), **check.to_json(language)} for file, check in checks if isinstance(check, kind)
    ]
