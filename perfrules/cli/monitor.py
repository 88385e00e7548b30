"""`perfrules monitor`: the status of projects during the year, a table per project."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from perfrules.cli import terminal
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
from perfrules.cli.projects import actuals_for, progress, with_several_sheets, without_sheet
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
from perfrules.engine.monitoring import DEFAULT_POLICY, MonitoringReport, load_monitor
from perfrules.reports.forms.as_json import plain
from perfrules.reports.forms.monitoring import MonitoringForm, MonitoringForms
from perfrules.reports.forms.write_monitoring import monitoring_ending_of, write_monitoring
from perfrules.sheets import Actuals, Sheet
from perfrules.sheets.files.loading import read_sheets


@click.command("monitor")
@click.argument("sheets", type=click.Path(path_type=Path))
@click.option(
    "--actuals",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="results to date (default: those in the forms, else the actuals beside the sheets)",
)
@as_of_option("the reporting day (default: that of the actuals)")
@click.option(
    "--policy",
    metavar="POLICY",
    default=DEFAULT_POLICY,
    show_default=True,
    help="id or file of a monitoring policy",
)
@form_options(".xlsx, .docx or .json")
@json_option
@language_option
def command(
    sheets: Path,
    actuals: Path | None,
    as_of: date | None,
    policy: str,
    outputs: Sequence[Path],
    department: str,
    agency: str,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Check spending and indicators of SHEETS, a file or folder, against the year to date.

    A filled monitoring form gives both the sheet and the results to date.

    Exit codes: 0 clean, 1 something must be explained and is not, or something is wrong with sheets or
    actuals, 2 the files cannot be used.
    """
    inputs = [each for each in (sheets, actuals, Path(policy)) if each is not None]
    require_other_files(outputs, inputs, language, as_json=as_json)
    found = read_sheets(sheets)
    diagnostics = list(found.diagnostics)
    try:
        for output in outputs:
            monitoring_ending_of(output)
        reported, about_actuals = actuals_for(sheets, found, actuals)
        diagnostics += about_actuals
        reports = _reports(found.sheets, reported, as_of, policy, quiet=as_json)
        diagnostics += [*without_sheet(reported, found.sheets), *with_several_sheets(found.sheets)]
        # What is said of a plan or a day is said once, not by every project again.
        diagnostics = [
            each for each in dict.fromkeys(diagnostics) if not any(each in one.diagnostics for one in reports)
        ]
        forms = tuple(
            MonitoringForm(report, sheet, department, agency)
            for report, sheet in zip(reports, found.sheets, strict=True)
        )
        _write(MonitoringForms(forms, tuple(diagnostics)), outputs, language, quiet=as_json)
    except PerfrulesError as error:
        _finish([], [*diagnostics, *error.diagnostics], language, as_json=as_json)
        sys.exit(2)
    _finish(reports, diagnostics, language, as_json=as_json, printed=not outputs)
    code = exit_code(_everything(reports, diagnostics))
    clean = all(report.is_clean for report in reports)
    sys.exit((code if clean else 1) if reports else 2)


def _reports(
    sheets: Sequence[Sheet], actuals: Actuals, as_of: date | None, policy: str, *, quiet: bool
) -> list[MonitoringReport]:
    watcher = load_monitor(policy, as_of or actuals.as_of)
    watched = progress(sheets, len(sheets), len(sheets), quiet=quiet)
    return [watcher.monitor(sheet, actuals, as_of) for sheet in watched]


def _write(report: MonitoringForms, outputs: Sequence[Path], language: Language, *, quiet: bool) -> None:
    paths = outputs if report.forms else ()
    write_each(paths, lambda path: write_monitoring(report, path, language), language, quiet=quiet)


def _everything(reports: Iterable[MonitoringReport], diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    every = [*diagnostics, *(one for report in reports for one in report.diagnostics)]
    return list(dict.fromkeys(every))


def _finish(
    reports: Sequence[MonitoringReport],
    diagnostics: Sequence[Diagnostic],
    language: Language,
    *,
    as_json: bool,
    printed: bool = True,
) -> None:
    if as_json:
        print_json(plain(MonitoringForms(tuple(map(MonitoringForm, reports)), tuple(diagnostics)), language))
        return
    if reports and printed:
        terminal.print_monitoring(reports, terminal.standard_output(), language)
    print_diagnostics(_everything(reports, diagnostics), language)
