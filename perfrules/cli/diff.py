"""`perfrules diff`: what two policies decide differently, and which rows of a ledger that concerns."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from perfrules.analysis.differences.diff import PolicyDiff, diff
from perfrules.cli.language import language_option
from perfrules.cli.output import fail, json_option, print_diagnostics, print_json
from perfrules.diagnostics import Language, PerfrulesError, visible
from perfrules.documents.media.lists import read_list
from perfrules.policies.loader import find_policy
from perfrules.reports.changed_rows import LedgerChanges, changed_rows, lines_of
from perfrules.reports.terminal.differences import diff_lines


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="a .csv, .xlsx or other list with a column for each input: list the rows that change, and their sum",
)
@json_option
@language_option
def command(old: str, new: str, ledger: Path | None, language: Language, *, as_json: bool) -> None:
    """List exactly which facts the policies OLD and NEW decide differently; each is a file or a shipped id.

    Exit codes: 0 they decide alike, 1 they differ or that is not known, 2 something cannot be read.
    """
    try:
        found = diff(find_policy(old), find_policy(new))
        changes = None if ledger is None else changed_rows(found, read_list(ledger), str(ledger))
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    if as_json:
        rows = None if changes is None else changes.to_json(language)
        print_json({**found.to_json(language), "ledger": rows})
    else:
        _print(found, changes, language)
    problems = (*found.problems(), *(() if changes is None else changes.problems))
    print_diagnostics(problems, language)
    sys.exit(int(bool(found) or bool(problems)))


def _print(found: PolicyDiff, changes: LedgerChanges | None, language: Language) -> None:
    for line in diff_lines(found, language):
        click.echo(visible(line))
    if changes is not None:
        click.echo()
        for line in lines_of(changes, language):
            click.echo(visible(line))
