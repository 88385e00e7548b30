"""Decisions of policies without formulas: the cell that each row lies in, and the answer of the cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import and_
from typing import TypeVar, cast

import narwhals.stable.v2 as nw
from attrs import evolve

from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.decisions.tables.answer_table import Cells, cells_of
from perfrules.frames.cuts import by_segment
from perfrules.frames.input_columns import InputColumn, PolicyAxis, input_column
from perfrules.frames.lookup import FEW, located, looked_up
from perfrules.frames.native import LazyFrame, computed, replaces_values
from perfrules.frames.outcomes import OutcomeColumn, Outcomes
from perfrules.frames.problem_codes import ProblemCodes

_Value = TypeVar("_Value")
_MARK = "perfrules_"
_PROBLEM, _CELL = f"{_MARK}problem", f"{_MARK}cell"


def decide_cells(
    policy: CompiledPolicy, frame: LazyFrame, columns: Mapping[str, str], outcomes: Outcomes, *, eager: bool
) -> tuple[LazyFrame, list[OutcomeColumn]]:
    """Add what a policy decides on each row, as expressions.

    Args:
        policy: A policy without formulas.
        frame: A lazy frame.
        columns: The column of each input.
        outcomes: Makes the columns that are added.
        eager: Whether the rows are in memory, so that they can be looked at first.

    Returns:
        The frame, and the columns that were added.
    """
    cells = cells_of(policy.axes, policy.answer_in)
    codes, inputs = ProblemCodes(len(cells.answers)), list[InputColumn]()
    for at, (name, axis) in enumerate(policy.axes.items()):
        mark = f"{_MARK}{at}_"
        frame, column = input_column(frame, cast("PolicyAxis", axis), columns[name], mark, codes)
        inputs.append(column)
    if eager and _all_are_sound(frame, inputs):
        cells = _inside_only(cells, inputs)
        added = outcomes(cells.answers)
        return _with_answers(frame, inputs, cells, added), added
    frame = frame.with_columns(_first(each.problem for each in inputs).alias(_PROBLEM))
    added = outcomes([*cells.answers, *codes.known])
    return _with_answers(frame, inputs, cells, added, nw.col(_PROBLEM)), added


def _all_are_sound(frame: LazyFrame, inputs: Sequence[InputColumn]) -> bool:
    sound = reduce(and_, (each.is_sound for each in inputs))
    return bool(computed(frame.select(sound.all().alias(_PROBLEM)))[_PROBLEM].item())


def _inside_only(cells: Cells, inputs: Sequence[InputColumn]) -> Cells:
    """Give what is outside a domain, where no row is, the group and the answer of a neighbour."""
    groups = tuple(
        _of_neighbours(own, input_.inside) for own, input_ in zip(cells.groups, inputs, strict=True)
    )
    inside = set(map(cells.number, product(*map(set, groups))))
    is_inside = [number in inside for number in range(len(cells.answers))]
    return evolve(cells, groups=groups, answers=_of_neighbours(cells.answers, is_inside))


def _of_neighbours(values: Sequence[_Value], inside: Sequence[bool]) -> tuple[_Value, ...]:
    """The values, where those outside are replaced by the one before them, or by the first one inside."""
    made, last = [], values[inside.index(True)]
    for value, is_inside in zip(values, inside, strict=True):
        last = value if is_inside else last
        made.append(last)
    return tuple(made)


def _with_answers(
    frame: LazyFrame,
    inputs: Sequence[InputColumn],
    cells: Cells,
    added: Sequence[OutcomeColumn],
    problem: nw.Expr | None = None,
) -> LazyFrame:
    """Add the columns; `problem` is the number of each row's problem, None where no row has one."""
    few_numbers = len(cells.answers) <= FEW and all(each.is_number for each in added)
    looks_up = replaces_values(frame) and not few_numbers
    add = _with_looked_up if looks_up else _with_chosen
    return add(frame, inputs, cells, added, problem)


def _with_looked_up(
    frame: LazyFrame,
    inputs: Sequence[InputColumn],
    cells: Cells,
    added: Sequence[OutcomeColumn],
    problem: nw.Expr | None,
) -> LazyFrame:
    """Add the columns by one number a row: that of its cell, or that of its problem."""
    frame, number = _cell(frame, inputs, cells)
    if problem is not None:
        number = nw.when(problem.is_null()).then(number).otherwise(problem)
    frame = frame.with_columns(number.cast(nw.UInt32).alias(_CELL))
    return looked_up(frame, _CELL, {each.name: each for each in added})


def _with_chosen(
    frame: LazyFrame,
    inputs: Sequence[InputColumn],
    cells: Cells,
    added: Sequence[OutcomeColumn],
    problem: nw.Expr | None,
) -> LazyFrame:
    """Add the columns by conditions or, for many cells, by a table that is joined."""
    count = len(cells.answers)
    if len(inputs) == 1 and count <= FEW:
        found = {each.name: _selected(inputs[0], cells.groups[0], each) for each in added}
    else:
        frame, found = _by_cell(frame, inputs, cells, added)
    if problem is None:
        return frame.with_columns(value.alias(name) for name, value in found.items())
    status, *others = added
    code = _of_number(_PROBLEM, status, range(count, len(status.values)))
    sound = problem.is_null()
    return frame.with_columns(
        nw.when(sound).then(found[status.name]).otherwise(code).alias(status.name),
        *(nw.when(sound).then(found[each.name]).alias(each.name) for each in others),
    )


def _first(problems: Iterable[nw.Expr]) -> nw.Expr:
    first, *others = problems
    return nw.coalesce(first, *others) if others else first


def _selected(input_: InputColumn, groups: Sequence[int], column: OutcomeColumn) -> nw.Expr:
    """The value of an added column by the segment of the only input."""
    leaves, keys = [column.leaf(at) for at in groups], [column.key(at) for at in groups]
    return input_.select(leaves, keys)


def _cell(frame: LazyFrame, inputs: Sequence[InputColumn], cells: Cells) -> tuple[LazyFrame, nw.Expr]:
    """The number of the cell that a row lies in."""
    number: nw.Expr | None = None
    for at, (input_, groups, size) in enumerate(zip(inputs, cells.groups, cells.sizes, strict=True)):
        frame, group = located(frame, input_, groups, f"{_MARK}{at}_group")
        number = group if number is None else number * size + group
    return frame, nw.lit(0) if number is None else number


def _by_cell(
    frame: LazyFrame, inputs: Sequence[InputColumn], cells: Cells, added: Sequence[OutcomeColumn]
) -> tuple[LazyFrame, dict[str, nw.Expr]]:
    """The values of the added columns by the number of the cell that a row lies in."""
    frame, number = _cell(frame, inputs, cells)
    frame = frame.with_columns(number.alias(_CELL))
    count = len(cells.answers)
    if count <= FEW:
        return frame, {each.name: _of_number(_CELL, each, range(count)) for each in added}
    marked = {f"{_MARK}{at}_found": each for at, each in enumerate(added)}
    frame = looked_up(frame, _CELL, marked)
    return frame, {each.name: nw.col(name) for name, each in marked.items()}


def _of_number(number: str, column: OutcomeColumn, numbers: range) -> nw.Expr:
    """The values of a stretch of numbers."""
    leaves, keys = [column.leaf(at) for at in numbers], [column.key(at) for at in numbers]
    return by_segment(leaves, keys, lambda k: nw.col(number) <= numbers[k])
