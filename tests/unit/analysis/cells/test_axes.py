"""The positions of an axis and the values at them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.boxes import without
from perfrules.analysis.cells.table import Table
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import holds
from perfrules.values import Interval, IntervalSet

WHOLE = IntervalSet((Interval(None, False, None, False),))
FROM_FIVE = IntervalSet((Interval(Fraction(5), True, Fraction(9), False),))


@pytest.mark.parametrize(
    ("input_", "values"),
    [
        (Input("x", "count", domain=WHOLE), FROM_FIVE),
        (Input("x", "number", domain=WHOLE), FROM_FIVE),
        (Input("x", "choice", domain=frozenset("甲乙丙")), frozenset("甲")),
        (Input("x", "boolean", domain=frozenset({True, False})), frozenset({True})),
    ],
)
def test_what_is_picked_at_a_position_lies_there_and_nowhere_else(input_, values):
    table = Table.of((input_,), {"x": input_.domain}, [[{"x": values}]])
    (axis,) = table.axes
    positions = list(bits(table.everything[0]))
    assert len(positions) > 1
    for pick in (axis.pick, axis.pick_last):
        for at in positions:
            inside = [each for each in positions if holds(axis.values(1 << each), pick(at))]
            assert inside == [at]


def test_a_box_less_one_that_holds_it_is_empty():
    assert list(without((0b01, 0b10), (0b11, 0b10))) == []


NOWHERE = IntervalSet((Interval(Fraction(-9), True, Fraction(-1), True),))
IN_TWO_PARTS = IntervalSet(
    (Interval(None, False, Fraction(2), True), Interval(Fraction(7), True, Fraction(8), True))
)


@pytest.mark.parametrize(
    "boxes",
    [[FROM_FIVE, WHOLE], [FROM_FIVE, NOWHERE, WHOLE], [FROM_FIVE, IN_TWO_PARTS, NOWHERE]],
    ids=["one stretch each", "one holds nowhere", "one has a hole"],
)
def test_the_boxes_that_a_box_meets_are_those_at_its_positions(boxes):
    input_ = Input("x", "count", domain=IntervalSet.from_(Fraction(0)))
    table = Table.of((input_,), {"x": input_.domain}, [[{"x": values}] for values in boxes])
    (axis,) = table.axes
    for box in range(len(boxes)):
        expected = 0
        for at in bits(axis.extent(box)):
            expected |= axis.masks[at]
        assert axis.meeting(box) == expected


def brute_grown(axis, first, last, limit, blockers):
    """The stretch around positions, one step after another."""

    def is_free(at):
        return limit >> at & 1 and not any(axis.extent(box) >> at & 1 for box in bits(blockers))

    while first > 0 and is_free(first - 1):
        first -= 1
    while is_free(last + 1):
        last += 1
    return (1 << last + 1) - (1 << first)


def test_a_stretch_grows_up_to_its_limit_and_the_boxes_that_block_it():
    input_ = Input("x", "count", domain=IntervalSet.from_(Fraction(0)))
    boxes = [IN_TWO_PARTS, NOWHERE, FROM_FIVE, IntervalSet.point(Fraction(4))]
    table = Table.of((input_,), {"x": input_.domain}, [[{"x": values}] for values in boxes])
    (axis,) = table.axes
    positions = list(bits(table.everything[0]))
    assert len(positions) > 5
    for first in positions:
        for last in positions[positions.index(first) :]:
            inside = (1 << last + 1) - (1 << first)
            for low in range(first + 1):
                limit = table.everything[0] >> low << low
                for cut in (limit, limit & (1 << last + 2) - 1):
                    for blockers in range(1 << len(boxes)):
                        grown = axis.grown(inside, cut, blockers)
                        assert grown == brute_grown(axis, first, last, cut, blockers)
