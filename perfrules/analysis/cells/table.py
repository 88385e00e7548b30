"""Regions as boxes over the axes of some inputs, and the search for cells in which they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from attrs import field, frozen

from perfrules.analysis.cells.axes import Axis
from perfrules.analysis.cells.axes_of_boxes import Column, choice_axis, number_axis
from perfrules.analysis.cells.bits import bits, mask_of
from perfrules.analysis.cells.witnesses import Witness, fact_at
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box, Values, meet_box
from perfrules.values import IntervalSet

Cells = tuple[int, ...]
"""By axis, a set of positions: the facts that lie at any of them on every axis."""

MOST_POSITIONS = 20_000_000
"""So many positions are looked at in one search, which takes some ten seconds."""
MOST_WAYS = 100_000
"""So many sets of boxes that hold together are followed."""
BOUNDLESS = 1 << 62
"""An effort that is never spent."""


class TooLongError(Exception):
    """A search has looked at as many positions as it may."""


@frozen(eq=False, slots=False)
class Table:
    """Regions over inputs, each of one or more boxes.

    `owner` tells for each box whose it is. A box holds between one first and one last position of a number's
    axis, or at some choices; no two boxes of a region overlap.
    """

    inputs: tuple[Input, ...]
    axes: tuple[Axis, ...] = field(repr=False)
    owner: Sequence[int] = field(repr=False)
    size: int

    @classmethod
    def of(cls, inputs: tuple[Input, ...], limits: Box, regions: Iterable[Iterable[Box]]) -> Table:
        """The table of some regions; facts are looked at inside the limits, which name every input."""
        owner: list[int] = []
        rows: list[Sequence[Column]] = []
        size = 0
        for boxes in regions:
            for box in boxes:
                found = _rows(inputs, box)
                rows += found
                owner += [size] * len(found)
            size += 1
        columns = zip(*rows, strict=True) if rows else ((),) * len(inputs)
        axes = (
            _axis(each, limits[each.name], tuple(column))
            for each, column in zip(inputs, columns, strict=True)
        )
        return cls(inputs, tuple(axes), owner, size)

    @classmethod
    def of_rules(cls, policy: DecisionPolicy) -> Table:
        """The table of a policy's rules, inside its domain and scope."""
        limits = meet_box(policy.domain, policy.scope_box)
        return cls.of(policy.inputs, limits, (policy.boxes_of(rule) for rule in policy.rules))

    @cached_property
    def everything(self) -> Cells:
        """All positions of every axis."""
        return tuple((1 << len(axis.masks)) - 1 for axis in self.axes)

    @property
    def all_boxes(self) -> int:
        """The set of all boxes."""
        return (1 << len(self.owner)) - 1

    @cached_property
    def boxes_of(self) -> Sequence[int]:
        """By region, the set of its boxes."""
        found = [0] * self.size
        for box, region in enumerate(self.owner):
            found[region] |= 1 << box
        return found

    def regions_in(self, boxes: int) -> int:
        """The set of the regions to which some boxes belong."""
        if self._is_one_each:
            return boxes
        return mask_of(self.owner[box] for box in bits(boxes))

    @cached_property
    def _is_one_each(self) -> bool:
        return list(self.owner) == list(range(self.size))

    def extent(self, box: int) -> Cells:
        """Where a box holds."""
        return tuple(axis.extent(box) for axis in self.axes)

    @cached_property
    def meeting(self) -> Sequence[int]:
        """By region, the boxes of others that hold somewhere together with it."""
        met = [0] * self.size
        # Tiers share no position on their axis: then there is nothing to look for.
        if any(all(not mask & (mask - 1) for mask in axis.masks) for axis in self.axes):
            return met
        for box, region in enumerate(self.owner):
            common = self.all_boxes
            for axis in self.axes:
                common &= axis.meeting(box)
            met[region] |= common
        return [boxes & ~own for boxes, own in zip(met, self.boxes_of, strict=True)]

    @cached_property
    def free(self) -> Sequence[int]:
        """By axis, the boxes that hold at every position of it and of all axes after it."""
        free = [self.all_boxes]
        for axis in reversed(self.axes):
            everywhere = free[-1]
            for mask in axis.masks:
                everywhere &= mask
            free.append(everywhere)
        return free[::-1]

    def cells(
        self,
        wanted: Callable[[int], bool],
        *,
        relevant: int | None = None,
        barring: int = 0,
        within: Cells | None = None,
        effort: int = BOUNDLESS,
    ) -> Iterator[tuple[int, Cells]]:
        """The cells in which a wanted set of boxes holds, each with that set; they do not overlap.

        Args:
            wanted: says of a set of boxes whether the cells in which just it holds are wanted.
            relevant: the boxes that are looked at; all where None.
            barring: boxes with which no set is wanted: the search need not go where one of them holds.
            within: where to look; everywhere, where None.
            effort: how many positions may be looked at.

        Raises:
            TooLongError: there are more to look at.
        """
        start = self.all_boxes if relevant is None else relevant
        return _Search(self, wanted, barring, within or self.everything, effort).below(0, start, ())

    def ways_but(self, axis: int) -> Mapping[int, Cells]:
        """The sets of boxes that hold together on all axes but one, each with cells of those axes for it.

        Raises:
            TooLongError: there are too many of them.
        """
        ways: dict[int, Cells] = {self.all_boxes: ()}
        for other in (*self.axes[:axis], *self.axes[axis + 1 :]):
            further: dict[int, Cells] = {}
            for boxes, way in ways.items():
                for at, mask in enumerate(other.masks):
                    further.setdefault(boxes & mask, (*way, 1 << at))
            ways = further
            if len(ways) > MOST_WAYS:
                raise TooLongError
        return ways

    def boxes_at(self, cells: Cells) -> int:
        """The boxes that hold at the first position of some cells on each axis."""
        boxes = self.all_boxes
        for axis, at in zip(self.axes, cells, strict=True):
            boxes &= axis.masks[(at & -at).bit_length() - 1]
        return boxes

    def witness(self, cells: Cells) -> Witness:
        """Facts that lie in some cells, those that come first on each axis."""
        points = (axis.pick((at & -at).bit_length() - 1) for axis, at in zip(self.axes, cells, strict=True))
        return {each.name: fact_at(each, point) for each, point in zip(self.inputs, points, strict=True)}

    def box(self, cells: Cells) -> Box:
        """The values in some cells; an input that is free there is not named."""
        return {
            each.name: axis.values(at)
            for each, axis, at, all_of_it in zip(self.inputs, self.axes, cells, self.everything, strict=True)
            if at != all_of_it
        }

    def stretches(self, cells: Cells) -> Iterator[Cells]:
        """The cells parted so that on no number's axis there is a hole."""
        return product(*(axis.runs(at) for axis, at in zip(self.axes, cells, strict=True)))


