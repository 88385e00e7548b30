"""Points by floats, for rows whose rounding the floats make certain; the others are left to whole numbers.

A quotient of floats is off by a few units of its last place. Where the points are farther than that from half
a unit of their last decimal, they are rounded as the exact quotient is. Rows nearer to it, and all that are
not plain numbers close to their target, are named and scored elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor, inf, nextafter
from typing import Any, TypeAlias

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from perfrules.frames.scoring.plans import NEAR, Form, Formula, passed_from
from perfrules.policies.scoring.policy import ScoringPolicy

Floats: TypeAlias = "NDArray[np.float64]"
Numbers: TypeAlias = "NDArray[np.number[Any]]"
_Limit: TypeAlias = "tuple[Numbers, float, float]"
"""Values with the numbers between which they are, both excluded."""
_BLOCK = 1 << 15
"""The rows of a block: its arrays stay in the processor's cache."""
_ROUNDING = Fraction(1, 1 << 47)
"""More than the relative error of all steps together: conversions, quotient, difference and product."""
_MOST_EXACT = 1000
"""Up to this number, doubtful rows are settled one by one; more are faster in whole numbers by columns."""
_NO_ROWS = np.empty(0, dtype=np.int64)
_MOST_DOUBT = Fraction(1, 1000)
_INSIDE = 1 - 2.0**-40
"""Leaves out rows at the very end of a range of quotients, which floats may put on either side."""


@frozen
class Certain:
    """Points in the last decimal, and the rows whose points are not certain, for which they are 0.

    `wide` has two whole numbers a row, of which the first one is the points: the form of Arrow's decimals.
    """

    wide: NDArray[np.int64]
    left: NDArray[np.int64]


@frozen
class CertainPoints:
    """The points of the rows of one form."""

    form: Form
    policy: ScoringPolicy
    most_points: int = field(init=False)
    doubt: float = field(init=False)
    farthest: Fraction = field(init=False)

    @most_points.default
    def _most_points(self) -> int:
        points: int = int(self.policy.full) * 10**self.policy.places
        return points

    @doubt.default
    def _doubt(self) -> float:
        """How near to half a unit points are doubtful; a floor makes errors larger."""
        return float(self.most_points * _ROUNDING / (1 - self.form.floor))

    @farthest.default
    def _farthest(self) -> Fraction:
        least = passed_from(self.policy)
        return Fraction(NEAR) if least is None else min(Fraction(NEAR), least)

    @property
    def applies(self) -> bool:
        """Whether floats can settle rows of this form; they cannot where points jump at the target."""
        return self.form.formula in _SHARES and self.doubt < _MOST_DOUBT and self.farthest > 1

    def of_rows(self, actual: Numbers, target: Numbers, weight: Numbers) -> Certain:
        """Compute the points of rows.

        Args:
            actual: what was achieved, NaN where that is missing.
            target: the target in the same unit.
            weight: the points of each row.
        """
        wide = np.zeros((len(actual), 2), dtype=np.int64)
        left, doubtful = [_NO_ROWS], [_NO_ROWS]
        kept = np.empty((4, min(_BLOCK, len(actual))))
        with np.errstate(all="ignore"):
            for low in range(0, len(actual), _BLOCK):
                rows = slice(low, low + _BLOCK)
                block = self._block(actual[rows], target[rows], weight[rows], kept)
                if not block.is_plain:
                    plain = block.plain_rows()
                    left.append(low + np.flatnonzero(~plain))
                    doubtful.append(low + np.flatnonzero(plain & block.doubtful_rows()))
                    block.points[~plain] = 0
                elif not block.is_certain:
                    doubtful.append(low + np.flatnonzero(block.doubtful_rows()))
                wide[rows, 0] = block.points
        near = np.concatenate(doubtful)
        if len(near) > _MOST_EXACT:
            return Certain(wide, np.sort(np.concatenate([*left, near])))
        wide[near, 0] = self._exact(actual[near], target[near], weight[near])
        return Certain(wide, np.concatenate(left))

    def _block(self, actual: Numbers, target: Numbers, weight: Numbers, kept: Floats) -> _Block:
        """The points of a block, in rows of `kept`: fresh arrays would cost a third of the time."""
        ratio, counts, shifted, points = kept[:, : len(actual)]
        np.divide(actual, target, out=ratio)
        np.multiply(weight, float(10**self.policy.places), out=counts)
        _SHARES[self.form.formula](self.form.operator, ratio, float(self.form.floor), shifted)
        shifted *= counts
        shifted += 0.5
        np.floor(shifted, out=points)
        shifted -= points
        limits = (
            (ratio, 1 / (NEAR * _INSIDE), float(self.farthest) * _INSIDE),
            (counts, nextafter(0.0, -inf), nextafter(float(self.most_points), inf)),
        )
        return _Block(actual, target, points, limits, (shifted, self.doubt, 1 - self.doubt))

    def _exact(self, actual: Numbers, target: Numbers, weight: Numbers) -> list[int]:
        """The points of some rows by the same formulas over exact fractions."""
        ratio = _fractions(actual) / _fractions(target)
        shares = _SHARES[self.form.formula](self.form.operator, ratio, self.form.floor, None)
        counts = shares * _fractions(weight) * 10**self.policy.places
        return [floor(each + Fraction(1, 2)) for each in counts]


