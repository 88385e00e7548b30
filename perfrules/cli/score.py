"""`perfrules score`: results against targets, a card per project."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from perfrules.cli.form_output import form_options, write_each
from perfrules.cli.language import language_option
from perfrules.cli.output import (
    as_of_option,
    exit_code,
    json_option,
    print_diagnostics,
    print_json,
    require_other_files,
)
from perfrules.cli.processes import cores, worked
from perfrules.cli.projects import actuals_for, progress, with_several_sheets, without_sheet
from perfrules.cli.sheet_scores import SheetScorer, ShownScores, parts_of, processes_for
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.engine.scoring import Item, Scorer
from perfrules.engine.scoring.policy_choice import evaluation_days, scorer_on
from perfrules.reports.forms.as_json import plain
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.write import ending_of, write_report
from perfrules.reports.terminal.traces import trace
from perfrules.sheets import Actuals, Sheet, find_actuals, load_actuals
from perfrules.sheets.checks import in_order, repeated_codes
from perfrules.sheets.files.loading import prepare_sheet_files, read_sheets, sheet_files


@click.command("score")
@click.argument("sheets", type=click.Path(path_type=Path))
@click.option(
    "--actuals",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="the actual results (default: beside the sheets)",
)
@click.option(
    "--policy",
    metavar="POLICY",
    default="mof.self-evaluation-2020",
    show_default=True,
    help="id or file of a scoring policy",
)
@as_of_option("evaluation day; it decides the version of the policy (default: in the year after the report)")
@form_options(".xlsx, .docx, .html, .json, .csv or .md")
@click.option(
    "--explain",
    "explained",
    multiple=True,
    metavar="INDICATOR",
    help="show the steps to the score of an indicator, with file and line, instead of the tables",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="processes for a folder of YAML files (default: one a processor)",
)
@json_option
@language_option
def command(
    sheets: Path,
    actuals: Path | None,
    policy: str,
    as_of: date | None,
    outputs: Sequence[Path],
    explained: Sequence[str],
    department: str,
    agency: str,
    jobs: int | None,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Score results against the targets of SHEETS, a file or folder.

    Without --actuals, the results in filled forms count, else the actuals file beside the sheets.

    Exit codes: 0 clean, 1 something was found, 2 nothing could be scored.
    """
    inputs = [each for each in (sheets, actuals, Path(policy)) if each is not None]
    require_other_files(outputs, inputs, language, as_json=as_json)
    early = _read_early(sheets, actuals)
    if early is not None and not (outputs or explained):
        _score_files(sheets, early, policy, as_of, language, as_json=as_json, jobs=jobs)
    found = read_sheets(sheets)
    diagnostics = list(found.diagnostics)
    try:
        for output in outputs:
            ending_of(output)
        if early is not None and (actuals is not None or found.actuals is None):
            reported = early
            diagnostics += early.diagnostics
        else:
            reported, about_actuals = actuals_for(sheets, found, actuals)
            diagnostics += about_actuals
        scorer = scorer_on(policy, evaluation_days(reported.as_of, as_of))
        scored = progress(found.sheets, len(found.sheets), len(found.sheets), quiet=as_json)
        diagnostics += [*without_sheet(reported, found.sheets), *with_several_sheets(found.sheets)]
        if not (outputs or explained):
            shown = ShownScores(language, as_json=as_json)
            work = SheetScorer(scorer, reported, language, shown.settings)
            shown.show((work.of_sheets([sheet]) for sheet in scored), lambda: diagnostics)
            sys.exit(shown.exit_code)
        forms = tuple(_form(scorer, sheet, reported, department, agency) for sheet in scored)
        traced = _traced(forms, explained)
        _write(Report(forms, tuple(diagnostics)), outputs, language, quiet=as_json)
    except PerfrulesError as error:
        _finish(Report((), (*diagnostics, *error.diagnostics)), language, as_json=as_json)
        sys.exit(2)
    report = Report(forms, tuple(diagnostics))
    for item in () if as_json else traced:
        click.echo("\n".join(trace(item, language)) + "\n")
    _finish(report, language, as_json=as_json)
    sys.exit(exit_code(report.all_diagnostics()) if forms else 2)


def _read_early(sheets: Path, path: Path | None) -> Actuals | None:
    """What was achieved, read before the sheets: a large file needs its memory only while it is read.

    None where it depends on the sheets, or cannot be read, which is reported after what concerns the sheets.
    """
    beside = find_actuals(sheets) if path is None and sheets.is_dir() else ()
    paths = beside if path is None else (path,)
    try:
        return load_actuals(paths[0]) if len(paths) == 1 else None
    except PerfrulesError:
        return None


def _score_files(
    folder: Path,
    actuals: Actuals,
    policy: str,
    as_of: date | None,
    language: Language,
    *,
    as_json: bool,
    jobs: int | None,
) -> None:
    """Score the YAML sheets in a folder part by part, and exit.

    Return if the folder has none, or if the policy cannot be used: that is reported after what concerns the
    sheets.
    """
    paths = sheet_files(folder)
    # Before the policy is read, so that patterns are compiled once for the words of both.
    prepare_sheet_files(paths)
    try:
        scorer = scorer_on(policy, evaluation_days(actuals.as_of, as_of))
    except PerfrulesError:
        return
    if not paths:
        return
    shown = ShownScores(language, as_json=as_json)
    work = SheetScorer(scorer, actuals, language, shown.settings)
    parts = parts_of(paths)
    processes = jobs or processes_for(len(paths), cores())
    scored = progress(worked(work.of_files, parts, processes), len(parts), len(paths), quiet=as_json)

    def noticed() -> list[Diagnostic]:
        about_sheets = in_order((*shown.about_sheets, *repeated_codes(shown.headings)))
        projects = (*without_sheet(actuals, shown.headings), *with_several_sheets(shown.headings))
        return [*about_sheets, *actuals.diagnostics, *projects]

    try:
        shown.show(scored, noticed)
    except PerfrulesError as error:
        _finish(Report((), (*noticed(), *error.diagnostics)), language, as_json=as_json)
        sys.exit(2)
    sys.exit(shown.exit_code)


def _form(scorer: Scorer, sheet: Sheet, actuals: Actuals, department: str, agency: str) -> EvaluationForm:
    card = scorer.score(sheet, actuals)
    return EvaluationForm(card, sheet, actuals, scorer.policy, department, agency)


def _traced(forms: Sequence[EvaluationForm], names: Sequence[str]) -> list[Item]:
    """The items of some names, each a name or `二级指标/名称`.

    Raises:
        PerfrulesError: PR429 for each name that none of them has.
    """
    items = [item for form in forms for item in form.card.items]
    found = [item for item in items if item.name in names or f"{item.level2}/{item.name}" in names]
    known = {name for item in items for name in (item.name, f"{item.level2}/{item.name}")}
    missing = [name for name in names if name not in known]
    if missing:
        all_names = list(dict.fromkeys(item.name for item in items))
        raise PerfrulesError(
            *(Diagnostic("PR429", {"name": each, **near(each, all_names)}) for each in missing)
        )
    return found


def _write(report: Report, outputs: Sequence[Path], language: Language, *, quiet: bool) -> None:
    """Write the files that are asked for; nothing where nothing was scored."""
    paths = outputs if report.forms else ()
    write_each(paths, lambda path: write_report(report, path, language), language, quiet=quiet)


def _finish(report: Report, language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(plain(report, language))
        return
    print_diagnostics(report.all_diagnostics(), language)
