"""What a policy answers, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define

from perfrules.diagnostics import Diagnostic, Language
from perfrules.engine.decisions.answers import Answer, value_from_json
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.facts import Fact
from perfrules.engine.decisions.sentences import fact_text, sentence
from perfrules.policies.decisions.outputs import Outcome, value_to_json


@define(eq=False)
class Decision:
    """One decision: the answer, and the facts it was given for.

    `governed` is False where the facts lie outside the policy's scope; then there is no outcome, and that is
    no approval. `outcome` is None also where no rule holds and the policy has no default. Two decisions are
    equal where answer and facts are, however the facts were written.

    >>> from perfrules.engine.decisions.compile import compile_policy
    >>> from perfrules.policies.decisions.policy import DecisionPolicy
    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.policies.decisions.inputs import Input
    >>> from perfrules.policies.decisions.outputs import Output
    >>> from perfrules.policies.decisions.rules import Condition, Rule
    >>> from perfrules.expressions import parse
    >>> when = {"amount": Condition(parse("2万元以上").region.numbers, "2万元以上")}
    >>> rule = Rule("collective", when, {"deliberation": ("局长办公会", "党组会")})
    >>> outputs = (Output("deliberation", "any-of", title="集体讨论"),)
    >>> inputs = (Input("amount", "money", title="金额"),)
    >>> policy = compile_policy(DecisionPolicy(Head("unit.approval", "支出审批"), inputs, outputs, (rule,)))
    >>> decision = policy.decide(amount="2.5万元")
    >>> decision.rules, decision.outcome["deliberation"]
    (('collective',), ('局长办公会', '党组会'))
    >>> decision.explain()
    '支出审批（unit.approval）：金额为25000元。适用规则collective（金额：2万元以上）。结果：集体讨论：局长办公会或党组会。'
    >>> Decision.from_json(decision.to_json()) == decision
    True
    """

    # All that is public is read-only properties: `frozen` would cost as much again as the whole decision.
    _answer: Answer
    _given: Mapping[str, object]

    @property
    def governed(self) -> bool:
        """Whether the facts lie inside the policy's scope."""
        return self._answer.governed

    @property
    def outcome(self) -> Outcome | None:
        """What is asked for, by output."""
        return self._answer.outcome

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that make the outcome."""
        return self._answer.rules

    @property
    def overridden(self) -> tuple[str, ...]:
        """The ids of the rules that hold too, but are overridden."""
        return self._answer.overridden

    @property
    def policy_id(self) -> str:
        """The id of the policy that was asked."""
        return self._answer.policy.id

    @property
    def version(self) -> str | None:
        """The day from which that version of the policy is in force, ISO; None where it is undated."""
        return self._answer.policy.version

    @property
    def digest(self) -> str:
        """The fingerprint of the policy's content."""
        return self._answer.policy.digest

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts, as exact values of the policy's inputs."""
        return self._answer.read(self._given)

    @property
    def why(self) -> list[dict[str, Any]]:
        """For each rule that applied (or the scope, where it did not admit the facts) what it rests on.

        `{"rule", "because": [{"input", "fact", "condition"}], "cite": […]}`, the rule None for the scope.
        """
        facts = self.facts
        return [
            {
                "rule": reason.rule,
                "because": [
                    {"input": name, "fact": fact_text(facts[name]), "condition": wording}
                    for name, wording in reason.conditions
                ],
                "cite": [each.to_json() for each in reason.cite],
            }
            for reason in self._answer.reasons
        ]

    def explain(self, language: Language = "zh") -> str:
        """The decision as a few sentences in Chinese or English."""
        return sentence(self._answer, self.facts, language)

    def to_json(self) -> dict[str, Any]:
        """Plain data from which `from_json` makes an equal decision.

        Beside `governed`, `outcome`, `rules`, `overridden`, `why` and `policy` it has the `facts` and the
        `words` in which the policy names its inputs and outputs.
        """
        answer = self._answer.to_json()
        facts = {name: value_to_json(fact) for name, fact in self.facts.items()}
        return {**answer, "why": self.why, "facts": facts}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Decision:
        """The decision that `to_json` gave.

        Raises:
            DecisionError: PR650 where the data lack a part, or it is not what it should be.
        """
        try:
            facts = {name: value_from_json(fact) for name, fact in data["facts"].items()}
            return cls(Answer.from_json(data), facts)
        except KeyError as error:
            raise DecisionError(Diagnostic("PR650", {"part": error.args[0]})) from error
        except (AttributeError, TypeError, ValueError) as error:
            raise DecisionError(Diagnostic("PR650", {"part": "…"})) from error

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self._answer == other._answer and self.facts == other.facts

    def __hash__(self) -> int:
        return hash((self._answer.policy, self._answer.rules))