def _fractions(numbers: Numbers) -> NDArray[np.object_]:
    """Numbers as exact fractions; a float is the shortest decimal that reads back as it."""
    return np.array([Fraction(repr(each)) for each in numbers.tolist()], dtype=object)


@frozen
class _Block:
    """The points of some rows, and the limits between which they are certain, `doubt` for the rounding."""

    actual: Numbers
    target: Numbers
    points: Floats
    limits: Sequence[_Limit]
    doubt: _Limit

    @property
    def is_plain(self) -> bool:
        """Whether all rows are plain numbers near to their targets."""
        least = self.target.min()
        # With targets above 20, actuals near to them are above 1.
        above_one = least > NEAR or (least > 1 and self.actual.min() > 1)
        return bool(above_one) and all(map(_is_inside, self.limits))

    @property
    def is_certain(self) -> bool:
        """Whether the rounding of all rows is certain."""
        return _is_inside(self.doubt)

    def plain_rows(self) -> NDArray[np.bool_]:
        """Which rows are plain numbers near to their targets."""
        plain = (self.actual > 1) & (self.target > 1)
        for limit in self.limits:
            plain &= _inside(limit)
        return plain

    def doubtful_rows(self) -> NDArray[np.bool_]:
        """Which rows may be rounded wrongly."""
        return ~_inside(self.doubt)


def _is_inside(limit: _Limit) -> bool:
    values, least, most = limit
    return bool(least < values.min() and values.max() < most)


def _inside(limit: _Limit) -> NDArray[np.bool_]:
    values, least, most = limit
    inside: NDArray[np.bool_] = (least < values) & (values < most)
    return inside


def _completion(operator: str, ratio: Floats, least: float, out: Floats | None) -> Floats:
    """The completion, at most 1; `≥` and `>` alike, for it does not jump at the target."""
    del least
    if operator in {">", ">="}:
        return np.minimum(ratio, 1, out=out)
    inverse = np.divide(1, ratio, out=out)
    return np.minimum(inverse, ratio if operator == "=" else 1, out=out)


def _over_run(operator: str, ratio: Floats, least: float, out: Floats | None) -> Floats:
    del operator, least
    left = np.subtract(2, ratio, out=out)
    return np.minimum(np.maximum(left, 0, out=out), 1, out=out)


def _above_floor(operator: str, ratio: Floats, least: float, out: Floats | None) -> Floats:
    above = np.subtract(_completion(operator, ratio, least, out), least, out=out)
    return np.divide(np.maximum(above, 0, out=out), 1 - least, out=out)


_SHARES: Mapping[Formula, Callable[[str, Any, Any, Any], Any]] = {
    "share": _completion,
    "over-run": _over_run,
    "floor": _above_floor,
}
"""The share of its points that a row earns, by operator, quotient of actual and target, and floor.

The numbers are floats, or exact fractions in arrays of objects, to which the same formulas apply.
"""
