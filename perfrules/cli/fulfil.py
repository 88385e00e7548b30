"""`perfrules fulfil`: which duties of a checklist are fulfilled, missing or overdue."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from perfrules.cli import terminal
from perfrules.cli.language import language_option
from perfrules.cli.output import as_of_option, exit_code, fail, json_option, print_diagnostics, print_json
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase
from perfrules.engine.checklists.fulfil import Checklist, ChecklistReport, DutyReport
from perfrules.engine.checklists.record import load_record
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.checklists.policy import ChecklistPolicy
from perfrules.policies.loader import find_policy

_HEADS = ("id", "title", "who", "status", "why")
_STYLES = {"overdue": "red", "missing": "red", "late": "yellow"}


@click.command("fulfil")
@click.argument("policy")
@click.option(
    "--record",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="YAML of kind record: what happened and what was shown",
)
@as_of_option("the day of the report (default: today)")
@json_option
@language_option
def command(policy: str, path: Path, as_of: date | None, language: Language, *, as_json: bool) -> None:
    """List which duties of a POLICY of kind checklist, a file or an id, are fulfilled, missing or overdue.

    With --json: {"policy": {"id", "version", "digest"}, "as_of", "clean", "duties": […], "diagnostics"},
    where a duty is {"id", "title", "who", "evidence", "status", "days_late", "why", "occurrences", "cite"}
    and an occurrence {"status", "first", "last", "needed", "shown", "event", "days_late", "why"}. A status is
    fulfilled, missing (owed, with no last day set), overdue (past its last day) or not-yet-due.

    Exit codes: 0 clean, 1 something is missing or overdue or the record holds what the checklist does not
    know, 2 the files cannot be used.
    """
    try:
        checklist = _checklist(policy, as_of)
        report = checklist.fulfil(load_record(path), as_of)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    if as_json:
        head = checklist.head
        policy_used = {"id": head.id, "version": head.version, "digest": checklist.digest}
        print_json({"policy": policy_used, **report.to_json(language)})
    else:
        _print(checklist, report, language)
        print_diagnostics(report.notes, language)
    sys.exit(max(exit_code(report.notes), 0 if report.is_clean else 1))


def _checklist(policy: str, as_of: date | None) -> Checklist:
    loaded = find_policy(policy, as_of)
    if not isinstance(loaded, ChecklistPolicy):
        raise PolicyError(Diagnostic("PR597", {"id": loaded.head.id}))
    return Checklist(loaded)


def _print(checklist: Checklist, report: ChecklistReport, language: Language) -> None:
    head = checklist.head
    title = "  ".join(part for part in (head.title, head.id, str(report.as_of)) if part)
    heads = [phrase(f"commands.duty-{each}", language) for each in _HEADS]
    terminal.print_table(title, heads, (_row(each, language) for each in report.duties))


def _row(report: DutyReport, language: Language) -> tuple[tuple[str, ...], str]:
    cells = (
        report.duty.id,
        report.duty.title,
        phrase("punctuation.enumeration", language).join(report.duty.who),
        phrase(f"checklists.{report.status}", language),
        report.explain(language),
    )
    return cells, _STYLES.get(report.status, "")
