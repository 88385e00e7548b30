"""Whether two answers are the same where they give outputs by formulas."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.cells.bits import mask_of
from perfrules.analysis.computed.reach import over_inputs
from perfrules.analysis.differences.computed_axes import ComputedAxes, value_node
from perfrules.analysis.differences.formula_keys import Key, key_of
from perfrules.analysis.differences.policy_answers import PolicyAnswer
from perfrules.policies.decisions.outputs import Value
from perfrules.policies.decisions.policy import DecisionPolicy


class ComparedValues:
    """Compares answers of two policies; where two formulas are equal is a region of the table.

    `first` is the region of the first pair of formulas.
    """

    def __init__(self, old: DecisionPolicy, new: DecisionPolicy, computed: ComputedAxes, first: int) -> None:
        self._policies = old, new
        self._known = [
            over_inputs({each.name: each.formula.node for each in policy.compute}) for policy in (old, new)
        ]
        self._regions = {
            (pair.output, pair.old, pair.new): first + at for at, pair in enumerate(computed.pairs)
        }

    def are_same(self, before: PolicyAnswer, after: PolicyAnswer, held: int, perhaps: int) -> bool | None:
        """Return whether both require the same where some regions hold; None if it depends on others."""
        if not before.has_formulas and not after.has_formulas:
            return before.is_same_as(after)
        if not before.without_formulas(after).is_same_as(after.without_formulas(before)):
            return False
        regions = list(self._pairs(before, after))
        if any(region is None or not (held | perhaps) >> region & 1 for region in regions):
            return False
        return None if self.asked(before, after, perhaps) else True

    def asked(self, before: PolicyAnswer, after: PolicyAnswer, perhaps: int) -> int:
        """Return the regions on which it depends whether both require the same."""
        return mask_of(
            region for region in self._pairs(before, after) if region is not None and perhaps >> region & 1
        )

    def _pairs(self, before: PolicyAnswer, after: PolicyAnswer) -> Iterator[int | None]:
        """Yield the region of each output with different values; None where they differ for all facts."""
        old, new = before.outcome or {}, after.outcome or {}
        for name in before.formula_outputs | after.formula_outputs:
            keys = self._key(0, name, old[name]), self._key(1, name, new[name])
            if keys[0] != keys[1]:
                yield self._regions.get((name, *keys))

    def _key(self, which: int, name: str, value: Value) -> Key:
        output = next(each for each in self._policies[which].outputs if each.name == name)
        node = value_node(value, output, self._known[which])
        return None if node is None else key_of(node)
