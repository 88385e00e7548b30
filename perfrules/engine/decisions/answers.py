"""The answer a policy gives to all the facts of one cell of its compiled table; decisions share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from perfrules.engine.decisions.facts import Fact
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.outputs import Outcome, Value, outcome_to_json
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule, When
from perfrules.values import Quantity, default_units


@frozen
class PolicyReference:
    """Which content of which policy answered."""

    id: str
    version: str | None
    digest: str


@frozen
class Words:
    """How a policy calls itself, its inputs and its outputs, and which outputs ask for any one of a list."""

    title: str
    names: Mapping[str, str] = field(hash=False)
    alternatives: tuple[str, ...] = ()

    @classmethod
    def of(cls, policy: DecisionPolicy) -> Words:
        """The words of a policy; a thing without a title goes by its name."""
        inputs = {each.name: each.title for each in policy.inputs if each.title}
        outputs = {each.name: each.title for each in policy.outputs if each.title}
        alternatives = tuple(output.name for output in policy.outputs if output.type == "any-of")
        return cls(policy.title, inputs | outputs, alternatives)

    def name(self, name: str) -> str:
        """What an input or output is called."""
        return self.names.get(name, name)


@frozen
class Reason:
    """A rule that applied, or None for the scope: its conditions as worded, by input, and what it cites."""

    rule: str | None
    conditions: tuple[tuple[str, str], ...]
    cite: tuple[Citation, ...] = ()

    @classmethod
    def of(cls, rule: Rule) -> Reason:
        """The reason that a rule is."""
        return cls(rule.id, _wordings(rule.when), rule.cite)

    @classmethod
    def outside(cls, scope: When) -> Reason:
        """The reason that the scope is for not answering."""
        return cls(None, _wordings(scope))


def _wordings(when: When) -> tuple[tuple[str, str], ...]:
    return tuple((name, condition.text) for name, condition in when.items())


def _as_given(facts: Mapping[str, object]) -> dict[str, Fact]:
    """The facts of an answer that was read from JSON, where they are exact values already."""
    return {name: fact for name, fact in facts.items() if isinstance(fact, Quantity | date | str | bool)}


@frozen
class Answer:
    """What a policy answers, the rules that make it, and those that are overridden.

    `read` makes exact values of the facts as they were given; a decision does so only when it is asked why.
    """

    policy: PolicyReference
    governed: bool
    outcome: Outcome | None = field(hash=False)
    rules: tuple[str, ...]
    overridden: tuple[str, ...]
    reasons: tuple[Reason, ...]
    words: Words = field(repr=False)
    read: Callable[[Mapping[str, object]], dict[str, Fact]] = field(default=_as_given, eq=False, repr=False)

    @property
    def by_default(self) -> bool:
        """Whether the policy's default answers, for want of a rule that holds."""
        return self.governed and not self.rules and self.outcome is not None

    def to_json(self) -> dict[str, Any]:
        """Plain data of everything but the reasons, which are told with the facts."""
        policy = self.policy
        return {
            "governed": self.governed,
            "outcome": outcome_to_json(self.outcome),
            "rules": list(self.rules),
            "overridden": list(self.overridden),
            "why": [],
            "policy": {"id": policy.id, "version": policy.version, "digest": policy.digest},
            "words": {
                "title": self.words.title,
                "names": dict(self.words.names),
                "alternatives": list(self.words.alternatives),
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Answer:
        """The answer in the data of a decision."""
        outcome, words = data["outcome"], data["words"]
        return cls(
            PolicyReference(**data["policy"]),
            data["governed"],
            None if outcome is None else {name: value_from_json(value) for name, value in outcome.items()},
            tuple(data["rules"]),
            tuple(data["overridden"]),
            tuple(map(_reason_from_json, data["why"])),
            Words(words["title"], dict(words["names"]), tuple(words["alternatives"])),
        )


def _reason_from_json(data: Mapping[str, Any]) -> Reason:
    conditions = tuple((each["input"], each["condition"]) for each in data["because"])
    return Reason(data["rule"], conditions, tuple(Citation(**each) for each in data["cite"]))


def value_from_json(data: Any) -> Value:
    """The value of which `value_to_json` made plain data.

    >>> value_from_json({"date": "2021-01-08"})
    datetime.date(2021, 1, 8)
    """
    if isinstance(data, Sequence) and not isinstance(data, str):
        return tuple(value_from_json(member) for member in data)
    if not isinstance(data, Mapping):
        value: Value = data
        return value
    if "date" in data:
        return date.fromisoformat(data["date"])
    return Quantity(Fraction(data["value"]), default_units()[data["unit"]])
