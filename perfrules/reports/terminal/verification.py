"""The check of filled forms as tables in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from perfrules.diagnostics import Language, Words, phrase, visible
from perfrules.engine.verification import FormCheck, MonitoringCheck, RowCheck
from perfrules.reports.forms.figures import rate_text
from perfrules.reports.terminal.tables import NOTHING, ReasonedTable, plain_table, project_title, styled
from perfrules.sheets.forms import Claim
from perfrules.values import exact_text

if TYPE_CHECKING:
    from rich.console import Console


def print_checks(
    checks: Sequence[tuple[str, FormCheck]], console: Console, language: Language = "zh"
) -> None:
    """Print one table per form: the rows that disagree or are open, then execution, total and grade.

    Args:
        checks: the checks, each with what its file is called, "" for nothing.
        console: where they are printed.
        language: the language of the tables.
    """
    for file, check in checks:
        _print_check(check, file, console, language)
    if len(checks) > 1:
        _print_summary(checks, console, language)
    for used in dict.fromkeys(check.card.policy for _, check in checks):
        console.print(
            phrase("terminal-checks.policy", language, id=used.id, version=used.version or "-"), style="dim"
        )


def print_monitoring_checks(
    checks: Sequence[tuple[str, MonitoringCheck]], console: Console, language: Language = "zh"
) -> None:
    """Print one table per monitoring form: the rate, and the indicators with another light."""
    words = Words("terminal-checks", language)
    for file, check in checks:
        day = check.report.as_of.isoformat()
        table = plain_table(_title(file, check.form.name, check.form.code, day))
        for column in ("indicator", "claimed", "recomputed"):
            table.add_column(words(column), overflow="fold")
        off = _other_lights(check)
        for cells in off:
            table.add_row(*map(styled, cells), style="yellow")
        rate, claim = check.report.spending.rate, check.form.rate
        table.add_row(words("rate"), NOTHING if claim is None else claim.text, rate_text(rate) or NOTHING)
        console.print(table)
        summary = "monitoring-agrees" if check.agrees else "monitoring-rows"
        console.print(words(summary, count=len(check.form.rows), off=len(off)))
    for used in dict.fromkeys(check.report.policy for _, check in checks):
        text = words("monitoring-policy", id=used.id, version=used.version or "-")
        console.print(text, style="dim")


def _other_lights(check: MonitoringCheck) -> list[tuple[str, str, str]]:
    """Name, claimed and recomputed light of the indicators whose lights differ."""
    pairs = zip(check.form.rows, check.report.indicators, strict=True)
    return [
        (status.name, row.light, status.light)
        for row, status in pairs
        if row.light and status.light is not None and row.light != status.light
    ]


def _title(file: str, *parts: str) -> str:
    """The title of a form, with its file where there are several."""
    title = project_title(*parts)
    return f"{title}  {visible(file)}" if file else title


def _print_summary(checks: Sequence[tuple[str, FormCheck]], console: Console, language: Language) -> None:
    """Print one row per form: claimed and recomputed total and grade."""
    words = Words("terminal-checks", language)
    table = plain_table(words("summary"))
    table.add_column(words("project"), overflow="fold")
    for column in ("rows-off", "claimed", "recomputed", "difference"):
        table.add_column(words(column), justify="right", no_wrap=True)
    table.add_column(words("grade"), no_wrap=True)
    names = Counter(check.form.name or check.form.code for _, check in checks)
    for file, check in checks:
        off = sum(not row.agrees or row.is_open for row in check.rows)
        *_, claimed, recomputed, difference, _ = _total(check, words)
        name = check.form.name or check.form.code
        name = visible(f"{name} {file}".strip()) if names[name] > 1 or not name else name
        cells = (name, str(off), claimed, recomputed, difference, _grades(check, words))
        table.add_row(*map(styled, cells), style="" if check.agrees else "yellow")
    console.print(table)


def _print_check(check: FormCheck, file: str, console: Console, language: Language) -> None:
    words = Words("terminal-checks", language)
    rows = _table(_title(file, check.form.name, check.form.code), console, words)
    off = [row for row in check.rows if row.problems or row.is_open]
    for row in off:
        rows.add(_cells(row), row.explain(language), _style(row))
    rows.table.add_section()
    rows.add(_execution(check, words), check.card.execution.reason.text(language))
    *total, grades = _total(check, words)
    rows.add(total, grades, "bold")
    rows.show()
    summary = "rows" if off else "agrees" if check.agrees and not check.difference else "rest"
    console.print(words(summary, count=len(check.rows), off=len(off)))


def _table(title: str, console: Console, words: Words) -> ReasonedTable:
    rows = ReasonedTable(console, plain_table(title), words("why"))
    for column, narrowest in (("indicator", 12), ("target", 10), ("actual", 10)):
        rows.text_column(words(column), narrowest)
    for column in ("weight", "claimed", "recomputed", "difference"):
        rows.table.add_column(words(column), justify="right", no_wrap=True)
    return rows


def _cells(row: RowCheck) -> tuple[str, ...]:
    item = row.item
    return (
        item.name,
        item.target,
        item.actual or NOTHING,
        exact_text(item.weight),
        _claimed(row.claim),
        NOTHING if row.recomputed is None else str(row.recomputed),
        _signed(row.difference),
    )


def _execution(check: FormCheck, words: Words) -> tuple[str, ...]:
    done, claims = check.card.execution, check.form.execution
    claimed = None if claims.score is None else claims.score.value
    difference = None if claimed is None or done.score is None else claimed - Fraction(done.score)
    return (
        words("execution"),
        "",
        _claimed(claims.rate),
        exact_text(done.weight),
        _claimed(claims.score),
        NOTHING if done.rate is None else str(done.score),
        _signed(difference),
    )


def _total(check: FormCheck, words: Words) -> tuple[str, ...]:
    full = sum((row.item.weight for row in check.rows), check.card.execution.weight)
    return (
        words("total"),
        "",
        "",
        exact_text(full),
        _claimed(check.form.total),
        str(check.totals.recomputed),
        _signed(check.difference),
        f"{words('grade')} {_grades(check, words)}",
    )


def _grades(check: FormCheck, words: Words) -> str:
    """The claimed and the recomputed grade, and the points that are still open."""
    totals = check.totals
    grades = f"{check.form.grade or NOTHING} → {totals.grade or NOTHING}"
    if not totals.open_points:
        return grades
    facts = {"points": exact_text(totals.open_points), "lowest": totals.recomputed, "highest": totals.highest}
    return grades + words("open", **facts)


def _claimed(claim: Claim | None) -> str:
    return NOTHING if claim is None else claim.text


def _signed(difference: Fraction | None) -> str:
    if difference is None:
        return NOTHING
    return f"+{exact_text(difference)}" if difference > 0 else exact_text(difference)


def _style(row: RowCheck) -> str:
    """The colour of a row: red for an error, yellow for a question or a warning."""
    return "red" if any(each.severity == "error" for each in row.problems) else "yellow"
