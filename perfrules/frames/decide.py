"""Decide on every row of a dataframe with one policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, cast

import narwhals.stable.v2 as nw

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import similar
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.frames.by_cell import decide_cells
from perfrules.frames.errors import FrameError
from perfrules.frames.native import LazyFrame, beside, computed, in_polars, replaces_values, wrapped
from perfrules.frames.outcomes import OutcomeColumn, outcome_columns
from perfrules.frames.row_by_row import decide_rows

Native = TypeVar("Native")


def decide(
    policy: CompiledPolicy,
    frame: Native,
    *,
    columns: Mapping[str, str] | None = None,
    prefix: str = "",
    categories: bool = False,
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
        categories: Whether texts are added as categories, which is faster and takes a tenth of the memory:
            `Enum` of polars, `Categorical` of pandas, dictionaries of pyarrow. Databases and Spark have
            texts all the same.

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
    else:
        work = table
    outcomes = partial(
        outcome_columns,
        policy.policy.outputs,
        prefix=prefix,
        in_categories=categories and replaces_values(work),
    )
    if policy.policy.has_formulas:
        _require_exact(work, of_inputs.values())
        work, added = decide_rows(policy, work, of_inputs, outcomes)
    else:
        eager = isinstance(table, nw.DataFrame)
        work, added = decide_cells(policy, work, of_inputs, outcomes, eager=eager)
    if isinstance(table, nw.DataFrame):
        return cast("Native", beside(table, _in_memory(work, added)))
    return cast("Native", nw.to_native(work.select(*names, *(each.name for each in added))))


def _in_memory(work: LazyFrame, added: Sequence[OutcomeColumn]) -> nw.DataFrame[Any]:
    """The added columns; one with the same value in all rows is not computed and takes no memory."""
    names, constants = [each.name for each in added], [each for each in added if each.is_constant]
    varying = [each.name for each in added if each not in constants] or names
    values = (each.leaf(0).alias(each.name) for each in constants)
    return computed(work.select(*varying)).with_columns(*values).select(*names)


def _outputs(policy: CompiledPolicy) -> list[str]:
    return [each.name for each in policy.policy.outputs]


def _require_exact(frame: LazyFrame, columns: Iterable[str]) -> None:
    schema = frame.collect_schema()
    inexact = [name for name in columns if schema[name] == nw.Float32]
    if inexact:
        facts = ({"column": name, "type": str(schema[name])} for name in inexact)
        raise FrameError(*(Diagnostic("PR873", each) for each in facts))


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
