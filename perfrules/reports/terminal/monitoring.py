"""The status of projects as tables in the terminal, in the columns of the 绩效运行监控表."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from perfrules.diagnostics import Language, Words
from perfrules.engine.indicators.figures import share_text
from perfrules.engine.monitoring import IndicatorStatus, MonitoringReport
from perfrules.reports.spans import span_of
from perfrules.reports.terminal.tables import NOTHING, ReasonedTable, plain_table, project_title, styled
from perfrules.values import exact_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text


def print_monitoring(
    reports: Sequence[MonitoringReport], console: Console, language: Language = "zh"
) -> None:
    """Print money, indicators and alarms of each project, then what must be explained, then all lights."""
    printer = _Printer(console, language)
    for report in reports:
        printer.money(report)
        printer.indicators(report)
        printer.alarms(report)
    printer.matters(reports)
    if reports:
        printer.summary(reports)
        used = reports[0].policy
        console.print(printer.words("policy", id=used.id, version=used.version or "-"), style="dim")


class _Printer:
    """Prints on a console in a language."""

    def __init__(self, console: Console, language: Language) -> None:
        self.console, self.language, self.words = console, language, Words("terminal-monitoring", language)

    def money(self, report: MonitoringReport) -> None:
        title = project_title(report.name, report.code, report.as_of.isoformat())
        table = self._table(title, report, "initial", "executed", "rate", "expected", "light", "why")
        money = report.spending
        self._row(
            table,
            self._yuan(money.initial),
            self._yuan(money.executed),
            NOTHING if money.rate is None else share_text(money.rate),
            self._yuan(money.expected),
            self._light(report, money.light),
            money.explain(self.language),
        )
        self.console.print(table)

    def indicators(self, report: MonitoringReport) -> None:
        heads = ["indicator", "target", "actual", "forecast", "explanation", "possibility", "light"]
        rows = self._reasoned("", report, *heads)
        for each in report.indicators:
            rows.add((*_cells(each), self._light(report, each.light)), each.explain(self.language))
        rows.show()

    def alarms(self, report: MonitoringReport) -> None:
        if not report.alarms:
            return
        rows = self._reasoned("", report, "alarm", "light")
        for each in report.alarms:
            light = self._light(report, each.light)
            rows.add((self.words(each.alarm), light), each.explain(self.language))
        rows.show()

    def matters(self, reports: Sequence[MonitoringReport]) -> None:
        """What must be explained, of every project, with the explanations that there are."""
        if not any(report.to_explain for report in reports):
            return
        heads = ("project", "about", "light", "possibility", "explanation")
        table = self._table(self.words("explain"), None, *heads)
        for report in reports:
            for each in report.to_explain:
                self._row(
                    table,
                    report.name or report.code,
                    each.name if each.about == "indicator" else self.words(each.name or "spending"),
                    self._light(report, each.light),
                    each.possibility or NOTHING,
                    each.explanation.strip() or styled(self.words("unexplained"), "bold"),
                )
        self.console.print(table)

    def summary(self, reports: Sequence[MonitoringReport]) -> None:
        """How many of each light, by project and in all."""
        colours = reports[0].colours
        table = self._table(self.words("summary"), None, "project")
        for light in colours:
            table.add_column(self._light(reports[0], light.name), justify="right")
        table.add_column(self.words("unlit"), justify="right")
        totals = [0] * (len(colours) + 1)
        for report in reports:
            unlit = sum(each.light is None for each in report.indicators) + (report.spending.light is None)
            counts = [*(report.count(light.name) for light in colours), unlit]
            totals = [total + count for total, count in zip(totals, counts, strict=True)]
            self._row(table, report.name or report.code, *map(str, counts))
        if len(reports) > 1:
            table.add_section()
            self._row(table, "", *map(str, totals))
        self.console.print(table)

    def _reasoned(self, title: str, report: MonitoringReport, *heads: str) -> ReasonedTable:
        return ReasonedTable(self.console, self._table(title, report, *heads), self.words("why"))

    def _row(self, table: Table, *cells: str | Text) -> None:
        """Add a row of texts, none of which the terminal takes for instructions."""
        table.add_row(*(styled(cell) if isinstance(cell, str) else cell for cell in cells))

    def _table(self, title: str, report: MonitoringReport | None, *heads: str) -> Table:
        table = plain_table(title)
        span = "" if report is None else span_of(report, self.language)
        for head in heads:
            table.add_column(self.words(head, span=span), overflow="fold", no_wrap=head == "light")
        return table

    def _light(self, report: MonitoringReport, light: str | None) -> Text:
        """The light's word in its colour; in English the colour's word too."""
        colour = next((each.colour for each in report.colours if each.name == light), "")
        words = (light or NOTHING, colour if self.language == "en" else "")
        return styled(" ".join(word for word in words if word), colour)

    def _yuan(self, amount: Fraction | None) -> str:
        return NOTHING if amount is None else self.words("yuan", amount=exact_text(amount))


def _cells(row: IndicatorStatus) -> tuple[str, ...]:
    said = (row.forecast, row.explanation, row.possibility)
    return (row.name, row.target, row.actual or NOTHING, *(each or NOTHING for each in said))
