"""Points of rows that are numbers in memory, in whole numbers, block by block.

A block stays in the processor's cache, and its smallest and largest numbers say whether all of its rows are
in the safe range. Each row is divided once, half up. Rows that are not plain numbers near to their targets
are named, to be scored elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

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
        """The largest actual and target whose product with the points fits into 64 bits."""
        return largest(self.form, self._most_points)

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
            for low in range(0, len(actual), _BLOCK):
                rows = slice(low, low + _BLOCK)
                points, plain = self._block(actual[rows], target[rows], weight[rows])
                if not plain.all():
                    points = np.where(plain, points, 0)
                    left.append(low + np.flatnonzero(~plain))
                wide[rows, 0] = points
        return Points(wide, np.concatenate(left))

    def _block(self, actual: Numbers, target: Numbers, weight: Numbers) -> tuple[Integers, Rows]:
        """The points of some rows, and which of them are plain numbers near to their targets."""
        actuals, fits = whole_numbers(actual, self.places, self.limit)
        targets, target_fits = whole_numbers(target, self.places, self.limit)
        counts, weight_fits = whole_numbers(weight, self.policy.places, self._most_points)
        part, whole = _SHARES[self.form.formula](self.form, actuals, targets)
        part = part * (counts * 2)
        part += whole
        points = part // (whole * 2)
        low, high = np.minimum(actuals, targets), np.maximum(actuals, targets)
        plain = low * NEAR >= high
        if low.min() <= 10**self.places:
            plain &= low > 10**self.places
        if counts.min() < 0:
            plain &= counts >= 0
        least = passed_from(self.policy)
        if least is not None:
            plain &= actuals * least.denominator < targets * least.numerator
        for each in (fits, target_fits, weight_fits):
            if each is not None:
                plain &= each
        return points, plain


def whole_numbers(values: Numbers, places: int, most: int) -> tuple[Integers, Rows | None]:
    """Return numbers times 10 to the number of places, and which are whole up to `most`; None for all.

    A float is the decimal that it prints: 0.1 is one tenth.

    Args:
        values: Integers or floats.
        places: The decimals to keep.
        most: The largest size of a result.

    >>> whole_numbers(np.array([1.25, 0.001]), 2, 1000)
    (array([125,   0]), array([ True, False]))
    """
    scale = 10**places
    if values.dtype.kind != "f":
        integers, most_before = values.astype(np.int64, copy=False), most // scale
        made = integers * scale if places else integers
        if -most_before <= integers.min() and integers.max() <= most_before:
            return made, None
        return made, (-most_before <= integers) & (integers <= most_before)
    most = min(most, _LARGEST_FLOAT)
    counts = np.rint(values * scale)
    exact = counts / scale == values
    if exact.all() and -most <= counts.min() and counts.max() <= most:
        return counts.astype(np.int64), None
    exact &= (-most <= counts) & (counts <= most)
    return np.where(exact, counts, 0).astype(np.int64), exact


def _completion(form: Form, actual: Integers, target: Integers) -> Quotient:
    """The completion, at most 1, as a quotient."""
    if form.operator in {">", ">="}:
        return np.minimum(actual, target), target
    high = np.maximum(actual, target)
    return (np.minimum(actual, target) if form.operator == "=" else target), high


def _over_run(form: Form, actual: Integers, target: Integers) -> Quotient:
    del form
    return np.clip(target * 2 - actual, 0, target), target


def _above_floor(form: Form, actual: Integers, target: Integers) -> Quotient:
    part, whole = _completion(form, actual, target)
    above = part * form.floor.denominator - whole * form.floor.numerator
    return np.maximum(above, 0), whole * (form.floor.denominator - form.floor.numerator)


def _met(form: Form, actual: Integers, target: Integers) -> Quotient:
    met = _COMPARISONS[form.operator](actual, target)
    return met.astype(np.int64), np.ones_like(actual)


_COMPARISONS: Mapping[str, Callable[[Integers, Integers], Rows]] = {
    ">=": np.greater_equal,
    ">": np.greater,
    "<=": np.less_equal,
    "<": np.less,
    "=": np.equal,
}
_SHARES: Mapping[Formula, Callable[[Form, Integers, Integers], Quotient]] = {
    "share": _completion,
    "over-run": _over_run,
    "floor": _above_floor,
    "met": _met,
}
"""The share of its points that a row earns, as a quotient of whole numbers."""
