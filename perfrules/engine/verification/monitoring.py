"""A filled monitoring form recomputed: its rate of execution and the lights of its indicators.

The light of spending is not checked, because the form does not show the spending plan that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.documents.results import SavedAs
from perfrules.engine.monitoring import Monitor, MonitoringReport, load_monitor
from perfrules.engine.monitoring.monitor import DEFAULT_POLICY
from perfrules.engine.verification.claims import rate_agrees
from perfrules.sheets import Actuals, Origin
from perfrules.sheets.forms import FilledMonitoringForm
from perfrules.values import exact_text, half_up


@frozen
class MonitoringCheck(SavedAs):
    """A monitoring form, its recomputation, what disagrees, and what kept it from being read."""

    saved_as: ClassVar[str] = "monitoring-check"

    form: FilledMonitoringForm
    report: MonitoringReport
    problems: tuple[Diagnostic, ...] = ()
    notices: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, the problems first."""
        return self.problems + self.notices

    @property
    def agrees(self) -> bool:
        """Whether there is neither an error nor a question."""
        return not any(each.severity in ("error", "question") for each in self.diagnostics)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The form as `perfrules verify --json` prints it."""
        rate = self.report.spending.rate
        return {
            "code": self.form.code,
            "name": self.form.name,
            "as_of": self.report.as_of.isoformat(),
            "policy": self.report.policy.to_json(),
            "agrees": self.agrees,
            "rate": {
                "claimed": None if self.form.rate is None else self.form.rate.text,
                "recomputed": None if rate is None else exact_text(rate),
            },
            "rows": [
                {"name": status.name, "claimed": row.light or None, "recomputed": status.light}
                for row, status in zip(self.form.rows, self.report.indicators, strict=True)
            ],
            "diagnostics": [each.to_json(language) for each in self.diagnostics],
        }


def verify_monitoring(
    form: FilledMonitoringForm, policy: str | Path | Monitor | None = None, as_of: date | None = None
) -> MonitoringCheck:
    """Recompute a filled monitoring form.

    Args:
        form: The form.
        policy: The id or path of a monitoring policy, or its monitor; by default mof.monitoring-2019.
        as_of: The day up to which the form reports, if the form does not say.

    Raises:
        DocumentError, PolicyError: the policy cannot be loaded.
        MonitoringError: neither the form nor `as_of` gives a day.

    >>> from perfrules.sheets import ActualEntry, Indicator
    >>> from perfrules.sheets.forms import MonitoringRow
    >>> people = Indicator("产出指标", "数量指标", "人数", target=">=10人")
    >>> rows = (MonitoringRow(people, ActualEntry("1人"), "绿灯"),)
    >>> form = FilledMonitoringForm(code="1", as_of=date(2021, 6, 30), rows=rows)
    >>> [each.code for each in verify_monitoring(form, "provincial.monitoring-lights").problems]
    ['PR435']
    """
    monitor = policy if isinstance(policy, Monitor) else load_monitor(policy or DEFAULT_POLICY)
    day = form.as_of or as_of
    report = monitor.monitor(form.sheet, Actuals(_reported(form, day), form.actuals.projects), day)
    problems = (*_of_rate(form, report), *_of_lights(form, report))
    errors = (each for each in report.diagnostics if each.severity == "error")
    return MonitoringCheck(form, report, problems, (*form.diagnostics, *errors))


def _reported(form: FilledMonitoringForm, day: date | None) -> date | None:
    """The day of the actuals, which is in the year that is monitored even if the form is of a later one."""
    if day is None or form.year is None or day.year == form.year:
        return day
    return date(form.year, 12, 31)


def _of_rate(form: FilledMonitoringForm, report: MonitoringReport) -> Iterator[Diagnostic]:
    """PR452 where the claimed rate of execution is not executed ÷ budget."""
    rate = report.spending.rate
    if rate is not None and form.rate is not None and not rate_agrees(form.rate, rate):
        facts = {"claimed": form.rate.text, "recomputed": f"{half_up(rate * 100, 2)}%"}
        yield _at(Diagnostic("PR452", facts), form.rate.at)


def _of_lights(form: FilledMonitoringForm, report: MonitoringReport) -> Iterator[Diagnostic]:
    """PR435 for each indicator with another light than the policy gives it."""
    for row, status in zip(form.rows, report.indicators, strict=True):
        if row.light and status.light is not None and row.light != status.light:
            facts = {"name": status.name, "claimed": row.light, "light": status.light}
            why = {"why": status.explain("en"), "why_zh": status.explain()}
            yield _at(Diagnostic("PR435", facts | why), row.light_at)


def _at(found: Diagnostic, place: Origin | None) -> Diagnostic:
    return found if place is None else found.within(place.source, whole=place.span)
