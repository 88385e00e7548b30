"""The cells of a compiled policy: combinations of segments that its rules cannot tell apart, with answers."""

from __future__ import annotations

from itertools import product
from math import prod

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.answers import Answer
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.decisions.errors import ConflictError
from perfrules.frames.errors import FrameError

MOST_CELLS = 1 << 16


@frozen
class Cells:
    """`groups` has, per input, the group of each segment; `sizes` how many groups an input has.

    `answers` has the answer of each cell, or the code of the conflict in it. The number of a cell is that
    of its groups read as digits, the first input being the highest.
    """

    groups: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    answers: tuple[Answer | str, ...]


def cells_of(policy: CompiledPolicy) -> Cells:
    """Group the segments that lie in the same rules, and answer for each combination of groups.

    Raises:
        FrameError: PR874: there are more than 65,536 combinations.

    >>> from perfrules.engine.loading import load_policy
    >>> cells_of(load_policy("chengde.expenditure-approval")).sizes
    (5, 2)
    """
    groups: list[tuple[int, ...]] = []
    first: list[list[int]] = []
    for axis in policy.axes.values():
        numbers: dict[int, int] = {}
        groups.append(tuple(numbers.setdefault(mask, len(numbers)) for mask in axis.masks))
        first.append([groups[-1].index(number) for number in range(len(numbers))])
    sizes = tuple(map(len, first))
    if prod(sizes) > MOST_CELLS:
        raise FrameError(Diagnostic("PR874", {"count": str(prod(sizes)), "most": str(MOST_CELLS)}))
    return Cells(tuple(groups), sizes, tuple(_answer(policy, segments) for segments in product(*first)))


def _answer(policy: CompiledPolicy, segments: tuple[int, ...]) -> Answer | str:
    try:
        return policy.answer_in(segments)
    except ConflictError as error:
        return error.code
