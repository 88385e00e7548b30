"""The tables of a report that are no form: totals and grades, and every score with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from perfrules.diagnostics import Language
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.figures import figure, in_wan, rate_text, score_figure, wan_text
from perfrules.reports.forms.monitoring import MonitoringForm, MonitoringForms
from perfrules.reports.forms.words import Words
from perfrules.reports.spans import span_of

_SUMMARY = "number", "code", "project", "adjusted", "executed", "rate", "total", "grade"
_DETAILS = (
    "code", "project", "level1", "level2", "indicator", "target", "actual", "completion", "weight", "score",
    "deviation", "why", "line", "day",
)  # fmt: skip

_LIGHTS = "number", "code", "project", "initial", "spent-so-far", "rate-so-far", "light", "to-explain"

Value = str | Decimal


@frozen
class Table:
    """A table by the `keys` of its columns; numbers are decimals, everything else is text."""

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def summary(report: Report, language: Language = "zh") -> Table:
    """A row a project: its budget in 万元, its total and grade."""
    words = Words(language)
    rows = tuple(_summed(number, form) for number, form in enumerate(report.forms, 1))
    return Table(_SUMMARY, tuple(map(words.inline, _SUMMARY)), rows)


def _summed(number: int, form: EvaluationForm) -> tuple[Value, ...]:
    done = form.card.execution
    return (
        Decimal(number),
        form.card.code,
        form.card.name,
        *("" if each is None else figure(in_wan(each)) for each in (done.budget, done.executed)),
        rate_text(done.rate),
        form.card.total,
        form.card.grade or "",
    )


def lights(report: MonitoringForms, language: Language = "zh") -> Table:
    """A row a project: its money in 万元, its gravest light, and how much must be explained."""
    words = Words(language, span_of(report.forms[0].report, language))
    rows = tuple(_watched(number, form) for number, form in enumerate(report.forms, 1))
    return Table(_LIGHTS, tuple(map(words.inline, _LIGHTS)), rows)


def _watched(number: int, form: MonitoringForm) -> tuple[Value, ...]:
    report, money = form.report, form.report.spending
    return (
        Decimal(number),
        report.code,
        report.name,
        *("" if each is None else figure(in_wan(each)) for each in (money.initial, money.executed)),
        rate_text(money.rate),
        report.light or "",
        Decimal(len(report.to_explain)),
    )


def details(report: Report, language: Language = "zh") -> Table:
    """A row an indicator with the reason for its score; a project's rows end in its execution and total.

    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import Sheet
    >>> card = score(Sheet(code="1", name="培训"))
    >>> [(row[2], row[9]) for row in details(Report((EvaluationForm(card),))).rows]
    [('预算执行率', ''), ('总分', Decimal('0.00'))]
    """
    words = Words(language)
    rows = tuple(row for form in report.forms for row in _detailed(form, words))
    return Table(_DETAILS, tuple(map(words.inline, _DETAILS)), rows)


def _detailed(form: EvaluationForm, words: Words) -> Iterator[tuple[Value, ...]]:
    card, day = form.card, "" if form.as_of is None else form.as_of.isoformat()
    project = card.code, card.name
    for row in form.rows:
        item = row.item
        mark = words["open"] if row.is_open else ""
        yield (
            *project,
            *(item.level1, item.level2, item.name, row.target, item.actual or ""),
            rate_text(item.completion),
            figure(item.weight),
            score_figure(item.score),
            "\n".join(filter(None, (mark, row.deviation))),
            item.reason.text(words.language),
            str(item.places.policy or ""),
            day,
        )
    done = card.execution
    yield (
        *project,
        words["execution"],
        "",
        "",
        wan_text(done.budget),
        wan_text(done.executed),
        rate_text(done.rate),
        figure(done.weight),
        score_figure(done.score),
        words["open"] if done.score is None else "",
        done.reason.text(words.language),
        str(done.at or ""),
        day,
    )
    grade = f"{words['grade']} {card.grade}" if card.grade else ""
    open_rows = words.open_points(card) if card.open_rows else ""
    yield (*project, words["total"], *[""] * 5, figure(form.full), card.total, open_rows, grade, "", day)