class _Search:
    """One search for cells; goes through the axes in turn and down no way twice in vain."""

    def __init__(
        self, table: Table, wanted: Callable[[int], bool], barring: int, within: Cells, effort: int
    ) -> None:
        self.masks = [axis.masks for axis in table.axes]
        self.barring = [free & barring for free in table.free]
        self.wanted = wanted
        self.within = [list(bits(positions)) for positions in within]
        self.left = effort
        self.barren: set[tuple[int, int]] = set()

    def below(self, depth: int, active: int, way: Cells) -> Iterator[tuple[int, Cells]]:
        if depth == len(self.masks):
            if self.wanted(active):
                yield active, way
            return
        found = False
        for child, positions in self._parted(depth, active).items():
            if (depth + 1, child) in self.barren:
                continue
            for cell in self.below(depth + 1, child, (*way, mask_of(positions))):
                found = True
                yield cell
        if not found:
            self.barren.add((depth, active))

    def _parted(self, depth: int, active: int) -> Mapping[int, Sequence[int]]:
        """The positions of an axis by which of the active boxes hold there, unless one bars the way."""
        masks, within, barring = self.masks[depth], self.within[depth], self.barring[depth + 1]
        parted: dict[int, list[int]] = {}
        for at in within:
            child = active & masks[at]
            if not child & barring:
                parted.setdefault(child, []).append(at)
        self.left -= len(within)
        if self.left < 0:
            raise TooLongError
        return parted


def _rows(inputs: tuple[Input, ...], box: Box) -> Sequence[Sequence[Column]]:
    """The box as boxes of one interval a number."""
    columns: list[Sequence[Column]] = []
    for each in inputs:
        values = box.get(each.name)
        columns.append(values.intervals if isinstance(values, IntervalSet) else (values,))
    return list(product(*columns))


def _axis(input_: Input, allowed: Values, columns: Sequence[Column]) -> Axis:
    if isinstance(allowed, frozenset):
        return choice_axis(input_, allowed, columns)
    return number_axis(input_, allowed, columns)
