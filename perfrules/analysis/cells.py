"""Sets of cells put together again: as few and as large boxes as can be had without much ado."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.analysis.table import Cells


def joined(cells: Iterable[Cells]) -> list[Cells]:
    """The same cells, any two that differ on one axis alone made into one, as long as there are such.

    >>> joined([(0b01, 0b1), (0b10, 0b1), (0b100, 0b10)])
    [(3, 1), (4, 2)]
    """
    found = list(dict.fromkeys(cells))
    while True:
        before = len(found)
        for axis in range(len(found[0]) if found else 0):
            found = _joined_along(axis, found)
        if len(found) == before:
            return found


def _joined_along(axis: int, cells: Iterable[Cells]) -> list[Cells]:
    union: dict[Cells, int] = {}
    for each in cells:
        rest = each[:axis] + each[axis + 1 :]
        union[rest] = union.get(rest, 0) | each[axis]
    return [(*rest[:axis], positions, *rest[axis:]) for rest, positions in union.items()]


def common(left: Cells, right: Cells) -> Cells | None:
    """What is in both, None where that is nothing."""
    both = tuple(one & other for one, other in zip(left, right, strict=True))
    return both if all(both) else None
