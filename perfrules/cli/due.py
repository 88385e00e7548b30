"""`perfrules due`: by when a schedule asks for something, and which payments met it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from perfrules.cli import terminal
from perfrules.cli.language import language_option
from perfrules.cli.output import as_of_option, fail, json_option, print_diagnostics, print_json, read_day
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase, visible
from perfrules.engine.schedules.due import PaymentReport, Schedule
from perfrules.engine.schedules.due_dates import DueDate
from perfrules.engine.schedules.payment_files import load_payments
from perfrules.engine.schedules.settlement import Settlement
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.loader import find_policy
from perfrules.policies.schedules.calendar_files import load_calendar, with_calendar
from perfrules.policies.schedules.policy import SchedulePolicy

_HEADS = ("deadline", "day", "share", "status", "why")
_STYLES = {"late": "yellow", "missing": "red"}


@click.command("due")
@click.argument("policy")
@click.option("--year", type=int, help="year of the deadlines (default: that of the payments, else of DATE)")
@click.option(
    "--payments",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="payments: YAML, or a list in CSV or Excel",
)
@click.option(
    "--calendar", type=click.Path(path_type=Path), metavar="FILE", help="rest days and working days to add"
)
@click.option(
    "--after", callback=read_day, metavar="DATE", help="the day of the event that the term counts from"
)
@as_of_option("the day of the report (default: today)")
@json_option
@language_option
def command(
    policy: str,
    year: int | None,
    path: Path | None,
    calendar: Path | None,
    after: date | None,
    as_of: date | None,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Print by when a POLICY of kind schedule, a file or an id, asks for something in a year.

    FILE lists what was paid: YAML of kind `payments`, or a list in .csv, .xlsx or the like with a
    column 日期 or date; with a column 支出类别, only the payments count that the title of the policy names
    (工资). Each due date is then met, late, missing or not yet due.

    With --json: {"policy": {"id", "version", "digest"}, "as_of", "due": […], "next", "diagnostics"}, where a
    due date is {"day", "due", "moved", "reason", "holiday", "share", "deadline", "why"}. With --payments
    there are "clean" and "spare" as well, and in each due date "status", "paid", "days_late", "reached" and
    "how".

    Exit codes: 0 clean, 1 something is late or missing, 2 the files cannot be used.
    """
    try:
        answer = _answer(policy, year, path, as_of, calendar, after)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    if as_json:
        print_json(answer.to_json(language))
    else:
        _print(answer, language)
        print_diagnostics(answer.notes, language)
    sys.exit(0 if answer.report is None or answer.report.is_clean else 1)


@frozen
class _Answer:
    """What was asked for: due dates alone, or with what was paid on them."""

    schedule: Schedule
    as_of: date
    due: tuple[DueDate, ...] | tuple[Settlement, ...]
    next_due: DueDate | None
    notes: tuple[Diagnostic, ...]
    report: PaymentReport | None = None

    def to_json(self, language: Language) -> dict[str, Any]:
        head = self.schedule.head
        policy = {"id": head.id, "version": head.version, "digest": self.schedule.digest}
        if self.report is not None:
            return {"policy": policy, **self.report.to_json(language)}
        return {
            "policy": policy,
            "as_of": self.as_of.isoformat(),
            "due": [each.to_json(language) for each in self.due],
            "next": None if self.next_due is None else self.next_due.to_json(language),
            "diagnostics": [note.to_json(language) for note in self.notes],
        }


def _answer(
    policy: str,
    year: int | None,
    path: Path | None,
    as_of: date | None,
    calendar: Path | None,
    after: date | None,
) -> _Answer:
    loaded = find_policy(policy, as_of)
    if not isinstance(loaded, SchedulePolicy):
        raise PolicyError(Diagnostic("PR576", {"id": loaded.head.id}))
    if calendar is not None:
        loaded = with_calendar(loaded, load_calendar(calendar))
    schedule = Schedule(loaded)
    day = as_of or date.today()
    if after is not None:
        counted = schedule.due_after(after)
        following = next((each for each in counted if each.due >= day), None)
        return _Answer(schedule, day, counted, following, schedule.notes(counted))
    if path is not None:
        # A plan of spending by shares counts every payment.
        title = "" if loaded.by_share else loaded.head.title
        report = schedule.check_payments(load_payments(path, title), year, day)
        return _Answer(schedule, day, report.items, report.next_due, report.notes, report)
    due = schedule.due(day.year if year is None else year)
    following, unknown = schedule.coming(day)
    return _Answer(schedule, day, due, following, (*schedule.notes(due), *unknown))


def _print(answer: _Answer, language: Language) -> None:
    head = answer.schedule.head
    rows = [_row(each, language) for each in answer.due]
    # A schedule without shares, or without payments to hold against it, has nothing to say in those columns.
    used = [at for at in range(len(_HEADS)) if any(cells[at] for cells, _ in rows)]
    heads = [phrase(f"commands.due-{_HEADS[at]}", language) for at in used]
    title = "  ".join(part for part in (head.title, head.id) if part)
    terminal.print_table(title, heads, [([cells[at] for at in used], style) for cells, style in rows])
    for spare in () if answer.report is None else answer.report.spare:
        facts = {"day": spare.payment.day, "why": spare.explain(language)}
        click.echo(visible(phrase("commands.spare-payment", language, **facts)))
    following = answer.next_due
    if following is not None:
        facts = {"due": following.due, "why": following.explain(language)}
        click.echo(visible(phrase("commands.next-due", language, **facts)))


def _row(each: DueDate | Settlement, language: Language) -> tuple[tuple[str, ...], str]:
    """The cells of a due date, and the style of its line."""
    due = each.due if isinstance(each, Settlement) else each
    cells = (due.milestone.text, str(due.due), due.milestone.share_text)
    if not isinstance(each, Settlement):
        return (*cells, "", due.explain(language)), ""
    status = phrase(f"schedules.{each.status}", language)
    why = phrase("punctuation.semicolon", language).join((due.explain(language), each.explain(language)))
    return (*cells, status, why), _STYLES.get(each.status, "")
