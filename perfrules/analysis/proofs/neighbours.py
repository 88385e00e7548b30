"""The rules beside a stretch of facts: those that hold where one input alone is next to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.subject import Subject
from perfrules.policies.decisions.rules import Rule

MOST_BESIDE = 10
"""The most rules named beside a stretch."""


def rules_beside(subject: Subject, cells: Cells) -> Sequence[Rule]:
    """The rules beside some cells in the order of the file; of many those that differ in a number or date."""
    inputs = subject.table.inputs
    found: dict[int, None] = {}
    for axis in sorted(range(len(inputs)), key=lambda at: inputs[at].is_discrete):
        found.update(dict.fromkeys(bits(_along(subject, cells, axis))))
    return [subject.policy.rules[rule] for rule in sorted(list(found)[:MOST_BESIDE])]


def next_to(subject: Subject, cells: Cells, axis: int) -> Iterator[int]:
    """The positions of an axis next to those of some cells: above, then below; each other choice."""
    size, positions = len(subject.table.axes[axis].masks), cells[axis]
    if subject.table.inputs[axis].is_discrete:
        yield from (at for at in range(size) if not positions >> at & 1)
        return
    above, below = positions.bit_length(), (positions & -positions).bit_length() - 2
    if above < size:
        yield above
    if below >= 0:
        yield below


def _along(subject: Subject, cells: Cells, axis: int) -> int:
    """The set of the rules that hold where the facts differ from some cells by a step along one axis."""
    table = subject.table
    boxes = 0
    for position in next_to(subject, cells, axis):
        boxes |= table.axes[axis].masks[position]
    for other, positions in enumerate(cells):
        if other != axis and boxes:
            boxes &= table.axes[other].touching(positions)
    return table.regions_in(boxes)
