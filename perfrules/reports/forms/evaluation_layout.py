"""The 项目支出绩效自评表 of a project, laid out as the measure of 2020 prints it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfrules.diagnostics import Language
from perfrules.reports.forms.evaluation import EvaluationForm, Row
from perfrules.reports.forms.figures import figure, rate_text, score_figure
from perfrules.reports.forms.layout import Drawing, Layout, wan
from perfrules.reports.forms.words import FormWords

WIDTHS = 5, 11, 16, 18, 13, 13, 9, 9, 21
"""How wide each column is, in digits; together they fill an upright A4."""
_HALF = 5
_RATE = 7
_FUNDS = "funds-total", "funds-fiscal", "funds-carried", "funds-other"
_COLUMNS = "level1", "level2", "indicator", "target", "actual", "weight", "score", "deviation"


def lay_out(form: EvaluationForm, language: Language = "zh") -> Layout:
    """The form of a project.

    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import Sheet
    >>> layout = lay_out(EvaluationForm(score(Sheet(code="1", name="培训"))))
    >>> layout.cells[0].value, layout.cells[-2].value
    ('项目支出绩效自评表', '差')
    """
    return _EvaluationDrawing(form, FormWords(language)).drawn()


def _period(form: EvaluationForm, words: FormWords) -> str:
    """The year of the form, and the day where it does not report on the whole year."""
    day = form.as_of
    if day is None:
        return words("no-year")
    whole_year = (day.month, day.day) == (12, 31)
    return words("year" if whole_year else "monitoring-day", year=day.year, day=day)


class _EvaluationDrawing(Drawing):
    def __init__(self, form: EvaluationForm, words: FormWords) -> None:
        super().__init__(words, WIDTHS)
        self.form = form

    def drawn(self) -> Layout:
        form, words = self.form, self.words
        self.line(words("title"), "title")
        self.line(_period(form, words), "year")
        self.pair(("project", form.card.name), ("code", form.card.code), _HALF)
        self.pair(("department", form.in_charge), ("agency", form.carried_out_by), _HALF)
        self._funds()
        self._goals()
        table = self.at
        self.table(_COLUMNS, form.rows, self._row)
        self._total()
        self.line(words.signatures, "signature")
        return self.layout(table)

    def _funds(self) -> None:
        """Draw the budget: the whole, and what the sheet plans of its parts; the rest is left blank."""
        planned = self.form.sheet.budget
        parts = {"funds-fiscal": planned.fiscal_yuan, "funds-other": planned.other_yuan}
        self.put(0, self.words("funds"), "label", columns=2, rows=len(_FUNDS) + 1)
        self.put(2, "", "label")
        for column, key in enumerate(("initial", "adjusted", "executed", "weight", "rate", "score"), 3):
            self.put(column, self.words(key), "label")
        for key in _FUNDS:
            self.at += 1
            self.put(2, self.words(key), "label")
            values = self._amounts() if key == "funds-total" else [wan(parts.get(key)), *[""] * 5]
            for column, value in enumerate(values, 3):
                self.put(column, value, "share" if column == _RATE else "figure")
        self.at += 1

    def _amounts(self) -> Sequence[str | Decimal]:
        done = self.form.card.execution
        return (
            *map(wan, (done.initial, done.budget, done.executed)),
            figure(done.weight),
            rate_text(done.rate),
            score_figure(done.score),
        )

    def _goals(self) -> None:
        goals = self.form.goals
        self.put(0, self.words("goals"), "label", columns=2, rows=max(len(goals), 1) + 1)
        self.put(2, self.words("expected"), "label", columns=3)
        self.put(5, self.words("outcome"), "label", columns=4)
        self.at += 1
        for expected, outcome in [(each.expected, each.outcome) for each in goals] or [("", "")]:
            self.put(2, expected, "text", columns=3)
            self.put(5, outcome, "text", columns=4)
            self.at += 1

    def _row(self, row: Row) -> None:
        item = row.item
        self.put(3, item.name, "text")
        self.put(4, row.target, "text")
        self.put(5, item.actual or "", "text")
        self.put(6, figure(item.weight), "figure")
        self.put(7, score_figure(item.score), "figure")
        mark = self.words("open") if row.is_open else ""
        self.put(8, "\n".join(filter(None, (mark, row.deviation))), "text")

    def _total(self) -> None:
        self.put(0, self.words("total"), "label", columns=6)
        self.put(6, figure(self.form.full), "total")
        self.put(7, self.form.card.total, "total")
        card = self.form.card
        self.put(8, self.words.open_points(card) if card.open_rows else "", "text")
        self.at += 1
        self.put(0, self.words("grade"), "label", columns=6)
        self.put(6, self.form.card.grade or "", "grade", columns=3)
        self.at += 1
