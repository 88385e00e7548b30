"""What one of two policies says where certain of its rules hold, fit to be held against the other's word."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Literal

from attrs import field, frozen

from perfrules.analysis.cells.answers import Answers
from perfrules.analysis.findings.regions_in_words import value_text
from perfrules.diagnostics import Language
from perfrules.policies.decisions.outputs import LISTS, HitPolicy, Outcome, Output, Value, outcome_to_json
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.values import Quantity

Status = Literal["decided", "no-rule", "not-governed", "outside", "conflict"]

_STATUS: dict[Language, dict[Status, str]] = {
    "zh": {
        "decided": "不作要求",
        "no-rule": "没有规则适用",
        "not-governed": "不在适用范围内",
        "outside": "不在取值范围内",
        "conflict": "规则冲突，无法决定",
    },
    "en": {
        "decided": "nothing is asked for",
        "no-rule": "no rule holds",
        "not-governed": "not governed",
        "outside": "outside the domain",
        "conflict": "rules clash, nothing is decided",
    },
}
_IN_ORDER: frozenset[HitPolicy] = frozenset({"rule-order", "output-order"})


@frozen
class Side:
    """What a policy says of some facts: `outcome` where it is `decided`, by a default also.

    `rules` are those that make the outcome, or that clash. Two are equal where they ask for the same,
    whichever rules do and in whatever order lists are put together.
    """

    status: Status
    key: Hashable = field(repr=False)
    outcome: Outcome | None = field(eq=False, default=None)
    rules: tuple[str, ...] = field(eq=False, default=())
    titles: Mapping[str, str] = field(eq=False, factory=dict, repr=False)

    def text(self, language: Language = "zh") -> str:
        """What is asked for, or why nothing is."""
        if not self.outcome:
            return _STATUS[language][self.status]
        colon, semicolon = ("：", "；") if language == "zh" else (": ", "; ")
        return semicolon.join(
            f"{self.titles.get(name) or name}{colon}{value_text(value, language)}"
            for name, value in self.outcome.items()
        )

    def to_json(self) -> dict[str, Any]:
        """`{"status", "outcome", "rules"}`."""
        return {
            "status": self.status,
            "outcome": outcome_to_json(self.outcome),
            "rules": list(self.rules),
        }


class Sides:
    """What a policy says, by the regions in which facts lie: its domain, its scope, its rules in turn."""

    def __init__(self, policy: DecisionPolicy) -> None:
        self.policy = policy
        self._answers = Answers(policy)
        self._outputs = {output.name: output for output in policy.outputs}
        self._titles = {output.name: output.title for output in policy.outputs}

    def where(self, regions: int) -> Side:
        """What it says where facts lie in just these regions."""
        if not regions & 1:
            return Side("outside", None)
        if not regions & 2:
            return Side("not-governed", None)
        answer = self._answers.where(regions >> 2)
        rules = tuple(self.policy.rules[at].id for at in answer.rules)
        if answer.clash is not None:
            return Side("conflict", None, None, rules)
        if answer.outcome is None:
            return Side("no-rule", None)
        return Side("decided", self._key(answer.outcome), answer.outcome, rules, self._titles)

    def _key(self, outcome: Outcome) -> Hashable:
        return frozenset(
            (name, self._comparable(self._outputs[name], value)) for name, value in outcome.items()
        )

    def _comparable(self, output: Output, value: Value) -> Hashable:
        """The value without what makes no difference: the order of a list, the unit of an amount."""
        if not isinstance(value, tuple):
            return _amount(value)
        if self.policy.hit in _IN_ORDER:
            return value
        if output.type in LISTS and (self.policy.hit != "collect" or output.combine == "union"):
            return (output.type == "any-of", frozenset(value))
        return tuple(sorted(map(str, map(_amount, value))))


def _amount(value: Value | None) -> Hashable:
    if isinstance(value, Quantity):
        return (value.unit.dimension, value.value * value.unit.factor)
    return value
