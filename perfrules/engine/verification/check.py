"""A whole filled form: every row, the execution rate, the total, the grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.engine.scoring import Card, Scorer, load_scorer
from perfrules.engine.scoring.card import Execution
from perfrules.engine.scoring.reasons import share_text
from perfrules.engine.verification.rows import RowCheck, agrees, check_row
from perfrules.sheets import Origin
from perfrules.sheets.forms import Claim, FilledForm
from perfrules.values import exact_text, half_up

_DEFAULT = "mof.self-evaluation-2020"
_OF_ROWS = frozenset({"PR401", "PR404", "PR407", "PR422"})
"""What a card tells of rows that the rows tell by themselves."""
_OF_OPEN_ROWS = frozenset({"PR406", "PR408", "PR409", "PR410"})
"""What a card tells of rows that cannot be recomputed, which the row tells too."""


@frozen
class FormCheck:
    """A form, its recomputation, and what disagrees: in its rows, and in the rest of it (`problems`)."""

    form: FilledForm
    card: Card
    rows: tuple[RowCheck, ...]
    problems: tuple[Diagnostic, ...] = ()
    notices: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything there is to say, rows first."""
        return (*(one for row in self.rows for one in row.problems), *self.problems, *self.notices)

    @property
    def agrees(self) -> bool:
        """Whether the form agrees with its recomputation in everything."""
        return not self.problems and all(row.agrees for row in self.rows)

    @property
    def open_points(self) -> Fraction:
        """The points claimed for what cannot be recomputed, which the recomputed total counts as none."""
        return open_points(self.form, self.card, self.rows)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The form as `perfrules verify --json` prints it, numbers as text."""
        claims = self.form.execution
        total = self.form.total
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
                "claimed": _text(total),
                "sum": exact_text(sum_of_claims(self.form)),
                "recomputed": str(self.card.total),
                "open": exact_text(self.open_points),
                "difference": _difference(total, self.card.total),
            },
            "grade": {"claimed": self.form.grade, "recomputed": self.card.grade},
            "diagnostics": [each.to_json(language) for each in (*self.problems, *self.notices)],
        }


def verify_form(
    form: FilledForm, policy: str | Path | Scorer | None = None, as_of: date | None = None
) -> FormCheck:
    """Recompute a filled form and hold its own scores against it.

    Args:
        form: The form.
        policy: The id or path of a scoring policy, or its scorer; that which the form names, else
            mof.self-evaluation-2020, where none is given.
        as_of: The day whose version of the policy holds; the form's own where none is given.

    Raises:
        DocumentError, PolicyError: the policy cannot be loaded.
        MethodError: a method of another package does not do what it must.

    >>> from perfrules.sheets import ActualEntry, Indicator
    >>> from perfrules.sheets.forms import FormRow
    >>> row = Indicator("产出指标", "成本指标", "户均成本", target="<=5300元", weight=Fraction(50))
    >>> form = FilledForm(rows=(FormRow(row, ActualEntry("5830元"), None, Claim.of("50")),))
    >>> [each.code for each in verify_form(form).rows[0].problems]
    ['PR445', 'PR450']
    """
    day = as_of or form.as_of
    scorer = policy if isinstance(policy, Scorer) else load_scorer(policy or form.policy or _DEFAULT, day)
    card = scorer.score_rows(form.sheet, [row.entry for row in form.rows], form.project, form.as_of)
    rows = tuple(check_row(row, item, scorer.policy) for row, item in zip(form.rows, card.items, strict=True))
    problems = (*_of_execution(form, card, scorer), *_of_total(form), *_of_grade(form, card, rows, scorer))
    return FormCheck(form, card, rows, problems, (*form.diagnostics, *_notices(card, rows)))


def sum_of_claims(form: FilledForm) -> Fraction:
    """The sum of the scores that a form claims, execution with the rows."""
    claims = [row.score for row in form.rows] + [form.execution.score]
    values = [each.value for each in claims if each is not None and each.value is not None]
    return sum(values, Fraction(0))


def open_points(form: FilledForm, card: Card, rows: Iterable[RowCheck]) -> Fraction:
    """The points claimed by rows that cannot be recomputed, and by execution where its rate is not known."""
    claims = [row.claim for row in rows if row.recomputed is None]
    if card.execution.rate is None:
        claims.append(form.execution.score)
    return sum((each.value for each in claims if each is not None and each.value is not None), Fraction(0))


def _notices(card: Card, rows: Iterable[RowCheck]) -> Iterator[Diagnostic]:
    """What the card tells beside what the rows tell."""
    open_rows = {row.item.name for row in rows if row.recomputed is None}
    for each in card.diagnostics:
        said = each.code in _OF_OPEN_ROWS and each.arguments.get("name") in open_rows
        if each.code not in _OF_ROWS and not said:
            yield each


def _of_execution(form: FilledForm, card: Card, scorer: Scorer) -> Iterator[Diagnostic]:
    claims, done = form.execution, card.execution
    if claims.weight is not None and claims.weight.value != done.weight:
        yield _told(
            form, "PR451", claims.weight.at, claimed=claims.weight.text, weight=exact_text(done.weight)
        )
    if done.rate is None:
        return
    if claims.rate is not None and not _rate_agrees(claims.rate, done.rate):
        yield _told(form, "PR452", claims.rate.at, claimed=claims.rate.text, recomputed=_rate(done))
    exact = done.weight * min(done.rate, Fraction(1))
    score = claims.score
    if score is None:
        if form.rows and any(row.score is not None for row in form.rows):
            yield _told(form, "PR440", None, name="预算执行率")
    elif score.value is None:
        facts = {"text": score.text, "weight": exact_text(done.weight)}
        yield _told(form, "PR441", score.at, name="预算执行率", **facts)
    elif not agrees(score, exact, scorer.policy.places) or (score.value == done.weight and done.rate < 1):
        yield _told(form, "PR453", score.at, claimed=score.text, recomputed=str(done.score), rate=_rate(done))


def _rate(done: Execution) -> str:
    return share_text(done.rate or Fraction(0))


def _rate_agrees(claim: Claim, rate: Fraction) -> bool:
    """Whether a rate is claimed as it is, in per cent, rounded to the decimals it is written with."""
    if claim.value is None or (claim.value == 100 and rate < 1):
        return False
    return Fraction(half_up(rate * 100, claim.places)) == claim.value


def _of_total(form: FilledForm) -> Iterator[Diagnostic]:
    total = form.total
    if total is None:
        if not form.listed and any(row.score is not None for row in form.rows):
            yield _told(form, "PR440", None, name="总分")
        return
    told = {"claimed": total.text, "sum": exact_text(sum_of_claims(form))}
    if total.value is None:
        yield _told(form, "PR441", total.at, name="总分", text=total.text, weight="100")
    elif total.value != sum_of_claims(form):
        yield _told(form, "PR454", total.at, **told)


def _of_grade(form: FilledForm, card: Card, rows: Iterable[RowCheck], scorer: Scorer) -> Iterator[Diagnostic]:
    """The grade of the claimed total; then that of the recomputed one, whatever open rows may add to it."""
    if form.grade is None:
        return
    at = form.places.get("grade")
    claimed = None if form.total is None else form.total.value
    named = None
    if claimed is not None and 0 <= claimed <= scorer.policy.full:
        named = scorer.grade(half_up(claimed, scorer.policy.places))
    if named is not None and named != form.grade:
        yield _told(
            form, "PR455", at, claimed=form.grade, total=exact_text(claimed or Fraction(0)), grade=named
        )
        return
    at_most = half_up(Fraction(card.total) + open_points(form, card, rows), scorer.policy.places)
    if form.grade not in (card.grade, scorer.grade(at_most)) and card.grade is not None:
        yield _told(form, "PR456", at, claimed=form.grade, total=str(card.total), grade=card.grade)


def _told(form: FilledForm, code: str, at: Origin | None, **facts: str) -> Diagnostic:
    told = Diagnostic(code, facts)
    place = at or form.places.get("budget") or form.places.get("sheet")
    return told if place is None else told.within(place.source, whole=place.span)


def _text(claim: Claim | None) -> str | None:
    return None if claim is None else claim.text


def _difference(claim: Claim | None, recomputed: Decimal) -> str | None:
    if claim is None or claim.value is None:
        return None
    return exact_text(claim.value - Fraction(recomputed))
