"""`perfrules summary`: many projects together: totals, averages, grades, departments, open rows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import add
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.listing_output import listing_option, show
from perfrules.cli.output import (
    as_of_option,
    exit_code,
    fail,
    json_option,
    print_diagnostics,
    require_other_files,
)
from perfrules.cli.projects import actuals_for, progress, with_several_sheets, without_sheet
from perfrules.diagnostics import Language, PerfrulesError
from perfrules.engine.scoring.policy_choice import evaluation_days, scorer_on
from perfrules.engine.summaries.summary import summarise
from perfrules.reports.summaries.tables import summary_report
from perfrules.sheets import Import
from perfrules.sheets.files.loading import read_sheets
from perfrules.sheets.imports.unreadable import is_of_file


@click.command("summary")
@click.argument("paths", metavar="SHEETS…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--actuals",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="the actual results, a file or a folder of workbooks (default: beside the sheets)",
)
@click.option(
    "--policy",
    metavar="POLICY",
    default="mof.self-evaluation-2020",
    show_default=True,
    help="id or file of a scoring policy",
)
@as_of_option("evaluation day; it decides the version of the policy (default: in the year after the report)")
@listing_option
@json_option
@language_option
def command(
    paths: tuple[Path, ...],
    actuals: Path | None,
    policy: str,
    as_of: date | None,
    outputs: Sequence[Path],
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Score the projects of SHEETS, files or folders, and sum them up.

    Totals in 10,000 yuan, averages plain and weighted by budget, distribution of grades, departments, the ten
    lowest totals, rows that are still open.

    Exit codes: 0 clean, 1 something was found, 2 nothing could be scored.
    """
    require_other_files(outputs, [*paths, *([actuals] if actuals else [])], language, as_json=as_json)
    found = reduce(add, map(read_sheets, paths), Import())
    noticed = list(found.diagnostics)
    try:
        reported, about_actuals = actuals_for(paths[0], found, actuals)
        scorer = scorer_on(policy, evaluation_days(reported.as_of, as_of))
        count = len(found.sheets)
        scored = progress(found.sheets, count, count, quiet=as_json)
        cards = [scorer.score(sheet, reported) for sheet in scored]
        noticed += about_actuals
        noticed += [*without_sheet(reported, found.sheets), *with_several_sheets(found.sheets)]
        summary = summarise(found.sheets, cards)
        data = summary.to_json() | {"diagnostics": [each.to_json(language) for each in noticed]}
        report = summary_report(summary, scorer.policy, reported.as_of, language)
        if cards or as_json:
            show(report, data, outputs if cards else (), language, as_json=as_json)
    except PerfrulesError as error:
        fail(PerfrulesError(*noticed, *error.diagnostics), language, as_json=as_json)
    print_diagnostics(noticed, language)
    if not cards or any(map(is_of_file, noticed)):
        sys.exit(2)
    every = [*noticed, *(one for card in cards for one in card.diagnostics)]
    sys.exit(exit_code(every))
