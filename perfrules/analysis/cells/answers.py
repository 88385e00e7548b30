"""What a decision answers where certain of its rules hold."""

from __future__ import annotations

from attrs import define, field, frozen

from perfrules.analysis.cells.bits import bits
from perfrules.policies.decisions.hit_policies import clash, counting, outcome_of, set_aside
from perfrules.policies.decisions.outputs import Outcome, Value
from perfrules.policies.decisions.policy import DecisionPolicy


@frozen
class Answer:
    """The numbers of the rules that make the outcome, and the outcome.

    Where the hit policy has something against the rules, `clash` is the code of that and there is no outcome;
    the rules are those that clash.
    """

    rules: tuple[int, ...]
    outcome: Outcome | None = field(hash=False)
    clash: str | None = None

    def value(self, output: str) -> Value | None:
        """What is asked for in an output, None where nothing is."""
        return None if self.outcome is None else self.outcome.get(output)

    def says_the_same(self, other: Answer) -> bool:
        """Whether the outcome is the same, whichever rules make it."""
        return (self.outcome, self.clash) == (other.outcome, other.clash)


@define(eq=False)
class Answers:
    """The answers of a policy, each made when first asked for."""

    policy: DecisionPolicy
    _made: dict[int, Answer] = field(factory=dict, init=False, repr=False)

    def where(self, rules: int) -> Answer:
        """The answer where just the rules of a set hold."""
        answer = self._made.get(rules)
        if answer is None:
            answer = self._made[rules] = self._answer(rules)
        return answer

    def _answer(self, rules: int) -> Answer:
        policy = self.policy
        number = {policy.rules[at].id: at for at in bits(rules)}
        applying, _ = set_aside([policy.rules[at] for at in number.values()])
        code = clash(policy.hit, applying)
        counted = applying if code is not None else counting(policy, applying)
        outcome = None if code is not None else outcome_of(policy, counted)
        return Answer(tuple(number[rule.id] for rule in counted), outcome, code)
