"""The facts that two policies decide differently, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from attrs import field, frozen

from perfrules.analysis.cells.effort import Effort
from perfrules.analysis.cells.uncovered import Rest, widest
from perfrules.analysis.cells.witnesses import Witness, fact_at, witness_to_json
from perfrules.analysis.check import Running, decisions_in
from perfrules.analysis.differences.compared import Compared
from perfrules.analysis.differences.computed_axes import computed_axes
from perfrules.analysis.differences.joint_inputs import joint_inputs
from perfrules.analysis.differences.policy_answers import PolicyAnswer, PolicyAnswers
from perfrules.analysis.errors import DiffError
from perfrules.analysis.findings.regions_in_words import facts_text
from perfrules.diagnostics import Diagnostic, Language
from perfrules.documents.results import SavedAs
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.nodes import Node
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input, values_to_json
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box, Point, holds, only
from perfrules.policies.versions import Policy


@frozen
class Difference:
    """Facts that a new policy decides differently: all those of a box.

    An input that the box does not name is free. `witness` are facts in it, for the inputs of both policies.
    The box may also name computed names, and the difference of two formulas for an output; `computed` has the
    formulas of these.
    `part` is the decision in a policy of another kind that it is about, for example `lights/spending`.
    """

    box: Box = field(hash=False)
    witness: Witness = field(hash=False)
    before: PolicyAnswer
    after: PolicyAnswer
    inputs: tuple[Input, ...] = field(repr=False)
    part: str = ""
    computed: Mapping[str, Node] = field(factory=dict, repr=False, hash=False, eq=False)

    def where(self, language: Language = "zh") -> str:
        """The facts in words: 金额超过2000元且不超过2万元."""
        return facts_text({each.name: each for each in self.inputs}, self.box, language)

    def texts(self, language: Language = "zh") -> tuple[str, str]:
        """What is required before and after, in words that differ."""
        return self.before.text_beside(self.after, language), self.after.text_beside(self.before, language)

    def covers(self, point: Mapping[str, Point]) -> bool:
        """Whether facts are among them, each given as a point on its axis."""
        own = [(name, values) for name, values in self.box.items() if name in point]
        if not all(holds(values, point[name]) for name, values in own):
            return False
        return all(
            holds(values, evaluate(self.computed[name], point))
            for name, values in self.box.items()
            if name in self.computed
        )

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"part", "where", "box", "witness", "before", "after"}`."""
        return {
            "part": self.part,
            "where": self.where(language),
            "box": {name: values_to_json(values) for name, values in self.box.items()},
            "witness": witness_to_json(self.witness),
            "before": self.before.to_json(),
            "after": self.after.to_json(),
        }


MOST_DIFFERENCES = 200
"""The most differences of a decision that are found."""
DIFF_STEPS = 100_000
"""Steps that the search for the differences of two policies may take: a few seconds."""


