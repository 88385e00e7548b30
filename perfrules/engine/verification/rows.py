"""One row of a filled form against its recomputation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.engine.scoring.card import Item
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.sheets import Origin
from perfrules.sheets.forms import Claim, FormRow
from perfrules.values import exact_text, half_up

_AT_MOST = ("inverse-ratio", "over-run")


@frozen
class RowCheck:
    """A row with the score it claims and the one that was recomputed, None where it cannot be.

    `problems` say what disagrees; there is none in a row that agrees.
    """

    item: Item
    claim: Claim | None
    recomputed: Decimal | None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether nothing is to be said of the row."""
        return not self.problems

    @property
    def difference(self) -> Fraction | None:
        """The claimed score less the recomputed one."""
        if self.claim is None or self.claim.value is None or self.recomputed is None:
            return None
        return self.claim.value - Fraction(self.recomputed)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The row as plain data, numbers as text."""
        item = self.item.to_json(language)
        kept = "name", "level1", "level2", "weight", "target", "actual", "met", "completion", "method", "why"
        return {
            **{key: item[key] for key in kept},
            "claimed": None if self.claim is None else self.claim.text,
            "recomputed": None if self.recomputed is None else str(self.recomputed),
            "difference": None if self.difference is None else exact_text(self.difference),
            "agrees": self.agrees,
            "problems": [each.to_json(language) for each in self.problems],
            "places": item["places"],
        }


def check_row(row: FormRow, item: Item, policy: ScoringPolicy) -> RowCheck:
    """Hold the score that a row claims against its item."""
    cannot = item.status in ("doubtful", "unreadable") or item.reason.sentence in ("not-due", "no-group")
    recomputed = item.score
    problems = [*_of_points(row, item), *_of_score(row, item, policy, cannot=cannot)]
    if item.explain and not item.explanation.strip():
        problems.append(_told(row, "PR450"))
    return RowCheck(item, row.score, recomputed, tuple(problems))


def _of_points(row: FormRow, item: Item) -> list[Diagnostic]:
    if row.weight is not None and row.weight.value is None:
        return [_told(row, "PR441", row.weight.at, text=row.weight.text, weight=exact_text(item.weight))]
    return []


def _of_score(row: FormRow, item: Item, policy: ScoringPolicy, *, cannot: bool) -> list[Diagnostic]:
    """What is wrong with the score that is claimed; one thing at most, the first that holds."""
    claim, weight = row.score, item.weight
    if item.reason.sentence == "none" or (claim is None and item.score is None):
        return []
    if claim is None:
        return [_told(row, "PR440")]
    at, text = claim.at, claim.text
    if claim.value is None:
        return [_told(row, "PR441", at, text=text, weight=exact_text(weight))]
    if not 0 <= claim.value <= weight:
        return [_told(row, "PR442", at, claimed=text, weight=exact_text(weight))]
    if cannot:
        return [_told(row, "PR449", at, why=item.reason.text("en"), why_zh=item.why)]
    right = agrees(claim, weight * item.share, policy.places) and _as_full(claim, item)
    if right or _in_band(claim, item, policy):
        return []
    return [_told(row, _disagreement(claim, item), at, claimed=text, **_facts(item))]


def _as_full(claim: Claim, item: Item) -> bool:
    """Whether a claim of full marks is one of a result that earns them: rounding up to them is not."""
    return claim.value != item.weight or item.share == 1 or item.weight == 0


def agrees(claim: Claim, exact: Fraction, places: int) -> bool:
    """Whether a claim is a score rounded to its own decimals, of which it must have one, or to the policy's.

    >>> agrees(Claim.of("9.7"), Fraction("9.6844"), 2), agrees(Claim.of("10"), Fraction("9.6844"), 2)
    (True, False)
    """
    allowed = {places, claim.places} if claim.places else {places}
    return any(Fraction(half_up(exact, each)) == claim.value for each in allowed)


def _in_band(claim: Claim, item: Item, policy: ScoringPolicy) -> bool:
    """Whether a score for a result in words lies in the band of the level that the words say."""
    level = next((each for each in policy.levels if each.name == item.level), None)
    if level is None or claim.value is None or item.weight == 0:
        return False
    return level.holds(claim.value / item.weight)


def _disagreement(claim: Claim, item: Item) -> str:
    if item.reason.sentence == "missing":
        return "PR448"
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


def _told(row: FormRow, code: str, at: Origin | None = None, **facts: str) -> Diagnostic:
    told = Diagnostic(code, {"name": row.indicator.name, **facts})
    place = at or (row.entry.at if row.entry is not None else None) or row.indicator.at
    return told if place is None else told.within(place.source, whole=place.span)
