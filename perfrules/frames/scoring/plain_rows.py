"""Rows that are plain numbers: their points as expressions, and which rows these are."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw
from attrs import Factory, field, frozen

from perfrules.engine.indicators.ceilings import WHOLE
from perfrules.frames.native import LazyFrame, replaces_values
from perfrules.frames.scoring.arithmetic import (
    completion,
    largest,
    quotient_by_floats,
    rounded_quotient,
)
from perfrules.frames.scoring.part_columns import PartColumns, own
from perfrules.frames.scoring.plans import NEAR, Form, Plan, passed_from
from perfrules.frames.scoring.readings import Amount, Grid, grid_for
from perfrules.frames.scoring.whole_numbers import places_of, whole_number
from perfrules.frames.texts import attach, attach_rows
from perfrules.policies.scoring.policy import ScoringPolicy

_MOST_FORMS = 8
"""More formulas than this in one frame are left to the engine: each is computed for all rows."""
_RATIO = "ratio"
_MOST_PARTS = 1000

POINTS, PLAIN = own("points"), own("plain")


@frozen
class PlainRows:
    """The rows of a frame that are scored in whole numbers.

    `plans` has the plan of each distinct indicator, `amounts` what each distinct text of an actual says.
    """

    columns: PartColumns
    policy: ScoringPolicy
    plans: Mapping[tuple[str, ...], Plan | None]
    amounts: Mapping[str, Amount | None]
    grid: Grid = field(init=False, default=Factory(lambda rows: rows.all_numbers(), takes_self=True))
    forms: tuple[Form, ...] = field(
        init=False, default=Factory(lambda rows: rows.all_forms(), takes_self=True)
    )

    def all_numbers(self) -> Grid:
        """Return the grid of the numbers of all plans and texts."""
        plans = [each for each in self.plans.values() if each is not None]
        amounts = [each for each in self.amounts.values() if each is not None]
        numbers = [*(each.number for each in plans), *(each.amount for each in plans)]
        numbers += [number for each in amounts for number in (each.number, each.amount)]
        least = max(places_of(self.columns.type_of(part)) for part in ("target", "actual"))
        dimensions = [*(each.dimension for each in plans), *(each.dimension for each in amounts)]
        return grid_for([each for each in numbers if each is not None], [_RATIO, *dimensions], least)

    def all_forms(self) -> tuple[Form, ...]:
        """Return the formulas that are computed in the frame."""
        return tuple(dict.fromkeys(each.form for each in self.plans.values() if each))[:_MOST_FORMS]

    @property
    def _most_points(self) -> int:
        points: int = int(self.policy.full) * 10**self.policy.places
        return points

    @property
    def _limit(self) -> int:
        return min((largest(form, self._most_points) for form in self.forms), default=1)

    def with_points(self, frame: LazyFrame) -> LazyFrame:
        """Add `perfrules_points`, the points in the last decimal, and whether a row is plain."""
        if not self.forms:
            nothing = nw.lit(None).cast(nw.Int64)
            return frame.with_columns(nothing.alias(POINTS), nw.lit(value=False).alias(PLAIN))
        frame = self._with_weights(self._with_actuals(self._with_plans(frame)))
        frame = frame.with_columns(self._actual().alias(own("a")), self._target().alias(own("t")))
        frame = frame.with_columns(self._is_plain().fill_null(value=False).alias(PLAIN))
        # Databases refuse a whole query where one row overflows, so that other rows are left out first.
        # A column of nothing but nulls has no type of numbers yet.
        masked = ("t",) if replaces_values(frame) else ("a", "t", "w")
        numbers = ((own(each), nw.col(own(each)).cast(nw.Int64)) for each in masked)
        frame = frame.with_columns(
            *(nw.when(nw.col(PLAIN)).then(number).alias(name) for name, number in numbers)
        )
        divided = rounded_quotient if replaces_values(frame) else quotient_by_floats
        part, whole = self._completion()
        # Columns of their own, for polars computes again what is repeated inside of a condition.
        frame = frame.with_columns((nw.col(own("w")) * part).alias(own("part")), whole.alias(own("whole")))
        return frame.with_columns(divided(nw.col(own("part")), nw.col(own("whole"))).alias(POINTS))

    def _completion(self) -> tuple[nw.Expr, nw.Expr]:
        """The share of the points of each row by its form, as a quotient; no row divides by zero."""
        actual, target = nw.col(own("a")), nw.col(own("t"))
        part, whole = completion(self.forms[-1], actual, target)
        for at, form in reversed(list(enumerate(self.forms[:-1]))):
            chosen, (part_of_it, whole_of_it) = self._planned("form") == at, completion(form, actual, target)
            part = nw.when(chosen).then(part_of_it).otherwise(part)
            whole = nw.when(chosen).then(whole_of_it).otherwise(whole)
        return part, whole

    def _with_plans(self, frame: LazyFrame) -> LazyFrame:
        """Add the number of the form and the target of each row, null where the row has no plan."""
        keys = self.columns.template_keys
        rows = {key: [row[at] for row in self.plans] for at, key in enumerate(keys)}
        data: dict[str, list[Any]] = {name: [] for name in _PLAN_TYPES}
        for plan in self.plans.values():
            for name, value in zip(data, self._numbers_of(plan), strict=True):
                data[name].append(value)
        if not keys:
            return frame
        return attach_rows(frame, rows, data, {**dict.fromkeys(keys, nw.String), **_PLAN_TYPES})

    def _planned(self, part: str) -> nw.Expr:
        """A part of the plan of each row: a column, or one value where all rows have one plan."""
        name = own(part)
        if self.columns.template_keys:
            return nw.col(name)
        values = dict(zip(_PLAN_TYPES, self._numbers_of(next(iter(self.plans.values()))), strict=True))
        return nw.lit(values[name]).cast(_PLAN_TYPES[name])

    def _numbers_of(self, plan: Plan | None) -> tuple[int | bool | None, ...]:
        if plan is None or plan.form not in self.forms:
            return None, None, None, None, None, None, None
        form, dimension = self.forms.index(plan.form), self.grid.dimensions[plan.dimension]
        numbers = form, self._count(plan.number), self._count(plan.amount), dimension, plan.takes_units
        if plan.most is None:
            return *numbers, self._limit, self._limit
        return *numbers, self._count(plan.most), self._count(Fraction(WHOLE))

    def _count(self, value: Fraction | None) -> int | None:
        """A number in last decimals; None where it is off the grid or beyond what the formulas take."""
        count = self.grid.count(value)
        return count if count is not None and abs(count) <= self._limit else None

    def _with_actuals(self, frame: LazyFrame) -> LazyFrame:
        if self.columns.is_number("actual"):
            return frame.with_columns(self._whole("actual", self.grid.places, self._limit).alias(own("n")))
        texts = [(text, amount) for text, amount in self.amounts.items() if amount is not None]
        data: dict[str, list[Any]] = {
            own("n"): [self._count(each.number) for _, each in texts],
            own("b"): [self._count(each.amount) for _, each in texts],
            own("d"): [self.grid.dimensions[each.dimension] for _, each in texts],
        }
        key = self.columns.key("actual")
        return attach(frame, key, [text for text, _ in texts], data, dict.fromkeys(data, nw.Int64))

    def _with_weights(self, frame: LazyFrame) -> LazyFrame:
        return self.columns.with_weight(frame, own("w"), self.policy.places, self._most_points)

    def _whole(self, part: str, places: int, most: int) -> nw.Expr:
        return whole_number(self.columns.names[part] or "", self.columns.type_of(part), places, most)

    def _same_dimension(self) -> nw.Expr:
        return (nw.col(own("d")) > 0) & (nw.col(own("d")) == self._planned("dimension"))

    def _actual(self) -> nw.Expr:
        number = nw.col(own("n"))
        if self.columns.is_number("actual"):
            return number
        return nw.when(self._same_dimension()).then(nw.col(own("b"))).otherwise(number)

    def _target(self) -> nw.Expr:
        if self.columns.is_number("target"):
            return self._whole("target", self.grid.places, self._limit)
        number = self._planned("number")
        if self.columns.is_number("actual"):
            return number
        return nw.when(self._same_dimension()).then(self._planned("amount")).otherwise(number)

    def _is_plain(self) -> nw.Expr:
        """Whether a row is certain; null or false where not, and where a number is missing or too large."""
        actual, target, weight = (nw.col(own(each)) for each in ("a", "t", "w"))
        plain = (weight >= 0) & self._is_certain(actual, target)
        if not (self.columns.is_number("actual") or self.columns.is_number("target")):
            plain = plain & (actual >= 0) & (target >= 1)
        plain = plain & (actual <= self._most())
        least = passed_from(self.policy)
        return plain if least is None else plain & self._is_not_passed_far(actual, target, least)

    def _most(self) -> nw.Expr:
        """The most that the indicator can reach, in the unit of the actual."""
        if self.columns.is_number("actual"):
            return self._planned("most")
        amount, number = self._planned("most_amount"), self._planned("most")
        return nw.when(self._same_dimension()).then(amount).otherwise(number)

    def _is_certain(self, actual: nw.Expr, target: nw.Expr) -> nw.Expr:
        """Whether the engine has one reading: both have a unit, or a bare number is near to its target."""
        one = 10**self.grid.places
        near: nw.Expr = (actual > one) & (actual * NEAR >= target) & (actual <= target * NEAR)
        if self.columns.template_keys:
            near = near & (self._planned("form") >= 0)
        if self.columns.is_number("target"):
            near = near & (target > one)
        if self.columns.is_number("actual"):
            return near
        unit = nw.col(own("d"))
        if self.columns.is_number("target"):
            return near & (unit == 0)
        takes = self._planned("takes") & (unit != self.grid.dimensions[_RATIO])
        # Far below a target of money, the unit may be a slip, which the engine asks about.
        stated: nw.Expr = self._same_dimension() & (actual * NEAR >= target)
        return stated | (near & ((unit == 0) | takes))

    def _is_not_passed_far(self, actual: nw.Expr, target: nw.Expr, least: Fraction) -> nw.Expr:
        """Whether no deduction of the policy can concern the row: they begin at a completion."""
        if least <= 1 or max(least.numerator, least.denominator) > _MOST_PARTS:
            return nw.lit(value=False)
        return actual * least.denominator < target * least.numerator


_PLAN_TYPES: Mapping[str, Any] = {
    own("form"): nw.Int64,
    own("number"): nw.Int64,
    own("amount"): nw.Int64,
    own("dimension"): nw.Int64,
    own("takes"): nw.Boolean,
    own("most"): nw.Int64,
    own("most_amount"): nw.Int64,
}
