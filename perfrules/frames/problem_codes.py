"""The codes of what is wrong with rows, as numbers: a column of numbers is much smaller than one of texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TypeAlias

import narwhals.stable.v2 as nw
from attrs import define, field

Problem: TypeAlias = "tuple[str, nw.Expr]"
"""A code, and the rows that it concerns."""


@define
class ProblemCodes:
    """The codes that rows of one frame have, numbered in the order in which they are first used.

    `start` is the number of the first one; below it are the numbers of answers.

    >>> codes = ProblemCodes(3)
    >>> [codes.number(code) for code in ("PR540", "PR653", "PR540")], codes.known
    ([3, 4, 3], ['PR540', 'PR653'])
    """

    start: int
    known: list[str] = field(init=False, factory=list)

    def number(self, code: str) -> int:
        """Return the number of a code."""
        if code not in self.known:
            self.known.append(code)
        return self.start + self.known.index(code)

    def literal(self, code: str) -> nw.Expr:
        """Return the number of a code as an expression."""
        return nw.lit(self.number(code)).cast(nw.Int32)

    def first(self, problems: Iterable[Problem]) -> nw.Expr:
        """Return the number of the first code whose condition holds in a row, null where none does.

        Args:
            problems: At least one.
        """
        *others, (code, rows) = problems
        chain: nw.Expr = nw.when(rows).then(self.literal(code))
        for code, rows in reversed(others):
            chain = nw.when(rows).then(self.literal(code)).otherwise(chain)
        return chain


def any_of(problems: Iterable[Problem]) -> nw.Expr:
    """Return whether a row has one of some problems; null where none is sure and one is unknown."""
    return reduce(or_, (rows for _, rows in problems))
