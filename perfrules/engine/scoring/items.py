"""One indicator against what was achieved of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.engine.scoring.card import Item
from perfrules.engine.scoring.methods import METHODS, Achievement, due_share, settlements
from perfrules.engine.scoring.reasons import Reason, percent
from perfrules.engine.scoring.targets import OperatorSource, Target, target_of
from perfrules.expressions import Actual, Comparator, Deadline, Period, RecurringDeadline, Statement
from perfrules.policies.scoring import Method, ScoringPolicy
from perfrules.sheets import ActualEntry, Indicator
from perfrules.values import exact_text, half_up


@frozen
class Scored:
    """An item, and what there is to say about it."""

    item: Item
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class _Outcome:
    """What one way of scoring finds: why, and where it was measured how far it got."""

    reason: str
    share: Fraction = Fraction(0)
    achievement: Achievement | None = None
    facts: tuple[tuple[str, str], ...] = ()
    told: tuple[Diagnostic, ...] = ()


def score_item(
    indicator: Indicator,
    entry: ActualEntry | None,
    weight: Fraction,
    policy: ScoringPolicy,
    as_of: date | None = None,
) -> Scored:
    """Score one indicator; whatever stands in the way is told, scores nothing, and stays on the card.

    Args:
        indicator: The row of the sheet.
        entry: What was achieved of it, None where nothing was reported.
        weight: Its points.
        policy: How it is scored.
        as_of: The day up to which is reported; its year is that of dates written without one.
    """
    return _ItemScorer(indicator, entry, weight, policy, as_of).scored()


class _ItemScorer:
    """The steps from a row to its item: read the actual, settle the target, choose the method, apply it."""

    def __init__(
        self,
        indicator: Indicator,
        entry: ActualEntry | None,
        weight: Fraction,
        policy: ScoringPolicy,
        as_of: date | None,
    ) -> None:
        self.indicator, self.entry, self.weight = indicator, entry, weight
        self.policy, self.as_of = policy, as_of
        self.source: OperatorSource = "none"
        self.method: Method = "none"
        self.shown = ""

    def scored(self) -> Scored:
        outcome = self._outcome()
        score = half_up(self.weight * outcome.share, self.policy.places)
        facts = {
            "actual": self._actual_text() or "",
            "target": self.shown or self.indicator.target,
            "weight": exact_text(self.weight),
            "share": percent(outcome.share),
            "score": str(score),
            **dict(outcome.facts),
        }
        reached = outcome.achievement
        item = Item(
            name=self.indicator.name,
            level1=self.indicator.level1,
            level2=self.indicator.level2,
            weight=self.weight,
            target=self.indicator.target,
            actual=self._actual_text(),
            met=None if reached is None else reached.met,
            completion=None if reached is None else reached.completion,
            score=score,
            method=self.method,
            operator_source=self.source,
            reason=Reason(outcome.reason, facts, self.source),
        )
        return Scored(item, outcome.told)

    def _actual_text(self) -> str | None:
        return None if self.entry is None else self.entry.rated or self.entry.text

    def _outcome(self) -> _Outcome:
        comparator = self.indicator.reading.comparator
        if comparator is None:
            return _Outcome("unread", told=(self._told("PR407"),))
        if comparator.kind == "not_applicable":
            return _Outcome("none")
        if self.policy.group_of(self.indicator.level1) is None:
            return _Outcome("no-group")
        if self.entry is None:
            self._settle(target_of(self.indicator, None, self.policy))
            return _Outcome("missing", told=(self._told("PR401"),))
        try:
            actual = self.entry.read()
        except PerfrulesError as error:
            return _Outcome("unread-actual", told=error.diagnostics)
        target = target_of(self.indicator, actual, self.policy)
        self._settle(target)
        if isinstance(actual, Statement):
            return self._stated(actual, measured=self.method != "rated")
        return self._measured(target.comparator, actual)

    def _settle(self, target: Target) -> None:
        """Fix what is reported of the target: its method, where its operator comes from, how it reads."""
        self.source = target.source
        if target.comparator is None:
            return
        self.shown = str(target.comparator)
        operator = getattr(target.comparator, "operator", None)
        self.method = (
            self.policy.method_for(target.comparator.kind, operator, self.indicator.level2) or "none"
        )

    def _stated(self, actual: Statement, *, measured: bool) -> _Outcome:
        """Words instead of a number are taken as a level, and it is told that nothing was measured."""
        self.method = "rated"
        told = (self._told("PR408", actual=actual.text),) if measured else ()
        level = self.policy.level_of(actual.text)
        if level is None:
            known = "、".join(each.name for each in self.policy.levels)
            return _Outcome("unrated", told=(*told, self._told("PR409", actual=actual.text, known=known)))
        return _Outcome("rated", level.share, facts=(("level", level.name),), told=told)

    def _measured(self, comparator: Comparator | None, actual: Actual) -> _Outcome:
        if isinstance(comparator, Deadline | Period) and self.as_of is not None:
            comparator = comparator.in_year(self.as_of.year)
        if isinstance(comparator, RecurringDeadline):
            return self._attempt(lambda: self._recurring(comparator, actual), actual)
        compute = METHODS.get(self.method)
        if comparator is None or compute is None:
            return _Outcome("unsettled", told=(self._told("PR410"),))
        return self._attempt(lambda: self._computed(compute(comparator, actual)), actual)

    def _computed(self, reached: Achievement) -> _Outcome:
        full = reached.share == 1
        facts = (("completion", percent(reached.completion)),)
        return _Outcome("met" if full else self.method, reached.share, reached, facts)

    def _recurring(self, target: RecurringDeadline, actual: Actual) -> _Outcome:
        days = actual if isinstance(actual, tuple) else (actual,)
        dates = tuple(day for day in days if isinstance(day, date))
        if len(dates) != len(days):
            return _Outcome("undecided", told=(self._told("PR406", actual=self._actual_text() or ""),))
        dues = settlements(target, dates, self.as_of or date(max(dates).year, 12, 31))
        if not dues:
            return _Outcome("not-due")
        reached = due_share(dues)
        missed = [each for each in dues if each.status != "met"]
        facts = (
            ("due", str(len(dues))),
            ("met", str(len(dues) - len(missed))),
            ("late", "、".join(str(each.paid or each.due.due) for each in missed)),
        )
        return _Outcome("all-due" if reached.met else "due-share", reached.share, reached, facts)

    def _attempt(self, compute: Callable[[], _Outcome], actual: Actual) -> _Outcome:
        try:
            return compute()
        except PerfrulesError:
            return _Outcome(
                "undecided", told=(self._told("PR406", actual=self._actual_text() or str(actual)),)
            )

    def _told(self, code: str, **facts: str) -> Diagnostic:
        """A diagnostic about this row: in the actuals where there is an entry, else in the sheet."""
        facts = {"name": self.indicator.name, "target": self.shown or self.indicator.target, **facts}
        told = Diagnostic(code, facts)
        at = self.indicator.at if self.entry is None or self.entry.at is None else self.entry.at
        return told if at is None else told.within(at.source, whole=at.span)
