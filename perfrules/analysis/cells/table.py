"""Regions as boxes over the axes of some inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import islice, product
from operator import and_
from typing import TypeAlias

from attrs import evolve, field, frozen

from perfrules.analysis.cells.axes import Axis
from perfrules.analysis.cells.axes_of_boxes import Column, choice_axis, number_axis
from perfrules.analysis.cells.bits import bits, lowest, mask_of
from perfrules.analysis.cells.witnesses import Facts, NoFacts, Reach, Witness, fact_at
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box, meet_box
from perfrules.values import IntervalSet
from perfrules.values.value_sets import Values

Cells: TypeAlias = tuple[int, ...]
"""A set of positions by axis: all facts at one of them on each axis."""

_MOST_CORNERS = 16


@frozen(eq=False, slots=False)
class Table:
    """Regions over inputs, each of one or more boxes.

    `owner` is the region of each box. No two boxes of a region overlap. `limits` bound the facts. Where some
    axes are computed from others not all cells hold facts: `reach` answers which do.
    """

    inputs: tuple[Input, ...]
    axes: tuple[Axis, ...] = field(repr=False)
    owner: Sequence[int] = field(repr=False)
    size: int
    limits: Box = field(factory=dict, repr=False)
    reach: Reach | None = field(default=None, repr=False)

    @classmethod
    def of(cls, inputs: tuple[Input, ...], limits: Box, regions: Iterable[Iterable[Box]]) -> Table:
        """The table of some regions; `limits` names every input and bounds the facts."""
        owner: list[int] = []
        rows: list[Box] = []
        size = 0
        for boxes in regions:
            for box in boxes:
                rows.append(box)
                owner.append(size)
            size += 1
        axes = (_axis(each, limits[each.name], [row.get(each.name) for row in rows]) for each in inputs)
        return cls(inputs, tuple(axes), owner, size, limits)

    @classmethod
    def of_rules(cls, policy: DecisionPolicy) -> Table:
        """The table of a policy's rules, inside its domain and scope."""
        limits = meet_box({each.name: each.domain for each in policy.axes}, policy.scope_box)
        return cls.of(policy.axes, limits, (policy.boxes_of(rule) for rule in policy.rules))

    def without_axis(self, axis: int) -> Table:
        """The same boxes over the other inputs."""
        return evolve(
            self,
            inputs=(*self.inputs[:axis], *self.inputs[axis + 1 :]),
            axes=(*self.axes[:axis], *self.axes[axis + 1 :]),
            reach=None,
        )

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
        """The set of its boxes, by region."""
        found = [0] * self.size
        for box, region in enumerate(self.owner):
            found[region] |= 1 << box
        return found

    def boxes_in(self, regions: int) -> int:
        """The set of the boxes of some regions."""
        if self._is_one_each:
            return regions
        boxes = 0
        for region in bits(regions):
            boxes |= self.boxes_of[region]
        return boxes

    def regions_in(self, boxes: int) -> int:
        """The set of the regions of some boxes."""
        if self._is_one_each:
            return boxes
        return mask_of(self.owner[box] for box in bits(boxes))

    def known_regions(self, certain: int, possible: int) -> tuple[int, int]:
        """The regions that hold where some boxes do, and those that may hold with others."""
        held = self.regions_in(certain)
        return held, self.regions_in(possible) & ~held

    @cached_property
    def _is_one_each(self) -> bool:
        return list(self.owner) == list(range(self.size))

    @cached_property
    def extents(self) -> Sequence[Cells]:
        """Where each box holds."""
        return [tuple(axis.extent(box) for axis in self.axes) for box in range(len(self.owner))]

    def places_of(self, region: int) -> Iterator[Cells]:
        """Where a region holds, by box; boxes that hold for no fact are left out."""
        return (cells for cells in map(self.extents.__getitem__, bits(self.boxes_of[region])) if all(cells))

    @cached_property
    def meeting(self) -> Sequence[int]:
        """By region, the boxes of others that hold somewhere together with it."""
        met = [0] * self.size
        # Tiers share no position on their axis, so no two of them can meet.
        if any(all(not mask & (mask - 1) for mask in axis.masks) for axis in self.axes):
            return met
        for box, region in enumerate(self.owner):
            met[region] |= reduce(and_, (axis.meeting(box) for axis in self.axes), self.all_boxes)
        return [boxes & ~own for boxes, own in zip(met, self.boxes_of, strict=True)]

    @cached_property
    def neighbours(self) -> Sequence[int]:
        """By region, the others that hold somewhere together with it."""
        return [self.regions_in(boxes) for boxes in self.meeting]

    def covering(self, cells: Cells) -> int:
        """The boxes that hold everywhere in some cells."""
        boxes = self.all_boxes
        for axis, positions in zip(self.axes, cells, strict=True):
            boxes &= axis.covering(positions)
        return boxes

    def boxes_at(self, cells: Cells) -> int:
        """The boxes that hold at facts in some cells: those first on each axis, if all cells hold facts."""
        found = NoFacts.UNKNOWN if self.reach is None else self.reach.facts_in(cells)
        if self.reach is None or isinstance(found, NoFacts):
            places = tuple(map(lowest, cells))
        else:
            places = self.reach.places_of(found)
        masks = (axis.masks[at] for axis, at in zip(self.axes, places, strict=True))
        return reduce(and_, masks, self.all_boxes)

    def boxes_at_corners(self, cells: Cells) -> Iterator[int]:
        """The boxes that hold at some corners of cells: facts at which a question is soon answered.

        If not all cells hold facts, those that hold at facts in the cells that are known already.
        """
        if self.reach is not None:
            for places in self.reach.places_in(cells):
                masks = (axis.masks[place] for axis, place in zip(self.axes, places, strict=True))
                yield reduce(and_, masks, self.all_boxes)
            return
        ends = [
            (axis.masks[lowest(positions)], axis.masks[positions.bit_length() - 1])
            for axis, positions in zip(self.axes, cells, strict=True)
        ]
        yield from (reduce(and_, each, self.all_boxes) for each in islice(product(*ends), _MOST_CORNERS))

    def has_facts(self, cells: Cells, *, quick: bool = False) -> bool | None:
        """Whether any facts lie in some cells, none of which is empty; None if that is unknown.

        A quick search soon gives up.
        """
        if self.reach is None:
            return True
        found = self.reach.facts_in(cells, quick=quick)
        if isinstance(found, NoFacts):
            return None if found is NoFacts.UNKNOWN else False
        return True

    def witness(self, cells: Cells) -> Witness | None:
        """Facts that lie in some cells, those that come first on each axis; None if none are known."""
        if self.reach is None:
            points = (axis.pick(lowest(at)) for axis, at in zip(self.axes, cells, strict=True))
            return {each.name: fact_at(each, point) for each, point in zip(self.inputs, points, strict=True)}
        found = self.reach.facts_in(cells)
        return None if isinstance(found, NoFacts) else self._facts(found)

    def _facts(self, found: Facts) -> Witness:
        return {each.name: fact_at(each, found[each.name]) for each in self.inputs if each.name in found}

    def box(self, cells: Cells) -> Box:
        """The values in some cells; an input that is free there is not named."""
        return {
            each.name: axis.values(at)
            for each, axis, at, all_of_it in zip(self.inputs, self.axes, cells, self.everything, strict=True)
            if at != all_of_it
        }

    def stretches(self, cells: Cells) -> Iterator[Cells]:
        """The cells split so that no number's axis has a hole."""
        return product(*(axis.runs(at) for axis, at in zip(self.axes, cells, strict=True)))


def _axis(input_: Input, allowed: Values, columns: Sequence[Column]) -> Axis:
    if isinstance(allowed, IntervalSet):
        return number_axis(input_, allowed, columns)
    return choice_axis(input_, allowed, columns)
