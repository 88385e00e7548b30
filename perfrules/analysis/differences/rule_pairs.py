"""Which rules of two policies may decide the same facts differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from attrs import frozen

from perfrules.analysis.differences.changed_rules import has_same_frame, kept_rules
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box
from perfrules.policies.decisions.rules import Rule
from perfrules.values.value_sets import is_empty, meet

RulePair = tuple[int | None, int | None]
"""The number of a rule of the old policy and of one of the new; None is the default."""


@frozen
class RulePairs:
    """The rules of two policies under `unique` or `first`, each with the boxes in which it holds.

    Of two rules without a changed condition, the one that comes first in both policies decides in both. So
    only rules with changed conditions meet others, and the rest meet themselves.
    """

    old: DecisionPolicy
    new: DecisionPolicy
    boxes: tuple[Sequence[Sequence[Box]], Sequence[Sequence[Box]]]

    def __iter__(self) -> Iterator[RulePair]:
        """Yield the pairs that may decide the same facts, in the order of the rules."""
        mine, theirs = range(len(self.old.rules)), range(len(self.new.rules))
        kept = self._kept()
        for one, other in product((*mine, None), (*theirs, None)):
            same = one == other if one is None else kept.get(one) == other
            if same or (self._is_free(one, other, kept) and self._meet(one, other)):
                yield one, other

    def _kept(self) -> Mapping[int, int]:
        """The rules with the same condition and order in both; none if more than rules differs."""
        rules = (*self.old.rules, *self.new.rules)
        if not has_same_frame(self.old, self.new) or any(rule.overrides for rule in rules):
            return {}
        return dict(kept_rules(self.old, self.new, _holds_alike))

    def _is_free(self, one: int | None, other: int | None, kept: Mapping[int, int]) -> bool:
        """Return whether one of two rules has a changed condition."""
        if not kept:
            return True
        return (one is not None and one not in kept) or (other is not None and other not in kept.values())

    def _meet(self, one: int | None, other: int | None) -> bool:
        if one is None or other is None:
            return True
        return any(
            _overlap(mine, theirs) for mine, theirs in product(self.boxes[0][one], self.boxes[1][other])
        )


def _holds_alike(rule: Rule, other: Rule) -> bool:
    return rule.when == other.when and rule.except_ == other.except_


def _overlap(box: Box, other: Box) -> bool:
    return not any(is_empty(meet(values, other[name])) for name, values in box.items() if name in other)
