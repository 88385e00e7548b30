"""Points of rows that are numbers in memory, in whole numbers, block by block.

A block stays in the processor's cache, and its smallest and largest numbers say whether all of its rows are
in the safe range. Each row is divided once, half up. Rows that are not plain numbers near to their targets
are named, to be scored elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from perfrules.frames.scoring.arithmetic import largest
from perfrules.frames.scoring.plans import NEAR, Form, Formula, passed_from
from perfrules.policies.scoring.policy import ScoringPolicy

Numbers: TypeAlias = "NDArray[np.number[Any]]"
Integers: TypeAlias = "NDArray[np.int64]"
Rows: TypeAlias = "NDArray[np.bool_]"
Quotient: TypeAlias = "tuple[Integers, Integers]"
_BLOCK = 1 << 14
_INT64 = 2**63 - 1
_LARGEST_FLOAT = 10**15
"""Floats of fewer steps than this are known exactly to be on or off a grid of decimals."""
_MOST_PARTS = 1000
"""The largest part of a completion at which deductions begin: it multiplies actual and target."""


@frozen
class Points:
    """Points in the last decimal, 0 for the rows that are left.

    `wide` has two whole numbers a row, of which the first one is the points: the form of Arrow's decimals.
    """

    wide: Integers
    left: Integers


class Pairs(NamedTuple):
    """Actuals and targets in the same unit, and of each pair the smaller and the larger number."""

    actual: Integers
    target: Integers
    smaller: Integers
    larger: Integers


@frozen
class BlockPoints:
    """Computes the points of rows of one form.

    Args:
        form: The formula.
        policy: The policy.
        places: The decimals with which actuals and targets are taken.
    """

    form: Form
    policy: ScoringPolicy
    places: int

    @property
    def applies(self) -> bool:
        """Whether rows can be scored here: no deduction of the policy concerns those below their target."""
        least = passed_from(self.policy)
        if self.form.floor >= 1:
            return False
        return least is None or (least > 1 and max(least.numerator, least.denominator) <= _MOST_PARTS)

    @property
    def limit(self) -> int:
        """The largest actual and target: floats are exact, and products with the points fit into 64 bits."""
        return min(largest(self.form, self._most_points), _LARGEST_FLOAT)

    @property
    def _most_points(self) -> int:
        points: int = int(self.policy.full) * 10**self.policy.places
        return points

    def of_rows(self, actual: Numbers, target: Numbers, weight: Numbers) -> Points:
        """Compute the points of rows.

        Args:
            actual: What was achieved, NaN where that is missing.
            target: The target in the same unit.
            weight: The points of each row.
        """
        wide = np.zeros((len(actual), 2), dtype=np.int64)
        left = [np.empty(0, dtype=np.int64)]
        with np.errstate(all="ignore"):  # rows that overflow or divide by zero are left
            for first in range(0, len(actual), _BLOCK):
                rows, points = slice(first, first + _BLOCK), wide[first : first + _BLOCK, 0]
                plain = self._block(actual[rows], target[rows], weight[rows], points)
                if plain is not None:
                    points[~plain] = 0
                    left.append(first + np.flatnonzero(~plain))
        return Points(wide, np.concatenate(left))

    def _block(self, actual: Numbers, target: Numbers, weight: Numbers, points: Integers) -> Rows | None:
        """Write the points of some rows; return which are plain and near to their targets, None for all."""
        actuals, are_exact = whole_numbers(actual, self.places)
        targets, targets_are_exact = whole_numbers(target, self.places)
        counts, counts_are_exact = whole_numbers(weight, self.policy.places)
        pairs = Pairs(actuals, targets, np.minimum(actuals, targets), np.maximum(actuals, targets))
        part, whole = _SHARES[self.form.formula](self.form, pairs)
        dividend = counts * part
        dividend += whole >> 1  # half of it, rounded down, rounds the quotient of whole numbers half up
        np.floor_divide(dividend, whole, out=points)
        near, one = pairs.smaller * NEAR >= pairs.larger, 10**self.places
        conditions = [
            *(each for each in (are_exact, targets_are_exact, counts_are_exact) if each is not None),
            *([] if near.all() else [near]),
            *([] if pairs.smaller.min() > one else [pairs.smaller > one]),
            *_within(pairs.larger, self.limit),
            *_within(counts, self._most_points),
            *self._not_passed_far(pairs),
        ]
        return np.logical_and.reduce(conditions) if conditions else None

    def _not_passed_far(self, pairs: Pairs) -> list[Rows]:
        """Which rows no deduction of the policy concerns, if it has one."""
        least = passed_from(self.policy)
        if least is None:
            return []
        return [pairs.actual * least.denominator < pairs.target * least.numerator]


def whole_numbers(values: Numbers, places: int) -> tuple[Integers, Rows | None]:
    """Return numbers times 10 to the number of places, and which of them are exact; None for all.

    A float is the decimal that it prints: 0.1 is one tenth.

    Args:
        values: Integers or floats.
        places: The decimals to keep.

    >>> whole_numbers(np.array([1.25, 0.001]), 2)
    (array([125,   0]), array([ True, False]))
    """
    scale = 10**places
    if values.dtype.kind == "f":
        counts = values * scale
        np.rint(counts, out=counts)
        exact = counts / scale == values
        return counts.astype(np.int64), None if exact.all() else exact
    integers = values.astype(np.int64, copy=False)
    if not places:
        return integers, None
    return integers * scale, next(iter(_within(integers, _INT64 // scale)), None)


def _within(values: Integers, most: int) -> list[Rows]:
    """Which values are from 0 to a number, as a condition; none where all are."""
    if values.view(np.uint64).max() <= most:  # as a number without sign, a negative one is larger than all
        return []
    return [(values >= 0) & (values <= most)]


def _completion(form: Form, pairs: Pairs) -> Quotient:
    """The completion, at most 1, as a quotient."""
    if form.operator in {">", ">="}:
        return pairs.smaller, pairs.target
    return pairs.smaller if form.operator == "=" else pairs.target, pairs.larger


def _over_run(form: Form, pairs: Pairs) -> Quotient:
    del form
    return np.clip(pairs.target * 2 - pairs.actual, 0, pairs.target), pairs.target


def _above_floor(form: Form, pairs: Pairs) -> Quotient:
    part, whole = _completion(form, pairs)
    above = part * form.floor.denominator - whole * form.floor.numerator
    return np.maximum(above, 0), whole * (form.floor.denominator - form.floor.numerator)


def _met(form: Form, pairs: Pairs) -> Quotient:
    met = _COMPARISONS[form.operator](pairs.actual, pairs.target)
    return met.astype(np.int64), np.ones_like(pairs.actual)


_COMPARISONS: Mapping[str, Callable[[Integers, Integers], Rows]] = {
    ">=": np.greater_equal,
    ">": np.greater,
    "<=": np.less_equal,
    "<": np.less,
    "=": np.equal,
}
_SHARES: Mapping[Formula, Callable[[Form, Pairs], Quotient]] = {
    "share": _completion,
    "over-run": _over_run,
    "floor": _above_floor,
    "met": _met,
}
"""The share of its points that a row earns, as a quotient of whole numbers."""
