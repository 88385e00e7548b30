"""Whether a claim agrees with what was recomputed."""

from __future__ import annotations

from fractions import Fraction

from perfrules.engine.scoring.card import Item
from perfrules.expressions import Comparison, read
from perfrules.policies.scoring.policy import Level, ScoringPolicy
from perfrules.sheets.forms import Claim
from perfrules.values import IntervalSet, half_up

_RATIO = "ratio"


def agrees(claim: Claim, exact: Fraction, places: int) -> bool:
    """Whether a claim is a score at the policy's decimals.

    A claim whose cell hides decimals agrees too when it is the score rounded to the decimals shown. So does a
    claim with more decimals than the policy has.

    >>> agrees(Claim.of("9.68"), Fraction("9.6844"), 2), agrees(Claim.of("10"), Fraction("9.997"), 2)
    (True, True)
    >>> agrees(Claim.of("5"), Fraction("5.04"), 2), agrees(Claim.of("49.2857"), Fraction(345, 7), 2)
    (False, True)
    """
    allowed = {places, claim.places} if claim.rounded or claim.places > places else {places}
    return any(Fraction(half_up(exact, each)) == claim.value for each in allowed)


def rate_agrees(claim: Claim, rate: Fraction) -> bool:
    """Whether a rate in per cent is claimed as it is, rounded to the decimals with which it is written.

    >>> rate_agrees(Claim.of("92.57%"), Fraction(48137, 52000)), rate_agrees(Claim.of("93%"), Fraction(9, 10))
    (True, False)
    """
    return claim.value is not None and Fraction(half_up(rate * 100, claim.places)) == claim.value


def within_level(claim: Claim, item: Item, policy: ScoringPolicy) -> bool:
    """Whether a result that is rated by a level alone claims a score of that level's band.

    The closed ends of the band count rounded, as the policy rounds. A rating in per cent has one score only.
    """
    level = next((each for each in policy.levels if each.name == item.level), None)
    if level is None or claim.value is None or item.weight == 0 or _is_share(item.actual or ""):
        return False
    if level.holds(claim.value / item.weight):
        return True
    ends = (half_up(item.weight * end, policy.places) for end in _closed_ends(level))
    return claim.value in map(Fraction, ends)


def _is_share(actual: str) -> bool:
    said = read(actual).comparator
    return isinstance(said, Comparison) and said.operator is None and said.bound.unit.dimension == _RATIO


def _closed_ends(level: Level) -> list[Fraction]:
    """The ends that belong to the band of a level, as shares of the points."""
    if level.band is None or not isinstance(level.band.values, IntervalSet):
        return [level.share]
    ends: list[Fraction] = []
    for interval in level.band.values:
        if interval.low is not None and interval.low_closed:
            ends.append(interval.low / 100)
        if interval.high is not None and interval.high_closed:
            ends.append(interval.high / 100)
    return ends