@frozen
class PolicyDiff(SavedAs):
    """How two policies decide differently; true unless it is proved that they decide all facts alike.

    No two `differences` overlap. `rest` says of what they leave out that there is nothing (`none`), that
    there are `more` differences, or that there are too many cases to know (`unknown`). `inputs` are those of
    both policies if each is one decision.

    >>> from perfrules.policies.loader import find_policy
    >>> inclusive = find_policy("chengde.expenditure-approval")
    >>> found = diff(inclusive, find_policy("chengde.expenditure-approval-exclusive"))
    >>> [each.where("zh") for each in found], bool(diff(inclusive, inclusive))
    (['金额为2000元，支出类别为日常支出'], False)
    """

    saved_as: ClassVar[str] = "policy-diff"

    old: Head
    new: Head
    differences: tuple[Difference, ...]
    inputs: tuple[Input, ...] = field(default=(), repr=False)
    rest: Rest = "none"
    _policies: tuple[DecisionPolicy, DecisionPolicy] | None = field(default=None, repr=False, eq=False)

    def __bool__(self) -> bool:
        return bool(self.differences) or self.rest != "none"

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def difference_at(self, point: Mapping[str, Point]) -> Difference | None:
        """The difference of some facts, given as points on the axes; None if they are decided alike.

        Facts that no difference in the list has are looked at by themselves if the list is not complete.
        """
        found = next((each for each in self if each.covers(point)), None)
        if found is not None or self.rest == "none" or self._policies is None:
            return found
        before, after = (PolicyAnswers(policy).at(point) for policy in self._policies)
        if before.is_same_as(after):
            return None
        box = {each.name: only(point[each.name]) for each in self.inputs}
        witness = {each.name: fact_at(each, point[each.name]) for each in self.inputs}
        return Difference(box, witness, before, after, self.inputs)

    def problems(self) -> tuple[Diagnostic, ...]:
        """PR852 if it is not known whether there are more differences."""
        if self.rest != "unknown":
            return ()
        return (Diagnostic("PR852", {"old": self.old.id, "new": self.new.id}),)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"old", "new", "differences", "rest"}`, the policies by id and version."""
        return {
            "old": {"id": self.old.id, "version": self.old.version},
            "new": {"id": self.new.id, "version": self.new.version},
            "differences": [each.to_json(language) for each in self.differences],
            "rest": self.rest,
        }


def diff(old: Policy | Running, new: Policy | Running) -> PolicyDiff:
    """The exact set of facts that two policies decide differently.

    Facts are those that either policy knows. An input that one of them does not ask for makes no difference
    to it. The final requirements are compared, not which rules make them. The order of a list counts only if
    both policies list the answers of rules in an order (`rule-order`, `output-order`).

    At most 200 differences of a decision are found, in bounded time; `rest` says what is left out.

    Raises:
        DiffError: PR850 if one has decisions that the other does not have, PR851 if an input has another
            type or unit in each.

    >>> from perfrules.policies.loader import find_policy
    >>> inclusive, exclusive = "chengde.expenditure-approval", "chengde.expenditure-approval-exclusive"
    >>> found = diff(find_policy(inclusive), find_policy(exclusive))
    >>> [each.where() for each in found]
    ['金额为2000元，支出类别为日常支出']
    >>> len(diff(find_policy(inclusive), find_policy(inclusive)))
    0
    """
    before, after = (each.policy if isinstance(each, Running) else each for each in (old, new))
    ours, theirs = decisions_in(before), decisions_in(after)
    if not ours or ours.keys() != theirs.keys():
        raise DiffError(Diagnostic("PR850", {"old": before.head.id, "new": after.head.id}))
    effort = Effort(DIFF_STEPS)
    found: list[Difference] = []
    rests: list[Rest] = []
    for part, decision in ours.items():
        differences, rest = _between(decision, theirs[part], part, effort)
        found += differences
        rests.append(rest)
    policies = (ours[""], theirs[""]) if "" in ours else None
    inputs = () if policies is None else joint_inputs(*policies)
    return PolicyDiff(before.head, after.head, tuple(found), inputs, widest(rests), policies)


def _between(
    old: DecisionPolicy, new: DecisionPolicy, part: str, effort: Effort
) -> tuple[Sequence[Difference], Rest]:
    """The differences of two decisions in the order of their facts, and what they leave out."""
    if old.digest == new.digest:
        return (), "none"
    computed = computed_axes(old, new, joint_inputs(old, new))
    if computed is None:
        return (), "unknown"
    compared = Compared(old, new, computed)
    different = compared.differences(MOST_DIFFERENCES, effort)
    table = compared.table
    cells = sorted(different.found, key=lambda each: [positions & -positions for positions in each])
    shown = [(each, table.witness(each)) for each in cells]
    found = [
        Difference(
            table.box(each),
            witness,
            *compared.answers_at(each),
            compared.inputs,
            part,
            computed.nodes,
        )
        for each, witness in shown
        if witness is not None
    ]
    # A region for which no facts were found may be empty, so that the difference is not certain.
    return found, different.rest if len(found) == len(shown) else "unknown"
