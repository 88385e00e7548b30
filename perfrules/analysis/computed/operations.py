"""The operations of formulas on spans: forward from the parts to the whole, and back."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, TypeAlias, cast

from attrs import define, frozen

from perfrules.analysis.computed.spans import (
    ALL,
    ZERO,
    Span,
    divided,
    ends,
    greatest_of,
    holds,
    hull,
    least_of,
    meet,
    minus,
    plus,
    scaled,
    times,
)
from perfrules.formulas.evaluate import round_to, sum_of_brackets
from perfrules.formulas.nodes import Bracket, KeyValues, Rounding
from perfrules.values import IntervalSet

Choices: TypeAlias = frozenset[str | bool]
Parts: TypeAlias = Iterator[tuple[int, Span]]
"""Parts by number, with spans to which they are confined."""


@define
class Given:
    """The span of each part of formulas by the part's number, and the values of each choice by its name."""

    spans: dict[int, Span]
    choices: dict[str, Choices]


class Operation(Protocol):
    """What a formula does with parts of it, which are given by their numbers."""

    @property
    def parts(self) -> tuple[int, ...]:
        """The numbers of the parts."""

    def forward(self, given: Given, /) -> Span | None:
        """All results; None if there is none."""

    def back(self, result: Span, given: Given, /) -> Parts:
        """The spans of parts outside which no result lies in a span."""


@frozen
class _OfTwo:
    left: int
    right: int

    @property
    def parts(self) -> tuple[int, ...]:
        """The numbers of both."""
        return self.left, self.right


@frozen
class _OfOne:
    part: int

    @property
    def parts(self) -> tuple[int, ...]:
        """The number of the one."""
        return (self.part,)


@frozen
class Plus(_OfTwo):
    """`left + right`."""

    def forward(self, given: Given, /) -> Span:
        """All sums."""
        return plus(given.spans[self.left], given.spans[self.right])

    def back(self, result: Span, given: Given, /) -> Parts:
        """Each part is the result less the other."""
        yield self.left, minus(result, given.spans[self.right])
        yield self.right, minus(result, given.spans[self.left])


@frozen
class Minus(_OfTwo):
    """`left - right`."""

    def forward(self, given: Given, /) -> Span:
        """All differences."""
        return minus(given.spans[self.left], given.spans[self.right])

    def back(self, result: Span, given: Given, /) -> Parts:
        """The left part is the result plus the right one."""
        yield self.left, plus(result, given.spans[self.right])
        yield self.right, minus(given.spans[self.left], result)


@frozen
class Times(_OfTwo):
    """`left × right`."""

    def forward(self, given: Given, /) -> Span:
        """All products."""
        return times(given.spans[self.left], given.spans[self.right])

    def back(self, result: Span, given: Given, /) -> Parts:
        """Each part is the result by the other."""
        yield self.left, _factor(result, given.spans[self.right])
        yield self.right, _factor(result, given.spans[self.left])


@frozen
class Divided(_OfTwo):
    """`left ÷ right`."""

    def forward(self, given: Given, /) -> Span:
        """All quotients."""
        return divided(given.spans[self.left], given.spans[self.right])

    def back(self, result: Span, given: Given, /) -> Parts:
        """The left part is the result times the right one."""
        yield self.left, times(result, given.spans[self.right])
        yield self.right, _factor(given.spans[self.left], result)


def _factor(product: Span, factor: Span) -> Span:
    """The other factors of products; any number where both can be zero."""
    return ALL if holds(product, ZERO) and holds(factor, ZERO) else divided(product, factor)


@frozen
class Scaled(_OfOne):
    """A part times a factor that is not zero."""

    factor: Fraction

    def forward(self, given: Given, /) -> Span:
        """All multiples."""
        return scaled(given.spans[self.part], self.factor)

    def back(self, result: Span, _given: Given, /) -> Parts:
        """The part is the result by the factor."""
        yield self.part, scaled(result, 1 / self.factor)


@frozen
class Foremost:
    """The least of some parts, or the greatest of them."""

    parts: tuple[int, ...]
    is_least: bool

    def forward(self, given: Given, /) -> Span:
        """The least or greatest number of each."""
        own = [given.spans[part] for part in self.parts]
        return least_of(own) if self.is_least else greatest_of(own)

    def back(self, result: Span, given: Given, /) -> Parts:
        """No part is beyond the result; if one alone can be it, it is."""
        beyond: Span = (result[0], None) if self.is_least else (None, result[1])
        able = [part for part in self.parts if meet(given.spans[part], result) is not None]
        for part in self.parts:
            yield part, result if able == [part] else beyond


