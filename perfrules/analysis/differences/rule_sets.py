"""Which rules of two policies under `collect` may hold for the same facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from perfrules.analysis.cells.bits import mask_of
from perfrules.policies.decisions.regions import Box, meet_box
from perfrules.values.value_sets import is_empty, without

MOST_SETS = 64
"""The most sets of rules that are listed."""

RuleSets: TypeAlias = tuple[int, int]
"""The rules of the old policy and of the new one that hold for the same facts, as the bits of integers."""


class TooManySetsError(Exception):
    """More than `MOST_SETS` sets of rules may hold for the same facts."""


@frozen
class _Condition:
    """The boxes in which some rules of both policies hold, and these rules."""

    boxes: tuple[Box, ...]
    rules: RuleSets


def rule_sets(boxes: tuple[Sequence[Sequence[Box]], Sequence[Sequence[Box]]]) -> Iterator[RuleSets]:
    """Yield the sets of rules that may hold for the same facts; some may hold for no facts.

    Args:
        boxes: the boxes of each rule, of the old and of the new policy.

    Raises:
        TooManySetsError: there are more than `MOST_SETS`.
    """
    for count, found in enumerate(_held(_conditions(boxes), ({},))):
        if count == MOST_SETS:
            raise TooManySetsError
        yield found


def _conditions(boxes: tuple[Sequence[Sequence[Box]], Sequence[Sequence[Box]]]) -> list[_Condition]:
    """Each condition once, with the rules that state it."""
    rules: dict[tuple[frozenset[tuple[str, object]], ...], tuple[list[int], list[int]]] = {}
    known: dict[tuple[frozenset[tuple[str, object]], ...], tuple[Box, ...]] = {}
    for policy, regions in enumerate(boxes):
        for at, region in enumerate(regions):
            key = tuple(frozenset(box.items()) for box in region)
            known[key] = tuple(region)
            rules.setdefault(key, ([], []))[policy].append(at)
    return [_Condition(known[key], (mask_of(mine), mask_of(theirs))) for key, (mine, theirs) in rules.items()]


def _held(conditions: Sequence[_Condition], within: tuple[Box, ...]) -> Iterator[RuleSets]:
    """Yield the rules of conditions that may hold somewhere in some boxes."""
    if not conditions:
        yield 0, 0
        return
    (condition, *rest) = conditions
    inside = tuple(
        both for box in within for part in condition.boxes if _holds_facts(both := meet_box(box, part))
    )
    if inside:
        for mine, theirs in _held(rest, inside):
            yield condition.rules[0] | mine, condition.rules[1] | theirs
    if not all(any(_is_inside(box, part) for part in condition.boxes) for box in within):
        yield from _held(rest, within)


def _holds_facts(box: Box) -> bool:
    return not any(is_empty(values) for values in box.values())


def _is_inside(box: Box, other: Box) -> bool:
    """Whether each value of a box is one of another; an input that a box does not name is free."""
    return all(name in box and is_empty(without(box[name], values)) for name, values in other.items())
