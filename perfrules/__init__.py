"""The rules of Chinese government budget performance (预算绩效), read, proved and run.

Every public name is here and is loaded on first use, so that `import perfrules` takes next to no time.

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
    from perfrules.analysis.errors import DiffError
    from perfrules.analysis.findings.finding import Finding
    from perfrules.diagnostics import Diagnostic, PerfrulesError
    from perfrules.documents import DocumentError
    from perfrules.documents.results import ResultError, SavedResult
    from perfrules.engine.checklists.fulfil import Checklist, ChecklistReport
    from perfrules.engine.checklists.record import Record, RecordError, load_record
    from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
    from perfrules.engine.decisions.decision import Decision
    from perfrules.engine.decisions.dmn_result import dmn_result
    from perfrules.engine.decisions.errors import ConflictError, DecisionError, FactError
    from perfrules.engine.linting import Linter, SheetFinding, lint_sheets
    from perfrules.engine.loading import load_policies, load_policy
    from perfrules.engine.monitoring import Monitor, MonitoringReport, monitor
    from perfrules.engine.policy_book import PolicyBook
    from perfrules.engine.reviewing import Reviewer, SheetReview, review_sheets
    from perfrules.engine.schedules.due import PaymentReport, Schedule
    from perfrules.engine.schedules.due_dates import DueDate
    from perfrules.engine.schedules.payment_files import load_payments
    from perfrules.engine.schedules.payments import PaymentError
    from perfrules.engine.scoring import Card, Scorer, score
    from perfrules.engine.summaries.summary import Summary, summarise
    from perfrules.engine.verification import FormCheck, verify_form
    from perfrules.expressions import Comparator, ExpressionError, parse, read, read_actual
    from perfrules.expressions.unit_files import load_units
    from perfrules.policies.base.errors import PolicyError, UnknownPolicyError
    from perfrules.policies.base.head import Citation, Head, InForce
    from perfrules.policies.decisions.condition_from_text import read_condition
    from perfrules.policies.decisions.inputs import Input
    from perfrules.policies.decisions.outputs import Output
    from perfrules.policies.decisions.policy import DecisionPolicy
    from perfrules.policies.decisions.rules import Claim, Condition, Rule
    from perfrules.policies.formats.convert import convert, dump_policy
    from perfrules.reports.fill_in import FillIn, write_fill_in
    from perfrules.reports.forms.errors import ReportError
    from perfrules.reports.forms.evaluation import EvaluationForm
    from perfrules.reports.forms.monitoring import MonitoringForm
    from perfrules.reports.forms.write import write_report
    from perfrules.reports.forms.write_monitoring import write_monitoring
    from perfrules.sheets import (
        Actuals,
        Sheet,
        SheetComparison,
        compare_sheets,
        dump_sheet,
        load_actuals,
        load_sheet,
        load_sheets,
    )
    from perfrules.sheets.filled.form_files import load_forms
    from perfrules.sheets.forms import FilledForm
    from perfrules.values import (
        Interval,
        IntervalSet,
        Quantity,
        QuantityError,
        Unit,
        UnitRegistry,
        default_units,
    )
    from perfrules.values.working_days import CalendarError

__all__ = [
    "Actuals",
    "CalendarError",
    "Card",
    "Checklist",
    "ChecklistReport",
    "Citation",
    "Claim",
    "Comparator",
    "CompiledPolicy",
    "Condition",
    "ConflictError",
    "Decision",
    "DecisionError",
    "DecisionPolicy",
    "Diagnostic",
    "DiffError",
    "DocumentError",
    "DueDate",
    "EvaluationForm",
    "ExpressionError",
    "FactError",
    "FillIn",
    "FilledForm",
    "Finding",
    "FormCheck",
    "Head",
    "InForce",
    "Input",
    "Interval",
    "IntervalSet",
    "Linter",
    "Monitor",
    "MonitoringForm",
    "MonitoringReport",
    "Output",
    "PaymentError",
    "PaymentReport",
    "PerfrulesError",
    "PolicyBook",
    "PolicyDiff",
    "PolicyError",
    "Quantity",
    "QuantityError",
    "Record",
    "RecordError",
    "ReportError",
    "ResultError",
    "Reviewer",
    "Rule",
    "SavedResult",
    "Schedule",
    "Scorer",
    "Sheet",
    "SheetComparison",
    "SheetFinding",
    "SheetReview",
    "Summary",
    "Unit",
    "UnitRegistry",
    "UnknownPolicyError",
    "check",
    "compare_sheets",
    "compile_policy",
    "convert",
    "default_units",
    "diff",
    "dmn_result",
    "dump_policy",
    "dump_sheet",
    "lint_sheets",
    "load_actuals",
    "load_forms",
    "load_payments",
    "load_policies",
    "load_policy",
    "load_record",
    "load_sheet",
    "load_sheets",
    "load_units",
    "monitor",
    "parse",
    "read",
    "read_actual",
    "read_condition",
    "review_sheets",
    "score",
    "summarise",
    "verify_form",
    "write_fill_in",
    "write_monitoring",
    "write_report",
]

__version__: str

_HOMES = {
    "perfrules.analysis.check": ("check",),
    "perfrules.analysis.differences.diff": (
        "PolicyDiff",
        "diff",
    ),
    "perfrules.analysis.errors": ("DiffError",),
    "perfrules.analysis.findings.finding": ("Finding",),
    "perfrules.diagnostics": (
        "Diagnostic",
        "PerfrulesError",
    ),
    "perfrules.documents": ("DocumentError",),
    "perfrules.documents.results": (
        "ResultError",
        "SavedResult",
    ),
    "perfrules.engine.checklists.fulfil": (
        "Checklist",
        "ChecklistReport",
    ),
    "perfrules.engine.checklists.record": (
        "Record",
        "RecordError",
        "load_record",
    ),
    "perfrules.engine.decisions.compile": (
        "CompiledPolicy",
        "compile_policy",
    ),
    "perfrules.engine.decisions.decision": ("Decision",),
    "perfrules.engine.decisions.dmn_result": ("dmn_result",),
    "perfrules.engine.decisions.errors": (
        "ConflictError",
        "DecisionError",
        "FactError",
    ),
    "perfrules.engine.linting": (
        "Linter",
        "SheetFinding",
        "lint_sheets",
    ),
    "perfrules.engine.loading": (
        "load_policies",
        "load_policy",
    ),
    "perfrules.engine.monitoring": (
        "Monitor",
        "MonitoringReport",
        "monitor",
    ),
    "perfrules.engine.policy_book": ("PolicyBook",),
    "perfrules.engine.reviewing": (
        "Reviewer",
        "SheetReview",
        "review_sheets",
    ),
    "perfrules.engine.schedules.due": (
        "PaymentReport",
        "Schedule",
    ),
    "perfrules.engine.schedules.due_dates": ("DueDate",),
    "perfrules.engine.schedules.payment_files": ("load_payments",),
    "perfrules.engine.schedules.payments": ("PaymentError",),
    "perfrules.engine.scoring": (
        "Card",
        "Scorer",
        "score",
    ),
    "perfrules.engine.summaries.summary": (
        "Summary",
        "summarise",
    ),
    "perfrules.engine.verification": (
        "FormCheck",
        "verify_form",
    ),
    "perfrules.expressions": (
        "Comparator",
        "ExpressionError",
        "parse",
        "read",
        "read_actual",
    ),
    "perfrules.expressions.unit_files": ("load_units",),
    "perfrules.policies.base.errors": (
        "PolicyError",
        "UnknownPolicyError",
    ),
    "perfrules.policies.base.head": (
        "Citation",
        "Head",
        "InForce",
    ),
    "perfrules.policies.decisions.condition_from_text": ("read_condition",),
    "perfrules.policies.decisions.inputs": ("Input",),
    "perfrules.policies.decisions.outputs": ("Output",),
    "perfrules.policies.decisions.policy": ("DecisionPolicy",),
    "perfrules.policies.decisions.rules": (
        "Claim",
        "Condition",
        "Rule",
    ),
    "perfrules.policies.formats.convert": (
        "convert",
        "dump_policy",
    ),
    "perfrules.reports.fill_in": (
        "FillIn",
        "write_fill_in",
    ),
    "perfrules.reports.forms.errors": ("ReportError",),
    "perfrules.reports.forms.evaluation": ("EvaluationForm",),
    "perfrules.reports.forms.monitoring": ("MonitoringForm",),
    "perfrules.reports.forms.write": ("write_report",),
    "perfrules.reports.forms.write_monitoring": ("write_monitoring",),
    "perfrules.sheets": (
        "Actuals",
        "Sheet",
        "SheetComparison",
        "compare_sheets",
        "dump_sheet",
        "load_actuals",
        "load_sheet",
        "load_sheets",
    ),
    "perfrules.sheets.filled.form_files": ("load_forms",),
    "perfrules.sheets.forms": ("FilledForm",),
    "perfrules.values": (
        "Interval",
        "IntervalSet",
        "Quantity",
        "QuantityError",
        "Unit",
        "UnitRegistry",
        "default_units",
    ),
    "perfrules.values.working_days": ("CalendarError",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == "__version__":
        # Late: reading the metadata of the distribution takes longer than importing the package.
        from importlib.metadata import version

        value: object = version(__name__)
    elif name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
