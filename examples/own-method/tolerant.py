"""A scoring method of one's own: a small shortfall costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfrules.expressions import Actual, Comparator


def tolerant(target: Comparator, actual: Actual, parameters: Mapping[str, str]) -> Fraction:
    """All of the points from `1 - tolerance` on, below that in proportion.

    >>> from perfrules.expressions import parse, read_actual
    >>> tolerant(parse(">=100个"), read_actual("96个"), {"tolerance": "1/20"})
    Fraction(1, 1)
    """
    completion = min(target.completion(actual), Fraction(1))
    return Fraction(1) if completion >= 1 - Fraction(parameters["tolerance"]) else completion
