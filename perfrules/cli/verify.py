"""`perfrules verify`: a filled self-evaluation recomputed, and every row that disagrees."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from perfrules.cli.output import (
    as_of_option,
    exit_code,
    json_option,
    language_option,
    print_diagnostics,
    print_json,
)
from perfrules.cli.terminal import rich_output
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
from perfrules.engine.verification import FormCheck, verify_form
from perfrules.sheets.forms import find_forms, load_forms


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
    """Recompute the scores of each FORM, a filled self-evaluation, and list what disagrees.

    FORM is a .yaml, .csv, .tsv, .xlsx or .docx, or a folder of them; several projects in one file are each
    recomputed.

    Exit codes: 0 everything agrees, 1 something does not, 2 a file that cannot be read.
    """
    checks: list[tuple[Path, FormCheck]] = []
    unread: list[Diagnostic] = []
    for path in paths:
        try:
            files = find_forms(path)
            if not files:
                unread.append(Diagnostic("PR438", {"name": str(path)}))
        except PerfrulesError as error:
            unread += error.diagnostics
            continue
        for file in files:
            try:
                checks += [(file, verify_form(each, policy, as_of)) for each in load_forms(file)]
            except PerfrulesError as error:
                unread += error.diagnostics
    # One policy that cannot be loaded is told once, not for every form.
    _print(checks, list(dict.fromkeys(unread)), language, as_json=as_json)
    told = (one for _, check in checks for one in check.diagnostics)
    sys.exit(2 if unread else exit_code(told))


def _print(
    checks: Sequence[tuple[Path, FormCheck]],
    unread: Sequence[Diagnostic],
    language: Language,
    *,
    as_json: bool,
) -> None:
    if as_json:
        print_json(
            {
                "forms": [{"file": str(file), **check.to_json(language)} for file, check in checks],
                "diagnostics": [each.to_json(language) for each in unread],
            }
        )
    elif checks:
        output = rich_output()
        output.print_checks([check for _, check in checks], output.standard_output(), language)
    told = [] if as_json else [one for _, check in checks for one in check.diagnostics]
    print_diagnostics([*told, *unread], language)
