"""Search a region for the places that answer a question: ask for one box at a time, then split by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.splitting import Splitter
from perfrules.analysis.cells.table import Cells, Table

Found = TypeVar("Found")


@frozen
class Ask:
    """The answer depends on whether any of some `boxes` hold."""

    boxes: int


@frozen
class Answered(Generic[Found]):
    """The answer throughout a region."""

    found: Found


Question: TypeAlias = Callable[[int, int], "Answered[Found] | Ask | None"]
"""Asked with the boxes that hold throughout a region, and those that hold in a part of it only.

None says that nothing in the region is of interest.
"""


def answers_in(
    table: Table,
    within: Cells,
    boxes: int,
    question: Question[Found],
    effort: Effort,
    *,
    quick: bool = False,
) -> Iterator[tuple[Cells, Found]]:
    """Regions that do not overlap, each with its answer: all facts in some cells that are of interest.

    A quick search for facts soon gives up.

    Raises:
        TooLongError: the search takes more steps than are left, or does not know whether a region has facts.
    """
    splitter = Splitter(table)
    pending = [splitter.part(within, boxes)] if all(within) else []
    unknown = False
    while pending:
        part = pending.pop()
        effort.spend()
        certain, one_short, two_short = part.nearly_covering()
        answer = question(certain, part.boxes & ~certain)
        if isinstance(answer, Ask):
            box = splitter.largest(part, answer.boxes, one_short if answer.boxes & one_short else two_short)
            outside, inside = splitter.split_off(part, box)
            pending.append(inside)
            pending += reversed(outside)
        elif answer is not None:
            has_facts = table.has_facts(part.cells, quick=quick)
            unknown |= has_facts is None
            if has_facts:
                yield part.cells, answer.found
    if unknown:
        raise TooLongError
