"""The 项目支出绩效目标执行监控表 of a project: how it stands, and what the form tells beside it."""

from __future__ import annotations

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.monitoring import MonitoringReport
from perfrules.engine.scoring import PolicyUsed
from perfrules.reports.forms.natural_order import natural_key
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
        """The name of the project, or else its code."""
        return self.report.name or self.report.code

    @property
    def in_charge(self) -> str:
        """The 主管部门: `department`, or else that of the sheet."""
        return self.department or self.sheet.department

    @property
    def carried_out_by(self) -> str:
        """The 实施单位: `agency`, or else that of the sheet."""
        return self.agency or self.sheet.agency


@frozen
class MonitoringForms:
    """What is handed in together: a form a project, and what was noticed of none of them."""

    forms: tuple[MonitoringForm, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def in_order(self) -> tuple[MonitoringForm, ...]:
        """The forms by code, or else by name, numbers by their value: SL-2 before SL-10."""
        return tuple(sorted(self.forms, key=lambda form: natural_key(form.report.code or form.report.name)))

    @property
    def policies_used(self) -> tuple[PolicyUsed, ...]:
        """The policies that the projects were watched by, each once."""
        return tuple(dict.fromkeys(form.report.policy for form in self.forms))
