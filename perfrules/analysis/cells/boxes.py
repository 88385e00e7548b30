"""Sets of cells put together again: as few and as large boxes as can be had without much ado."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfrules.analysis.cells.table import Cells

MOST_PIECES = 60
"""Of so many pieces it is tried how far each can grow; of more it would take long."""


def fewest(cells: Iterable[Cells]) -> list[Cells]:
    """The same cells as few boxes that do not overlap.

    >>> cells = [(0b01, 0b010), (0b10, 0b100), (0b01, 0b100), (0b10, 0b001)]
    >>> len(joined(cells)), fewest(cells) == [(0b01, 0b110), (0b10, 0b101)]
    (3, True)
    """
    found = joined(cells)
    if not 2 < len(found) <= MOST_PIECES:
        return found
    grown = list(_grown(found))
    return grown if len(grown) < len(found) else found


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


def _grown(pieces: Sequence[Cells]) -> Iterator[Cells]:
    """One box after another, each grown as far as it can be, and what it has taken left out of the rest."""
    left = list(pieces)
    while left:
        box = max((_as_far_as(piece, left) for piece in left), key=_size)
        yield box
        left = joined(rest for piece in left for rest in without(piece, box))


def _as_far_as(piece: Cells, pieces: Sequence[Cells]) -> Cells:
    """The piece, grown on one axis after another over what other pieces have there."""
    for axis in range(len(piece)):
        for other in pieces:
            if other[axis] & ~piece[axis]:
                wider = (*piece[:axis], piece[axis] | other[axis], *piece[axis + 1 :])
                if _is_covered(wider, pieces):
                    piece = wider
    return piece


def _size(cells: Cells) -> int:
    size = 1
    for positions in cells:
        size *= positions.bit_count()
    return size


def _is_covered(cells: Cells, pieces: Iterable[Cells]) -> bool:
    left = [cells]
    for piece in pieces:
        left = [rest for each in left for rest in without(each, piece)]
        if not left:
            return True
    return False


def without(cells: Cells, hole: Cells) -> Iterator[Cells]:
    """The cells less others, as boxes that do not overlap.

    >>> list(without((0b11, 0b11), (0b01, 0b01)))
    [(2, 3), (1, 2)]
    """
    rest = cells
    if common(cells, hole) is None:
        yield cells
        return
    for axis, taken in enumerate(hole):
        kept = rest[axis] & ~taken
        if kept:
            yield (*rest[:axis], kept, *rest[axis + 1 :])
        rest = (*rest[:axis], rest[axis] & taken, *rest[axis + 1 :])


def common(left: Cells, right: Cells) -> Cells | None:
    """What is in both, None where that is nothing."""
    both = tuple(one & other for one, other in zip(left, right, strict=True))
    return both if all(both) else None
