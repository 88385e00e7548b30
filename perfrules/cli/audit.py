"""`perfrules audit`: ledgers of spending and wages against rules of approval and schedules of payment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfrules.cli import terminal
from perfrules.cli.form_output import write_each
from perfrules.cli.language import language_option
from perfrules.cli.output import (
    as_of_option,
    exit_code,
    fail,
    json_option,
    outputs_option,
    print_diagnostics,
    print_json,
    require_other_files,
)
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
from perfrules.resources.extras import install_command
from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    from perfrules import ledgers as audits
    from perfrules.reports.audits import tables, write
else:
    # Late, for dataframes take longer to load than other commands take to run, and may not be installed.
    audits = late_module("perfrules.ledgers")
    tables = late_module("perfrules.reports.audits.tables")
    write = late_module("perfrules.reports.audits.write")

_SHOWN = 50


@click.command("audit")
@click.argument("ledgers", metavar="LEDGER…", nargs=-1, required=True)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    required=True,
    metavar="POLICY",
    help="id or file of a policy: approvals (decision) or payments (schedule); may be repeated",
)
@click.option(
    "--columns",
    "mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="a YAML file that names the heading of each part, where the headings are unusual",
)
@as_of_option("the day of the report (default: the last day in the ledgers)")
@click.option("--strict", is_flag=True, help="stop at the first row that cannot be read")
@outputs_option("findings", ".xlsx, .html, .csv or .json")
@json_option
@language_option
def command(
    ledgers: tuple[str, ...],
    policies: tuple[str, ...],
    mapping: Path | None,
    as_of: date | None,
    outputs: Sequence[Path],
    language: Language,
    *,
    strict: bool,
    as_json: bool,
) -> None:
    """Audit LEDGERs, .csv, .xlsx or .parquet files or tables of databases, by policies.

    Sign-offs, documents and deliberation of each entry are compared with those that the rules ask for. Where
    a policy has `aggregate`, entries that were split are found. Payments are compared with schedules.

    A table is named as duckdb://FILE#TABLE or postgresql://ADDRESS#TABLE. Rows that cannot be read are
    reported and skipped.

    Exit codes: 0 clean, 1 something was found, 2 a ledger or policy cannot be used.
    """
    inputs = [Path(each) for each in (*ledgers, *policies) if "://" not in each]
    require_other_files(outputs, [*inputs, *([mapping] if mapping else [])], language, as_json=as_json)
    try:
        for path in outputs:
            write.check_ending(path)
        columns = {} if mapping is None else audits.load_mapping(mapping)
        with _progress(quiet=as_json) as progress:
            report = audits.audit(
                ledgers,
                policies,
                columns=columns,
                as_of=as_of,
                strict=strict,
                progress=progress,
                resume=_progress_folder(outputs),
            )
        write_each(outputs, lambda path: write.write_audit(report, path, language), language, quiet=as_json)
    except ModuleNotFoundError as error:
        facts = {"name": ledgers[0], "library": error.name, "install": install_command("frames")}
        fail(PerfrulesError(Diagnostic("PR712", facts)), language, as_json=as_json)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    if as_json:
        print_json(report.to_json(language))
    elif outputs:
        *_, counts = tables.facts(report, language)
        sys.stderr.write(f"{counts}\n")
    else:
        terminal.print_listings(tables.audit_report(report, language, _SHOWN), terminal.standard_output())
    print_diagnostics(report.notes, language)
    sys.exit(int(not report.is_clean) or exit_code(report.notes))


def _progress_folder(outputs: Sequence[Path]) -> Path | None:
    """The folder beside the first output in which a long run saves its progress."""
    return outputs[0].with_name(f"{outputs[0].name}.progress") if outputs else None


def _progress(*, quiet: bool) -> AbstractContextManager[Callable[[str, float | None], None] | None]:
    """A bar on a terminal: how far each ledger has been read."""
    if quiet or not sys.stderr.isatty():
        return nullcontext()
    bar: AbstractContextManager[Callable[[str, float | None], None]] = terminal.reading_bar()
    return bar
