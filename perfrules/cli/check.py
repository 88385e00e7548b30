"""`perfrules check`: what can be proved of policies before anybody relies on them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from perfrules.analysis.files import CheckReport, check_paths
from perfrules.cli.form_output import write_each
from perfrules.cli.language import language_option
from perfrules.cli.output import fail, json_option, print_diagnostics, require_other_files
from perfrules.diagnostics import Language, PerfrulesError, Severity
from perfrules.documents import write_text
from perfrules.reports.findings.formats import FORMATS
from perfrules.reports.forms.write import ending_of
from perfrules.reports.number_lines.as_svg import as_svg
from perfrules.reports.number_lines.as_text import as_text
from perfrules.reports.number_lines.of_policies import lines_of

_TERMINAL = "-"
_FAILING: dict[Severity, tuple[Severity, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning", "question"),
    "info": ("error", "warning", "question", "info"),
}


@click.command("check")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "layout",
    type=click.Choice(list(FORMATS)),
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
    help="text of a cited document: it must contain the phrases (may be repeated)",
)
@click.option(
    "--picture",
    metavar="FILE",
    help="draw the rules over number lines: as SVG into FILE, or with - in the terminal",
)
@json_option
@language_option
def command(
    paths: tuple[Path, ...],
    sources: tuple[Path, ...],
    layout: str,
    fail_level: Severity,
    picture: str | None,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Prove the policies in each PATH (file, folder or id): gaps, overlaps, rules that never fire, claims.

    Exit codes: 0 clean, 1 findings, 2 a file that cannot be read.
    """
    layout = "json" if as_json else layout
    if picture == _TERMINAL and layout != "full":
        raise click.BadParameter("- requires --format full", param_hint="--picture")
    if picture is not None and picture != _TERMINAL:
        require_other_files([Path(picture)], [*paths, *sources], language, as_json=as_json)
        _require_svg(Path(picture), language, as_json=as_json)
    report = check_paths(paths, sources)
    text = FORMATS[layout](report, language)
    click.echo(text, nl=bool(text) and not text.endswith("\n"))
    if picture is not None:
        _draw(report, picture, language, quiet=layout == "json")
    sys.exit(exit_code(report, fail_level))


def _require_svg(path: Path, language: Language, *, as_json: bool) -> None:
    if path.exists() and not path.is_file():
        return  # writing it is refused, with the reason
    try:
        ending_of(path, (".svg",))
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)


def _draw(report: CheckReport, picture: str, language: Language, *, quiet: bool) -> None:
    lines, problems = lines_of(report)
    if picture == _TERMINAL and lines:
        click.echo("\n" + as_text(lines, shutil.get_terminal_size().columns, language))
    elif lines:
        try:
            svg = as_svg(lines, language)
            write_each([Path(picture)], lambda path: write_text(path, svg), language, quiet=quiet)
        except PerfrulesError as error:
            fail(error, language, as_json=False)
    print_diagnostics(problems, language)


def exit_code(report: CheckReport, fail_level: Severity) -> int:
    """2 where a file could not be read, else 1 where a finding is as severe as that, else 0."""
    if report.problems:
        return 2
    return int(any(each.severity in _FAILING[fail_level] for each in report.findings))
