"""A decision policy as a query, so that a rule becomes a view in the office's own database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import cast

from attrs import frozen
from sqlglot import exp

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.axes import Axis, ChoiceAxis, NumberAxis
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.tables.answer_table import (
    AnswerColumn,
    AnswerIn,
    Cells,
    CellValue,
    answer_columns,
    cells_of,
)
from perfrules.expressions.sql import any_of, comparing, condition, require_dialect
from perfrules.policies.decisions.inputs import OTHER
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.values import EVERYTHING, IntervalSet, exact_text

_LARGEST = "1E40"
Build = Callable[[int], exp.Expr]


def policy_sql(
    policy: DecisionPolicy,
    axes: Mapping[str, Axis],
    answer_in: AnswerIn,
    dialect: str,
    table: str,
    columns: Mapping[str, str],
) -> str:
    """Return the query that adds the answers of a policy to the rows of a table.

    Raises:
        ValueError: an unknown dialect.
        DecisionError: PR874: too many combinations of segments; PR876: the policy computes with formulas;
            PR662: it has no inputs.
    """
    require_dialect(dialect)
    if policy.has_formulas:
        raise DecisionError(Diagnostic("PR876", {"policy": policy.id}))
    if not policy.inputs:
        raise DecisionError(Diagnostic("PR662", {"policy": policy.id}))
    cells = cells_of(axes, answer_in)
    named = {name: exp.column(columns.get(name, name), quoted=True) for name in axes}
    inputs = [_input(axis, named[name]) for name, axis in axes.items()]
    problems = [each for input_ in inputs for each in input_.problems]
    status, *others = answer_columns(policy.outputs, cells.answers)
    refused = any_of(rows for _, rows in problems)
    added = [_aliased(_status(status, problems, inputs, cells), status.name)]
    for each in others:
        chosen = _tree(inputs, cells, each.values)
        case = exp.Case(ifs=[exp.If(this=refused.copy(), true=exp.null())], default=chosen)
        added.append(_aliased(case, each.name))
    query = exp.select("*", *added).from_(exp.to_table(table, dialect=dialect))
    return query.sql(dialect=dialect, pretty=True)


def _aliased(expression: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(expression, name, quoted=True)


@frozen
class _Input:
    """An input in SQL: what is wrong with a row, and the choice between the groups of its segments."""

    problems: tuple[tuple[str, exp.Expr], ...]
    choose: Callable[[Sequence[int], Build], exp.Expr]


def _input(axis: Axis, column: exp.Expr) -> _Input:
    missing = ("PR540", exp.Is(this=column.copy(), expression=exp.null()))
    if isinstance(axis, ChoiceAxis):
        return _choice_input(axis, column, missing)
    return _number_input(cast(NumberAxis, axis), column, missing)


def _number_input(axis: NumberAxis, column: exp.Expr, missing: tuple[str, exp.Expr]) -> _Input:
    is_date = axis.input.type == "date"
    compare = comparing(column, is_date=is_date)
    thresholds = [Fraction(each, axis.scale) for each in axis.thresholds]

    def below(k: int) -> exp.Expr:
        return compare(exp.LTE if k % 2 else exp.LT, thresholds[k // 2])

    def choose(groups: Sequence[int], build: Build) -> exp.Expr:
        leaves: list[exp.Expr] = []
        ends: list[int] = []
        at = -1
        for group, run in groupby(groups):
            at += len(tuple(run))
            leaf = build(group)
            if leaves and leaves[-1] == leaf:
                ends[-1] = at
            else:
                leaves.append(leaf)
                ends.append(at)
        return _case(((below(end), leaf) for end, leaf in zip(ends, leaves[:-1], strict=False)), leaves[-1])

    problems = [missing]
    if not is_date:
        finite = exp.Between(
            this=column.copy(),
            low=exp.Neg(this=exp.Literal.number(_LARGEST)),
            high=exp.Literal.number(_LARGEST),
        )
        problems.append(("PR653", exp.Not(this=finite)))
    if isinstance(axis.input.domain, IntervalSet) and axis.input.domain != EVERYTHING:
        problems.append(("PR543", condition(EVERYTHING - axis.input.domain, compare)))
    step = axis.input.step
    if step is not None and not is_date:
        rest = exp.Mod(this=column.copy(), expression=exp.Literal.number(exact_text(step)))
        problems.append(("PR544", exp.NEQ(this=rest, expression=exp.Literal.number(0))))
    return _Input(tuple(problems), choose)


def _choice_input(axis: ChoiceAxis, column: exp.Expr, missing: tuple[str, exp.Expr]) -> _Input:
    choices = list(axis.segments)

    def is_among(members: Iterable[int]) -> exp.Expr:
        return exp.In(this=column.copy(), expressions=[_literal(choices[at]) for at in members])

    def choose(groups: Sequence[int], build: Build) -> exp.Expr:
        members: dict[int, list[int]] = {}
        for at, group in enumerate(groups):
            members.setdefault(group, []).append(at)
        rest = groups[axis.segments.get(OTHER, len(groups) - 1)]
        whens = [(is_among(ats), build(group)) for group, ats in members.items() if group != rest]
        return _case(whens, build(rest))

    problems = [missing]
    if not axis.input.is_open and axis.input.type == "choice":
        problems.append(("PR546", exp.Not(this=is_among(range(len(choices))))))
    return _Input(tuple(problems), choose)


def _case(whens: Iterable[tuple[exp.Expr, exp.Expr]], default: exp.Expr) -> exp.Expr:
    """A CASE; branches at its end that are equal to the default are left out."""
    kept = list(whens)
    while kept and kept[-1][1] == default:
        kept.pop()
    if not kept:
        return default
    return exp.Case(ifs=[exp.If(this=when, true=then) for when, then in kept], default=default)


def _tree(inputs: Sequence[_Input], cells: Cells, values: Sequence[CellValue]) -> exp.Expr:
    """The value of the cell that a row lies in, one input after the other."""

    def build(at: int, number: int) -> exp.Expr:
        if at == len(inputs):
            return _literal(values[number])
        size = cells.sizes[at]
        return inputs[at].choose(cells.groups[at], lambda group: build(at + 1, number * size + group))

    return build(0, 0)


def _status(
    status: AnswerColumn,
    problems: Sequence[tuple[str, exp.Expr]],
    inputs: Sequence[_Input],
    cells: Cells,
) -> exp.Expr:
    ifs = [exp.If(this=rows.copy(), true=exp.Literal.string(code)) for code, rows in problems]
    return exp.Case(ifs=ifs, default=_tree(inputs, cells, status.values))


def _literal(value: CellValue) -> exp.Expr:
    match value:
        case None:
            return exp.null()
        case bool():
            return exp.true() if value else exp.false()
        case date():
            return exp.cast(exp.Literal.string(value.isoformat()), "date")
        case int() | Decimal():
            return exp.Literal.number(f"{value:f}" if isinstance(value, Decimal) else str(value))
        case _:
            return exp.Literal.string(value)
