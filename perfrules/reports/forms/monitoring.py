"""The 项目支出绩效目标执行监控表 of a project: its report, and what the form shows beside it."""

from __future__ import annotations

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.monitoring import MonitoringReport
from perfrules.engine.scoring import PolicyUsed
from perfrules.reports.forms.natural_order import natural_key
from perfrules.sheets import Sheet


@frozen
class MonitoringForm:
    """The monitoring form of a project on a day; what is not known is left blank.

    `sheet` is the sheet that is monitored, `department` the 主管部门, `agency` the 实施单位.
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
    """Forms that are handed in together, one per project, and diagnostics that belong to none of them."""

    forms: tuple[MonitoringForm, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def in_order(self) -> tuple[MonitoringForm, ...]:
        """The forms by code, or else by name, numbers by their value: SL-2 before SL-10."""
        return tuple(sorted(self.forms, key=lambda form: natural_key(form.report.code or form.report.name)))

    @property
    def policies_used(self) -> tuple[PolicyUsed, ...]:
        """The policies by which the projects were monitored, each once."""
        return tuple(dict.fromkeys(form.report.policy for form in self.forms))
