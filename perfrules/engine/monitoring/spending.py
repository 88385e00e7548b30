"""Spending against the plan's checkpoints."""

from __future__ import annotations

from fractions import Fraction

from perfrules.diagnostics import Diagnostic
from perfrules.engine.indicators.reported import budget_diagnostic
from perfrules.engine.monitoring.compiled_lights import ShownLight
from perfrules.engine.monitoring.context import MonitoringContext
from perfrules.engine.monitoring.plan import Due, plan_of
from perfrules.engine.monitoring.reasons import Clause, light_clause
from perfrules.engine.monitoring.report import SpendingStatus
from perfrules.sheets import ProjectActuals, Sheet
from perfrules.values import Quantity, exact_text


def monitor_spending(
    sheet: Sheet, project: ProjectActuals, context: MonitoringContext
) -> tuple[SpendingStatus, tuple[Diagnostic, ...]]:
    """Return the status of a project's spending, and the diagnostics about it."""
    watcher = _SpendingWatcher(sheet, project, context)
    status = watcher.status()
    return status, tuple(watcher.diagnostics)


class _SpendingWatcher:
    """The money of one project, by the steps: which budget, how much of it, how much is due, which light."""

    def __init__(self, sheet: Sheet, project: ProjectActuals, context: MonitoringContext) -> None:
        self.sheet, self.project = sheet, project
        self.policy, self.lights, self.year = context.policy, context.lights, context.year
        self.diagnostics: list[Diagnostic] = []

    def status(self) -> SpendingStatus:
        budget, executed = self._budget(), _yuan(self.project.budget.executed)
        plan, about_plan = plan_of(self.sheet, self.policy, self.year.year)
        self.diagnostics += about_plan
        due = None if plan is None else plan.due(self.year.day, self.policy.between)
        if budget is None or executed is None:
            self._report("PR466")
            return self._status(budget, None, due, ShownLight(), Clause("monitoring.not-reported"))
        rate = executed / budget
        expected = _yuan(self.project.budget.expected)
        if expected is not None and expected < executed:
            self._report("PR483", executed=exact_text(executed), expected=exact_text(expected))
        if rate > 1:
            self._report("PR477", executed=exact_text(executed), budget=exact_text(budget))
        facts = {"executed": exact_text(executed), "budget": exact_text(budget), "rate": rate}
        if due is None:
            return self._status(budget, rate, due, ShownLight(), Clause("monitoring.no-plan"))
        if due.share == 0:
            clause = Clause("monitoring.nothing-due", {**facts, "as_of": self.year.as_of})
            return self._status(budget, rate, due, ShownLight(), clause)
        shown = self.lights.show("lights/spending", rate / due.share)
        self.diagnostics += shown.diagnostics
        clause = Clause(
            "monitoring.spent", {**facts, "by": self._by(due), "due": due.share, "progress": rate / due.share}
        )
        return self._status(budget, rate, due, shown, clause)

    def _by(self, due: Due) -> str:
        """What asks for the share that is due: the checkpoint, or between two the day itself."""
        straight = self.policy.between == "straight-line"
        return str(self.year.day) if straight or due.checkpoint is None else due.checkpoint.text

    def _budget(self) -> Fraction | None:
        """Return the budget that measures spending, or another that is reported; None without one."""
        amounts = self.project.budget
        by_name = {
            "initial": amounts.initial,
            "adjusted": amounts.adjusted,
            "sheet": self.sheet.budget.total_quantity,
        }
        order = [self.policy.budget, *(name for name in by_name if name != self.policy.budget)]
        taken = next((name for name in order if by_name[name] is not None), None)
        budget = None if taken is None else _yuan(by_name[taken])
        if budget is None or budget <= 0:
            return None
        if taken != self.policy.budget:
            self._report("PR478", taken=exact_text(budget))
        return budget

    def _status(
        self,
        budget: Fraction | None,
        rate: Fraction | None,
        due: Due | None,
        shown: ShownLight,
        clause: Clause,
    ) -> SpendingStatus:
        amounts = self.project.budget
        return SpendingStatus(
            initial=_yuan(amounts.initial),
            adjusted=_yuan(amounts.adjusted),
            executed=_yuan(amounts.executed),
            expected=_yuan(amounts.expected),
            budget=budget,
            rate=rate,
            due=None if due is None else due.share,
            checkpoint=None if due is None or due.checkpoint is None else due.checkpoint.text,
            progress=rate / due.share if rate is not None and due is not None and due.share else None,
            light=shown.light,
            must_explain=shown.light in self.policy.explain_lights,
            explanation=self.project.explanation,
            clauses=(clause, *light_clause(shown)),
        )

    def _report(self, code: str, **facts: str) -> None:
        self.diagnostics.append(budget_diagnostic(self.sheet, self.project, code, **facts))


def _yuan(amount: Quantity | None) -> Fraction | None:
    return None if amount is None else amount.value
