"""Score one indicator by its share of the target: plain numbers with a unit, nothing that needs judgement."""

from __future__ import annotations

import re
from fractions import Fraction

TARGET = re.compile(r"([≥≤])(\d+(?:\.\d+)?)(\D*)")
ACTUAL = re.compile(r"(\d+(?:\.\d+)?)(\D*)")
MULTIPLIERS = {"万": 10_000, "亿": 100_000_000}


def score(indicator, actual):
    """The score as text, or None where this reference has no answer."""
    target, reported = TARGET.fullmatch(indicator["target"]), ACTUAL.fullmatch(actual)
    if target is None or reported is None or "unit" in indicator or not target[3]:
        return None
    wanted, unit = amount(target[2], target[3])
    reached, own = amount(reported[1], reported[2])
    if own != unit or not own:
        return None
    share = reached / wanted if target[1] == "≥" else wanted / reached
    points = Fraction(indicator["weight"]) * min(share, Fraction(1))
    hundredths = int(points * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def amount(number, unit):
    for sign, factor in MULTIPLIERS.items():
        if unit.startswith(sign):
            return Fraction(number) * factor, unit.removeprefix(sign)
    return Fraction(number), unit
