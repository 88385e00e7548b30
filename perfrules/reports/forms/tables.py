"""The tables of a report that are no form: totals and grades, and every score with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.figures import figure, in_wan, rate_text, score_figure, wan_text
from perfrules.reports.forms.layout import FormCell, tints_of
from perfrules.reports.forms.monitoring import MonitoringForm, MonitoringForms
from perfrules.reports.forms.words import FormWords
from perfrules.reports.roles import Role, Tint
from perfrules.reports.spans import span_of

_SUMMARY = "number", "code", "project", "adjusted", "executed", "rate", "total", "open-column", "grade"
_DETAILS = (
    "code", "project", "level1", "level2", "indicator", "target", "actual", "completion", "weight", "score",
    "deviation", "why", "line", "day",
)  # fmt: skip

_LIGHTS = "number", "code", "project", "initial", "spent-so-far", "rate-so-far", "light", "to-explain"

_ROLES: dict[str, Role] = {
    "rate": "share",
    "rate-so-far": "share",
    "completion": "share",
    "grade": "group",
    "light": "light",
}
Value = str | Decimal


@frozen
class Table:
    """A table by the `keys` of its columns; numbers are decimals, everything else is text.

    `note` is shown above the table: the unit of its amounts. `tints` are the colours of the lights in it, and
    `summed` says that the last row is the sum of the others.
    """

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    tints: Mapping[str, Tint] = field(factory=dict)
    summed: bool = False

    def cells(self, values: Sequence[Value], *, last: bool = False) -> Iterator[FormCell]:
        """The cells of a row, as workbook and document draw them; `last` is the last row of the table."""
        for column, (key, value) in enumerate(zip(self.keys, values, strict=True)):
            tint = self.tints.get(str(value), "") if key == "light" else ""
            role: Role = "figure" if isinstance(value, Decimal) else _ROLES.get(key, "text")
            if self.summed and last:
                role = "total" if role in ("figure", "share") else "label"
            yield FormCell(0, column, value, role, tint=tint)


def summary(report: Report, language: Language = "zh") -> Table:
    """A row per project in the order of their codes, and the sum: 万元, total, open points, grade."""
    words = FormWords(language)
    rows = [_summed(number, form) for number, form in enumerate(report.in_order, 1)]
    heads = tuple(map(words.inline, _SUMMARY))
    return Table(_SUMMARY, heads, (*rows, _sum(report, words)), words("money-unit"), summed=True)


def _sum(report: Report, words: FormWords) -> tuple[Value, ...]:
    """The sums of budget, executed amount and open points; the rate is that of the sums."""
    cards = [form.card for form in report.forms]
    budget, executed = (
        sum((amount for amount in amounts if amount is not None), Fraction(0))
        for amounts in zip(*((each.execution.budget, each.execution.executed) for each in cards), strict=True)
    )
    whole = all(each.execution.rate is not None for each in cards)
    rate = rate_text(executed / budget) if whole and budget else ""
    open_points = sum((each.open_points for each in cards), Fraction(0))
    points = figure(open_points) if open_points else ""
    return "", "", words("sum"), figure(in_wan(budget)), figure(in_wan(executed)), rate, "", points, ""


def _summed(number: int, form: EvaluationForm) -> tuple[Value, ...]:
    done = form.card.execution
    return (
        Decimal(number),
        form.card.code,
        form.card.name,
        *("" if each is None else figure(in_wan(each)) for each in (done.budget, done.executed)),
        rate_text(done.rate),
        form.card.total,
        figure(form.card.open_points) if form.card.open_points else "",
        form.card.grade or "",
    )


def lights(report: MonitoringForms, language: Language = "zh") -> Table:
    """A row per project in the order of their codes: money in 万元, gravest light, items to explain."""
    words = FormWords(language, span_of(report.forms[0].report, language))
    rows = tuple(_monitored(number, form) for number, form in enumerate(report.in_order, 1))
    tints = {name: tint for form in report.forms for name, tint in tints_of(form.report).items()}
    return Table(_LIGHTS, tuple(map(words.inline, _LIGHTS)), rows, words("money-unit"), tints)


def _monitored(number: int, form: MonitoringForm) -> tuple[Value, ...]:
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
    words = FormWords(language)
    rows = tuple(row for form in report.in_order for row in _detailed(form, words))
    return Table(_DETAILS, tuple(map(words.inline, _DETAILS)), rows)


def _detailed(form: EvaluationForm, words: FormWords) -> Iterator[tuple[Value, ...]]:
    card, day = form.card, "" if form.as_of is None else form.as_of.isoformat()
    project = card.code, card.name
    for row in form.rows:
        item = row.item
        mark = words("open") if row.is_open else ""
        yield (
            *project,
            *(item.level1, item.level2, item.name, row.target, item.actual or ""),
            rate_text(item.completion),
            figure(item.weight),
            score_figure(item.score),
            "\n".join(filter(None, (mark, row.deviation))),
            item.reason.text(words.language),
            "" if item.places.policy is None else item.places.policy.label,
            day,
        )
    done = card.execution
    yield (
        *project,
        words("execution"),
        "",
        "",
        wan_text(done.budget),
        wan_text(done.executed),
        rate_text(done.rate),
        figure(done.weight),
        score_figure(done.score),
        words("open") if done.score is None else "",
        done.reason.text(words.language),
        "" if done.at is None else done.at.label,
        day,
    )
    grade = f"{words('grade')} {card.grade}" if card.grade else ""
    open_rows = words.open_points(card) if card.open_rows else ""
    yield (*project, words("total"), *[""] * 5, figure(form.full), card.total, open_rows, grade, "", day)
