"""The filled monitoring form (项目支出绩效目标执行监控表) as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.documents.origin import Origin
from perfrules.sheets.actuals import ActualEntry, Actuals, ProjectActuals, ProjectBudget
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.model import Indicator, Sheet


@frozen
class MonitoringRow:
    """A row: the indicator, what was done so far, and the light that the form shows, "" for none."""

    indicator: Indicator
    entry: ActualEntry | None = None
    light: str = ""
    light_at: Origin | None = field(default=None, eq=False, repr=False)


@frozen
class FilledMonitoringForm:
    """One filled monitoring form.

    Attributes:
        year: The year that is monitored.
        as_of: The day up to which the form reports.
        rate: The claimed rate of budget execution.
        light: The light of spending, "" for none.
        explanation: The reason why spending deviates.
        goals: The goals of the year, one a line.
        diagnostics: What was noticed while the form was read.
    """

    code: str = ""
    name: str = ""
    year: int | None = None
    as_of: date | None = None
    budget: ProjectBudget = field(factory=ProjectBudget)
    rate: Claim | None = None
    light: str = ""
    explanation: str = ""
    goals: str = ""
    rows: tuple[MonitoringRow, ...] = ()
    places: Mapping[str, Origin] = field(converter=read_only_by_name, factory=dict, eq=False, repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """The targets of the form."""
        indicators = tuple(row.indicator for row in self.rows)
        goals = tuple(filter(None, self.goals.split("\n")))
        return Sheet(code=self.code, name=self.name, goals=goals, indicators=indicators, places=self.places)

    @property
    def actuals(self) -> Actuals:
        """What the form reports; rows of one name differ by their second level.

        >>> row = MonitoringRow(Indicator("产出指标", "数量指标", "人数"), ActualEntry("5人"))
        >>> FilledMonitoringForm(code="1", rows=(row,)).actuals.projects["1"].indicators["数量指标/人数"].text
        '5人'
        """
        entries = {row.indicator.key: row.entry for row in self.rows if row.entry is not None}
        project = ProjectActuals(
            budget=self.budget,
            indicators=entries,
            at=self.places.get("budget"),
            explanation=self.explanation,
        )
        return Actuals(self.as_of, {self.code: project})
