"""Exact arithmetic on spans: closed intervals of rational numbers, of which an end may be infinite.

A span holds every result of an operation on numbers of other spans, and no more than it must as long as
each number occurs once. Whether an end belongs to a set is looked at elsewhere: here all ends do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

Span: TypeAlias = tuple[Fraction | None, Fraction | None]
"""The least and the greatest number; None without a bound."""

ALL: Span = (None, None)
ZERO = Fraction(0)
_FINEST = 2**200


def at_most(one: Fraction, other: Fraction) -> bool:
    """Return whether a number is at most another; in half the time that `<=` of fractions takes.

    >>> at_most(Fraction(1, 3), Fraction(1, 2)), at_most(Fraction(2), Fraction(1))
    (True, False)
    """
    if one is other:
        return True
    (above, below), (other_above, other_below) = one.as_integer_ratio(), other.as_integer_ratio()
    return above * other_below <= other_above * below


def point(number: Fraction) -> Span:
    """The span of one number."""
    return number, number


def meet(one: Span, other: Span) -> Span | None:
    """What is in both, None if that is nothing.

    >>> meet((Fraction(0), None), (None, Fraction(3))), meet((Fraction(4), None), (None, Fraction(3)))
    ((Fraction(0, 1), Fraction(3, 1)), None)
    """
    low, high = one
    other_low, other_high = other
    if low is None or (other_low is not None and at_most(low, other_low)):
        low = other_low
    if high is None or (other_high is not None and at_most(other_high, high)):
        high = other_high
    return None if low is not None and high is not None and not at_most(low, high) else (low, high)


def hull(spans: Iterable[Span]) -> Span | None:
    """The smallest span around some, None around none."""
    found: Span | None = None
    for low, high in spans:
        if found is None:
            found = low, high
            continue
        least = None if low is None or found[0] is None else min(low, found[0])
        most = None if high is None or found[1] is None else max(high, found[1])
        found = least, most
    return found


def holds(span: Span, number: Fraction) -> bool:
    """Whether a number is in a span."""
    low, high = span
    return (low is None or at_most(low, number)) and (high is None or at_most(number, high))


def negative(span: Span) -> Span:
    """The opposite numbers."""
    low, high = span
    return None if high is None else -high, None if low is None else -low


def plus(one: Span, other: Span) -> Span:
    """All sums."""
    low = None if one[0] is None or other[0] is None else one[0] + other[0]
    high = None if one[1] is None or other[1] is None else one[1] + other[1]
    return low, high


def minus(one: Span, other: Span) -> Span:
    """All differences."""
    return plus(one, negative(other))


def scaled(span: Span, factor: Fraction) -> Span:
    """All numbers times a factor that is not zero."""
    low, high = span if factor.numerator > 0 else (span[1], span[0])
    return None if low is None else low * factor, None if high is None else high * factor


def times(one: Span, other: Span) -> Span:
    """All products; zero times what has no end is zero.

    >>> times((Fraction(0), Fraction(2)), (Fraction(1), None))
    (Fraction(0, 1), None)
    """
    (low, high), (other_low, other_high) = one, other
    if low is not None and other_low is not None and low.numerator >= 0 and other_low.numerator >= 0:
        if high is not None and other_high is not None:
            return low * other_low, high * other_high
        return low * other_low, ZERO if ZERO in (high, other_high) else None
    numbers: list[Fraction] = []
    infinite: set[int] = set()
    for first, first_sign in zip(one, (-1, 1), strict=True):
        for second, second_sign in zip(other, (-1, 1), strict=True):
            if first is not None and second is not None:
                numbers.append(first * second)
                continue
            sign = _sign(first, first_sign) * _sign(second, second_sign)
            if sign:
                infinite.add(sign)
            else:
                numbers.append(ZERO)
    return None if -1 in infinite else min(numbers), None if 1 in infinite else max(numbers)


def _sign(number: Fraction | None, without: int) -> int:
    if number is None:
        return without
    return (number.numerator > 0) - (number.numerator < 0)


def divided(one: Span, other: Span) -> Span:
    """All quotients by numbers that are not zero; all numbers where divisors have both signs.

    >>> divided((Fraction(6), Fraction(6)), (Fraction(0), Fraction(3)))
    (Fraction(2, 1), None)
    >>> divided((Fraction(6), Fraction(6)), (Fraction(-1), Fraction(3)))
    (None, None)
    """
    low, high = other
    if low is not None and low.numerator >= 0 and high != 0:
        least = ZERO if high is None else 1 / high
        return times(one, (least, 1 / low if low.numerator else None))
    if high is not None and high.numerator <= 0 and low != 0:
        most = ZERO if low is None else 1 / low
        return times(one, (1 / high if high.numerator else None, most))
    return ALL


def least_of(spans: Iterable[Span]) -> Span:
    """The least of a number from each span."""
    lows, highs = zip(*spans, strict=True)
    known = [high for high in highs if high is not None]
    return None if None in lows else min(lows), min(known) if known else None


def greatest_of(spans: Iterable[Span]) -> Span:
    """The greatest of a number from each span."""
    return negative(least_of(map(negative, spans)))


def on_grid(span: Span, step: Fraction) -> Span | None:
    """The span from the first to the last multiple of a step in it, None if there is none.

    >>> on_grid((Fraction(1, 3), Fraction(5, 2)), Fraction(1))
    (Fraction(1, 1), Fraction(2, 1))
    """
    low, high = span
    if low is not None:
        low = _multiple(low, step, up=True)
    if high is not None:
        high = _multiple(high, step, up=False)
    return None if low is not None and high is not None and not at_most(low, high) else (low, high)


def _multiple(number: Fraction, step: Fraction, *, up: bool) -> Fraction:
    """The next multiple of a step; with whole numbers, because this is done more often than anything else."""
    (above, below), (step_above, step_below) = number.as_integer_ratio(), step.as_integer_ratio()
    whole, rest = divmod(above * step_below, below * step_above)
    return number if not rest else Fraction((whole + up) * step_above, step_below)


def coarse(span: Span) -> Span:
    """A span around another whose ends have no more digits than can be worked with.

    Narrowing `x` again and again by `x = 2 ÷ x` doubles the digits each time.
    """
    low, high = span
    if low is not None and low.denominator > _FINEST:
        low = Fraction(low.numerator * _FINEST // low.denominator, _FINEST)
    if high is not None and high.denominator > _FINEST:
        high = Fraction(-(-high.numerator * _FINEST // high.denominator), _FINEST)
    return low, high


def ends(span: Span) -> Iterator[Fraction]:
    """The ends that are numbers."""
    return (end for end in span if end is not None)
