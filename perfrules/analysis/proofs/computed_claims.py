"""Claims about policies that compute: each way to decide is compared with each that may follow it.

An input that grows moves the names computed from it, and the numbers that formulas ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import cast

from attrs import frozen

from perfrules.analysis.cells.answers import Answer, formula_node
from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.questions import Answered, Ask, answers_in
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.cells.witnesses import Facts, NoFacts
from perfrules.analysis.computed.growth import Growth
from perfrules.analysis.computed.reach import over_inputs
from perfrules.analysis.computed.substitution import replaced
from perfrules.analysis.proofs.orders import is_less
from perfrules.analysis.subject import Subject
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Negative, Node
from perfrules.policies.decisions.outputs import Output, Value
from perfrules.policies.decisions.rules import Claim
from perfrules.values import Quantity

SEARCH_STEPS = 200
"""The steps that a search for facts counts as."""
UNKNOWN_STEPS = 10_000
"""The steps of a search without an end."""


@frozen
class ComputedFailure:
    """Facts before and after an input grows between which a claim fails, with the answers to both."""

    before: Facts
    after: Facts
    old: Answer
    new: Answer


def computed_failures(
    subject: Subject, claim: Claim, output: Output, effort: Effort
) -> Iterator[ComputedFailure]:
    """The failures of a claim, one for each two sets of rules that make the outcomes.

    Raises:
        TooLongError: it is unknown whether there are more.
    """
    search = _Search(subject, claim, output)
    growth, places = search.growth(), list(search.places(effort))
    seen: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    unknown = False
    for (before, old), (after, new) in product(places, places):
        effort.spend()
        pair = (old.rules, new.rules)
        if pair in seen or not search.may_fail(old, new):
            continue
        found = growth.facts(before, after, search.falling(old, new))
        effort.spend(UNKNOWN_STEPS if found is NoFacts.UNKNOWN else SEARCH_STEPS)
        if not isinstance(found, NoFacts):
            seen.add(pair)
            yield ComputedFailure(*found, old, new)
        unknown |= found is NoFacts.UNKNOWN
    if unknown:
        raise TooLongError


@frozen
class _Search:
    """A claim of a policy that computes."""

    subject: Subject
    claim: Claim
    output: Output

    def growth(self) -> Growth:
        """The input that grows."""
        policy = self.subject.policy
        grows = next(at for at, each in enumerate(policy.inputs) if each.name == self.claim.input)
        asked = [rule.then.get(self.output.name) for rule in policy.rules]
        values = [self._over_inputs(each) for each in asked if isinstance(each, Formula)]
        return Growth(self.subject.table, grows, tuple(self._nodes().values()), values)

    def _nodes(self) -> dict[str, Node]:
        return over_inputs({each.name: each.formula.node for each in self.subject.policy.compute})

    def _over_inputs(self, value: Value) -> Node:
        return replaced(formula_node(cast(Formula | Quantity, value)), self._nodes())

    def places(self, effort: Effort) -> Iterator[tuple[Cells, Answer]]:
        """All cells that hold facts, by the answer throughout them; where rules clash there is none."""
        table = self.subject.table
        found = answers_in(table, table.everything, table.all_boxes, self._answer, effort)
        return ((cells, answer) for cells, answer in found if answer.clash is None)

    def _answer(self, certain: int, possible: int) -> Answered[Answer] | Ask:
        table, answers = self.subject.table, self.subject.answers
        rules, asked = answers.settle(*table.known_regions(certain, possible))
        if asked:
            return Ask(table.boxes_in(asked) & possible)
        return Answered(answers.where(rules))

    def may_fail(self, old: Answer, new: Answer) -> bool:
        """Whether the claim can fail from one answer to another."""
        before, after = self._in_order(old, new)
        if before is None or after is None:
            return before is not None
        if isinstance(before, Formula) or isinstance(after, Formula):
            return True
        return is_less(self.output, before, after)

    def falling(self, old: Answer, new: Answer) -> tuple[Node, Node] | None:
        """What is greater before than after where the claim fails; None if it fails in any case."""
        values = [each.value(self.output.name) for each in (old, new)]
        if None in values or not any(isinstance(each, Formula) for each in values):
            return None
        first, second = (self._over_inputs(each) for each in values if each is not None)
        if self.claim.kind == "never-decreasing":
            return first, second
        return Negative(first), Negative(second)

    def _in_order(self, old: Answer, new: Answer) -> Sequence[Value | None]:
        values = [each.value(self.output.name) for each in (old, new)]
        return values if self.claim.kind == "never-decreasing" else values[::-1]
