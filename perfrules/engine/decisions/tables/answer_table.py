"""The answers of a policy as a table: a cell for each combination of segments, a column for each output.

Dataframes and SQL give each row the answer of its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import product
from math import prod
from typing import Any, Literal, Protocol, TypeAlias

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.answers import Answer
from perfrules.engine.decisions.axes import Axis
from perfrules.engine.decisions.errors import ConflictError, DecisionError
from perfrules.engine.decisions.sentences import fact_text
from perfrules.policies.decisions.inputs import MEASURED
from perfrules.policies.decisions.outputs import Output, Value
from perfrules.values import Quantity

MOST_CELLS = 1 << 16
_MOST_PLACES = 18

AnswerIn: TypeAlias = Callable[[Sequence[int]], Answer]
ColumnType = Literal["text", "boolean", "date", "count", "decimal"]
CellValue: TypeAlias = "str | bool | int | date | Decimal | None"


class Answered(Protocol):
    """An answer or a decision: whether the policy governs it, its rules, its outcome."""

    @property
    def governed(self) -> bool:
        """Whether the policy governs the facts."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that make the outcome."""

    @property
    def outcome(self) -> Mapping[str, Value] | None:
        """The value of each output, or None."""


@frozen
class Cells:
    """`groups` has, per input, the group of each segment; `sizes` how many groups an input has.

    `answers` has the answer of each cell, or the code of the conflict in it. The number of a cell is that
    of its groups read as digits, the first input being the highest.
    """

    groups: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    answers: tuple[Answer | str, ...]

    def number(self, groups: Sequence[int]) -> int:
        """Return the number of the cell of some groups.

        >>> Cells(((0, 1), (0, 1, 2)), (2, 3), ()).number((1, 2))
        5
        """
        return reduce(lambda number, at: number * at[1] + at[0], zip(groups, self.sizes, strict=True), 0)


@frozen
class AnswerColumn:
    """A column of answers: its name, type, decimal places, and its value in each cell, None for a null."""

    name: str
    type: ColumnType
    values: tuple[CellValue, ...]
    places: int = 0


def cells_of(axes: Mapping[str, Axis], answer_in: AnswerIn) -> Cells:
    """Group the segments that lie in the same rules, and answer for each combination of groups.

    Raises:
        DecisionError: PR874: there are more than 65,536 combinations.

    >>> from perfrules.engine.loading import load_policy
    >>> approval = load_policy("chengde.expenditure-approval")
    >>> cells_of(approval.axes, approval.answer_in).sizes
    (5, 2)
    """
    groups: list[tuple[int, ...]] = []
    first: list[list[int]] = []
    for axis in axes.values():
        numbers: dict[int, int] = {}
        groups.append(tuple(numbers.setdefault(mask, len(numbers)) for mask in axis.masks))
        first.append([groups[-1].index(number) for number in range(len(numbers))])
    sizes = tuple(map(len, first))
    if prod(sizes) > MOST_CELLS:
        raise DecisionError(Diagnostic("PR874", {"count": str(prod(sizes)), "most": str(MOST_CELLS)}))
    return Cells(tuple(groups), sizes, tuple(_answer(answer_in, segments) for segments in product(*first)))


def _answer(answer_in: AnswerIn, segments: tuple[int, ...]) -> Answer | str:
    try:
        return answer_in(segments)
    except ConflictError as error:
        return error.code


def answer_columns(
    outputs: Sequence[Output], answers: Sequence[Answered | str], prefix: str = ""
) -> tuple[AnswerColumn, ...]:
    """Return the columns `status` and `rules`, then one for each output.

    Amounts are decimals in the output's unit, days, truth values and counts are such; all other values are
    text: lists are joined by 、, alternatives by 或.

    >>> from perfrules.engine.loading import load_policy
    >>> approval = load_policy("chengde.expenditure-approval")
    >>> cells = cells_of(approval.axes, approval.answer_in)
    >>> [each.name for each in answer_columns(approval.policy.outputs, cells.answers)]
    ['status', 'rules', 'document', 'sign_off', 'deliberation']
    """
    status = AnswerColumn(f"{prefix}status", "text", tuple(map(_status, answers)))
    rules = AnswerColumn(f"{prefix}rules", "text", tuple(map(_rules, answers)))
    return (status, rules, *(_of_output(each, answers, prefix) for each in outputs))


def _status(answer: Answered | str) -> str:
    if isinstance(answer, str):
        return answer
    if not answer.governed:
        return "outside"
    return "no-rule" if answer.outcome is None else "decided"


def _rules(answer: Answered | str) -> str | None:
    if isinstance(answer, str) or not answer.rules:
        return None
    return "、".join(answer.rules)


def _of_output(output: Output, answers: Sequence[Answered | str], prefix: str) -> AnswerColumn:
    values = [_value(answer, output.name) for answer in answers]
    known = [value for value in values if value is not None]
    name = f"{prefix}{output.name}"
    type_ = _plain_type(output, known)
    if type_ is not None:
        return AnswerColumn(name, type_, tuple(values))  # type: ignore[arg-type] # all of the type that is named
    places = _places(known) if output.type in MEASURED else None
    if places is not None:
        return AnswerColumn(name, "decimal", tuple(_decimal(value, places) for value in values), places)
    join = "或" if output.type == "any-of" else "、"
    return AnswerColumn(name, "text", tuple(_text(value, join) for value in values))


def _value(answer: Answered | str, output: str) -> Value | None:
    if isinstance(answer, str) or answer.outcome is None:
        return None
    value: Value | None = answer.outcome.get(output)
    return value


def _plain_type(output: Output, known: Sequence[Value]) -> ColumnType | None:
    """The type of a column whose values stay as they are."""
    if output.type == "boolean" and all(isinstance(value, bool) for value in known):
        return "boolean"
    if output.type == "date" and all(isinstance(value, date) for value in known):
        return "date"
    if output.combine == "count" and known and all(type(value) is int for value in known):
        return "count"
    return None


def _places(values: Sequence[Value]) -> int | None:
    """The decimal places that all quantities need; None where one is not a decimal, or not a quantity."""
    places = 0
    for value in values:
        if not isinstance(value, Quantity):
            return None
        while (value.value * 10**places).denominator != 1:
            places += 1
            if places > _MOST_PLACES:
                return None
    return places


def _decimal(value: Any, places: int) -> Decimal | None:
    if value is None:
        return None
    number = value.value * 10**places
    return Decimal(number.numerator).scaleb(-places)


def _text(value: Value | None, join: str) -> str | None:
    if value is None:
        return None
    return join.join(map(fact_text, value)) if isinstance(value, tuple) else fact_text(value)
