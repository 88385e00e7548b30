"""The decision of a policy, and why it was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, evolve

from perfrules.diagnostics import Diagnostic, Language
from perfrules.diagnostics.messages import require_language
from perfrules.documents.results.misfits import misfit
from perfrules.engine.decisions.answers import Answer, value_from_json
from perfrules.engine.decisions.computing.steps import Step
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.facts import Fact
from perfrules.engine.decisions.sentences import fact_text, reason_sentences, sentence
from perfrules.policies.decisions.outputs import Outcome, value_to_json
from perfrules.resources.plain_repr import PlainRepr


@define(eq=False, repr=False)
class Decision(PlainRepr):
    """One decision: the answer of a policy, and the facts it was asked with.

    `governed` is False if the facts are outside the policy's scope. Then `outcome` is None, which does not
    mean approval. `outcome` is also None if no rule holds and the policy has no default. Two decisions are
    equal if answer and facts are equal, however the facts were written.

    A decision refers to its policy by id, version and digest. It does not keep the policy in memory, and it
    can be pickled and copied. Nothing in it can be changed.

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

    # Public parts are read-only properties: `frozen` would double the time of a decision.
    _answer: Answer
    _given: Mapping[str, object]

    def _settled(self) -> Answer:
        """Return the answer for these facts; what is computed is computed once."""
        self._answer = self._answer.settled(self._given)
        return self._answer

    def _shown(self) -> dict[str, Fact]:
        """Return the facts and the computed names, which conditions are about."""
        return {step.name: step.value for step in reversed(self._settled().steps)} | self.facts

    def after(self, step: Step) -> Decision:
        """Return the decision with a step before its own."""
        answer = self._settled()
        return Decision(evolve(answer, steps=(step, *answer.steps)), self._given)

    @property
    def governed(self) -> bool:
        """Whether the facts lie inside the policy's scope."""
        return self._answer.governed

    @property
    def outcome(self) -> Outcome | None:
        """What is asked for, by output."""
        return self._answer.outcome_for(self._given)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that make the outcome."""
        return self._answer.rules

    @property
    def overridden(self) -> tuple[str, ...]:
        """The ids of the rules that hold but are overridden."""
        return self._answer.overridden

    @property
    def policy_id(self) -> str:
        """The id of the policy that was asked."""
        return self._answer.policy.id

    @property
    def version(self) -> str | None:
        """The first day in force of that version, ISO; None for a version without one."""
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
    def steps(self) -> tuple[Step, ...]:
        """How each computed name and each computed output comes about; empty if nothing is computed."""
        return self._settled().steps

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """One entry per rule that applied: `{"rule", "because", "cite"}`.

        `because` is a list of `{"input", "fact", "condition"}`. Outside the scope there is one entry, whose
        `rule` is None and whose conditions are those of the scope.
        """
        facts = self._shown()
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

    @property
    def why(self) -> list[str]:
        """The reasons as Chinese sentences, one per rule that applied. See `explain` for English."""
        return reason_sentences(self._answer, self._shown(), "zh")

    def explain(self, language: Language = "zh") -> str:
        """Return the decision as a few sentences in Chinese or English.

        Raises:
            ValueError: an unknown language.
        """
        return sentence(self._settled(), self.facts, require_language(language))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """Return plain data from which `from_json` makes an equal decision.

        Schema: `grammar/results/decision.schema.json`. `why` has the reasons as sentences in the language.

        Raises:
            ValueError: an unknown language.
        """
        facts = self.facts
        return {
            **self._settled().to_json(),
            "reasons": self.reasons,
            "why": reason_sentences(self._answer, self._shown(), require_language(language)),
            "facts": {name: value_to_json(fact) for name, fact in facts.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Decision:
        """Return the decision from the data of `to_json`.

        Raises:
            DecisionError: PR650 if a part is missing or has another form.
        """
        part = misfit(data, "decision")
        if part is not None:
            raise DecisionError(Diagnostic("PR650", {"part": part}))
        try:
            facts = {name: value_from_json(fact) for name, fact in data["facts"].items()}
            return cls(Answer.from_json(data), facts)
        except (ValueError, ArithmeticError) as error:
            # A day that does not exist, a text that is not a number, an unknown unit.
            raise DecisionError(Diagnostic("PR650", {"part": "facts, outcome"})) from error

    def __reduce__(self) -> tuple[Any, ...]:
        return Decision, (self._settled().without_policy(), self.facts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self._settled() == other._settled() and self.facts == other.facts

    def __hash__(self) -> int:
        return hash((self._answer.policy, self._answer.rules))
