"""Compare what was achieved so far with a target, and find the light that the policy shows for it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.engine.indicators.changes import Figures, as_change, worded_change
from perfrules.engine.indicators.recurring import settlements, share_met
from perfrules.engine.monitoring.compiled_lights import CompiledLights, ShownLight
from perfrules.engine.monitoring.reasons import Clause
from perfrules.engine.monitoring.report import RowStatus
from perfrules.engine.monitoring.year import YearSoFar
from perfrules.expressions import Actual, Change, Comparator, RecurringDeadline
from perfrules.expressions.actuals import number_on, position
from perfrules.policies.monitoring.policy import Way
from perfrules.values import Quantity

_FULL = Fraction(1)
_NOTHING = Fraction(0)


@frozen
class RowFinding:
    """The result for one row: its sentence and figures, how certain it is, how far the target was reached."""

    sentence: str
    facts: dict[str, object] = field(factory=dict)
    status: RowStatus = "scored"
    way: Way | None = None
    progress: Fraction | None = None
    met: bool | None = None
    reached: Fraction | None = None
    shown: ShownLight = field(factory=ShownLight)
    diagnostics: tuple[Diagnostic, ...] = ()
    further: tuple[Clause, ...] = ()


def compare_number(
    comparator: Comparator, actual: Actual, figures: Figures, lights: CompiledLights
) -> RowFinding:
    """Whether a target is reached by the day of the report; a change also says how far a level moved.

    Raises:
        ExpressionError, QuantityError: the two cannot be compared.
    """
    if not isinstance(comparator, Change):
        return _reached_or_not(comparator, actual, lights)
    change = as_change(comparator, actual, figures)
    found = _reached_or_not(comparator, change, lights)
    if change is actual or not isinstance(change, Quantity):
        return found
    facts, sentence = worded_change(comparator, change, figures)
    return evolve(found, further=(Clause(sentence, facts),))


def _reached_or_not(comparator: Comparator, actual: Actual, lights: CompiledLights) -> RowFinding:
    met = comparator.matches(actual)
    reached = _FULL if met else min(comparator.completion(actual), _FULL)
    shown = lights.show("lights/inside", met)
    return RowFinding("kept" if met else "not-kept", met=met, reached=reached, shown=shown)


def compare_pro_rata(whole: Quantity, actual: Actual, year: YearSoFar, lights: CompiledLights) -> RowFinding:
    """The part of a yearly total that is due by now, and how much of it is reached.

    Raises:
        ExpressionError, QuantityError: the actual has another unit.
    """
    number = number_on(position(actual), whole.unit)
    if not year.months:
        return RowFinding("no-month", status="not-due")
    due = Quantity(whole.value * year.part, whole.unit)
    progress = number / due.value
    facts: dict[str, object] = {"whole": whole, "months": year.months, "due": due, "progress": progress}
    return RowFinding(
        "pro-rata",
        facts,
        progress=progress,
        met=progress >= 1,
        reached=max(min(progress, _FULL), _NOTHING),
        shown=lights.show("lights/progress", progress),
    )


def compare_due_dates(
    target: RecurringDeadline, paid: tuple[date, ...], year: YearSoFar, lights: CompiledLights
) -> RowFinding:
    """The due dates up to the day of the report, and how many of them were kept."""
    dues = settlements(target, paid, year.day)
    reached = share_met(dues)
    missed = [each for each in dues if each.status != "met"]
    facts: dict[str, object] = {
        "due": len(dues),
        "met": len(dues) - len(missed),
        "late": Listed(str(each.paid or each.due.due) for each in missed),
    }
    shown = lights.show("lights/inside", not missed)
    sentence = "due-dates" if missed else "all-due"
    return RowFinding(sentence, facts, met=not missed, reached=reached, shown=shown)
