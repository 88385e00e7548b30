"""The 项目支出绩效目标执行监控表 of a project, in the columns of the measure of 2019."""

from __future__ import annotations

from perfrules.diagnostics import Language
from perfrules.engine.monitoring import IndicatorStatus
from perfrules.expressions import Narrative, Reference, read
from perfrules.reports.forms.figures import rate_text
from perfrules.reports.forms.layout import Drawing, Layout, tints_of, wan
from perfrules.reports.forms.monitoring import MonitoringForm
from perfrules.reports.forms.words import FormWords
from perfrules.reports.spans import span_of
from perfrules.sheets.measures import with_measure

WIDTHS = 5, 11, 16, 20, 14, 15, 15, 30, 14, 9, 18
"""How wide each column is, in digits; together they fill an A4 on its side."""
_HALF = 6
_FUNDS = "funds-total", "funds-fiscal", "funds-other"
_MONEY = "initial", "full-year", "spent-so-far", "rate-so-far", "spent-by-end"
_COLUMNS = (
    "level1", "level2", "indicator", "target", "done-so-far", "forecast", "causes", "possibility",
    "light", "note",
)  # fmt: skip


def lay_out_monitoring(form: MonitoringForm, language: Language = "zh") -> Layout:
    """The form of a project."""
    return _MonitoringDrawing(form, FormWords(language)).drawn()


class _MonitoringDrawing(Drawing):
    def __init__(self, form: MonitoringForm, words: FormWords) -> None:
        span = span_of(form.report, words.language)
        super().__init__(words.about(span), WIDTHS)
        self.form, self.report = form, form.report
        self.tints = tints_of(form.report)

    def drawn(self) -> Layout:
        form, report, words = self.form, self.report, self.words
        self.line(words("monitoring-title"), "title")
        self.line(words("monitoring-day", year=report.year, day=report.as_of), "year")
        self.pair(("project", report.name), ("code", report.code), _HALF)
        self.pair(("department", form.in_charge), ("agency", form.carried_out_by), _HALF)
        self._funds()
        self.put(0, words("goals"), "label", columns=2)
        self.put(2, "\n".join(form.sheet.goals), "text", columns=len(WIDTHS) - 2)
        self.at += 1
        table = self.at
        self.table(_COLUMNS, report.indicators, self._row)
        self.line(words.signatures, "signature")
        return self.layout(table)

    def _funds(self) -> None:
        """Draw the money: the whole, and what the sheet plans of its parts; the rest is left blank."""
        self.put(0, self.words("funds"), "label", columns=2, rows=len(_FUNDS) + 1)
        self.put(2, "", "label")
        for column, key in enumerate(_MONEY, 3):
            self.put(column, self.words(key), "label")
        self.put(8, self.words("causes"), "label", columns=2)
        self.put(10, self.words("light"), "label")
        for key in _FUNDS:
            self.at += 1
            self.put(2, self.words(key), "label")
            self._amounts(key)
        self.at += 1

    def _amounts(self, key: str) -> None:
        money, planned, known = self.report.spending, self.form.sheet.budget, key == "funds-total"
        parts = {"funds-fiscal": planned.fiscal_yuan, "funds-other": planned.other_yuan}
        amounts = (money.initial, money.adjusted, money.executed) if known else (parts[key], None, None)
        for column, amount in enumerate(amounts, 3):
            self.put(column, wan(amount), "figure")
        self.put(6, rate_text(money.rate) if known else "", "share")
        self.put(7, wan(money.expected) if known else "", "figure")
        self.put(8, money.explanation if known else "", "text", columns=2)
        light = (money.light or "") if known else ""
        self.put(10, light, "light", tint=self.tints.get(light, ""))

    def _row(self, row: IndicatorStatus) -> None:
        self.put(3, row.name, "text")
        self.put(4, _target(row), "text")
        self.put(5, row.actual or "", "text")
        self.put(6, row.forecast, "text")
        self.put(7, row.explanation, "text")
        self.put(8, row.possibility, "group")
        self.put(9, row.light or "", "light", tint=self.tints.get(row.light or "", ""))
        self.put(10, row.note, "text")


def _target(row: IndicatorStatus) -> str:
    """The target, with what it was compared by where that is not in its text."""
    read_as, written = str(row.clauses[0].facts.get("target", row.target)), read(row.target).comparator
    if isinstance(written, Reference):
        return read_as
    elsewhere = row.operator_source == "column" or isinstance(written, Narrative)
    return with_measure(row.target, read_as) if elsewhere else row.target
