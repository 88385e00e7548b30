"""Monitor a project: from a sheet, results to date, a day and a policy to a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.engine.indicators.places import PolicyUsed
from perfrules.engine.indicators.reported import budget_diagnostic, entry_for, project_of, unmatched
from perfrules.engine.monitoring.alarms import alarm_status, score_rate
from perfrules.engine.monitoring.compiled_lights import CompiledLights
from perfrules.engine.monitoring.context import MonitoringContext
from perfrules.engine.monitoring.indicators import MonitoredIndicator, monitor_indicator
from perfrules.engine.monitoring.report import MonitoringReport
from perfrules.engine.monitoring.spending import monitor_spending
from perfrules.engine.monitoring.year import YearSoFar, year_so_far
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.loader import find_policy
from perfrules.policies.monitoring.policy import MonitoringPolicy
from perfrules.sheets import Actuals, Indicator, ProjectActuals, Sheet

DEFAULT_POLICY = "mof.monitoring-2019"


@frozen
class Monitor:
    """Monitors projects by one policy. It is read-only, so threads can share it.

    >>> from perfrules.sheets import ActualEntry, Indicator
    >>> rows = (Indicator("产出指标", "数量指标", "培训人数", target=">=100人"),)
    >>> reported = ProjectActuals(indicators={"培训人数": ActualEntry("45人")})
    >>> watcher = load_monitor("provincial.monitoring-lights")
    >>> report = watcher.monitor(Sheet(code="1", indicators=rows), reported, date(2021, 6, 30))
    >>> report.indicators[0].explain()
    '执行45人，全年目标>=100人，应完成100人×6/12=50人，进度90%，绿灯（80%（含）至120%（不含））'
    """

    policy: MonitoringPolicy
    _lights: CompiledLights = field(init=False, eq=False, repr=False)

    @_lights.default
    def _compiled_lights(self) -> CompiledLights:
        return CompiledLights(self.policy)

    def monitor(
        self,
        sheet: Sheet,
        actuals: Actuals | ProjectActuals | None = None,
        as_of: date | str | None = None,
    ) -> MonitoringReport:
        """Monitor a project at the end of a day; the report lists what is missing or unusable.

        Raises:
            MonitoringError: PR472–PR474: no day, a text that is not a day, or a year that has not begun.
        """
        project, reported = project_of(sheet, actuals)
        year, about_year = year_so_far(reported, as_of)
        context = MonitoringContext(self.policy, self._lights, year)
        watched = [_watched(sheet, project, each, context) for each in sheet.indicators]
        spending, about_money = monitor_spending(sheet, project, context)
        statuses = tuple(each.status for each in watched)
        scored = score_rate(statuses, [each.weight for each in sheet.indicators])
        alarms = tuple(alarm_status(each, spending, scored, context) for each in self.policy.alarms)
        report = MonitoringReport(
            sheet.code,
            sheet.name,
            PolicyUsed.of(self.policy),
            year.as_of,
            year.year,
            year.months,
            spending,
            statuses,
            alarms,
            self.policy.colours,
        )
        diagnostics = (
            *about_year,
            *about_money,
            *(one for each in alarms for one in each.diagnostics),
            *_about_money(sheet, project, report, year),
            *(one for each in watched for one in each.diagnostics),
            *_unsaid(sheet, project, report),
            *unmatched(sheet, project),
        )
        return evolve(report, diagnostics=diagnostics)


def _watched(
    sheet: Sheet, project: ProjectActuals, indicator: Indicator, context: MonitoringContext
) -> MonitoredIndicator:
    entry = entry_for(sheet, project, indicator)
    return monitor_indicator(indicator, entry, project.figures(entry), context)


def _about_money(
    sheet: Sheet, project: ProjectActuals, report: MonitoringReport, year: YearSoFar
) -> Iterator[Diagnostic]:
    """PR476 for spending or alarms that nobody explains, PR480 where nobody says what will be spent."""
    lights = [each.light or "" for each in report.to_explain if each.about != "indicator"]
    if lights and not project.explanation.strip():
        yield budget_diagnostic(sheet, project, "PR476", light=Listed(dict.fromkeys(lights)))
    asked = any(each.alarm == "unspent" for each in report.alarms)
    if asked and report.spending.expected is None and not year.is_over:
        yield budget_diagnostic(sheet, project, "PR480")


def _unsaid(sheet: Sheet, project: ProjectActuals, report: MonitoringReport) -> Iterator[Diagnostic]:
    """PR479 where of some indicators that are reported nobody says whether they can be reached."""
    names = [each.name for each in report.indicators if each.actual is not None and not each.possibility]
    if names:
        yield budget_diagnostic(sheet, project, "PR479", count=str(len(names)), names=Listed(names))


def load_monitor(path_or_id: str | Path, as_of: date | None = None) -> Monitor:
    """The monitor of a policy in a file, or of one that ships by its id.

    Raises:
        DocumentError, PolicyError: as `load_policy` does; PR634 where the policy is of another kind.

    >>> load_monitor("mof.monitoring-2019").policy.head.title
    '项目支出绩效运行监控'
    """
    policy = find_policy(path_or_id, as_of)
    if not isinstance(policy, MonitoringPolicy):
        raise PolicyError(Diagnostic("PR634", {"id": policy.head.id}))
    return Monitor(policy)


def monitor(
    sheet: Sheet,
    actuals: Actuals | ProjectActuals | None = None,
    as_of: date | str | None = None,
    policy: str | Path | Monitor = DEFAULT_POLICY,
) -> MonitoringReport:
    """Monitor a project at the end of a day.

    Args:
        sheet: The targets and the spending plan.
        actuals: Results to date, by project or of this project alone.
        as_of: The day; that of the actuals where none is given. The year that is watched is that of the
            actuals, or where they name no day that of `as_of`.
        policy: The id or path of a monitoring policy, or its monitor, which saves loading it for every sheet.

    Raises:
        DocumentError, PolicyError: where the policy cannot be loaded.
        MonitoringError: PR472–PR474: no day, a text that is not a day, or a year that has not begun. What is
            wrong with sheet or actuals is not raised, the report lists it.

    >>> monitor(Sheet(code="1"), as_of="2021-06-30").months
    6
    """
    return (policy if isinstance(policy, Monitor) else load_monitor(policy)).monitor(sheet, actuals, as_of)
