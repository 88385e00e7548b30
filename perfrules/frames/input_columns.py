"""The columns of a policy's inputs: which segment each row lies in, and which rows cannot be decided on."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

import narwhals.stable.v2 as nw
from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.axes import ChoiceAxis, NumberAxis, UnlocatedError
from perfrules.engine.decisions.errors import FactError
from perfrules.engine.decisions.facts import read_fact
from perfrules.engine.decisions.python_values import TOO_LARGE
from perfrules.frames.cuts import by_segment
from perfrules.frames.errors import FrameError
from perfrules.frames.native import LazyFrame
from perfrules.frames.number_columns import (
    DayColumn,
    DecimalColumn,
    FloatColumn,
    IntegerColumn,
    NumberColumn,
    places_of,
)
from perfrules.frames.problem_codes import Problem, ProblemCodes, any_of
from perfrules.frames.texts import read_once
from perfrules.policies.decisions.inputs import OTHER, Input

_DOMAIN = 1
"""The bit of a segment's mask that says that it is in the input's domain."""
_WHOLE_NUMBERS = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32)
_MOST_COMPARED = 32
"""Choices up to this number are compared one by one; more are looked up by distinct value."""
_AS_TEXT = (nw.Categorical, nw.Enum, nw.Decimal, nw.UInt64)
"""Types whose values are read from their text, which is exact."""

_LARGEST, _SMALLEST = float(TOO_LARGE), 1e-23
"""Floats outside have more digits than the engine reads; the smallest have up to 17 behind their zeros."""

PolicyAxis: TypeAlias = NumberAxis | ChoiceAxis


class InputColumn(Protocol):
    """The column of one input, ready for expressions.

    `problem` is the number of the code of the first problem of each row, null where it can be decided on;
    `is_sound` says whether it can, at less cost. `inside` says which segments are in the domain.
    """

    @property
    def problem(self) -> nw.Expr:
        """The number of the code of the first problem, or null."""

    @property
    def is_sound(self) -> nw.Expr:
        """Whether a row has no problem; never null."""

    @property
    def inside(self) -> Sequence[bool]:
        """Whether each segment is in the domain of the input."""

    def select(self, leaves: Sequence[nw.Expr], keys: Sequence[Hashable]) -> nw.Expr:
        """Return the leaf of the segment that each row lies in; equal keys mean equal leaves."""


@frozen
class OrderedColumn:
    """A column whose segments have an order: `ends` has the last number of each segment but the last."""

    name: str
    numbers: NumberColumn
    ends: Sequence[float]
    inside: Sequence[bool]
    problem: nw.Expr = field(factory=lambda: nw.lit(None))
    is_sound: nw.Expr = field(factory=lambda: nw.lit(value=True))

    def select(self, leaves: Sequence[nw.Expr], keys: Sequence[Hashable]) -> nw.Expr:
        """Halve the segments."""
        return by_segment(leaves, keys, self._below)

    def _below(self, k: int) -> nw.Expr:
        return self.numbers.values <= self.numbers.literal(self.ends[k])


@frozen
class ChosenColumn:
    """A column of choices or truth values, each a segment of its own; `other` is that of unlisted texts."""

    values: nw.Expr
    choices: Sequence[str | bool]
    other: int | None
    inside: Sequence[bool]
    problem: nw.Expr
    is_sound: nw.Expr

    def select(self, leaves: Sequence[nw.Expr], keys: Sequence[Hashable]) -> nw.Expr:
        """Compare with the choices of each group; unlisted texts need none."""
        groups: dict[Hashable, list[int]] = {}
        for at, key in enumerate(keys):
            groups.setdefault(key, []).append(at)
        rest = len(keys) - 1 if self.other is None else self.other
        last = groups.pop(keys[rest])
        selected = leaves[last[0]]
        for members in groups.values():
            chosen = self.values.is_in([self.choices[at] for at in members])
            selected = nw.when(chosen).then(leaves[members[0]]).otherwise(selected)
        return selected


def input_column(
    frame: LazyFrame, axis: PolicyAxis, column: str, mark: str, codes: ProblemCodes
) -> tuple[LazyFrame, InputColumn]:
    """Prepare the column of an input; a column of texts adds what was read to the frame.

    Args:
        frame: The frame.
        axis: The axis of the input in the compiled policy.
        column: The name of its column.
        mark: The start of the names of columns that are added.
        codes: The codes of problems, to which those of this column are added.

    Raises:
        FrameError: PR873: a column of floats of 32 bits, which are not the decimals that people wrote.
    """
    type_ = frame.collect_schema()[column]
    if type_ == nw.Float32:
        raise FrameError(Diagnostic("PR873", {"column": column, "type": str(type_)}))
    if isinstance(axis, ChoiceAxis):
        if len(axis.segments) <= _MOST_COMPARED and type_ == _type_of_choices(axis):
            return frame, _chosen(axis, nw.col(column), codes)
        return _by_value(frame, axis, column, mark, codes)
    numbers = _number_column(axis.input, column, type_)
    if numbers is None:
        return _by_value(frame, axis, column, mark, codes)
    return frame, _ordered(axis, numbers, column, codes, is_float=type_ == nw.Float64)


def _type_of_choices(axis: ChoiceAxis) -> Any:
    return nw.Boolean if axis.input.type == "boolean" else nw.String


def _chosen(axis: ChoiceAxis, values: nw.Expr, codes: ProblemCodes) -> ChosenColumn:
    choices = list(axis.segments)
    problems = [("PR540", values.is_null())]
    if not axis.input.is_open and axis.input.type == "choice":
        problems.append(("PR546", ~values.is_in(choices)))
    other = axis.segments.get(OTHER)
    return ChosenColumn(values, choices, other, _inside(axis), codes.first(problems), ~any_of(problems))


def _number_column(input_: Input, column: str, type_: Any) -> NumberColumn | None:
    """The comparisons that the type of the column allows; None where each value is read by the engine."""
    values = nw.col(column)
    if input_.type == "date":
        return DayColumn(values) if type_ == nw.Date else None
    if type_ in _WHOLE_NUMBERS:
        return IntegerColumn(values.cast(nw.Int64))
    if type_ == nw.Float64:
        return FloatColumn(values)
    if type_ == nw.Decimal and (input_.step is None or places_of(input_.step) is not None):
        return DecimalColumn(values, type_.scale)
    return None


def _ordered(
    axis: NumberAxis, numbers: NumberColumn, column: str, codes: ProblemCodes, *, is_float: bool
) -> OrderedColumn:
    ends = numbers.lasts([Fraction(each, axis.scale) for each in axis.thresholds])
    inside = _inside(axis)
    bare = OrderedColumn(column, numbers, ends, inside)
    others = []
    if not all(inside):
        others.append(("PR543", bare.select([nw.lit(not each) for each in inside], inside)))
    others += numbers.problems(axis.input.step)
    missing = ("PR540", numbers.values.is_null())
    problems = [missing, *(_sizes(numbers.values) if is_float else ()), *others]
    is_sound = ~any_of([missing, *others])
    if is_float:
        is_sound = is_sound & _is_usual(numbers.values)
    return evolve(bare, problem=codes.first(problems), is_sound=is_sound)


def _sizes(values: nw.Expr) -> list[Problem]:
    """The floats that no one writes: what is not a number, and what is too large or too small."""
    size = values.abs()
    extreme = (size > _LARGEST) | ((size > 0) & (size < _SMALLEST))
    return [("PR653", ~values.is_finite()), ("PR654", extreme)]


def _is_usual(values: nw.Expr) -> nw.Expr:
    """Whether floats are none of those, by fewer and cheaper operations; false for NaN."""
    inner = (values >= _SMALLEST) | (values == 0) | (values <= -_SMALLEST)
    return (values <= _LARGEST) & inner & (values >= -_LARGEST)


def _inside(axis: PolicyAxis) -> list[bool]:
    return [bool(mask & _DOMAIN) for mask in axis.masks]


def _by_value(
    frame: LazyFrame, axis: PolicyAxis, column: str, mark: str, codes: ProblemCodes
) -> tuple[LazyFrame, OrderedColumn]:
    segment, problem = f"{mark}segment", f"{mark}problem"
    if frame.collect_schema()[column] in _AS_TEXT:
        text = f"{mark}text"
        frame, column = frame.with_columns(nw.col(column).cast(nw.String).alias(text)), text
    frame = read_once(
        frame, column, {segment: nw.Int64, problem: nw.Int32}, lambda value: _read(axis, value, codes)
    )
    missing = nw.col(segment).is_null()
    first = nw.when(missing).then(codes.literal("PR540")).otherwise(nw.col(problem))
    numbers = IntegerColumn(nw.col(segment))
    ends, is_sound = range(len(axis.masks) - 1), ~missing & nw.col(problem).is_null()
    return frame, OrderedColumn(segment, numbers, ends, _inside(axis), first, is_sound)


def _read(axis: PolicyAxis, value: object, codes: ProblemCodes) -> tuple[int, int | None]:
    """The segment of a value, and the number of the code of what is wrong with it."""
    try:
        segment = axis.locate(value)
        if axis.masks[segment] & _DOMAIN:
            return segment, None
    except UnlocatedError:
        segment = 0
    try:
        read_fact(axis.input, value)
    except FactError as error:
        return segment, codes.number(error.code)
    raise AssertionError(f"{value!r} is a fact of {axis.input.name} outside every segment")
