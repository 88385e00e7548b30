"""`perfrules review`: points and a proposed grade for each target sheet, for a person to confirm."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import reduce
from operator import add
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.listing_output import listing_option, show
from perfrules.cli.output import fail, json_option, print_diagnostics, require_other_files
from perfrules.diagnostics import Language, PerfrulesError
from perfrules.engine.linting.lint import DEFAULT_POLICY
from perfrules.engine.reviewing import Reviewer
from perfrules.reports.targets.reviews import review_report
from perfrules.sheets import Import
from perfrules.sheets.files.loading import read_sheets
from perfrules.sheets.imports.unreadable import is_of_file


@click.command("review")
@click.argument("paths", metavar="SHEETS…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--policy",
    metavar="POLICY",
    default=DEFAULT_POLICY,
    help=f"id or file of a policy of reviews (default: {DEFAULT_POLICY})",
)
@listing_option
@json_option
@language_option
def command(
    paths: tuple[Path, ...], policy: str, outputs: Sequence[Path], language: Language, *, as_json: bool
) -> None:
    """Review the targets of SHEETS: completeness, relevance, suitability, feasibility, a proposed grade.

    Points rest on the faults that `perfrules lint` finds. A person answers the questions and confirms.

    Exit codes: 0 no faults, 1 faults or rows that were not read, 2 a file that cannot be read or written.
    """
    require_other_files(outputs, paths, language, as_json=as_json)
    found = reduce(add, map(read_sheets, paths), Import())
    noticed = [each for each in found.diagnostics if each.severity == "error" or not found.sheets]
    unread = any(map(is_of_file, noticed))
    try:
        reviewer = Reviewer.of(policy)
        reviews = reviewer.review(found.sheets)
        data = {
            "policy": {"id": reviewer.policy.head.id, "digest": reviewer.policy.digest},
            "reviews": [each.to_json(language) for each in reviews],
            "diagnostics": [each.to_json(language) for each in noticed],
        }
        report = review_report(reviews, reviewer.policy.head, language)
        if reviews or as_json:
            show(report, data, outputs if reviews else (), language, as_json=as_json)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    print_diagnostics(noticed, language)
    faulty = any(finding.diagnostic.severity != "info" for each in reviews for finding in each.findings)
    sys.exit(2 if unread or not reviews else int(faulty or bool(noticed)))
