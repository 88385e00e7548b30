"""The alarms, which look at money and work together or at what people expect to be left over."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfrules.engine.monitoring.context import MonitoringContext
from perfrules.engine.monitoring.reasons import Clause, light_clause
from perfrules.engine.monitoring.report import AlarmStatus, IndicatorStatus, SpendingStatus
from perfrules.engine.monitoring.year import YearSoFar
from perfrules.policies.monitoring.lights import Alarm
from perfrules.values import exact_text

_FULL = Fraction(1)


def alarm_status(
    alarm: Alarm, spending: SpendingStatus, scored: Fraction | None, context: MonitoringContext
) -> AlarmStatus:
    """Return the status of an alarm: it rings if a band of the policy has its value.

    Args:
        alarm: which.
        spending: the status of spending.
        scored: the score rate, None without one.
        context: the policy, its lights, and the year so far.
    """
    found = _score_lead(spending, scored) if alarm == "score_lead" else _unspent(spending, context.year)
    if found is None:
        return AlarmStatus(alarm, None, None, must_explain=False, clauses=(Clause("monitoring.not-judged"),))
    value, clause = found
    shown = context.lights.show(f"alarms/{alarm}", value)
    rung = light_clause(shown) or (Clause("monitoring.silent"),)
    must_explain = shown.light in context.policy.explain_lights
    return AlarmStatus(alarm, value, shown.light, must_explain, (clause, *rung), shown.diagnostics)


def _score_lead(spending: SpendingStatus, score_rate: Fraction | None) -> tuple[Fraction, Clause] | None:
    """How far the scores run ahead of the money, both of what is due by now and at most all of it."""
    if spending.progress is None or not score_rate:
        return None
    executed = min(spending.progress, _FULL)
    value = (score_rate - executed) / score_rate
    return value, Clause(
        "monitoring.score-lead", {"scored": score_rate, "executed": executed, "value": value}
    )


def _unspent(spending: SpendingStatus, year: YearSoFar) -> tuple[Fraction, Clause] | None:
    """What people expect to be left at the end of the year, which nobody computes for them; then what is."""
    budget, expected = spending.budget, spending.executed if year.is_over else spending.expected
    if budget is None or expected is None:
        return None
    value = (budget - expected) / budget
    facts = {"budget": exact_text(budget), "expected": exact_text(expected), "value": value}
    return value, Clause("monitoring.unspent", facts)


def score_rate(statuses: Sequence[IndicatorStatus], weights: Sequence[Fraction | None]) -> Fraction | None:
    """How far the indicators have reached what is due by now: the mean over those that are measured.

    Weighted by the sheet's weights where every indicator has one, else equally. None where none is measured.
    """
    declared = all(weight is not None for weight in weights)
    parts = [
        (each.reached, weight if declared and weight is not None else _FULL)
        for each, weight in zip(statuses, weights, strict=True)
        if each.reached is not None
    ]
    total = sum((weight for _, weight in parts), Fraction(0))
    return sum((reached * weight for reached, weight in parts), Fraction(0)) / total if total else None
