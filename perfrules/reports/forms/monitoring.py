"""The 项目支出绩效目标执行监控表 of a project: how it stands, and what the form tells beside it."""

from __future__ import annotations

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.monitoring import MonitoringReport
from perfrules.engine.scoring import PolicyUsed
from perfrules.sheets import Sheet


@frozen
class MonitoringForm:
    """How a project stands on a day, as it is handed in; whatever is not known is left blank.

    `sheet` is the one that was watched, `department` the 主管部门, `agency` the 实施单位.
    """

    report: MonitoringReport
    sheet: Sheet = field(factory=Sheet)
    department: str = ""
    agency: str = ""

    @property
    def label(self) -> str:
        """What the project is called: its name, or else its code."""
        return self.report.name or self.report.code


@frozen
class MonitoringForms:
    """What is handed in together: a form a project, and what was noticed of none of them."""

    forms: tuple[MonitoringForm, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def policies_used(self) -> tuple[PolicyUsed, ...]:
        """The policies that the projects were watched by, each once."""
        return tuple(dict.fromkeys(form.report.policy for form in self.forms))
