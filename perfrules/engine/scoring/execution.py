"""Budget execution: what was spent of the adjusted full-year budget."""

from __future__ import annotations

from fractions import Fraction

from perfrules.diagnostics import Diagnostic
from perfrules.engine.indicators.reported import budget_diagnostic
from perfrules.engine.scoring.card import Execution
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.sheets import ProjectActuals, Sheet
from perfrules.values import half_up

_ALL = Fraction(1)


def execution_of(
    sheet: Sheet, project: ProjectActuals, policy: ScoringPolicy
) -> tuple[Execution, list[Diagnostic]]:
    """The execution rate and its score, which is never above the points.

    Where no adjusted budget is reported, the initial budget is used (PR412). Without amounts there is no
    score (PR411). Spending above the budget is reported (PR413).
    """
    problems: list[Diagnostic] = []
    budget, executed = project.budget, project.budget.executed
    whole = budget.adjusted or budget.initial
    if whole is not None and budget.adjusted is None:
        problems.append(budget_diagnostic(sheet, project, "PR412"))
    rate: Fraction | None = None
    if whole is None or executed is None or whole.value <= 0:
        problems.append(budget_diagnostic(sheet, project, "PR411"))
    else:
        rate = executed.value / whole.value
        if rate > 1:
            facts = {"executed": str(executed), "budget": str(whole)}
            problems.append(budget_diagnostic(sheet, project, "PR413", **facts))
    execution = Execution(
        budget=None if whole is None else whole.value,
        executed=None if executed is None else executed.value,
        rate=rate,
        weight=policy.execution,
        score=None if rate is None else half_up(policy.execution * min(rate, _ALL), policy.places),
        initial=None if budget.initial is None else budget.initial.value,
        at=policy.execution_at,
    )
    return execution, problems
