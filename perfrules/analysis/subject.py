"""A decision under check: its rules as a table, where they stand, and findings about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from perfrules.analysis.facts import Witness
from perfrules.analysis.findings import Finding, Suggestion
from perfrules.analysis.places import NO_PLACES, Path, Places
from perfrules.analysis.table import Cells, Table
from perfrules.analysis.wording import boxes_text
from perfrules.policies.decision import DecisionPolicy
from perfrules.policies.regions import Box
from perfrules.policies.rules import Rule


@frozen(slots=False)
class Subject:
    """A decision policy, and the places of its rules."""

    policy: DecisionPolicy
    places: Places = NO_PLACES

    @cached_property
    def table(self) -> Table:
        """The rules as boxes inside domain and scope; the i-th region is the i-th rule's."""
        return Table.of_rules(self.policy)

    def about_rules(
        self,
        code: str,
        rules: Sequence[Rule],
        cells: Sequence[Cells] = (),
        suggestion: Suggestion | None = None,
        **facts: str,
    ) -> Finding:
        """A finding about rules, with the cells that show it, which are told as {where}."""
        region = self._region(cells)
        concerned = self._input_of(region)
        told = self.places.about_rules(
            code, [(rule.id, concerned) for rule in rules], {**self._told(rules, region), **facts}
        )
        ids = tuple(rule.id for rule in rules)
        return Finding(told, self.policy.id, ids, self._witness(cells), None, suggestion, region)

    def about(
        self,
        code: str,
        path: Path,
        cells: Sequence[Cells] = (),
        suggestion: Suggestion | None = None,
        **facts: str,
    ) -> Finding:
        """A finding about the policy as a whole, or about a place in it that is no rule's."""
        region = self._region(cells)
        told = self.places.tell(code, path or self.places.head, {**self._told((), region), **facts})
        return Finding(told, self.policy.id, (), self._witness(cells), None, suggestion, region)

    def _region(self, cells: Iterable[Cells]) -> tuple[Box, ...]:
        return tuple(self.table.box(each) for each in cells)

    def _input_of(self, region: Sequence[Box]) -> str:
        """The input by which a region is told, to point at the condition on it."""
        return next((name for box in region for name in box), "")

    def _told(self, rules: Iterable[Rule], region: Sequence[Box]) -> Mapping[str, str]:
        facts = {"policy": self.policy.id}
        ids = [rule.id for rule in rules]
        if ids:
            facts |= {"rule": ids[0], "rules_zh": "、".join(ids), "rules_en": ", ".join(ids)}
        if region:
            facts |= {
                "where_zh": boxes_text(self.policy, region, "zh"),
                "where_en": boxes_text(self.policy, region, "en"),
            }
        return facts

    def _witness(self, cells: Sequence[Cells]) -> Witness | None:
        return self.table.witness(cells[0]) if cells else None
