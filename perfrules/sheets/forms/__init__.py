"""Filled forms: self-evaluations (项目支出绩效自评表) and monitoring forms (监控表)."""

from perfrules.sheets.forms.model import Claim, ClaimedExecution, FilledForm, FormRow
from perfrules.sheets.forms.monitoring.model import FilledMonitoringForm, MonitoringRow
from perfrules.sheets.forms.yaml_forms import read_form

__all__ = [
    "Claim",
    "ClaimedExecution",
    "FilledForm",
    "FilledMonitoringForm",
    "FormRow",
    "MonitoringRow",
    "read_form",
]
