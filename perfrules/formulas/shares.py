"""Shares in words: 万分之五, 三分之一, 一半."""

from __future__ import annotations

from fractions import Fraction

from perfrules.values import read_number

_HALF = "一半"
_ROUND_NUMBERS = frozenset("百千万")


def read_parts(text: str) -> tuple[Fraction, Fraction]:
    """Return numerator and denominator of a share in words.

    Raises:
        QuantityError: PR231, PR232: one of its numbers cannot be read.

    >>> read_parts("万分之五"), read_parts("一半")
    ((Fraction(5, 1), Fraction(10000, 1)), (Fraction(1, 1), Fraction(2, 1)))
    """
    if text == _HALF:
        return Fraction(1), Fraction(2)
    below, _, above = text.partition("分之")
    return read_number(above), read_number(f"一{below}" if below in _ROUND_NUMBERS else below)
