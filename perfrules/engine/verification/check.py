"""A filled form recomputed: its rows, execution, total and grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.documents.results import SavedAs
from perfrules.engine.scoring import Card, Scorer
from perfrules.engine.scoring.policy_choice import evaluation_days
from perfrules.engine.verification.claims import agrees
from perfrules.engine.verification.policy_choice import Scorers
from perfrules.engine.verification.rows import RowCheck, check_row, unreadable_row
from perfrules.engine.verification.whole_form import (
    Totals,
    check_columns,
    check_execution,
    check_grade,
    check_groups,
    check_total,
    execution_as_claimed,
    totals_of,
)
from perfrules.sheets.forms import Claim, FilledForm
from perfrules.values import exact_text

_OF_ROWS = frozenset({"PR401", "PR407", "PR408", "PR422"})
"""The codes of a card that the rows of the check report themselves."""
_NO_AMOUNTS, _NO_GROUP = "PR411", "PR404"


@frozen
class FormCheck(SavedAs):
    """A form and its recomputation.

    Attributes:
        form: The form.
        card: The form's targets and actuals, scored.
        rows: The check of each row.
        totals: The total, claimed and recomputed.
        problems: What disagrees or has to be settled beside the rows.
        notices: What was noticed while the form was read and scored.
    """

    saved_as: ClassVar[str] = "form-check"

    form: FilledForm
    card: Card
    rows: tuple[RowCheck, ...]
    totals: Totals
    problems: tuple[Diagnostic, ...] = ()
    notices: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, those of the rows first."""
        return (*(one for row in self.rows for one in row.problems), *self.problems, *self.notices)

    @property
    def agrees(self) -> bool:
        """Whether there is neither an error nor a question."""
        return not any(each.severity in ("error", "question") for each in self.diagnostics)

    @property
    def difference(self) -> Fraction | None:
        """The claimed total less the recomputed one; None where rows are open or no total is claimed.

        It is 0 where the number format of the claim hides no more than the difference.
        """
        claim = self.form.total
        if claim is None or claim.value is None or self.totals.open_points:
            return None
        recomputed = Fraction(self.totals.recomputed)
        if claim.rounded and agrees(claim, recomputed, claim.places):
            return Fraction(0)
        return claim.value - Fraction(self.totals.recomputed)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The form as `perfrules verify --json` prints it, numbers as text."""
        claims, totals = self.form.execution, self.totals
        return {
            "code": self.form.code,
            "name": self.form.name,
            "policy": self.card.policy.to_json(),
            "agrees": self.agrees,
            "rows": [row.to_json(language) for row in self.rows],
            "execution": {
                "claimed": {
                    "weight": _text(claims.weight),
                    "rate": _text(claims.rate),
                    "score": _text(claims.score),
                },
                "recomputed": self.card.execution.to_json(language),
            },
            "total": {
                "claimed": _text(self.form.total),
                "sum": exact_text(totals.claimed_sum),
                "recomputed": str(totals.recomputed),
                "open": exact_text(totals.open_points),
                "highest": str(totals.highest),
                "difference": None if self.difference is None else exact_text(self.difference),
            },
            "grade": {"claimed": self.form.grade, "recomputed": totals.grade},
            "diagnostics": [each.to_json(language) for each in (*self.problems, *self.notices)],
        }


def verify_form(
    form: FilledForm, policy: str | Path | Scorer | None = None, as_of: date | None = None
) -> FormCheck:
    """Recompute a filled form and check its own scores.

    Args:
        form: The form.
        policy: The id or path of a scoring policy, or its scorer; by default the policy that the form names,
            else mof.self-evaluation-2020.
        as_of: The day of the evaluation, on which the policy must be in force; by default the first day of
            the year after the form's year on which a version is.

    Raises:
        DocumentError, PolicyError: the policy cannot be loaded; PR489 where no version is in force.
        MethodError: a method of another package returns something that is not a share.

    >>> from perfrules.sheets import ActualEntry, Indicator
    >>> from perfrules.sheets.forms import FormRow
    >>> row = Indicator("产出指标", "成本指标", "户均成本", target="<=5300元", weight=Fraction(50))
    >>> form = FilledForm(rows=(FormRow(row, ActualEntry("5830元"), None, Claim.of("50")),))
    >>> [each.code for each in verify_form(form).rows[0].problems]
    ['PR445', 'PR450']
    """
    scorer = policy if isinstance(policy, Scorer) else Scorers().scorer_for(form, policy, as_of)
    card = scorer.score_rows(form.sheet, [row.entry for row in form.rows], form.project, form.as_of)
    card = evolve(card, execution=execution_as_claimed(form, card.execution, scorer.policy.places))
    rows = tuple(_check_rows(form, card, scorer))
    totals = totals_of(form, card, rows, scorer)
    problems = (
        *check_columns(form),
        *check_groups(form, scorer, evaluation_days(form.as_of, as_of)),
        *check_execution(form, card, scorer),
        *check_total(form, card, scorer.policy.places),
        *check_grade(form, scorer, totals),
    )
    return FormCheck(form, card, rows, totals, problems, (*form.diagnostics, *_notices(card, rows, problems)))


def _check_rows(form: FilledForm, card: Card, scorer: Scorer) -> Iterator[RowCheck]:
    questions = [each for each in card.diagnostics if each.severity == "question"]
    for row, item in zip(form.rows, card.items, strict=True):
        asked = [each for each in questions if each.arguments.get("name") == item.name]
        yield unreadable_row(row, item) if form.lacking else check_row(row, item, scorer.policy, asked)


def _notices(card: Card, rows: Sequence[RowCheck], problems: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What the card reports and neither the rows nor the problems say."""
    open_rows = {row.item.name for row in rows if row.recomputed is None}
    asked_rows = {row.item.name for row in rows if row.problems}
    asked = any(each.code == "PR449" for each in problems)
    for each in card.diagnostics:
        name = each.arguments.get("name")
        repeated = name in (asked_rows if each.code == _NO_GROUP else open_rows)
        if each.code not in _OF_ROWS and not repeated and not (asked and each.code == _NO_AMOUNTS):
            yield each


def _text(claim: Claim | None) -> str | None:
    return None if claim is None else claim.text
