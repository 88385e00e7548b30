"""One row of a filled form against its recomputed score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.diagnostics.messages import require_language
from perfrules.engine.scoring.card import Item, Status
from perfrules.engine.verification.claims import agrees, within_level
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.sheets import Origin
from perfrules.sheets.forms import Claim, FormRow
from perfrules.values import exact_text, half_up

_AT_MOST = ("inverse-ratio", "over-run")
_NOT_A_TARGET = "none"
_WRITTEN = frozenset({"written", "column", "none"})
"""The sources of an operator that the author of the target wrote, or that no target needs."""
_KEPT = (
    "name", "level1", "level2", "weight", "target", "actual", "met", "completion", "method",
    "operator_source", "why", "readings", "inferred",
)  # fmt: skip


@frozen
class RowCheck:
    """A row with its claimed and its recomputed score.

    Attributes:
        item: The row as it was scored.
        claim: The score that the form claims.
        recomputed: The score that the row earns; None where that is not certain. Where a level alone is
            given, and the claim lies in its band, it is the claim.
        status: `scored` where the recomputed score is certain.
        problems: What disagrees or has to be settled; empty for a row that agrees.
        parts: The rows 其中 below the row, which have no points.
    """

    item: Item
    claim: Claim | None
    recomputed: Decimal | None
    status: Status = "scored"
    problems: tuple[Diagnostic, ...] = ()
    parts: tuple[FormRow, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether there is neither an error nor a question."""
        return not any(each.severity in ("error", "question") for each in self.problems)

    @property
    def is_open(self) -> bool:
        """Whether the row has points that are still open."""
        return self.recomputed is None and self.status != "not-applicable"

    @property
    def difference(self) -> Fraction | None:
        """The claimed score less the recomputed one."""
        if self.claim is None or self.claim.value is None or self.recomputed is None:
            return None
        return self.claim.value - Fraction(self.recomputed)

    def explain(self, language: Language = "zh") -> str:
        """Why the row has its score; for a row that the form itself leaves uncertain, the question."""
        if self.recomputed is None and self.item.status == "scored" and self.problems:
            return self.problems[0].message(require_language(language))
        return self.item.explain(language)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The row as plain data, numbers as text."""
        item = self.item.to_json(language)
        return {
            **{key: item[key] for key in _KEPT},
            "status": self.status,
            "claimed": None if self.claim is None else self.claim.text,
            "recomputed": None if self.recomputed is None else str(self.recomputed),
            "difference": None if self.difference is None else exact_text(self.difference),
            "agrees": self.agrees,
            "parts": [_part_to_json(part) for part in self.parts],
            "problems": [each.to_json(language) for each in self.problems],
            "places": item["places"],
        }


def _part_to_json(part: FormRow) -> dict[str, str | None]:
    actual = None if part.entry is None else part.entry.text
    return {"name": part.indicator.name, "target": part.indicator.target, "actual": actual}


def check_row(row: FormRow, item: Item, policy: ScoringPolicy, asked: Sequence[Diagnostic] = ()) -> RowCheck:
    """Check the score that a row claims against its item.

    Args:
        row: The row.
        item: The row as it was scored.
        policy: The policy by which it was scored.
        asked: The questions that scoring has about the row, such as its possible readings.
    """
    status = _status(item)
    if status == "not-applicable":
        return RowCheck(item, row.score, item.score, status, (), row.parts)
    if row.problems:
        return RowCheck(item, row.score, None, "doubtful", row.problems, row.parts)
    if status != "scored":
        return RowCheck(item, row.score, None, status, tuple(_questions(row, item, asked)), row.parts)
    if row.shares_points:
        return _shared(row, item, policy)
    problems = _of_points(row, item) or _of_score(row, item, policy)
    if item.must_explain and not item.explanation.strip():
        problems.append(_finding(row, "PR450"))
    recomputed = item.score
    if row.score is not None and row.score.value is not None and within_level(row.score, item, policy):
        recomputed = half_up(row.score.value, policy.places)
    return RowCheck(item, row.score, recomputed, status, tuple(problems), row.parts)


def _shared(row: FormRow, item: Item, policy: ScoringPolicy) -> RowCheck:
    """The check of a row that shares the cell of its points with others, so that its own are not known.

    A target that is met earns whatever points the row has; otherwise the row has to be settled.
    """
    claim = row.score
    if item.share == 1 and claim is not None and claim.value is not None:
        return RowCheck(item, claim, half_up(claim.value, policy.places), "scored", (), row.parts)
    facts = {"why": "its points are shared with other rows", "why_zh": "分值与其他行合并填写，该行分值不明"}
    question = _finding(row, "PR449", None if claim is None else claim.at, **facts)
    return RowCheck(item, claim, None, "doubtful", (question,), row.parts)


def unreadable_row(row: FormRow, item: Item) -> RowCheck:
    """A row of a form without a column that the check needs: it has no score, and no problem of its own."""
    return RowCheck(item, row.score, None, "unreadable", (), row.parts)


def _status(item: Item) -> Status:
    """The status of a row; one that the policy has no group or no date for has a claim but no score."""
    if item.status == "not-applicable" and item.reason.sentence != _NOT_A_TARGET:
        return "unreadable"
    return item.status


def _questions(row: FormRow, item: Item, asked: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What has to be settled in a row that is not certain.

    Nothing where the form itself leaves the row open, or where the row has no points.
    """
    claim = row.score
    if claim is None and (row.is_open or not (item.weight or row.indicator.weight)):
        return []
    if item.reason.sentence == "missing":
        if claim is None or claim.value == 0:
            return []
        return [_finding(row, "PR448", claim.at, claimed=claim.shown)]
    if asked:
        return list(asked)
    at = None if claim is None else claim.at
    return [_finding(row, "PR449", at, why=item.explain("en"), why_zh=item.explain())]


