"""The rules of Chinese government budget performance (预算绩效), read, proved and run.

Everything public is reached from here and loaded when first used: `import perfrules` costs next to nothing.

>>> import perfrules
>>> perfrules.parse("不低于95%").matches("96%")
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.analysis.check import check
    from perfrules.analysis.differences.diff import PolicyDiff, diff
    from perfrules.analysis.findings.finding import Finding
    from perfrules.diagnostics import Diagnostic, PerfrulesError
    from perfrules.engine.checklists.fulfil import Checklist, ChecklistReport
    from perfrules.engine.checklists.record import load_record
    from perfrules.engine.decisions.compile import CompiledPolicy
    from perfrules.engine.decisions.decision import Decision
    from perfrules.engine.decisions.dmn_result import dmn_result
    from perfrules.engine.loading import load_policies, load_policy
    from perfrules.engine.monitoring import Monitor, MonitoringReport, monitor
    from perfrules.engine.schedules.due import PaymentReport, Schedule
    from perfrules.engine.schedules.payment_files import load_payments
    from perfrules.engine.scoring import Card, Scorer, score
    from perfrules.engine.verification import FormCheck, verify_form
    from perfrules.expressions import Comparator, parse, read, read_actual
    from perfrules.policies.formats.convert import convert, dump_policy
    from perfrules.reports.forms.evaluation import EvaluationForm
    from perfrules.reports.forms.monitoring import MonitoringForm
    from perfrules.reports.forms.write import write_monitoring, write_report
    from perfrules.sheets import Actuals, Sheet, dump_sheet, load_actuals, load_sheet, load_sheets
    from perfrules.sheets.forms import FilledForm, load_forms
    from perfrules.values import Quantity

__all__ = [
    "Actuals",
    "Card",
    "Checklist",
    "ChecklistReport",
    "Comparator",
    "CompiledPolicy",
    "Decision",
    "Diagnostic",
    "EvaluationForm",
    "FilledForm",
    "Finding",
    "FormCheck",
    "Monitor",
    "MonitoringForm",
    "MonitoringReport",
    "PaymentReport",
    "PerfrulesError",
    "PolicyDiff",
    "Quantity",
    "Schedule",
    "Scorer",
    "Sheet",
    "check",
    "convert",
    "diff",
    "dmn_result",
    "dump_policy",
    "dump_sheet",
    "load_actuals",
    "load_forms",
    "load_payments",
    "load_policies",
    "load_policy",
    "load_record",
    "load_sheet",
    "load_sheets",
    "monitor",
    "parse",
    "read",
    "read_actual",
    "score",
    "verify_form",
    "write_monitoring",
    "write_report",
]

_HOMES = {
    "perfrules.analysis.check": ("check",),
    "perfrules.analysis.differences.diff": ("PolicyDiff", "diff"),
    "perfrules.analysis.findings.finding": ("Finding",),
    "perfrules.diagnostics": ("Diagnostic", "PerfrulesError"),
    "perfrules.engine.decisions.compile": ("CompiledPolicy",),
    "perfrules.engine.decisions.decision": ("Decision",),
    "perfrules.engine.decisions.dmn_result": ("dmn_result",),
    "perfrules.engine.schedules.due": ("PaymentReport", "Schedule"),
    "perfrules.engine.checklists.fulfil": ("Checklist", "ChecklistReport"),
    "perfrules.engine.loading": ("load_policies", "load_policy"),
    "perfrules.engine.schedules.payment_files": ("load_payments",),
    "perfrules.engine.checklists.record": ("load_record",),
    "perfrules.engine.monitoring": ("Monitor", "MonitoringReport", "monitor"),
    "perfrules.engine.scoring": ("Card", "Scorer", "score"),
    "perfrules.engine.verification": ("FormCheck", "verify_form"),
    "perfrules.expressions": ("Comparator", "parse", "read", "read_actual"),
    "perfrules.reports.forms.evaluation": ("EvaluationForm",),
    "perfrules.reports.forms.monitoring": ("MonitoringForm",),
    "perfrules.reports.forms.write": ("write_monitoring", "write_report"),
    "perfrules.policies.formats.convert": ("convert", "dump_policy"),
    "perfrules.sheets": ("Actuals", "Sheet", "dump_sheet", "load_actuals", "load_sheet", "load_sheets"),
    "perfrules.sheets.forms": ("FilledForm", "load_forms"),
    "perfrules.values": ("Quantity",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
