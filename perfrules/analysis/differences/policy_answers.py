"""What one of two policies answers where certain of its rules hold, so that it can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from attrs import evolve, field, frozen

from perfrules.analysis.cells.answers import Answers
from perfrules.analysis.cells.bits import mask_of
from perfrules.analysis.cells.outcomes import ComparedOutcome, compared_outcome
from perfrules.analysis.findings.regions_in_words import value_text
from perfrules.diagnostics import Language, phrase
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.formula import Formula
from perfrules.policies.decisions.outputs import LISTS, Outcome, Output, Value, outcome_to_json
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box, Point, holds
from perfrules.values import Quantity

Status = Literal["decided", "no-rule", "not-governed", "outside", "conflict"]

_NO_OUTCOME = ComparedOutcome(None)


@frozen
class PolicyAnswer:
    """What a policy says of some facts: `outcome` if it is `decided`, also by a default.

    `rules` are those that make the outcome, or that conflict. `numbers` has for some facts the number of each
    output that is a formula. Two are equal if they require the same,
    regardless of which rules do so and of the order of lists.
    """

    status: Status
    compared: ComparedOutcome = field(repr=False, default=_NO_OUTCOME)
    outcome: Outcome | None = field(eq=False, default=None)
    rules: tuple[str, ...] = field(eq=False, default=())
    outputs: Mapping[str, Output] = field(eq=False, factory=dict, repr=False)
    hit: str = field(eq=False, default="", repr=False)
    numbers: Mapping[str, Quantity] = field(eq=False, factory=dict, repr=False)

    @property
    def formula_outputs(self) -> frozenset[str]:
        """The outputs whose value is a formula."""
        return frozenset(name for name, value in (self.outcome or {}).items() if isinstance(value, Formula))

    @property
    def has_formulas(self) -> bool:
        """Whether an output's value is a formula."""
        return bool(self.formula_outputs)

    def without_formulas(self, other: PolicyAnswer) -> PolicyAnswer:
        """The answer without outputs that are formulas in one of two answers, if both require them."""
        both = (self.outcome or {}).keys() & (other.outcome or {}).keys()
        left_out = (self.formula_outputs | other.formula_outputs) & both
        members = frozenset(each for each in _members(self.compared) if each[0] not in left_out)
        return evolve(self, compared=ComparedOutcome(members))

    def is_same_as(self, other: PolicyAnswer) -> bool:
        """Whether two policies decide alike."""
        return self.status == other.status and self.compared.is_same_as(other.compared)

    def text(self, language: Language = "zh") -> str:
        """What is required, or why nothing is."""
        return self._text(language, in_full=False)

    def text_beside(self, other: PolicyAnswer, language: Language = "zh") -> str:
        """The text; with kinds of values and the hit policy if another answer reads the same."""
        if self.text(language) != other.text(language):
            return self.text(language)
        return self._text(language, in_full=True)

    def _text(self, language: Language, *, in_full: bool) -> str:
        if not self.outcome:
            return phrase(f"differences.{self.status}", language)
        colon = phrase("punctuation.colon", language)
        texts = [
            f"{self.outputs[name].title or name}{colon}{value_text(value, language)}{self._number(name)}"
            + (self._kind(name, value, language) if in_full else "")
            for name, value in self.outcome.items()
        ]
        if in_full:
            texts.append(phrase("differences.hit", language, hit=self.hit))
        return phrase("punctuation.semicolon", language).join(texts)

    def _number(self, name: str) -> str:
        """The number of a formula, written after it."""
        number = self.numbers.get(name)
        value = (self.outcome or {}).get(name)
        return f" = {number}" if isinstance(value, Formula) and number is not None else ""

    def _kind(self, name: str, value: Value, language: Language) -> str:
        """The output's name, its type, and whether the value is a list."""
        output = self.outputs[name]
        parts = [name, output.type]
        if isinstance(value, tuple) and (
            output.type not in LISTS or any(isinstance(each, tuple) for each in value)
        ):
            parts.append(phrase("differences.list", language, count=len(value)))
        return phrase(
            "punctuation.brackets", language, text=phrase("punctuation.comma", language).join(parts)
        )

    def to_json(self) -> dict[str, Any]:
        """`{"status", "outcome", "rules"}`."""
        return {
            "status": self.status,
            "outcome": outcome_to_json(self.outcome),
            "rules": list(self.rules),
        }


DOMAIN, SCOPE, FIRST_RULE = 0, 1, 2
"""The regions of a policy: where facts can be, where they are governed, and where each rule holds."""
_OUTSIDE_OF = {DOMAIN: PolicyAnswer("outside"), SCOPE: PolicyAnswer("not-governed")}
_NO_RULE = PolicyAnswer("no-rule")


