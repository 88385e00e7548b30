"""One indicator against the part of the year that is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.engine.indicators.changes import Figures, as_change, change_told
from perfrules.engine.indicators.operators import OperatorSource
from perfrules.engine.indicators.places import Places
from perfrules.engine.indicators.recurring import settlements, share_met
from perfrules.engine.indicators.targets import target_of
from perfrules.engine.monitoring.compiled_lights import Shown
from perfrules.engine.monitoring.context import Watch
from perfrules.engine.monitoring.reasons import Clause, light_clause
from perfrules.engine.monitoring.report import IndicatorStanding
from perfrules.engine.monitoring.targets import is_beyond, last_day_of, unit_of, whole_of
from perfrules.expressions import (
    Actual,
    Change,
    Comparator,
    Deadline,
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
class Watched:
    """How an indicator stands, and what there is to say about it."""

    standing: IndicatorStanding
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class _Finding:
    """What holding an actual against a target comes to."""

    sentence: str
    facts: dict[str, object] = field(factory=dict)
    way: Way | None = None
    progress: Fraction | None = None
    met: bool | None = None
    reached: Fraction | None = None
    shown: Shown = field(factory=Shown)
    told: tuple[Diagnostic, ...] = ()
    further: tuple[Clause, ...] = ()


def watch_indicator(
    indicator: Indicator, entry: ActualEntry | None, figures: Figures, watch: Watch
) -> Watched:
    """How an indicator stands; whatever stands in the way is told, shows no light, and stays in the report.

    Args:
        indicator: the row of the sheet.
        entry: what is reported of it, None where nothing is.
        figures: the figures that its target may refer to.
        watch: the policy, its lights, and the year so far.
    """
    return _Watcher(indicator, entry or ActualEntry(), figures, watch, reported=entry is not None).watched()


class _Watcher:
    """The steps from a row to its light: read the actual, settle the target, choose the way, look."""

    def __init__(
        self, indicator: Indicator, entry: ActualEntry, figures: Figures, watch: Watch, *, reported: bool
    ) -> None:
        self.indicator, self.entry, self.reported = indicator, entry, reported
        self.figures, self.year = figures, watch.year
        self.policy, self.lamps = watch.policy, watch.lamps
        self.source: OperatorSource = "none"
        self.target = indicator.target
        self.held: Comparator | None = None
        self.choice: WayChoice | None = None
        self.settled: PolicyPlace | None = None

    def watched(self) -> Watched:
        found = self._finding()
        said, about_said = self._said()
        lights = tuple(each.light for each in (found.shown, said) if each.light is not None)
        light = self.policy.gravest(lights)
        possibility = self.entry.possibility
        must_explain = light in self.policy.explain_lights or possibility in self.policy.explain_possibilities
        standing = IndicatorStanding(
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
            *self._unexplained(standing),
        )
        return Watched(standing, told)

    def _places(self) -> Places:
        chosen = None if self.choice is None else self.choice.at
        return Places(chosen, self.settled, self.indicator.at, self.entry.at)

    def _actual_text(self) -> str | None:
        return (self.entry.rated or self.entry.text) if self.reported else None

    def _clauses(self, found: _Finding, said: Shown) -> tuple[Clause, ...]:
        facts = {"actual": self._actual_text(), "target": self.target, "as_of": self.year.as_of}
        clauses = [Clause(found.sentence, facts | found.facts), *found.further]
        if self.source == "inferred" and found.met is not None:
            clauses.append(Clause("inferred"))
        clauses += light_clause(found.shown)
        if said.light is not None:
            clauses.append(Clause("said", {"possibility": self.entry.possibility, "light": said.light}))
        return tuple(clauses)

    def _said(self) -> tuple[Shown, tuple[Diagnostic, ...]]:
        """The light of what people say of reaching the target, where the policy gives it one."""
        possibility, known = self.entry.possibility, self.policy.possibilities
        if not possibility:
            return Shown(), ()
        if possibility not in known:
            facts = {"possibility": possibility, **near(possibility, known)}
            return Shown(), (self._told("PR463", **facts),)
        said = self.lamps.show("lights/possibility", possibility)
        return said, said.told

    def _contradicted(self) -> tuple[Diagnostic, ...]:
        """PR482 where people are sure of a target they expect to miss, or despair of one they will reach."""
        possibility, known = self.entry.possibility, self.policy.possibilities
        if not self.entry.forecast or self.held is None or possibility not in (known[0], known[-1]):
            return ()
        try:
            reached = self.held.matches(self.entry.forecast)
        except PerfrulesError:  # words, or a target that they cannot be held against
            return ()
        if reached is (possibility == known[0]):
            return ()
        return (self._told("PR482", forecast=self.entry.forecast, possibility=possibility),)

    def _unexplained(self, standing: IndicatorStanding) -> tuple[Diagnostic, ...]:
        if not standing.must_explain or standing.explanation.strip():
            return ()
        return (self._told("PR475", light=standing.light or standing.possibility),)

    def _finding(self) -> _Finding:
        comparator = self.indicator.reading.comparator
        if comparator is None:
            return _Finding("unread", told=(self._told("PR461"),))
        if comparator.kind == "not_applicable":
            return _Finding("none")
        try:
            actual = self.entry.read() if self.reported else None
        except PerfrulesError as error:
            return _Finding("unread-actual", told=error.diagnostics)
        target = target_of(self.indicator, actual, self.policy, self.figures)
        self.source, self.settled, comparator = target.source, target.settled, target.comparator or comparator
        self.target = str(comparator if target.comparator is None else target)
        if isinstance(comparator, Deadline | Period):
            comparator = comparator.in_year(self.year.year)
        self.held = comparator
        operator = getattr(comparator, "operator", None)
        level2, unit = self.indicator.level2, unit_of(comparator)
        self.choice = self.policy.way_for(comparator.kind, operator, level2, unit)
        way = None if self.choice is None else self.choice.way
        if way is None or (isinstance(comparator, RecurringDeadline) and way == "inside"):
            return _Finding("no-way", told=(self._told("PR462"),))
        if target.lacks is not None and not isinstance(actual, Statement | None):
            return _Finding("stated", way="stated", told=(self._told("PR421", figure=target.lacks),))
        return evolve(self._held(comparator, actual, way), way=way)

    def _held(self, comparator: Comparator, actual: Actual | None, way: Way) -> _Finding:
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
        return _Finding("missing", told=(self._told("PR460"),))

    def _stated(self, *, measured: bool) -> _Finding:
        """Words are told as they are; where a number should stand, that is said."""
        return _Finding("stated", told=(self._told("PR465"),) if measured else ())

    def _not_yet(self, *told: Diagnostic) -> _Finding:
        return _Finding("not-yet", told=told)

    def _dated(self, comparator: Deadline | Period, actual: Actual | None) -> _Finding:
        """A deadline is kept or not from the day on which the deed was done, and missed from its day on."""
        waiting = self.year.as_of <= last_day_of(comparator)
        if isinstance(actual, date) and actual > self.year.as_of:
            told = self._told("PR469", as_of=str(self.year.as_of))
            return self._not_yet(told) if waiting else evolve(self._missing(), told=(told,))
        if isinstance(actual, Statement):
            return self._not_yet() if waiting else self._stated(measured=True)
        if actual is None:
            return self._not_yet() if waiting else self._missing()
        return self._attempt(lambda: self._inside(comparator, actual))

    def _recurring(self, target: RecurringDeadline, actual: Actual | None) -> _Finding:
        """The due dates up to the day; those to come do not count."""
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
        shown = self.lamps.show("lights/inside", kept)
        sentence = "all-due" if kept else "due-dates"
        return _Finding(sentence, facts, met=kept, reached=reached, shown=shown)

    def _measured(self, comparator: Comparator, actual: Actual, way: Way) -> _Finding:
        whole = whole_of(comparator) if way == "pro-rata" else None
        if whole is None or whole.value <= 0 or is_beyond(comparator, actual):
            return self._inside(comparator, actual)
        return self._pro_rata(whole, actual)

    def _inside(self, comparator: Comparator, actual: Actual) -> _Finding:
        met = comparator.matches(actual)
        reached = _FULL if met else min(comparator.completion(actual), _FULL)
        shown = self.lamps.show("lights/inside", met)
        return _Finding("kept" if met else "not-kept", met=met, reached=reached, shown=shown)

    def _changed(self, target: Change, actual: Actual) -> _Finding:
        """A change kept or not, with how much a level rose or fell against its baseline."""
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
        shown = self.lamps.show("lights/progress", progress)
        reached = max(min(progress, _FULL), Fraction(0))
        return _Finding("pro-rata", facts, None, progress, progress >= 1, reached, shown)

    def _attempt(self, look: Callable[[], _Finding]) -> _Finding:
        try:
            return look()
        except PerfrulesError:
            return self._undecided()

    def _undecided(self) -> _Finding:
        return _Finding("undecided", told=(self._told("PR406"),))

    def _told(self, code: str, **facts: str) -> Diagnostic:
        """A diagnostic about this row: in the actuals where there is an entry, else in the sheet."""
        about = {"name": self.indicator.name, "target": self.target, "actual": self._actual_text() or ""}
        told = Diagnostic(code, {**about, **facts})
        at = self.entry.at or self.indicator.at
        return told if at is None else told.within(at.source, whole=at.span)