def _of_points(row: FormRow, item: Item) -> list[Diagnostic]:
    if row.weight is not None and row.weight.value is None:
        return [_finding(row, "PR441", row.weight.at, text=row.weight.text, weight=exact_text(item.weight))]
    return []


def _of_score(row: FormRow, item: Item, policy: ScoringPolicy) -> list[Diagnostic]:
    """What is wrong with the claimed score: at most one thing, the first that applies."""
    claim, weight = row.score, item.weight
    if claim is None:
        return [_finding(row, "PR440")]
    at, text = claim.at, claim.shown
    if claim.value is None:
        return [_finding(row, "PR441", at, text=text, weight=exact_text(weight))]
    if not 0 <= claim.value <= weight:
        return [_finding(row, "PR442", at, claimed=text, weight=exact_text(weight))]
    if agrees(claim, weight * item.share, policy.places) or within_level(claim, item, policy):
        return []
    if item.level is None and item.operator_source not in _WRITTEN:
        read_as = str(item.reason.facts.get("target", item.target))
        return [_finding(row, "PR488", at, claimed=text, read=read_as, **_facts(item))]
    return [_finding(row, _disagreement(claim, item), at, claimed=text, **_facts(item))]


def _disagreement(claim: Claim, item: Item) -> str:
    if item.level is not None:
        return "PR447"
    if claim.value == item.weight:
        return "PR445" if item.method in _AT_MOST else "PR444"
    return "PR443" if item.share == 1 else "PR446"


def _facts(item: Item) -> dict[str, str]:
    return {
        "actual": item.actual or "",
        "target": item.target,
        "weight": exact_text(item.weight),
        "recomputed": str(item.score),
        "level": item.level or "",
    }


def _finding(row: FormRow, code: str, at: Origin | None = None, **facts: str) -> Diagnostic:
    """A diagnostic about a row, at its claim, else at its actual or its target."""
    found = Diagnostic(code, {"name": row.indicator.name, **facts})
    place = at or (row.entry.at if row.entry is not None else None) or row.indicator.at
    return found if place is None else found.within(place.source, whole=place.span)
