"""Sets of cells that are boxes: what two have in common, what one leaves of another, merging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import and_

from perfrules.analysis.cells.effort import Effort
from perfrules.analysis.cells.table import Cells


def common(left: Cells, right: Cells) -> Cells | None:
    """What is in both, None if that is nothing."""
    both = tuple(map(and_, left, right))
    return both if all(both) else None


def is_inside(inner: Cells, outer: Cells) -> bool:
    """Whether one box lies in another.

    >>> is_inside((0b01, 0b10), (0b11, 0b10)), is_inside((0b01, 0b11), (0b11, 0b10))
    (True, False)
    """
    return tuple(map(and_, inner, outer)) == inner


def without(cells: Cells, hole: Cells) -> Iterator[Cells]:
    """The cells less others that they have in part, as boxes that do not overlap.

    >>> list(without((0b11, 0b11), (0b01, 0b01)))
    [(2, 3), (1, 2)]
    """
    rest = cells
    for axis, taken in enumerate(hole):
        kept = rest[axis] & ~taken
        if kept:
            yield (*rest[:axis], kept, *rest[axis + 1 :])
        rest = (*rest[:axis], rest[axis] & taken, *rest[axis + 1 :])


def outside(cells: Cells, holes: Sequence[Cells], effort: Effort) -> Iterator[Cells]:
    """What of some cells lies outside boxes, in boxes that do not overlap.

    Boxes that are added to `holes` while this is iterated over are left out from then on.

    Raises:
        TooLongError: it takes more steps than are left.
    """
    pending = [(cells, 0)]
    while pending:
        rest, at = pending.pop()
        effort.spend()
        while at < len(holes) and common(rest, holes[at]) is None:
            at += 1
        if at == len(holes):
            yield rest
        else:
            pending += ((each, at + 1) for each in without(rest, holes[at]))


def merged(cells: Iterable[Cells]) -> list[Cells]:
    """The same cells; boxes that differ on one axis alone are merged until none do.

    >>> merged([(0b01, 0b1), (0b10, 0b1), (0b100, 0b10)])
    [(3, 1), (4, 2)]
    """
    found = list(dict.fromkeys(cells))
    while len(found) > 1:
        before = len(found)
        for axis in range(len(found[0])):
            found = _merged_along(axis, found)
        if len(found) == before:
            break
    return found


def _merged_along(axis: int, cells: Iterable[Cells]) -> list[Cells]:
    union: dict[Cells, int] = {}
    for each in cells:
        rest = each[:axis] + each[axis + 1 :]
        union[rest] = union.get(rest, 0) | each[axis]
    return [(*rest[:axis], positions, *rest[axis:]) for rest, positions in union.items()]


def size_of(cells: Cells) -> int:
    """How many cells there are.

    >>> size_of((0b11, 0b111))
    6
    """
    size = 1
    for positions in cells:
        size *= positions.bit_count()
    return size