@frozen
class Round(_OfOne):
    """A part in whole multiples of a step."""

    step: Fraction
    rounding: Rounding

    def forward(self, given: Given, /) -> Span:
        """The ends rounded, because rounding keeps the order."""
        low, high = given.spans[self.part]
        return (
            None if low is None else round_to(low, self.step, self.rounding),
            None if high is None else round_to(high, self.step, self.rounding),
        )

    def back(self, result: Span, _given: Given, /) -> Parts:
        """The part is at most as far from the result as rounding moves it."""
        below = {"up": self.step, "down": Fraction(0)}.get(self.rounding, self.step / 2)
        above = {"up": Fraction(0), "down": self.step}.get(self.rounding, self.step / 2)
        yield self.part, plus(result, (-below, above))


@frozen
class LookUp:
    """The number of the row whose keys hold; a key is a choice by its name, or a part by its number."""

    keys: tuple[str | int, ...]
    rows: tuple[tuple[tuple[KeyValues, ...], Fraction], ...]

    @property
    def parts(self) -> tuple[int, ...]:
        """The numbers of the keys that are numbers."""
        return tuple(key for key in self.keys if isinstance(key, int))

    def possible(self, given: Given, /) -> list[tuple[tuple[KeyValues, ...], Fraction]]:
        """The rows that hold somewhere."""
        return [row for row in self.rows if all(map(_may_hold, row[0], self._given(given)))]

    def _given(self, given: Given, /) -> list[Span | Choices]:
        return [given.choices[key] if isinstance(key, str) else given.spans[key] for key in self.keys]

    def forward(self, given: Given, /) -> Span | None:
        """The numbers of the rows that may hold."""
        return hull((value, value) for _, value in self.possible(given))

    def back(self, result: Span, given: Given, /) -> Parts:
        """A number that is a key lies in a row whose number is a result."""
        rows = [keys for keys, value in self.possible(given) if holds(result, value)]
        numbers = ((at, key) for at, key in enumerate(self.keys) if isinstance(key, int))
        around = ((key, hull(map(_around, (keys[at] for keys in rows)))) for at, key in numbers)
        return ((key, span) for key, span in around if span is not None)

    def choices_for(self, result: Span, given: Given, /) -> dict[str, Choices]:
        """The choices with which the number is a result."""
        rows = [keys for keys, value in self.possible(given) if holds(result, value)]
        found: dict[str, Choices] = {}
        for at, key in enumerate(self.keys):
            if isinstance(key, str):
                members = (keys[at] for keys in rows)
                union = frozenset().union(*(each for each in members if isinstance(each, frozenset)))
                found[key] = given.choices[key] & union
        return found


def _may_hold(key: KeyValues, given: Span | Choices) -> bool:
    if isinstance(given, frozenset):
        return isinstance(key, frozenset) and bool(key & given)
    return isinstance(key, IntervalSet) and any(
        meet((each.low, each.high), given) is not None for each in key
    )


def _around(key: KeyValues) -> Span:
    bands = cast(IntervalSet, key).intervals
    return bands[0].low, bands[-1].high


@frozen
class SumOfBrackets(_OfOne):
    """The sum over brackets of the part of a number in each, times its rate."""

    brackets: tuple[Bracket, ...]

    def forward(self, given: Given, /) -> Span:
        """The sums at the ends and where brackets begin; between those it is straight."""
        low, high = given.spans[self.part]
        bends = [each.low for each in self.brackets if holds((low, high), each.low)]
        sums = [sum_of_brackets(at, self.brackets) for at in (*bends, *ends((low, high)))]
        # Below the first bracket the sum is 0.
        sums += [Fraction(0)] if low is None else []
        rate = self.brackets[-1].rate
        least = None if high is None and rate < 0 else min(sums)
        return least, None if high is None and rate > 0 else max(sums)

    def back(self, result: Span, _given: Given, /) -> Parts:
        """Where all rates are positive the number lies between those that give the ends."""
        if all(each.rate > 0 for each in self.brackets):
            low = None if result[0] is None or result[0] <= 0 else self._number_for(result[0])
            yield (
                self.part,
                (low, None if result[1] is None else self._number_for(max(result[1], Fraction(0)))),
            )

    def _number_for(self, total: Fraction) -> Fraction:
        """The number whose sum is a total of zero or more."""
        for bracket, following in pairwise(self.brackets):
            part = (following.low - bracket.low) * bracket.rate
            if total <= part:
                return bracket.low + total / bracket.rate
            total -= part
        return self.brackets[-1].low + total / self.brackets[-1].rate
