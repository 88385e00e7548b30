"""Expressions that find the segment of a number among the thresholds of a policy, by halving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeAlias

import narwhals.stable.v2 as nw

Below: TypeAlias = Callable[[int], nw.Expr]
"""Whether a value lies in one of the segments 0 to k of an axis, for k."""


def by_segment(leaves: Sequence[nw.Expr], keys: Sequence[object], below: Below) -> nw.Expr:
    """Return the leaf of the segment that a value lies in.

    The depth of the expression is the logarithm of the number of leaves, for several backends refuse
    expressions that are nested a few hundred times.

    Args:
        leaves: What the expression returns in each segment.
        keys: For each segment a value that is equal where two leaves are equal; such neighbours are merged.
        below: The test for the segments 0 to k.
    """
    runs: list[tuple[int, nw.Expr]] = []
    at = 0
    for _, run in groupby(keys):
        at += len(tuple(run))
        runs.append((at - 1, leaves[at - 1]))
    return _halved(runs, below)


def _halved(runs: Sequence[tuple[int, nw.Expr]], below: Below) -> nw.Expr:
    if len(runs) == 1:
        return runs[0][1]
    middle = len(runs) // 2
    lower, upper = runs[:middle], runs[middle:]
    return nw.when(below(lower[-1][0])).then(_halved(lower, below)).otherwise(_halved(upper, below))
