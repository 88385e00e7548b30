"""Decide on every row of a dataframe with one policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

import narwhals.stable.v2 as nw

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import similar
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.decisions.tables.answer_table import Cells, answer_columns, cells_of
from perfrules.frames.cuts import by_segment
from perfrules.frames.errors import FrameError
from perfrules.frames.input_columns import InputColumn, PolicyAxis, input_column
from perfrules.frames.lookup import FEW, located, looked_up
from perfrules.frames.native import LazyFrame, beside, computed, in_polars, wrapped
from perfrules.frames.outcomes import OutcomeColumn
from perfrules.frames.row_by_row import decide_rows

Native = TypeVar("Native")
_MARK = "perfrules_"


def decide(
    policy: CompiledPolicy,
    frame: Native,
    *,
    columns: Mapping[str, str] | None = None,
    prefix: str = "",
) -> Native:
    """Add what a policy decides on each row: `status`, `rules`, and a column for each output.

    Each row has the answer of `policy.decide`. A row that it refuses has the code of the diagnostic as its
    status and no answer. `status` is `decided`, `no-rule` (no rule holds and there is no default), `outside`
    (the policy does not govern the row), or a code such as `PR540` (a fact is missing). Added in 0.2.

    A policy that computes decides on each distinct row of its inputs once, in Python.

    Money and numbers may be whole numbers, decimals, texts (`1.5万元`) or floats of 64 bits; a float is the
    decimal that it is printed as. Choices are texts, days are dates.

    Args:
        policy: A compiled policy, as `load_policy` returns it.
        frame: A dataframe of polars (eager or lazy), pandas, pyarrow, DuckDB, Ibis or PySpark. A lazy one
            stays lazy, but the distinct values of a column of texts are collected.
        columns: The column of each input whose name is neither that of the input nor its title.
        prefix: The start of the names of the added columns.

    Returns:
        The frame with the added columns; lists of roles are texts (`分管领导、主要领导`).

    Raises:
        FrameError: PR870: not a dataframe; PR871: no column for an input; PR872: a column that would be
            added exists; PR873: floats of 32 bits; PR662: the policy has no inputs.
        DecisionError: PR874: too many combinations of segments.

    >>> import polars as pl
    >>> from perfrules import load_policy
    >>> ledger = pl.DataFrame({"amount": ["1000元", "3万元"], "category": ["日常支出", "日常支出"]})
    >>> decide(load_policy("chengde.expenditure-approval"), ledger)["rules"].to_list()
    ['finance-head', 'leaders、collective']
    """
    if not policy.policy.inputs:
        raise FrameError(Diagnostic("PR662", {"policy": policy.policy.id}))
    table = wrapped(frame)
    names = table.collect_schema().names()
    of_inputs = _columns_of_inputs(policy, names, columns or {})
    _require_new(names, [f"{prefix}{name}" for name in ("status", "rules", *_outputs(policy))])
    if isinstance(table, nw.DataFrame):
        work = in_polars(table, list(dict.fromkeys(of_inputs.values())))
        kept: list[str] = []
    else:
        work, kept = table, names
    if policy.policy.has_formulas:
        _require_exact(work, of_inputs.values())
        work, added = decide_rows(policy, work, of_inputs, prefix)
    else:
        work, added = _decided(policy, work, of_inputs, prefix)
    work = work.select(*kept, *(each.name for each in added))
    made = beside(table, computed(work)) if isinstance(table, nw.DataFrame) else nw.to_native(work)
    return cast("Native", made)


def _outputs(policy: CompiledPolicy) -> list[str]:
    return [each.name for each in policy.policy.outputs]


def _require_exact(frame: LazyFrame, columns: Iterable[str]) -> None:
    schema = frame.collect_schema()
    inexact = [name for name in columns if schema[name] == nw.Float32]
    if inexact:
        facts = ({"column": name, "type": str(schema[name])} for name in inexact)
        raise FrameError(*(Diagnostic("PR873", each) for each in facts))


def _decided(
    policy: CompiledPolicy, work: LazyFrame, of_inputs: Mapping[str, str], prefix: str
) -> tuple[LazyFrame, list[OutcomeColumn]]:
    """Add the answers of a policy without formulas as expressions."""
    cells = cells_of(policy.axes, policy.answer_in)
    added = [OutcomeColumn(each) for each in answer_columns(policy.policy.outputs, cells.answers, prefix)]
    inputs: list[InputColumn] = []
    for at, (name, axis) in enumerate(policy.axes.items()):
        work, column = input_column(work, cast("PolicyAxis", axis), of_inputs[name], f"{_MARK}{at}_")
        inputs.append(column)
    return _with_outcomes(work, inputs, cells, added), added


def _columns_of_inputs(
    policy: CompiledPolicy, names: Sequence[str], columns: Mapping[str, str]
) -> dict[str, str]:
    """The column of each input: the one that is given, else that of its name, else that of its title."""
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for input_ in policy.policy.inputs:
        given = columns.get(input_.name)
        wanted = (input_.name, input_.title) if given is None else (given,)
        column = next((each for each in wanted if each in names), None)
        if column is None:
            problems.append(Diagnostic("PR871", {"input": wanted[0], **similar(wanted[0], names)}))
        else:
            found[input_.name] = column
    if problems:
        raise FrameError(*problems)
    return found


def _require_new(names: Sequence[str], added: Sequence[str]) -> None:
    taken = [name for name in added if name in names]
    if taken:
        raise FrameError(*(Diagnostic("PR872", {"column": name}) for name in taken))


def _with_outcomes(
    frame: LazyFrame, inputs: Sequence[InputColumn], cells: Cells, added: Sequence[OutcomeColumn]
) -> LazyFrame:
    problem = f"{_MARK}problem"
    frame = frame.with_columns(_first(each.status for each in inputs).alias(problem))
    if len(inputs) == 1 and len(cells.answers) <= FEW:
        found = {each.name: _selected(inputs[0], cells.groups[0], each) for each in added}
    else:
        frame, found = _by_cell(frame, inputs, cells, added)
    sound = nw.col(problem).is_null()
    status, *others = added
    return frame.with_columns(
        nw.when(sound).then(found[status.name]).otherwise(nw.col(problem)).alias(status.name),
        *(nw.when(sound).then(found[each.name]).alias(each.name) for each in others),
    )


def _first(statuses: Iterable[nw.Expr]) -> nw.Expr:
    first, *others = statuses
    return nw.coalesce(first, *others) if others else first


def _selected(input_: InputColumn, groups: Sequence[int], column: OutcomeColumn) -> nw.Expr:
    """The value of an added column by the segment of the only input."""
    leaves, keys = [column.leaf(at) for at in groups], [column.key(at) for at in groups]
    return input_.select(leaves, keys)


def _by_cell(
    frame: LazyFrame, inputs: Sequence[InputColumn], cells: Cells, added: Sequence[OutcomeColumn]
) -> tuple[LazyFrame, dict[str, nw.Expr]]:
    """The values of the added columns by the number of the cell that a row lies in."""
    number = nw.lit(0)
    for at, (input_, groups, size) in enumerate(zip(inputs, cells.groups, cells.sizes, strict=True)):
        frame, group = located(frame, input_, groups, f"{_MARK}{at}_group")
        number = number * size + group
    cell = f"{_MARK}cell"
    frame = frame.with_columns(number.alias(cell))
    count = len(cells.answers)
    if count <= FEW:
        return frame, {each.name: _of_cell(cell, each, count) for each in added}
    marked = {f"{_MARK}{at}_found": each for at, each in enumerate(added)}
    frame = looked_up(frame, cell, marked)
    return frame, {each.name: nw.col(name) for name, each in marked.items()}


def _of_cell(cell: str, column: OutcomeColumn, count: int) -> nw.Expr:
    leaves, keys = [column.leaf(at) for at in range(count)], [column.key(at) for at in range(count)]
    return by_segment(leaves, keys, lambda k: nw.col(cell) <= k)
