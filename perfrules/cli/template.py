"""`perfrules template`: a workbook in which offices fill in what was achieved."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import add
from pathlib import Path

import click

from perfrules.cli.form_output import write_each
from perfrules.cli.language import language_option
from perfrules.cli.output import (
    as_of_option,
    exit_code,
    fail,
    json_option,
    print_diagnostics,
    print_json,
    require_other_files,
)
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase
from perfrules.documents import DocumentError, make_folder
from perfrules.engine.monitoring import load_monitor
from perfrules.engine.scoring.score import load_scorer
from perfrules.reports.fill_in import FillIn, write_fill_in
from perfrules.reports.forms.write import ending_of
from perfrules.sheets import Import, Sheet, file_names
from perfrules.sheets.files.loading import read_sheets

_UNITS = {"主管部门": "department", "实施单位": "agency", "department": "department", "agency": "agency"}


@click.command("template")
@click.argument("paths", metavar="SHEETS…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="the workbook to write, .xlsx; with --by, the folder for the workbooks",
)
@click.option("--by", "unit", type=click.Choice(list(_UNITS)), help="write a workbook per unit")
@click.option(
    "--policy",
    metavar="POLICY",
    default="mof.self-evaluation-2020",
    help="the scoring policy whose levels are offered for targets in words",
)
@click.option(
    "--monitoring",
    metavar="POLICY",
    help="ask for forecasts, too; the monitoring policy whose possibilities are offered",
)
@click.option("--force", is_flag=True, help="replace files that exist")
@as_of_option("the day up to which is reported, if it is known")
@json_option
@language_option
def command(
    paths: tuple[Path, ...],
    output: Path,
    unit: str | None,
    policy: str,
    monitoring: str | None,
    as_of: date | None,
    language: Language,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Write a workbook to fill in for SHEETS: results, reasons and budgets; the targets are locked.

    `perfrules score` and `perfrules monitor` read it with --actuals.

    Exit codes: 0 written, 1 written and something was found, 2 not written.
    """
    require_other_files([output], paths, language, as_json=as_json)
    found = reduce(add, map(read_sheets, paths), Import())
    try:
        levels = tuple(level.name for level in load_scorer(policy, as_of).policy.levels)
        chances = load_monitor(monitoring, as_of).policy.possibilities if monitoring else ()
        forms = {
            path: FillIn(sheets, levels, chances, as_of)
            for path, sheets in _workbooks(found.sheets, output, unit, language).items()
        }
        _require_new(forms, force=force)
        if unit is not None:
            make_folder(output)
        write_each(forms, lambda path: write_fill_in(forms[path], path, language), language, quiet=as_json)
    except PerfrulesError as error:
        fail(PerfrulesError(*found.diagnostics, *error.diagnostics), language, as_json=as_json)
    if as_json:
        data = [{"file": str(path), "projects": len(form.sheets)} for path, form in forms.items()]
        print_json({"written": data, "diagnostics": [each.to_json(language) for each in found.diagnostics]})
    print_diagnostics(found.diagnostics, language)
    sys.exit(exit_code(found.diagnostics))


def _workbooks(
    sheets: Sequence[Sheet], output: Path, unit: str | None, language: Language
) -> dict[Path, tuple[Sheet, ...]]:
    """The sheets of each workbook.

    Raises:
        ReportError: PR750 the ending is not .xlsx.
    """
    if unit is None:
        ending_of(output, [".xlsx"])
        return {output: tuple(sheets)}
    by_unit: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        by_unit.setdefault(getattr(sheet, _UNITS[unit]), []).append(sheet)
    unnamed = phrase("fill-in.no-unit", language)
    names = file_names(Sheet(name=name or unnamed) for name in by_unit)
    return {
        (output / name).with_suffix(".xlsx"): tuple(own)
        for name, own in zip(names, by_unit.values(), strict=True)
    }


def _require_new(paths: Iterable[Path], *, force: bool) -> None:
    """Refuse to replace files, in which results may have been filled in.

    Raises:
        DocumentError: PR902 for each file that exists.
    """
    existing = [] if force else [path for path in paths if path.exists()]
    if existing:
        raise DocumentError(*(Diagnostic("PR902", {"name": str(path)}) for path in existing))
