"""What is checked beside the rows of a form: its columns and groups, execution, total and grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, worded_fact
from perfrules.diagnostics.hints import likeness_of
from perfrules.diagnostics.listed import Listed
from perfrules.engine.scoring import Card, Execution, Scorer
from perfrules.engine.scoring.policy_choice import Days, policies_with
from perfrules.engine.verification.claims import agrees, rate_agrees
from perfrules.engine.verification.rows import RowCheck
from perfrules.sheets import Origin
from perfrules.sheets.forms import Claim, FilledForm, FormRow
from perfrules.values import exact_text, half_up

_EXECUTION, _TOTAL = "预算执行率", "总分"
_COLUMNS = {"target": "年度指标值", "actual": "实际完成值", "weight": "分值", "score": "得分"}
"""The headings of the columns that the check needs, as the official form has them."""


@frozen
class Totals:
    """The total of a form, as it is claimed and as it was recomputed.

    Attributes:
        claimed_sum: The sum of the claimed scores, budget execution included.
        recomputed: The sum of the scores that are certain.
        open_points: The points of the rows that are not certain.
        highest: The total if every open row earned all of its points.
        grade: The grade of the recomputed total; None where open rows may change it.
    """

    claimed_sum: Fraction
    recomputed: Decimal
    open_points: Fraction
    highest: Decimal
    grade: str | None


def totals_of(form: FilledForm, card: Card, rows: Sequence[RowCheck], scorer: Scorer) -> Totals:
    """The total of a form, and the range that open rows leave it."""
    places = scorer.policy.places
    scores = [row.recomputed for row in rows] + [card.execution.score]
    certain = sum((Fraction(each) for each in scores if each is not None), Fraction(0))
    open_points = sum(
        (_points(row, each) for row, each in zip(form.rows, rows, strict=True) if each.is_open), Fraction(0)
    )
    if card.execution.score is None:
        open_points += card.execution.weight
    recomputed, highest = half_up(certain, places), half_up(certain + open_points, places)
    grade = scorer.grade_of_range(recomputed, highest)
    return Totals(_claimed_sum(form), recomputed, open_points, highest, grade)


def check_columns(form: FilledForm) -> Iterator[Diagnostic]:
    """PR485 where the form lacks a column without which no row can be checked."""
    if form.lacking:
        columns = Listed(f"“{_COLUMNS[name]}”" for name in form.lacking)
        yield _finding(form, "PR485", form.places.get("headings"), columns=columns, **_cure(form))


def _cure(form: FilledForm) -> dict[str, str]:
    """What helps a form without a column: another name for the unknown heading that is most like it."""
    unknown = [each.arguments["heading"] for each in form.diagnostics if each.code == "PR484"]
    if not unknown:
        return worded_fact("cure", "imports.columns-add")
    column = _COLUMNS[form.lacking[0]]
    facts = {
        "unknown": "“" + "”“".join(unknown) + "”",
        "near": max(unknown, key=lambda each: likeness_of(each, column)),
        "column": column,
    }
    return worded_fact("cure", "imports.columns-rename", **facts)


def check_groups(form: FilledForm, scorer: Scorer, days: Days | None) -> Iterator[Diagnostic]:
    """PR486 for points in a group's label that differ from the policy; PR487 for a group it does not have."""
    policy = scorer.policy
    for name, claim in form.group_points.items():
        group = policy.group_of(name)
        if group is not None and claim.value is not None and claim.value != group.weight:
            facts = {
                "group": name,
                "claimed": exact_text(claim.value),
                "weight": exact_text(group.weight),
            }
            yield _finding(form, "PR486", claim.at, **facts)
    named = list(dict.fromkeys(row.indicator.level1 for row in form.rows if row.indicator.level1))
    scored = {row.indicator.level1 for row in form.rows if row.score is not None or row.indicator.weight}
    unknown = [name for name in named if name in scored and policy.group_of(name) is None]
    proposed = policies_with(named, days) if unknown else ()
    if proposed:
        groups = Listed(f"“{name}”" for name in unknown)
        at = next(row.indicator.at for row in form.rows if row.indicator.level1 in unknown)
        yield _finding(form, "PR487", at, id=policy.head.id, groups=groups, policies=Listed(proposed))


def execution_as_claimed(form: FilledForm, done: Execution, places: int) -> Execution:
    """Budget execution with the points of the form, where its claimed score agrees with those alone."""
    claims, policy_points = form.execution, done.weight
    own = None if claims.weight is None else claims.weight.value
    if own is None or own == policy_points or done.rate is None or claims.score is None:
        return done
    share = min(done.rate, Fraction(1))
    if agrees(claims.score, policy_points * share, places) or not agrees(claims.score, own * share, places):
        return done
    return evolve(done, weight=own, score=half_up(own * share, places))


