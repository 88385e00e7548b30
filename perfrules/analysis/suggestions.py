"""Wordings that would mend what was found: the condition of one rule, moved to where another ends."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.bits import bits
from perfrules.analysis.findings import Suggestion
from perfrules.analysis.subject import Subject
from perfrules.analysis.table import Cells
from perfrules.analysis.wording import choice_text, values_text
from perfrules.policies.regions import Choices
from perfrules.policies.rules import Rule
from perfrules.values import IntervalSet


def to_part(subject: Subject, first: int, second: int) -> Suggestion | None:
    """A condition with which two rules no longer overlap: the later one's, where that will do.

    Args:
        subject: the decision.
        first: the number of the earlier rule.
        second: the number of the later rule.
    """
    for narrowed, other in ((second, first), (first, second)):
        cells, kept = _extent(subject, narrowed), _extent(subject, other)
        if cells is None or kept is None:
            continue
        for axis in _only_axis(cells, kept):
            rest = cells[axis] & ~kept[axis]
            told = _written(subject, narrowed, axis, rest)
            if told is not None:
                return told
    return None


def to_close(subject: Subject, gap: Cells) -> Suggestion | None:
    """A condition with which the rule beside a gap reaches over it; the rule above it, where there is one."""
    for axis, positions in enumerate(gap):
        above = positions.bit_length()
        below = (positions & -positions).bit_length() - 2
        for position in (above, below):
            for rule in _holding(subject, gap, axis, position):
                cells = _extent(subject, rule)
                if cells is not None and axis in _only_axis(gap, cells):
                    told = _written(subject, rule, axis, cells[axis] | positions)
                    if told is not None:
                        return told
    return None


def _holding(subject: Subject, cells: Cells, axis: int, position: int) -> Iterator[int]:
    """The rules that hold at a position of an axis."""
    masks = subject.table.axes[axis].masks
    if 0 <= position < len(masks) and cells[axis]:
        yield from bits(subject.table.regions_in(masks[position]))


def _extent(subject: Subject, rule: int) -> Cells | None:
    """Where a rule without exceptions holds, if that is one box."""
    boxes = subject.table.boxes_of[rule]
    if subject.policy.rules[rule].except_ or boxes.bit_count() != 1:
        return None
    return subject.table.extent(boxes.bit_length() - 1)


def _only_axis(inner: Cells, outer: Cells) -> Iterator[int]:
    """The axes on which alone the one reaches beyond the other."""
    beyond = [axis for axis, (one, other) in enumerate(zip(inner, outer, strict=True)) if one & ~other]
    if len(beyond) == 1:
        yield beyond[0]


def _written(subject: Subject, rule: int, axis: int, positions: int) -> Suggestion | None:
    """The words for the condition that admits just some positions, where they are one stretch."""
    input_ = subject.table.inputs[axis]
    values = subject.table.axes[axis].values(positions)
    if isinstance(values, IntervalSet) and len(values.intervals) != 1:
        return None
    wording = _listed(values) if isinstance(values, frozenset) else values_text(input_, values)
    if not wording:
        return None
    return _to_write(subject.policy.rules[rule], input_.name, wording)


def _listed(choices: Choices) -> str:
    """Choices as a rule lists them."""
    told = [choice_text(each) for each in sorted(choices, key=str)]
    return told[0] if len(told) == 1 else f"[{', '.join(told)}]"


def _to_write(rule: Rule, name: str, wording: str) -> Suggestion:
    return Suggestion(
        f"把规则 {rule.id} 的条件 {name} 写成“{wording}”",
        f"write the condition `{name}` of the rule `{rule.id}` as `{wording}`",
        rule.id,
        name,
        wording,
    )
