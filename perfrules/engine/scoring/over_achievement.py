"""How far a result is from its target, and the deduction that the policy makes for it."""

from __future__ import annotations

from fractions import Fraction

from perfrules.engine.scoring.methods import Achievement
from perfrules.expressions import Comparator
from perfrules.policies.scoring.over_achievement import OverAchievement
from perfrules.policies.scoring.policy import ScoringPolicy

_FULL = Fraction(1)
_AT_MOST = ("<", "<=")


def deviation_of(target: Comparator | None, reached: Achievement) -> Fraction:
    """The completion by which a deviation is judged; a miss on either side of a target is below 1.

    Below 1 for what was missed, 1 for an at-most or exact target that was met, above 1 for what was passed.

    >>> from perfrules.engine.scoring.methods import proportional
    >>> from perfrules.expressions import parse, read_actual
    >>> [
    ...     str(deviation_of(parse(text), proportional(parse(text), read_actual("650吨"))))
    ...     for text in (">=500吨", "=500吨", "<=1000吨")
    ... ]
    ['13/10', '10/13', '1']
    """
    if not reached.met:
        return 1 / reached.completion if reached.completion > 1 else reached.completion
    return _FULL if getattr(target, "operator", None) in _AT_MOST else reached.completion


def deduction(policy: ScoringPolicy, deviation: Fraction, *, explained: bool) -> OverAchievement | None:
    """The rule that takes points off, or None."""
    found = next((each for each in policy.over_achievement if deviation in each.passed), None)
    return None if found is None or (found.excused and explained) else found
