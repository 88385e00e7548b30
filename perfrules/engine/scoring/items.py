"""The score of one indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.listed import Listed
from perfrules.engine.indicators.answers import (
    SETTLED_BY_RESULT,
    Answer,
    AnswerContext,
    AnswerReading,
    Inference,
    read_answer,
)
from perfrules.engine.indicators.answers.words import is_fully_reached, is_nothing, may_be_none
from perfrules.engine.indicators.changes import Figures
from perfrules.engine.indicators.figures import share_text
from perfrules.engine.indicators.operators import OperatorBasis, source_of
from perfrules.engine.indicators.places import Places
from perfrules.engine.indicators.targets import Target, comparator_of, may_be_zero, target_of
from perfrules.engine.scoring.apply_method import Outcome, computed_outcome, due_outcome, rated_outcome
from perfrules.engine.scoring.card import Item, PossibleReading, Status
from perfrules.engine.scoring.over_achievement import deduction
from perfrules.engine.scoring.plugins import MethodError, OwnMethod
from perfrules.engine.scoring.ratings import (
    Rating,
    doubt_of_rating,
    is_inexact,
    is_share,
    lacks_order,
    rating_in_percent,
    rating_in_words,
)
from perfrules.engine.scoring.reasons import Reason
from perfrules.expressions import (
    Actual,
    Comparator,
    Ratio,
    RecurringDeadline,
    Statement,
)
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.scoring.methods import MethodChoice
from perfrules.policies.scoring.policy import Level, ScoringPolicy
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import ActualEntry, Indicator
from perfrules.values import Quantity, half_up

_NOTHING = Fraction(0)


@frozen(repr=False)
class Scored(PlainRepr):
    """An item and its diagnostics."""

    item: Item
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen(repr=False)
class ScoringContext(PlainRepr):
    """What every item of a card needs: the policy, the methods of other packages, the day of the report.

    Dates written without a year take the year of `as_of`.
    """

    policy: ScoringPolicy
    own_methods: Mapping[str, OwnMethod] = field(factory=dict)
    as_of: date | None = None


def score_item(
    indicator: Indicator,
    entry: ActualEntry | None,
    weight: Fraction,
    context: ScoringContext,
    figures: Figures | None = None,
) -> Scored:
    """Score one indicator. A row that cannot be scored gets a status and diagnostics, never an exception.

    Args:
        indicator: The row of the sheet.
        entry: What was achieved, None where nothing was reported.
        weight: The points of the row.
        context: The policy and the day of the report.
        figures: The figures that the target may refer to, by name.

    Raises:
        MethodError: a method of another package returns something that is not a share.
    """
    return _ItemScorer(indicator, entry, weight, context, figures or {}).scored()


class _ItemScorer:
    """The steps from a row to its item: read the actual, settle the target, choose the method, apply it."""

    def __init__(
        self,
        indicator: Indicator,
        entry: ActualEntry | None,
        weight: Fraction,
        context: ScoringContext,
        figures: Figures,
    ) -> None:
        self.indicator, self.entry, self.weight = indicator, entry, weight
        self.context, self.policy, self.figures = context, context.policy, figures
        self.method = "none"
        self.choice: MethodChoice | None = None
        self.target: Target | None = None
        self.inferred: tuple[Inference, ...] = ()

    def scored(self) -> Scored:
        outcome = self._outcome()
        score = self._score(outcome)
        facts = {
            "actual": self._actual_text() or "",
            "target": self._shown(),
            "weight": self.weight,
            "share": outcome.share,
            "score": score,
            **outcome.facts,
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
            operator_source="none" if self.target is None else self.target.source,
            reason=Reason(outcome.reason, facts, self._basis(), outcome.further, self.inferred),
            share=outcome.share if outcome.status == "scored" else _NOTHING,
            status=outcome.status,
            level=None if outcome.level is None else outcome.level.name,
            must_explain=outcome.explain,
            explanation="" if self.entry is None else self.entry.explanation,
            places=self._places(outcome.level),
            readings=outcome.readings,
            inferred=self._inferred(),
        )
        return Scored(item, outcome.diagnostics)

    def _basis(self) -> OperatorBasis:
        return "none" if self.target is None else self.target.basis

    def _inferred(self) -> tuple[Inference, ...]:
        """What the row leaves out: its operator where that is inferred, then units, years and periods."""
        operator = getattr(None if self.target is None else self.target.comparator, "operator", None)
        if operator is None or source_of(self._basis()) in ("written", "none"):
            return self.inferred
        return (Inference("operator", operator, self._basis()), *self.inferred)

    def _actual_text(self) -> str | None:
        return None if self.entry is None else self.entry.rated or self.entry.text or None

    def _shown(self) -> object:
        """The target as it was understood, or as it is written."""
        if self.target is None or self.target.comparator is None:
            return self.indicator.target
        return self.target

    def _places(self, level: Level | None) -> Places:
        policy: PolicyPlace | None = None
        if level is not None:
            policy = level.at
        elif self.choice is not None:
            policy = self.choice.at
        settled = None if self.target is None else self.target.settled
        return Places(policy, settled, self.indicator.at, None if self.entry is None else self.entry.at)

    def _outcome(self) -> Outcome:
        comparator = comparator_of(self.indicator)
        if comparator is None:
            return Outcome("unread", "unreadable", diagnostics=(self._diagnostic("PR407"),))
        if comparator.kind == "not_applicable" and not may_be_zero(self.indicator, self.policy):
            return Outcome("none", "not-applicable")
        if self.policy.group_of(self.indicator.level1) is None:
            return Outcome("no-group", "not-applicable")
        if comparator.kind == "not_applicable":
            return self._doubted("doubtful-none", "PR493")
        if self.entry is None or self.entry.is_blank or self._says_nothing(self.entry):
            self._settle(target_of(self.indicator, None, self.policy, self.figures, self.context.as_of))
            return Outcome("missing", "missing", diagnostics=(self._diagnostic("PR401"),))
        return self._answered(self.entry)

    def _answered(self, entry: ActualEntry) -> Outcome:
        try:
            actual: Actual | None = entry.read()
        except PerfrulesError:  # a month without a day is read only against a deadline
            actual = None
        target = target_of(self.indicator, actual, self.policy, self.figures, self.context.as_of)
        self._settle(target)
        comparator = target.comparator
        if comparator is None:
            return Outcome("unread", "unreadable", diagnostics=(self._diagnostic("PR407"),))
        if target.lacks is not None and not isinstance(actual, Statement):
            return self._lacking(target.lacks)
        try:
            answer = read_answer(comparator, entry, self._context(entry), self.figures)
        except PerfrulesError as error:
            return Outcome("unread-actual", "unreadable", diagnostics=error.diagnostics)
        self.inferred = answer.inferred
        if answer.doubt is None:
            return self._judged(self._of_reading(answer.readings[0]))
        return self._doubtful(answer)

    def _context(self, entry: ActualEntry) -> AnswerContext:
        return AnswerContext(self.indicator.name, self.indicator.target, entry.text, self.context.as_of)

    def _of_reading(self, reading: AnswerReading) -> Outcome:
        actual = reading.actual
        if isinstance(actual, Statement):
            return self._stated(actual, measured=self.method != "rated")
        if self.method == "rated" and isinstance(actual, Quantity):
            return self._rating(actual)
        return self._measured(reading.target, actual)

    def _doubtful(self, answer: Answer) -> Outcome:
        """A row with several readings: certain only where another reading would not change the score."""
        outcomes = [self._judged(self._of_reading(each)) for each in answer.readings]
        scores = [self._score(each) for each in outcomes]
        if answer.doubt in SETTLED_BY_RESULT and None not in scores and len(set(scores)) == 1:
            return outcomes[0]
        readings = tuple(
            PossibleReading(reading.text, score)
            for reading, score in zip(answer.readings, scores, strict=True)
        )
        shown = Listed(filter(None, (each.text for each in readings)))
        doubt = self._diagnostic(answer.question, actual=self._actual_text() or "", readings=shown)
        return Outcome(f"doubtful-{answer.doubt}", "doubtful", diagnostics=(doubt,), readings=readings)

    def _score(self, outcome: Outcome) -> Decimal | None:
        if outcome.status != "scored":
            return None
        return half_up(self.weight * outcome.share, self.policy.places)

    def _says_nothing(self, entry: ActualEntry) -> bool:
        """Whether 无 reports nothing; against a target of none it says that there was none."""
        wants_none = may_be_none(comparator_of(self.indicator))
        return entry.rated is None and not wants_none and is_nothing(entry.text)

    def _settle(self, target: Target) -> None:
        """Fix what is reported of the target: its method, where its operator comes from, how it reads."""
        self.target = target
        if target.comparator is None:
            return
        operator = getattr(target.comparator, "operator", None)
        self.choice = self.policy.method_for(target.comparator.kind, operator, self.indicator.level2)
        self.method = "none" if self.choice is None else self.choice.method

    def _stated(self, actual: Statement, *, measured: bool) -> Outcome:
        """Words instead of a number are taken as a level; PR408 reports that nothing was measured."""
        self.method = "rated"
        unmeasured = (self._diagnostic("PR408", actual=actual.text),) if measured else ()
        rating = rating_in_words(actual.text, self.policy) or self._best(actual)
        target = None if self.target is None else self.target.comparator
        if rating is None and measured and is_inexact(target, actual.text):
            inexact = self._diagnostic("PR499", actual=actual.text)
            return Outcome("inexact", "unreadable", diagnostics=(inexact,))
        if rating is None:
            status: Status = "unreadable" if measured else "doubtful"
            return Outcome("unrated", status, diagnostics=(*unmeasured, self._unrated(actual.text)))
        return rated_outcome(rating, unmeasured)

    def _best(self, actual: Statement) -> Rating | None:
        """The best level, where words say that all of the target was reached."""
        comparator = None if self.target is None else self.target.comparator
        level = self.policy.best_level
        if level is None or comparator is None:
            return None
        reached = is_fully_reached(comparator, actual.text, self.indicator.target)
        return Rating(level, level.share) if reached else None

    def _rating(self, actual: Quantity) -> Outcome:
        """A rating in per cent is taken as it is, on the level in whose band it lies."""
        if doubt := doubt_of_rating(self.indicator, actual):
            return self._doubted(*doubt)
        rating = rating_in_percent(actual, self.policy)
        if rating is not None:
            return rated_outcome(rating)
        if is_share(actual) and any(each.band is not None for each in self.policy.levels):
            return Outcome("unrated", "doubtful", diagnostics=(self._unrated(str(actual)),))
        return Outcome("unsettled", "doubtful", diagnostics=(self._diagnostic("PR410"),))

    def _doubted(self, reason: str, code: str) -> Outcome:
        doubt = self._diagnostic(code, actual=self._actual_text() or "")
        return Outcome(reason, "doubtful", diagnostics=(doubt,))

    def _unrated(self, actual: str) -> Diagnostic:
        known = Listed(each.name for each in self.policy.levels)
        return self._diagnostic("PR409", actual=actual, known=known)

    def _lacking(self, figure: str) -> Outcome:
        unknown = self._diagnostic("PR421", figure=figure)
        return Outcome("lacking", "unreadable", facts={"figure": figure}, diagnostics=(unknown,))

    def _measured(self, comparator: Comparator, actual: Actual) -> Outcome:
        choice = self.choice
        if choice is None or choice.method in ("rated", "none"):
            return Outcome("unsettled", "doubtful", diagnostics=(self._diagnostic("PR410"),))
        if isinstance(comparator, RecurringDeadline):
            return self._attempt(lambda: self._recurring(comparator, choice, actual), actual)
        if isinstance(comparator, Ratio) and lacks_order(comparator, actual, self.indicator.name):
            return self._doubted("doubtful-order", "PR495")
        own = self.context.own_methods
        return self._attempt(lambda: computed_outcome(choice, comparator, actual, self.figures, own), actual)

    def _recurring(self, target: RecurringDeadline, choice: MethodChoice, actual: Actual) -> Outcome:
        days = actual if isinstance(actual, tuple) else (actual,)
        dates = tuple(day for day in days if isinstance(day, date))
        if len(dates) != len(days):
            return self._undecided(actual)
        return due_outcome(choice, target, dates, self.context.as_of or date(max(dates).year, 12, 31))

    def _attempt(self, compute: Callable[[], Outcome], actual: Actual) -> Outcome:
        try:
            return compute()
        except MethodError:
            raise
        except PerfrulesError:
            return self._undecided(actual)

    def _undecided(self, actual: Actual) -> Outcome:
        shown = self._actual_text() or str(actual)
        return Outcome("undecided", "unreadable", diagnostics=(self._diagnostic("PR406", actual=shown),))

    def _judged(self, outcome: Outcome) -> Outcome:
        """The outcome with what the policy says of a deviation: to be explained, to be taken off."""
        deviation = outcome.deviation
        if deviation is None:
            return outcome
        explained = self.entry is not None and bool(self.entry.explanation.strip())
        if deviation in self.policy.explained:
            silent = () if explained else (self._diagnostic("PR422", completion=share_text(deviation)),)
            outcome = evolve(outcome, explain=True, diagnostics=(*outcome.diagnostics, *silent))
        rule = deduction(self.policy, deviation, explained=explained)
        if rule is None:
            return outcome
        deducted = self._diagnostic("PR423", completion=share_text(deviation), deduct=share_text(rule.deduct))
        facts = {"deviation": deviation, "when": rule.when.text, "deduct": rule.deduct}
        return evolve(
            outcome,
            share=max(outcome.share - rule.deduct, _NOTHING),
            facts={**outcome.facts, **facts},
            diagnostics=(*outcome.diagnostics, deducted),
            further=(*outcome.further, "scoring.deducted"),
        )

    def _diagnostic(self, code: str, **facts: str) -> Diagnostic:
        """Return a diagnostic about this row, placed in its entry in the actuals, or else in the sheet."""
        facts = {"name": self.indicator.name, "target": str(self._shown()), **facts}
        diagnostic = Diagnostic(code, facts)
        at = self.indicator.at if self.entry is None or self.entry.at is None else self.entry.at
        return diagnostic if at is None else diagnostic.within(at.source, whole=at.span)