class PolicyAnswers:
    """What a policy says, by the regions in which facts lie."""

    def __init__(self, policy: DecisionPolicy) -> None:
        self.policy = policy
        self._answers = Answers(policy)
        self._outputs = {output.name: output for output in policy.outputs}
        self._made: dict[int, PolicyAnswer] = {}

    def known(self, regions: int) -> PolicyAnswer:
        """What it says wherever facts lie in some regions and in no others."""
        for region, answer in _OUTSIDE_OF.items():
            if not regions >> region & 1:
                return answer
        return self._of_rules(self._answers.settle(regions >> FIRST_RULE, 0)[0])

    def settle(self, certain: int, possible: int) -> tuple[PolicyAnswer | None, int]:
        """What it says wherever facts lie in some regions and perhaps in others.

        Returns:
            The answer; or None and the regions on which it still depends.
        """
        for region in _OUTSIDE_OF:
            if possible >> region & 1:
                return None, 1 << region
            if not certain >> region & 1:
                return self.known(certain), 0
        rules, asked = self._answers.settle(certain >> FIRST_RULE, possible >> FIRST_RULE)
        return (None, asked << FIRST_RULE) if asked else (self._of_rules(rules), 0)

    @property
    def takes_foremost(self) -> bool:
        """Whether of several rules the foremost one alone counts."""
        return self._answers.takes_foremost

    def surely_ahead(self, changed: int, certain: int, possible: int) -> int:
        """The regions of rules that certainly apply and count before any of some that changed.

        None if one of those may override a rule.
        """
        rules = changed >> FIRST_RULE
        if rules & self._overriding:
            return 0
        first = self._answers.foremost(rules)
        sure = self._answers.sure(certain >> FIRST_RULE, possible >> FIRST_RULE)
        return (sure if first is None else self._answers.ahead_of(first, sure)) << FIRST_RULE

    @cached_property
    def _overriding(self) -> int:
        return mask_of(at for at, rule in enumerate(self.policy.rules) if rule.overrides)

    def at(self, point: Mapping[str, Point]) -> PolicyAnswer:
        """What it says at a point."""
        policy = self.policy
        if not _is_in(policy.domain, point):
            return _OUTSIDE_OF[DOMAIN]
        values = _with_computed(policy, point)
        regions = ((policy.domain,), (policy.scope_box,), *map(policy.boxes_of, policy.rules))
        certain = mask_of(at for at, boxes in enumerate(regions) if any(_is_in(box, values) for box in boxes))
        return self._in_numbers(self.known(certain), certain >> FIRST_RULE, values)

    def with_numbers(self, answer: PolicyAnswer, point: Mapping[str, Point]) -> PolicyAnswer:
        """The answer with the number of each of its formulas at a point inside the domain."""
        if not answer.has_formulas or answer.outcome is None:
            return answer
        values = _with_computed(self.policy, point)
        numbers = {
            name: Quantity(evaluate(value.node, values), value.unit)
            for name, value in answer.outcome.items()
            if isinstance(value, Formula)
        }
        return evolve(answer, numbers=numbers)

    def _in_numbers(self, answer: PolicyAnswer, rules: int, values: Mapping[str, Point]) -> PolicyAnswer:
        """The answer with the number of each formula."""
        if not answer.has_formulas or answer.outcome is None:
            return answer
        outcome = {
            name: Quantity(evaluate(value.node, values), value.unit) if isinstance(value, Formula) else value
            for name, value in answer.outcome.items()
        }
        counted = evolve(self._answers.where(rules), outcome=outcome)
        return evolve(answer, outcome=outcome, compared=compared_outcome(self.policy, counted))

    def _of_rules(self, rules: int) -> PolicyAnswer:
        answer = self._made.get(rules)
        if answer is None:
            answer = self._made[rules] = self._answer(rules)
        return answer

    def _answer(self, rules: int) -> PolicyAnswer:
        answer = self._answers.where(rules)
        ids = tuple(self.policy.rules[at].id for at in answer.rules)
        if answer.clash is not None:
            return PolicyAnswer("conflict", rules=ids)
        if answer.outcome is None:
            return _NO_RULE
        compared = compared_outcome(self.policy, answer)
        return PolicyAnswer("decided", compared, answer.outcome, ids, self._outputs, self.policy.hit)


def _members(compared: ComparedOutcome) -> frozenset[tuple[str, object]]:
    return compared.members if isinstance(compared.members, frozenset) else frozenset()


def _with_computed(policy: DecisionPolicy, point: Mapping[str, Point]) -> Mapping[str, Point]:
    """The facts with the value of each computed name."""
    values: dict[str, Point] = dict(point)
    for each in policy.compute:
        values[each.name] = evaluate(each.formula.node, values)
    return values


def _is_in(box: Box, point: Mapping[str, Point]) -> bool:
    return all(holds(values, point[name]) for name, values in box.items())
