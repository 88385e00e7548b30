"""`perfrules compare`: what differs between versions of target sheets."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.listing_output import listing_option, show
from perfrules.cli.output import fail, json_option, print_diagnostics, require_other_files
from perfrules.diagnostics import Language, PerfrulesError
from perfrules.reports.targets.comparisons import comparison_report
from perfrules.sheets import compare_sheets
from perfrules.sheets.files.loading import read_sheets
from perfrules.sheets.imports.unreadable import is_of_file

_FEWEST = 2


@click.command("compare")
@click.argument("paths", metavar="A B…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", "names", multiple=True, metavar="NAME", help="the name of a version, once for each")
@listing_option
@json_option
@language_option
def command(
    paths: tuple[Path, ...],
    names: Sequence[str],
    outputs: Sequence[Path],
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Compare versions of target sheets, files or folders, the earliest first: 申报, 批复, 调整.

    Sheets are matched by code, indicators by second level and name.

    Exit codes: 0 no differences, 1 differences or rows that were not read, 2 a file that cannot be read or
    written, or has no sheet.
    """
    if len(paths) < _FEWEST:
        raise click.UsageError("give at least two versions")
    if names and len(names) != len(paths):
        raise click.UsageError("give --name once for each version")
    require_other_files(outputs, paths, language, as_json=as_json)
    read = [read_sheets(path) for path in paths]
    noticed = [each for one in read for each in one.diagnostics if each.severity == "error" or not one.sheets]
    unread = [each for each in noticed if is_of_file(each)]
    compared = compare_sheets(*(one.sheets for one in read))
    shown = names or _names(paths)
    data = {
        "versions": list(shown),
        "sheets": [each.to_json() for each in compared],
        "diagnostics": [each.to_json(language) for each in noticed],
    }
    try:
        report = comparison_report(compared, shown, language)
        show(report, data, () if unread else outputs, language, as_json=as_json)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    print_diagnostics(noticed, language)
    if unread or not all(one.sheets for one in read):
        sys.exit(2)
    sys.exit(int(bool(noticed) or any(each.state != "same" for each in compared)))


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """The names of files or folders, with their folders where two have one name."""
    times = Counter(path.stem for path in paths)
    return tuple(path.stem if times[path.stem] == 1 else str(path) for path in paths)
