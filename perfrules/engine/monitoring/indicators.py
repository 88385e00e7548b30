"""The light of one indicator, against the part of the year that is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.engine.indicators.answers import SETTLED_BY_RESULT, AnswerContext, Inference, read_answer
from perfrules.engine.indicators.changes import Figures, as_change, change_told
from perfrules.engine.indicators.operators import OperatorSource
from perfrules.engine.indicators.places import Places
from perfrules.engine.indicators.recurring import settlements, share_met
from perfrules.engine.indicators.targets import target_of
from perfrules.engine.monitoring.compiled_lights import ShownLight
from perfrules.engine.monitoring.context import MonitoringContext
from perfrules.engine.monitoring.reasons import Clause, light_clause
from perfrules.engine.monitoring.report import IndicatorStatus
from perfrules.engine.monitoring.targets import is_beyond, last_day_of, unit_of, whole_of
from perfrules.expressions import (
    Actual,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Period,
    RecurringDeadline,
    Statement,
)
from perfrules.expressions.actuals import number_on, position
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.monitoring.policy import Way, WayChoice
from perfrules.sheets import ActualEntry, Indicator
from perfrules.values import Quantity

_FULL = Fraction(1)


@frozen
class MonitoredIndicator:
    """The status of an indicator and its diagnostics."""

    status: IndicatorStatus
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class _Finding:
    """The result of comparing an actual with a target."""

    sentence: str
    facts: dict[str, object] = field(factory=dict)
    way: Way | None = None
    progress: Fraction | None = None
    met: bool | None = None
    reached: Fraction | None = None
    shown: ShownLight = field(factory=ShownLight)
    told: tuple[Diagnostic, ...] = ()
    further: tuple[Clause, ...] = ()


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

    def result(self) -> MonitoredIndicator:
        found = self._finding()
        said, about_said = self._said()
        lights = tuple(each.light for each in (found.shown, said) if each.light is not None)
        light = self.policy.gravest(lights)
        possibility = self.entry.possibility
        must_explain = light in self.policy.explain_lights or possibility in self.policy.explain_possibilities
        status = IndicatorStatus(
            name=self.indicator.name,
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
        told = (
            *found.told,
            *found.shown.told,
            *about_said,
            *self._contradicted(),
            *self._unexplained(status),
        )
        return MonitoredIndicator(status, told)

    def _places(self) -> Places:
        chosen = None if self.choice is None else self.choice.at
        return Places(chosen, self.settled, self.indicator.at, self.entry.at)

    def _actual_text(self) -> str | None:
        return (self.entry.rated or self.entry.text) if self.reported else None

    def _clauses(self, found: _Finding, said: ShownLight) -> tuple[Clause, ...]:
        facts = {"actual": self._actual_text(), "target": self.target, "as_of": self.year.as_of}
        clauses = [Clause(found.sentence, facts | found.facts), *found.further]
        if found.met is not None:
            clauses += self._inferred()
        clauses += light_clause(found.shown)
        if said.light is not None:
            clauses.append(Clause("said", {"possibility": self.entry.possibility, "light": said.light}))
        return tuple(clauses)

    def _inferred(self) -> list[Clause]:
        """What the row leaves out: its operator, then units, years and periods."""
        clauses = [Clause("inferred")] if self.source == "inferred" else []
        return clauses + [Clause("note", {"note": each}) for each in self.inferred]

    def _said(self) -> tuple[ShownLight, tuple[Diagnostic, ...]]:
        """The light that the policy gives what people say of reaching the target."""
        possibility, known = self.entry.possibility, self.policy.possibilities
        if not possibility:
            return ShownLight(), ()
        if possibility not in known:
            facts = {"possibility": possibility, **near(possibility, known)}
            return ShownLight(), (self._diagnostic("PR463", **facts),)
        said = self.lights.show("lights/possibility", possibility)
        return said, said.told

    def _contradicted(self) -> tuple[Diagnostic, ...]:
        """PR482 where what people say of the target contradicts what they forecast."""
        possibility, known = self.entry.possibility, self.policy.possibilities
        if not self.entry.forecast or self.comparator is None or possibility not in (known[0], known[-1]):
            return ()
        try:
            reached = self.comparator.matches(self.entry.forecast)
        except PerfrulesError:  # words, or a target that they cannot be held against
            return ()
        if reached is (possibility == known[0]):
            return ()
        return (self._diagnostic("PR482", forecast=self.entry.forecast, possibility=possibility),)

    def _unexplained(self, status: IndicatorStatus) -> tuple[Diagnostic, ...]:
        if not status.must_explain or status.explanation.strip():
            return ()
        return (self._diagnostic("PR475", light=status.light or status.possibility),)

    def _finding(self) -> _Finding:
        comparator = self.indicator.reading.comparator
        if comparator is None:
            return _Finding("unread", told=(self._diagnostic("PR461"),))
        if comparator.kind == "not_applicable":
            return _Finding("none")
        target = target_of(self.indicator, self._plain_actual(), self.policy, self.figures)
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
            return _Finding("no-way", told=(self._diagnostic("PR462"),))
        if target.lacks is not None:
            return _Finding("stated", way="stated", told=(self._diagnostic("PR421", figure=target.lacks),))
        return evolve(self._answered(comparator, way), way=way)

    def _plain_actual(self) -> Actual | None:
        """The actual without regard to its target; None for a month, which only a deadline explains."""
        if not self.reported:
            return None
        try:
            return self.entry.read()
        except PerfrulesError:
            return None

    def _answered(self, comparator: Comparator, way: Way) -> _Finding:
        """The light for the actual as an answer to the target; none where it can be read in several ways."""
        if not self.reported:
            return self._compared(comparator, None, way)
        text = self.indicator.target
        context = AnswerContext(self.indicator.name, text, self.entry.text, self.year.day)
        try:
            answer = read_answer(comparator, self.entry, context, self.figures)
        except PerfrulesError as error:
            return _Finding("unread-actual", told=error.diagnostics)
        self.inferred = answer.inferred
        if answer.doubt is None:
            (reading,) = answer.readings
            return self._compared(reading.target, reading.actual, way)
        found = [self._compared(each.target, each.actual, way) for each in answer.readings]
        if answer.doubt in SETTLED_BY_RESULT and len({(each.shown.light, each.met) for each in found}) == 1:
            return found[0]
        shown = "、".join(filter(None, (each.text for each in answer.readings))) or "—"
        return _Finding("doubtful", told=(self._diagnostic("PR491", readings=shown),))

    def _compared(self, comparator: Comparator, actual: Actual | None, way: Way) -> _Finding:
        if way != "stated" and isinstance(comparator, Deadline | Period):
            return self._dated(comparator, actual)
        if way == "due-dates" and isinstance(comparator, RecurringDeadline):
            return self._recurring(comparator, actual)
        if actual is None:
            return self._missing()
        if way == "stated" or isinstance(actual, Statement):
            return self._stated(measured=way != "stated")
        if isinstance(comparator, Change):
            return self._attempt(lambda: self._changed(comparator, actual))
        return self._attempt(lambda: self._measured(comparator, actual, way))

    def _missing(self) -> _Finding:
        return _Finding("missing", told=(self._diagnostic("PR460"),))

    def _stated(self, *, measured: bool) -> _Finding:
        """Words show no light; PR465 where a number should be reported."""
        return _Finding("stated", told=(self._diagnostic("PR465"),) if measured else ())

    def _not_yet(self, *told: Diagnostic) -> _Finding:
        return _Finding("not-yet", told=told)

    def _dated(self, comparator: Deadline | Period, actual: Actual | None) -> _Finding:
        """A deadline is met or missed from the day of the actual on, and missed once its day is over."""
        waiting = self.year.as_of <= last_day_of(comparator)
        if isinstance(actual, date) and actual > self.year.as_of:
            told = self._diagnostic("PR469", as_of=str(self.year.as_of))
            return self._not_yet(told) if waiting else evolve(self._missing(), told=(told,))
        if isinstance(actual, Statement):
            return self._not_yet() if waiting else self._stated(measured=True)
        if actual is None:
            return self._not_yet() if waiting else self._missing()
        return self._attempt(lambda: self._inside(comparator, actual))

    def _recurring(self, target: RecurringDeadline, actual: Actual | None) -> _Finding:
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
        dues = settlements(target, dates, self.year.day)
        reached = share_met(dues)
        kept = reached == 1
        missed = [each for each in dues if each.status != "met"]
        facts: dict[str, object] = {
            "due": len(dues),
            "met": len(dues) - len(missed),
            "late": "、".join(str(each.paid or each.due.due) for each in missed),
        }
        shown = self.lights.show("lights/inside", kept)
        sentence = "all-due" if kept else "due-dates"
        return _Finding(sentence, facts, met=kept, reached=reached, shown=shown)

    def _measured(self, comparator: Comparator, actual: Actual, way: Way) -> _Finding:
        whole = whole_of(comparator) if way == "pro-rata" or self._is_total(comparator) else None
        if whole is None or whole.value <= 0 or is_beyond(comparator, actual):
            return self._inside(comparator, actual)
        return self._pro_rata(whole, actual)

    def _is_total(self, comparator: Comparator) -> bool:
        """Whether a total of the year stands for a frequency that is to be reached."""
        frequency = isinstance(self.comparator, Frequency) and isinstance(comparator, Comparison)
        return frequency and getattr(comparator, "operator", None) in (">", ">=", "=")

    def _inside(self, comparator: Comparator, actual: Actual) -> _Finding:
        met = comparator.matches(actual)
        reached = _FULL if met else min(comparator.completion(actual), _FULL)
        shown = self.lights.show("lights/inside", met)
        return _Finding("kept" if met else "not-kept", met=met, reached=reached, shown=shown)

    def _changed(self, target: Change, actual: Actual) -> _Finding:
        """A change met or missed, and how much a level rose or fell against its baseline."""
        change = as_change(target, actual, self.figures)
        found = self._inside(target, change)
        if change is actual or not isinstance(change, Quantity):
            return found
        facts, sentence = change_told(target, change, self.figures)
        return evolve(found, further=(Clause(sentence, facts),))

    def _pro_rata(self, whole: Quantity, actual: Actual) -> _Finding:
        number = number_on(position(actual), whole.unit)
        if not self.year.months:
            return _Finding("no-month")
        due = Quantity(whole.value * self.year.part, whole.unit)
        progress = number / due.value
        facts: dict[str, object] = {
            "whole": whole, "months": self.year.months, "due": due, "progress": progress
        }  # fmt: skip
        shown = self.lights.show("lights/progress", progress)
        reached = max(min(progress, _FULL), Fraction(0))
        return _Finding("pro-rata", facts, None, progress, progress >= 1, reached, shown)

    def _attempt(self, look: Callable[[], _Finding]) -> _Finding:
        try:
            return look()
        except PerfrulesError:
            return self._undecided()

    def _undecided(self) -> _Finding:
        return _Finding("undecided", told=(self._diagnostic("PR406"),))

    def _diagnostic(self, code: str, **facts: str) -> Diagnostic:
        """A diagnostic about this row: in the actuals where there is an entry, else in the sheet."""
        about = {"name": self.indicator.name, "target": self.target, "actual": self._actual_text() or ""}
        told = Diagnostic(code, {**about, **facts})
        at = self.entry.at or self.indicator.at
        return told if at is None else told.within(at.source, whole=at.span)
