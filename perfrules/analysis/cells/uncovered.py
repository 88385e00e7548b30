"""The facts that no box covers: found by splitting off one box at a time, listed as maximal boxes.

To find out whether such a fact exists is coNP-hard, so every search has a limit of steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import islice
from operator import and_
from typing import Literal

from attrs import frozen

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.boxes import is_inside, outside, size_of
from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.splitting import Part, Splitter
from perfrules.analysis.cells.table import Cells, Table

Rest = Literal["none", "more", "unknown"]

_FEW = 12
"""Up to this number of boxes, a region is split by one of them instead of cut."""
_TRIED_CUTS = 6


def widest(rests: Iterable[Rest]) -> Rest:
    """Of what several lists leave out the worst.

    >>> widest(["none", "unknown", "more"])
    'unknown'
    """
    return max(rests, key=("none", "more", "unknown").index)


@frozen
class Uncovered:
    """Facts without a box, as `boxes` each as large as it can be; they may overlap.

    `rest` says of what they leave out that there is nothing, that there is `more`, or that the search was
    too long and it is unknown.
    """

    boxes: tuple[Cells, ...]
    rest: Rest


def list_uncovered(table: Table, within: Cells, boxes: int, most: int, effort: Effort) -> Uncovered:
    """Return at most this many boxes of facts inside some cells that no box of a set covers."""
    found: list[Cells] = []
    unknown = False
    try:
        for piece in uncovered(table, within, boxes, effort, found):
            for left in outside(piece, found, effort):
                for stretch in table.stretches(left):
                    has_facts = table.has_facts(stretch)
                    unknown |= has_facts is None
                    if not has_facts or any(is_inside(stretch, each) for each in found):
                        continue
                    if len(found) == most:
                        return Uncovered(tuple(found), "more")
                    found.append(_freed(table, _grown(table, stretch, within, boxes), within))
    except TooLongError:
        return Uncovered(tuple(found), "unknown")
    return Uncovered(tuple(found), "unknown" if unknown else "none")


def is_covered(table: Table, within: Cells, boxes: int, effort: Effort) -> bool:
    """Whether boxes of a set cover all facts in some cells.

    Raises:
        TooLongError: the search takes more steps than are left.
    """
    if table.covering(within) & boxes:
        return True
    if any(not held & boxes for held in table.boxes_at_corners(within)):
        return False
    return next(uncovered(table, within, boxes, effort), None) is None


def is_region_covered(table: Table, inner: int, outer: int, effort: Effort) -> bool:
    """Whether one region holds wherever another does.

    Raises:
        TooLongError: the search takes more steps than are left.
    """
    boxes = table.boxes_of[outer]
    return all(is_covered(table, cells, boxes, effort) for cells in table.places_of(inner))


def uncovered(
    table: Table, within: Cells, boxes: int, effort: Effort, known: Sequence[Cells] = ()
) -> Iterator[Cells]:
    """Boxes that do not overlap and together are the facts inside some cells without a box of a set.

    Args:
        table: the boxes.
        within: where to look.
        boxes: the set of boxes.
        effort: how many steps are left.
        known: boxes that are already listed; a region inside one of them is left out.

    Raises:
        TooLongError: the search takes more steps than are left.
    """
    splitter = Splitter(table)
    pending = [splitter.part(within, boxes)] if all(within) else []
    unknown = False
    while pending:
        part = pending.pop()
        effort.spend()
        if any(is_inside(part.cells, each) for each in known):
            continue
        if not part.boxes:
            has_facts = table.has_facts(part.cells)
            unknown |= has_facts is None
            if has_facts:
                yield part.cells
            continue
        covering, one_short, two_short = part.nearly_covering()
        if not covering:
            pending += _smaller(splitter, part, one_short, two_short)
    if unknown:
        raise TooLongError


def _smaller(splitter: Splitter, part: Part, one_short: int, two_short: int) -> Iterable[Part]:
    """Smaller parts that have all facts without a box."""
    if one_short:
        return _less_slabs(splitter, part, one_short)
    if part.boxes.bit_count() > _FEW:
        cut = _best_cut(splitter, part)
        if cut is not None:
            axis, *sides = cut
            return [each for side in sides for each in splitter.runs(part, axis, side)]
    return splitter.split_off(part, splitter.largest(part, part.boxes, two_short))[0]


def _less_slabs(splitter: Splitter, part: Part, one_short: int) -> Iterable[Part]:
    """The part less all boxes that cover it on every axis but the first such one."""
    axis = next(at for at, cover in enumerate(part.covers) if one_short & ~cover)
    left = part.cells[axis]
    for box in bits(one_short & ~part.covers[axis]):
        left &= ~splitter.table.extents[box][axis]
        if not left:
            break
    return splitter.runs(part, axis, left)


def _best_cut(splitter: Splitter, part: Part) -> tuple[int, int, int] | None:
    """An axis and the positions on two sides of a cut that few boxes cross, None if many cross each."""
    many = part.boxes.bit_count()
    best, least = None, 0.0
    for box in islice(bits(part.boxes), _TRIED_CUTS):
        for axis, side, other in _cuts(splitter, part, box):
            along = splitter.table.axes[axis]
            left, right = (
                (part.boxes & along.touching(positions)).bit_count() for positions in (side, other)
            )
            crossing = left + right - many
            cost = crossing + max(left, right) / 2
            is_good = 4 * crossing <= many and max(left, right) <= many - 2
            if is_good and (best is None or cost < least):
                best, least = (axis, side, other), cost
    return best


def _cuts(splitter: Splitter, part: Part, box: int) -> Iterator[tuple[int, int, int]]:
    """The cuts along the sides of a box: the axis, and the positions on both sides of the cut."""
    extent = splitter.table.extents[box]
    for axis, (mine, taken) in enumerate(zip(part.cells, extent, strict=True)):
        if not mine & ~taken:
            continue
        if splitter.table.inputs[axis].is_discrete:
            yield axis, mine & taken, mine & ~taken
            continue
        begin = taken & -taken
        below, up_to_end = begin - 1, (1 << taken.bit_length()) - 1
        for low in (below, up_to_end):
            if mine & low and mine & ~low:
                yield axis, mine & low, mine & ~low


def _grown(table: Table, cells: Cells, within: Cells, boxes: int) -> Cells:
    """A box without any of some boxes, as large as it can be: with most free inputs, then most cells."""
    axes = range(len(cells))
    turned = (*axes[len(cells) // 2 :], *axes[: len(cells) // 2])
    # With two axes the third order is the second again.
    orders: Iterable[Sequence[int]] = dict.fromkeys(map(tuple, (axes, axes[::-1], turned)))
    growth = _Growth(table, within, boxes)
    candidates = (growth.grown(cells, order) for order in orders)
    return max(candidates, key=lambda each: (_free(each, within), size_of(each)))


def _freed(table: Table, cells: Cells, within: Cells) -> Cells:
    """The box without the limits on axes beyond which there are no facts."""
    if table.reach is None:
        return cells
    for axis, whole in enumerate(within):
        beyond = whole & ~cells[axis]
        if beyond and table.has_facts((*cells[:axis], beyond, *cells[axis + 1 :])) is False:
            cells = (*cells[:axis], whole, *cells[axis + 1 :])
    return cells


def _free(cells: Cells, within: Cells) -> int:
    return sum(one == other for one, other in zip(cells, within, strict=True))


@frozen(slots=False)
class _Growth:
    """Grows boxes within some cells as far as no box of a set holds in them."""

    table: Table
    within: Cells
    boxes: int

    @cached_property
    def _touching_all(self) -> Sequence[int]:
        """The boxes of the set that hold anywhere on an axis."""
        axes = zip(self.table.axes, self.within, strict=True)
        return [self.boxes & axis.touching(positions) for axis, positions in axes]

    def grown(self, cells: Cells, order: Sequence[int]) -> Cells:
        """Return the cells grown axis by axis: to the whole axis if possible, else as far as possible."""
        axes, grown = self.table.axes, list(cells)
        touching = [axis.touching(positions) for axis, positions in zip(axes, cells, strict=True)]
        for whole in (True, False):
            for axis in order:
                if grown[axis] == self.within[axis]:
                    continue
                blockers = reduce(and_, touching[:axis] + touching[axis + 1 :], self.boxes)
                if not blockers & self._touching_all[axis]:
                    grown[axis], touching[axis] = self.within[axis], self._touching_all[axis]
                elif not whole:
                    grown[axis] = axes[axis].grown(grown[axis], self.within[axis], blockers)
                    touching[axis] = axes[axis].touching(grown[axis])
        return tuple(grown)
