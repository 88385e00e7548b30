"""Split a region along the sides of a box, with the boxes that hold in each part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.boxes import common, size_of
from perfrules.analysis.cells.table import Cells, Table

_TRIED = 8


@frozen
class Part:
    """A region in a search: `boxes` hold somewhere in it, `covers` throughout it by axis."""

    cells: Cells
    boxes: int
    covers: tuple[int, ...]

    def nearly_covering(self) -> tuple[int, int, int]:
        """The boxes that hold throughout on all axes, on all but one, on all but two."""
        all_, one, two = self.boxes, 0, 0
        for cover in self.covers:
            two = (two & cover) | (one & ~cover)
            one = (one & cover) | (all_ & ~cover)
            all_ &= cover
        return all_, one, two


@frozen
class Splitter:
    """Splits the cells of a table."""

    table: Table

    def part(self, cells: Cells, boxes: int) -> Part:
        """A region, with those of some boxes that hold in it."""
        covers = []
        for axis, positions in zip(self.table.axes, cells, strict=True):
            boxes &= axis.touching(positions)
            covers.append(axis.covering(positions))
        return Part(cells, boxes, tuple(covers))

    def narrow(self, part: Part, axis: int, positions: int) -> Part:
        """The part at some positions of an axis only."""
        along = self.table.axes[axis]
        cells, covers = part.cells, part.covers
        return Part(
            (*cells[:axis], positions, *cells[axis + 1 :]),
            part.boxes & along.touching(positions),
            (*covers[:axis], along.covering(positions), *covers[axis + 1 :]),
        )

    def runs(self, part: Part, axis: int, positions: int) -> Iterator[Part]:
        """The part at some positions of an axis only, one for each stretch of a number."""
        return (self.narrow(part, axis, run) for run in self.table.axes[axis].runs(positions))

    def largest(self, part: Part, boxes: int, first: int) -> int:
        """One of some boxes that takes a large share of a part; of a few, those in `first` before others."""
        tried = islice((*bits(boxes & first), *bits(boxes & ~first)), _TRIED)
        extents = self.table.extents
        return max(tried, key=lambda box: size_of(common(part.cells, extents[box]) or (0,)))

    def split_off(self, part: Part, box: int) -> tuple[list[Part], Part]:
        """What lies outside a box, in parts that do not overlap, and what lies inside it.

        Cuts first along the axis of which the box takes the smallest share, so that the first part is large.
        """
        extent = self.table.extents[box]
        shares = {
            axis: (mine & taken).bit_count() / mine.bit_count()
            for axis, (mine, taken) in enumerate(zip(part.cells, extent, strict=True))
            if mine & ~taken
        }
        outside: list[Part] = []
        for axis in sorted(shares, key=shares.__getitem__):
            outside += self.runs(part, axis, part.cells[axis] & ~extent[axis])
            part = self.narrow(part, axis, part.cells[axis] & extent[axis])
        return outside, part