def check_execution(form: FilledForm, card: Card, scorer: Scorer) -> Iterator[Diagnostic]:
    """What is wrong with the claimed points, rate and score of budget execution."""
    claims, done = form.execution, card.execution
    weight = exact_text(scorer.policy.execution)
    if claims.weight is not None and claims.weight.value != scorer.policy.execution:
        yield _finding(form, "PR451", claims.weight.at, claimed=claims.weight.shown, weight=weight)
    score = claims.score
    if done.rate is None:
        if score is not None:
            why = {"why": done.reason.text("en"), "why_zh": done.reason.text()}
            yield _finding(form, "PR449", score.at, name=_EXECUTION, **why)
        return
    rate = f"{exact_text(Fraction(half_up(done.rate * 100, 2)))}%"
    if claims.rate is not None and not rate_agrees(claims.rate, done.rate):
        yield _finding(form, "PR452", claims.rate.at, claimed=claims.rate.text, recomputed=rate)
    exact = done.weight * min(done.rate, Fraction(1))
    if score is None:
        if form.rows and any(row.score is not None for row in form.rows):
            yield _finding(form, "PR440", None, name=_EXECUTION)
    elif score.value is None:
        yield _finding(form, "PR441", score.at, name=_EXECUTION, text=score.text, weight=weight)
    elif not agrees(score, exact, scorer.policy.places):
        yield _finding(form, "PR453", score.at, claimed=score.shown, recomputed=str(done.score), rate=rate)


def check_total(form: FilledForm, card: Card, places: int) -> Iterator[Diagnostic]:
    """PR454 where the claimed total is not the sum of the claimed scores; PR440, PR441 without a number.

    Claims with more decimals than the `places` of the policy are rounded in their last one.
    """
    total, claims = form.total, _claims(form)
    if total is None:
        if not form.listed and any(row.score is not None for row in form.rows):
            yield _finding(form, "PR440", None, name=_TOTAL)
        return
    if total.value is None:
        yield _finding(form, "PR441", total.at, name=_TOTAL, text=total.text, weight="100")
        return
    exact = lowest = highest = _claimed_sum(form)
    # A score that is missing or not a number is reported by itself; the total may well contain it.
    for claim, weight in claims:
        if claim is None or claim.value is None:
            highest += weight or card.execution.weight
        elif claim.rounded or claim.places > places:
            lowest, highest = lowest - _hidden(claim), highest + _hidden(claim)
    hidden = _hidden(total) if total.rounded or total.places > places else Fraction(0)
    is_sum = lowest - hidden <= total.value <= highest + hidden
    if not is_sum and total.value != Fraction(half_up(exact, places)):
        yield _finding(form, "PR454", total.at, claimed=total.shown, sum=exact_text(exact))


def check_grade(form: FilledForm, scorer: Scorer, totals: Totals) -> Iterator[Diagnostic]:
    """PR455 where the grade is not that of the claimed total; PR456 where not that of the recomputed."""
    if form.grade is None:
        return
    at = form.places.get("grade")
    claimed = None if form.total is None else form.total.value
    if claimed is not None and 0 <= claimed <= scorer.policy.full:
        named = scorer.grade(half_up(claimed, scorer.policy.places))
        if named is not None and named != form.grade:
            yield _finding(form, "PR455", at, claimed=form.grade, total=exact_text(claimed), grade=named)
            return
    if totals.grade is not None and form.grade != totals.grade:
        facts = {"claimed": form.grade, "total": str(totals.recomputed), "grade": totals.grade}
        yield _finding(form, "PR456", at, **facts)


def _points(row: FormRow, check: RowCheck) -> Fraction:
    """The points of a row; those that it declares where the policy has no group for it."""
    return check.item.weight or row.indicator.weight or Fraction(0)


def _claims(form: FilledForm) -> list[tuple[Claim | None, Fraction | None]]:
    """Every claimed score with the points it is of, None for those of budget execution."""
    rows = [(row.score, row.indicator.weight or Fraction(0)) for row in form.rows]
    return [*rows, (form.execution.score, None)]


def _claimed_sum(form: FilledForm) -> Fraction:
    values = (claim.value for claim, _ in _claims(form) if claim is not None)
    return sum((value for value in values if value is not None), Fraction(0))


def _hidden(claim: Claim) -> Fraction:
    """By how much a claim may differ from the value of its cell, whose format hides decimals."""
    return Fraction(1, 2 * 10**claim.places)


def _finding(form: FilledForm, code: str, at: Origin | None, **facts: str) -> Diagnostic:
    found = Diagnostic(code, facts)
    place = at or form.places.get("budget") or form.places.get("sheet")
    return found if place is None else found.within(place.source, whole=place.span)
