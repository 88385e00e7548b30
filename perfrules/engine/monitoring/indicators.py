"""The light of one indicator, against the part of the year that is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.diagnostics.listed import Listed
from perfrules.engine.indicators.answers import SETTLED_BY_RESULT, AnswerContext, Inference, read_answer
from perfrules.engine.indicators.changes import Figures
from perfrules.engine.indicators.operators import OperatorSource
from perfrules.engine.indicators.places import Places
from perfrules.engine.indicators.recurring import settlements
from perfrules.engine.indicators.targets import comparator_of, target_of
from perfrules.engine.monitoring.comparing import (
    RowFinding,
    compare_due_dates,
    compare_number,
    compare_pro_rata,
)
from perfrules.engine.monitoring.compiled_lights import ShownLight
from perfrules.engine.monitoring.context import MonitoringContext
from perfrules.engine.monitoring.reasons import Clause, light_clause
from perfrules.engine.monitoring.report import IndicatorStatus
from perfrules.engine.monitoring.targets import is_beyond, last_day_of, unit_of, whole_of
from perfrules.expressions import (
    Actual,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Milestones,
    Period,
    RecurringDeadline,
    Statement,
)
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.monitoring.policy import Way, WayChoice
from perfrules.sheets import ActualEntry, Indicator

_FULL = Fraction(1)


@frozen
class MonitoredIndicator:
    """The status of an indicator and its diagnostics."""

    status: IndicatorStatus
    diagnostics: tuple[Diagnostic, ...] = ()


def monitor_indicator(
    indicator: Indicator, entry: ActualEntry | None, figures: Figures, context: MonitoringContext
) -> MonitoredIndicator:
    """The status of an indicator. A row that cannot be judged has no light and diagnostics.

    Args:
        indicator: The row of the sheet.
        entry: What is reported of it, None where nothing is.
        figures: The figures that its target may refer to, by name.
        context: The policy, its lights, and the year to date.
    """
    reported = entry is not None and not entry.is_blank
    return _IndicatorMonitor(indicator, entry or ActualEntry(), figures, context, reported=reported).result()


class _IndicatorMonitor:
    """The steps from a row to its light: settle the target, read the actual, choose the way, compare."""

    def __init__(
        self,
        indicator: Indicator,
        entry: ActualEntry,
        figures: Figures,
        context: MonitoringContext,
        *,
        reported: bool,
    ) -> None:
        self.indicator, self.entry, self.reported = indicator, entry, reported
        self.figures, self.year = figures, context.year
        self.policy, self.lights = context.policy, context.lights
        self.source: OperatorSource = "none"
        self.target = indicator.target
        self.comparator: Comparator | None = None
        self.inferred: tuple[Inference, ...] = ()
        self.choice: WayChoice | None = None
        self.settled: PolicyPlace | None = None
        self.is_milestone = False  # then the target is due in full on the day of the report

    def result(self) -> MonitoredIndicator:
        found = self._finding()
        said, about_said = self._said()
        lights = tuple(each.light for each in (found.shown, said) if each.light is not None)
        light = self.policy.gravest(lights)
        possibility = self.entry.possibility
        must_explain = light in self.policy.explain_lights or possibility in self.policy.explain_possibilities
        status = IndicatorStatus(
            name=self.indicator.name,
            status=found.status,
            level1=self.indicator.level1,
            level2=self.indicator.level2,
            target=self.indicator.target,
            actual=self._actual_text(),
            forecast=self.entry.forecast,
            possibility=possibility,
            explanation=self.entry.explanation,
            note=self.entry.note,
            way=found.way,
            progress=found.progress,
            met=found.met,
            reached=found.reached,
            light=light,
            must_explain=must_explain,
            operator_source=self.source,
            clauses=self._clauses(found, said),
            places=self._places(),
        )
        diagnostics = (
            *found.diagnostics,
            *found.shown.diagnostics,
            *about_said,
            *self._contradicted(),
            *self._unexplained(status),
        )
        return MonitoredIndicator(status, diagnostics)

    def _places(self) -> Places:
        chosen = None if self.choice is None else self.choice.at
        return Places(chosen, self.settled, self.indicator.at, self.entry.at)

    def _actual_text(self) -> str | None:
        return (self.entry.rated or self.entry.text) if self.reported else None

    def _clauses(self, found: RowFinding, said: ShownLight) -> tuple[Clause, ...]:
        facts = {"actual": self._actual_text(), "target": self.target, "as_of": self.year.as_of}
        clauses = [Clause(f"monitoring.{found.sentence}", facts | found.facts), *found.further]
        if found.met is not None:
            clauses += self._inferred()
        clauses += light_clause(found.shown)
        if said.light is not None:
            clauses.append(
                Clause("monitoring.said", {"possibility": self.entry.possibility, "light": said.light})
            )
        return tuple(clauses)

    def _inferred(self) -> list[Clause]:
        """What the row leaves out: its operator, then units, years and periods."""
        clauses = [Clause("monitoring.inferred")] if self.source == "inferred" else []
        return clauses + [Clause("monitoring.note", {"note": each}) for each in self.inferred]

    def _said(self) -> tuple[ShownLight, tuple[Diagnostic, ...]]:
        """The light that the policy gives what people say of reaching the target."""
        possibility, known = self.entry.possibility, self.policy.possibilities
        if not possibility:
            return ShownLight(), ()
        if possibility not in known:
            facts = {"possibility": possibility, **near(possibility, known)}
            return ShownLight(), (self._diagnostic("PR463", **facts),)
        said = self.lights.show("lights/possibility", possibility)
        return said, said.diagnostics

    def _contradicted(self) -> tuple[Diagnostic, ...]:
        """PR482 where what people say of the target contradicts what they forecast."""
        possibility, known = self.entry.possibility, self.policy.possibilities
        if not self.entry.forecast or self.comparator is None or possibility not in (known[0], known[-1]):
            return ()
        try:
            reached = self.comparator.matches(self.entry.forecast)
        except PerfrulesError:  # words, or a target that they cannot be compared with
            return ()
        if reached is (possibility == known[0]):
            return ()
        return (self._diagnostic("PR482", forecast=self.entry.forecast, possibility=possibility),)

    def _unexplained(self, status: IndicatorStatus) -> tuple[Diagnostic, ...]:
        if not status.must_explain or status.explanation.strip():
            return ()
        return (self._diagnostic("PR475", light=status.light or status.possibility),)

    def _finding(self) -> RowFinding:
        comparator = comparator_of(self.indicator)
        if comparator is None:
            return RowFinding("unread", status="unreadable", diagnostics=(self._diagnostic("PR461"),))
        if comparator.kind == "not_applicable":
            return RowFinding("none", status="not-applicable")
        as_of = self.year.as_of
        target = target_of(self.indicator, self._plain_actual(), self.policy, self.figures, as_of)
        if isinstance(target.comparator, Milestones):
            return self._not_yet()
        self.is_milestone = isinstance(comparator, Milestones)
        self.source, self.settled, comparator = target.source, target.settled, target.comparator or comparator
        self.target = str(comparator if target.comparator is None else target)
        if isinstance(comparator, Deadline | Period):
            comparator = comparator.in_year(self.year.year)
        self.comparator = comparator
        operator = getattr(comparator, "operator", None)
        level2, unit = self.indicator.level2, unit_of(comparator)
        self.choice = self.policy.way_for(comparator.kind, operator, level2, unit)
        way = None if self.choice is None else self.choice.way
        if way is None or (isinstance(comparator, RecurringDeadline) and way == "inside"):
            return RowFinding("no-way", status="not-applicable", diagnostics=(self._diagnostic("PR462"),))
        if target.lacks is not None:
            return RowFinding(
                "stated",
                status="stated",
                way="stated",
                diagnostics=(self._diagnostic("PR421", figure=target.lacks),),
            )
        return evolve(self._answered(comparator, way), way=way)

    def _plain_actual(self) -> Actual | None:
        """The actual without regard to its target; None for a month, which only a deadline explains."""
        if not self.reported:
            return None
        try:
            return self.entry.read()
        except PerfrulesError:
            return None

    def _answered(self, comparator: Comparator, way: Way) -> RowFinding:
        """The light for the actual as an answer to the target; none where it can be read in several ways."""
        if not self.reported:
            return self._compared(comparator, None, way)
        text = self.indicator.target
        context = AnswerContext(self.indicator.name, text, self.entry.text, self.year.day)
        try:
            answer = read_answer(comparator, self.entry, context, self.figures)
        except PerfrulesError as error:
            return RowFinding("unread-actual", status="unreadable", diagnostics=error.diagnostics)
        self.inferred = answer.inferred
        if answer.doubt is None:
            (reading,) = answer.readings
            return self._compared(reading.target, reading.actual, way)
        found = [self._compared(each.target, each.actual, way) for each in answer.readings]
        if answer.doubt in SETTLED_BY_RESULT and len({(each.shown.light, each.met) for each in found}) == 1:
            return found[0]
        shown = Listed(filter(None, (each.text for each in answer.readings)))
        return RowFinding(
            "doubtful", status="doubtful", diagnostics=(self._diagnostic(answer.question, readings=shown),)
        )

    def _compared(self, comparator: Comparator, actual: Actual | None, way: Way) -> RowFinding:
        if way != "stated" and isinstance(comparator, Deadline | Period):
            return self._dated(comparator, actual)
        if way == "due-dates" and isinstance(comparator, RecurringDeadline):
            return self._recurring(comparator, actual)
        if actual is None:
            return self._missing()
        if way == "stated" or isinstance(actual, Statement):
            return self._stated(measured=way != "stated")
        return self._attempt(lambda: self._measured(comparator, actual, way))

    def _missing(self) -> RowFinding:
        return RowFinding("missing", status="missing", diagnostics=(self._diagnostic("PR460"),))

    def _stated(self, *, measured: bool) -> RowFinding:
        """Words show no light; PR465 where a number should be reported."""
        return RowFinding(
            "stated", status="stated", diagnostics=(self._diagnostic("PR465"),) if measured else ()
        )

    def _not_yet(self, *diagnostics: Diagnostic) -> RowFinding:
        return RowFinding("not-yet", status="not-due", diagnostics=diagnostics)

    def _dated(self, comparator: Deadline | Period, actual: Actual | None) -> RowFinding:
        """A deadline is met or missed from the day of the actual on, and missed once its day is over."""
        waiting = self.year.as_of <= last_day_of(comparator)
        if isinstance(actual, date) and actual > self.year.as_of:
            later = self._diagnostic("PR469", as_of=str(self.year.as_of))
            return self._not_yet(later) if waiting else evolve(self._missing(), diagnostics=(later,))
        if isinstance(actual, Statement):
            return self._not_yet() if waiting else self._stated(measured=True)
        if actual is None:
            return self._not_yet() if waiting else self._missing()
        return self._attempt(lambda: compare_number(comparator, actual, self.figures, self.lights))

    def _recurring(self, target: RecurringDeadline, actual: Actual | None) -> RowFinding:
        """Due dates up to the day of the report; later ones do not count."""
        if not settlements(target, (), self.year.day):
            return self._not_yet()
        if actual is None:
            return self._missing()
        if isinstance(actual, Statement):
            return self._stated(measured=True)
        days = actual if isinstance(actual, tuple) else (actual,)
        dates = tuple(day for day in days if isinstance(day, date))
        if len(dates) != len(days):
            return self._undecided()
        return compare_due_dates(target, dates, self.year, self.lights)

    def _measured(self, comparator: Comparator, actual: Actual, way: Way) -> RowFinding:
        in_parts = (way == "pro-rata" and not self.is_milestone) or self._is_total(comparator)
        whole = whole_of(comparator) if in_parts else None
        if whole is None or whole.value <= 0 or is_beyond(comparator, actual):
            return compare_number(comparator, actual, self.figures, self.lights)
        return compare_pro_rata(whole, actual, self.year, self.lights)

    def _is_total(self, comparator: Comparator) -> bool:
        """Whether a total of the year answers a frequency that is to be reached."""
        frequency = isinstance(self.comparator, Frequency) and isinstance(comparator, Comparison)
        return frequency and getattr(comparator, "operator", None) in (">", ">=", "=")

    def _attempt(self, look: Callable[[], RowFinding]) -> RowFinding:
        try:
            return look()
        except PerfrulesError:
            return self._undecided()

    def _undecided(self) -> RowFinding:
        return RowFinding("undecided", status="unreadable", diagnostics=(self._diagnostic("PR406"),))

    def _diagnostic(self, code: str, **facts: str) -> Diagnostic:
        """Return a diagnostic about this row, placed in its entry in the actuals, or else in the sheet."""
        about = {"name": self.indicator.name, "target": self.target, "actual": self._actual_text() or ""}
        diagnostic = Diagnostic(code, {**about, **facts})
        at = self.entry.at or self.indicator.at
        return diagnostic if at is None else diagnostic.within(at.source, whole=at.span)
