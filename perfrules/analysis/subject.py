"""A decision under check: its rules as a table, their places, and findings about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from perfrules.analysis.cells.answers import Answers
from perfrules.analysis.cells.table import Cells, Table
from perfrules.analysis.computed.reach import Reach, over_inputs
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.findings.pointing import NO_PLACES, Path, Places
from perfrules.analysis.findings.regions_in_words import boxes_text
from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.late_facts import LateFacts
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box
from perfrules.policies.decisions.rules import Rule

MOST_OF_ONE_CODE = 50
"""The most findings of one code listed for a decision; the number of further ones is reported."""

NO_FACTS: Mapping[str, str] = {}


@frozen(slots=False)
class Subject:
    """A decision policy, the places of its rules, and its part in a policy of another kind (else empty)."""

    policy: DecisionPolicy
    places: Places = NO_PLACES
    part: str = ""

    @cached_property
    def table(self) -> Table:
        """The rules as boxes inside domain and scope; the i-th region is the i-th rule's."""
        table = Table.of_rules(self.policy)
        if not self.policy.compute:
            return table
        nodes = over_inputs({each.name: each.formula.node for each in self.policy.compute})
        reach = Reach(table.inputs, table.axes, table.limits, tuple(nodes.values()))
        return evolve(table, reach=reach)

    @cached_property
    def differences(self) -> frozenset[str]:
        """The computed names behind comparisons with a name; they cannot be written in a file."""
        return frozenset(each.name for each in self.policy.compute if each.comparison)

    @cached_property
    def answers(self) -> Answers:
        """What the policy answers where certain rules hold."""
        return Answers(self.policy)

    def about_rules(
        self,
        code: str,
        rules: Sequence[Rule],
        facts: Mapping[str, str] = NO_FACTS,
        *,
        cells: Sequence[Cells] = (),
        suggestion: Suggestion | None = None,
    ) -> Finding:
        """A finding about rules, at the first of them; the message names the cells that show it."""
        region = self._region(cells)
        concerned = [(rule.id, _input_of(region)) for rule in rules]
        diagnostic = self.places.about_rules(code, concerned, self._facts_of(rules, region, facts))
        return self._finding(diagnostic, rules, cells, region, suggestion)

    def about(
        self,
        code: str,
        path: Path,
        facts: Mapping[str, str] = NO_FACTS,
        *,
        cells: Sequence[Cells] = (),
        rules: Sequence[Rule] = (),
        suggestion: Suggestion | None = None,
    ) -> Finding:
        """A finding about a place in the policy, or about the whole of it; rules concerned are related."""
        region = self._region(cells)
        words = self._facts_of(rules, region, facts)
        diagnostic = self.places.diagnostic(code, path or self.places.head, words)
        related = self.places.related((rule.id, _input_of(region)) for rule in rules)
        return self._finding(evolve(diagnostic, related=related), rules, cells, region, suggestion)

    def between(
        self, code: str, rules: Sequence[Rule], *, cells: Sequence[Cells], suggestion: Suggestion | None
    ) -> Finding:
        """A finding about what lies between rules, at the place between the first two; all are related."""
        region = self._region(cells)
        ids = [rule.id for rule in rules]
        place = self.places.between(code, ids, self._facts_of(rules, region))
        related = self.places.related((rule, _input_of(region)) for rule in ids)
        return self._finding(evolve(place, related=related), rules, cells, region, suggestion)

    def more(self, made: Mapping[str, int]) -> Iterator[Finding]:
        """Yield a finding for each code with more findings than are listed."""
        for code, count in made.items():
            if count > MOST_OF_ONE_CODE:
                yield self.about("PR821", (), {"code": code, "count": str(count - MOST_OF_ONE_CODE)})

    def _finding(
        self,
        diagnostic: Diagnostic,
        rules: Iterable[Rule],
        cells: Sequence[Cells],
        region: tuple[Box, ...],
        suggestion: Suggestion | None,
    ) -> Finding:
        return Finding(
            diagnostic,
            self.policy.id,
            tuple(rule.id for rule in rules),
            witness=next(filter(None, map(self.table.witness, cells)), None),
            suggestion=suggestion,
            region=region,
            part=self.part,
        )

    def _region(self, cells: Iterable[Cells]) -> tuple[Box, ...]:
        return tuple(self.table.box(each) for each in cells)

    def _facts_of(
        self, rules: Sequence[Rule], region: Sequence[Box], facts: Mapping[str, str] = NO_FACTS
    ) -> LateFacts:
        """The facts of a message: those given, and the policy, the rules and the region in words."""
        policy, part = self.policy, self.part
        return LateFacts(lambda: {**_in_words(policy, part, [rule.id for rule in rules], region), **facts})


def _in_words(
    policy: DecisionPolicy, part: str, rules: Sequence[str], region: Sequence[Box]
) -> dict[str, str]:
    facts = {"policy": f"{policy.id} {part}".rstrip()}
    if rules:
        facts |= {"rule": rules[0], "rules_zh": "、".join(rules), "rules_en": ", ".join(rules)}
    if region:
        facts |= {
            "where_zh": boxes_text(policy, region, "zh"),
            "where_en": boxes_text(policy, region, "en"),
        }
    return facts


def _input_of(region: Iterable[Box]) -> str:
    """The first input that a region restricts, to point at the condition on it."""
    return next((name for box in region for name in box), "")
