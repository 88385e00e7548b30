"""`perfrules check`: what can be proved of policies before anybody relies on them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from perfrules.analysis.files import CheckReport, check_paths
from perfrules.cli.output import json_option, language_option, print_json
from perfrules.diagnostics import Language, Severity
from perfrules.reports.check_text import full_text

_FAILING: dict[Severity, tuple[Severity, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "info": ("error", "warning", "info"),
}


@click.command("check")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "layout",
    type=click.Choice(["full", "json"]),
    default="full",
    help="how findings are printed (default: full)",
)
@click.option(
    "--fail-level",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    help="the least severity for which the exit code is 1 (default: warning)",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="text of a document that is cited: the phrases must stand in it (may be repeated)",
)
@json_option
@language_option
def command(
    paths: tuple[Path, ...],
    sources: tuple[Path, ...],
    layout: Literal["full", "json"],
    fail_level: Severity,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Prove the policies in each PATH, a file or a folder: gaps, overlaps, rules that never fire, claims.

    Exit codes: 0 clean, 1 findings, 2 a file that cannot be read.
    """
    report = check_paths(paths, sources)
    if as_json or layout == "json":
        print_json(report.to_json(language))
    else:
        click.echo(full_text(report, language))
    sys.exit(exit_code(report, fail_level))


def exit_code(report: CheckReport, fail_level: Severity) -> int:
    """2 where a file could not be read, else 1 where a finding is as severe as that, else 0."""
    if report.problems:
        return 2
    return int(any(each.severity in _FAILING[fail_level] for each in report.findings))
