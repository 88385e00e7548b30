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
    fail,
    json_option,
    language_option,
    print_diagnostics,
    print_json,
)
from perfrules.diagnostics import Language, PerfrulesError
from perfrules.engine.verification import FormCheck, verify_form
from perfrules.sheets.forms import load_forms

_PIPED_WIDTH = 140


@click.command("verify")
@click.argument("form", type=click.Path(path_type=Path))
@click.option(
    "--policy",
    metavar="POLICY",
    help="id or file of a scoring policy (default: the form's own, else mof.self-evaluation-2020)",
)
@as_of_option("the day whose version of the policy holds (default: the form's own)")
@json_option
@language_option
def command(form: Path, policy: str | None, as_of: date | None, language: Language, *, as_json: bool) -> None:
    """Recompute the scores of FORM, a filled self-evaluation, and list what disagrees.

    FORM is .yaml, .csv, .tsv, .xlsx or .docx; several projects in one file are each recomputed.

    Exit codes: 0 everything agrees, 1 something does not, 2 a file that cannot be read.
    """
    try:
        checks = [verify_form(each, policy, as_of) for each in load_forms(form)]
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    _print(checks, language, as_json=as_json)
    sys.exit(exit_code(one for check in checks for one in check.diagnostics))


def _print(checks: Sequence[FormCheck], language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json({"forms": [check.to_json(language) for check in checks], "diagnostics": []})
        return
    from rich.console import Console

    from perfrules.reports.verification import print_checks

    # What is piped into a file or pager has no width of its own.
    print_checks(checks, Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH), language)
    print_diagnostics((one for check in checks for one in check.diagnostics), language)
