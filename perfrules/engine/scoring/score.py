"""A sheet, what was achieved, and a policy: the scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.indicators.places import PolicyUsed
from perfrules.engine.indicators.reported import entries_for, project_of, unmatched
from perfrules.engine.scoring.card import Card
from perfrules.engine.scoring.execution import execution_of
from perfrules.engine.scoring.items import ScoringContext, score_item
from perfrules.engine.scoring.plugins import OwnMethod, own_methods
from perfrules.engine.scoring.weights import weigh
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.loader import find_policy
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import ActualEntry, Actuals, ProjectActuals, Sheet
from perfrules.values import Interval, IntervalSet, half_up


@frozen(repr=False)
class Scorer(PlainRepr):
    """Scores sheets by one policy. It is read-only, so threads can share it.

    >>> from perfrules.sheets import Indicator
    >>> rows = (Indicator("产出指标", "数量指标", "培训人数", target=">=100人"),)
    >>> reported = ProjectActuals(indicators={"培训人数": ActualEntry("80人")})
    >>> card = load_scorer("mof.self-evaluation-2020").score(Sheet(code="1", indicators=rows), reported)
    >>> str(card.items[0].score), card.items[0].explain()
    ('40.00', '实际80人，目标>=100人，完成80%，50×80%=40.00分')
    """

    policy: ScoringPolicy
    _grades: CompiledPolicy = field(init=False, eq=False, repr=False)
    _own_methods: Mapping[str, OwnMethod] = field(init=False, eq=False, repr=False)

    @_grades.default
    def _compiled_grades(self) -> CompiledPolicy:
        return compile_policy(self.policy.grades)

    @_own_methods.default
    def _loaded_methods(self) -> Mapping[str, OwnMethod]:
        return own_methods(self.policy)

    def score(self, sheet: Sheet, actuals: Actuals | ProjectActuals | None = None) -> Card:
        """The scorecard of a sheet. Rows that cannot be scored stay open and are reported."""
        project, as_of = project_of(sheet, actuals)
        entries = entries_for(sheet, project)
        card = self.score_rows(sheet, entries, project, as_of)
        return evolve(card, diagnostics=(*card.diagnostics, *unmatched(sheet, project)))

    def score_rows(
        self,
        sheet: Sheet,
        entries: Sequence[ActualEntry | None],
        project: ProjectActuals,
        as_of: date | None = None,
    ) -> Card:
        """The scorecard of a sheet whose every row comes with what was achieved of it.

        Args:
            sheet: The targets.
            entries: What was achieved, for each indicator in order; None where nothing was reported.
            project: The budget and the figures of the project.
            as_of: The day up to which is reported.
        """
        weights, about_weights = weigh(sheet, self.policy)
        execution, about_budget = execution_of(sheet, project, self.policy)
        context = ScoringContext(self.policy, self._own_methods, as_of)
        scored = [
            score_item(indicator, entry, weight, context, project.figures(entry))
            for indicator, entry, weight in zip(sheet.indicators, entries, weights, strict=True)
        ]
        items = tuple(each.item for each in scored)
        certain = (each for each in (execution.score, *(item.score for item in items)) if each is not None)
        # Fractions add exactly, whatever the caller's decimal context is.
        total = half_up(sum(map(Fraction, certain), Fraction(0)), self.policy.places)
        card = Card(
            code=sheet.code,
            name=sheet.name,
            policy=PolicyUsed.of(self.policy),
            total=total,
            grade=None,
            items=items,
            execution=execution,
            diagnostics=(
                *about_weights,
                *about_budget,
                *(one for each in scored for one in each.diagnostics),
            ),
        )
        return evolve(card, grade=self.grade_of_range(total, card.highest))

    def grade_of_range(self, lowest: Decimal, highest: Decimal) -> str | None:
        """The grade that every total from `lowest` to `highest` has, or None where they differ."""
        grade = self.grade(lowest)
        if grade is None or lowest == highest:
            return grade
        # Bands need not be contiguous, so equal ends alone are not enough.
        band = self.policy.grades.rule_by_id[grade].when["score"].values
        totals = IntervalSet((Interval(Fraction(lowest), True, Fraction(highest), True),))
        inside = isinstance(band, IntervalSet) and totals <= band
        return grade if inside and highest <= self.policy.full else None

    def grade(self, total: Decimal) -> str | None:
        """The grade of a total, None for a total beyond the policy's points."""
        if total > self.policy.full:
            return None
        outcome = self._grades.decide(score=total).outcome
        return None if outcome is None else str(outcome["grade"])


def load_scorer(path_or_id: str | Path, as_of: date | None = None) -> Scorer:
    """The scorer of a scoring policy in a file, or of one that ships by its id.

    Raises:
        DocumentError, PolicyError: as `load_policy` does; PR553 where the policy is of another kind.
        MethodError: PR425 where a method of another package cannot be loaded.

    >>> load_scorer("mof.self-evaluation-2020").policy.head.title
    '项目支出绩效自评'
    """
    policy = find_policy(path_or_id, as_of)
    if not isinstance(policy, ScoringPolicy):
        raise PolicyError(Diagnostic("PR553", {"id": policy.head.id}))
    return Scorer(policy)


def score(
    sheet: Sheet,
    actuals: Actuals | ProjectActuals | None = None,
    policy: str | Path | Scorer = "mof.self-evaluation-2020",
) -> Card:
    """Score a sheet against what was achieved.

    Args:
        sheet: The targets.
        actuals: What was achieved, by projects or of this project alone.
        policy: The id or path of a scoring policy, or its scorer, which saves loading it for every sheet.

    Raises:
        DocumentError, PolicyError: where the policy cannot be loaded. What is wrong with sheet or actuals is
            not raised, the card lists it.
        MethodError: a method of another package cannot be loaded, or returns something other than a share.

    >>> score(Sheet(code="1")).grade
    '差'
    """
    return (policy if isinstance(policy, Scorer) else load_scorer(policy)).score(sheet, actuals)
