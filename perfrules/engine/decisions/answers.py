"""The answer of a policy to all facts of one cell of its compiled table; decisions share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from perfrules.diagnostics.read_only import read_only
from perfrules.engine.decisions.computing.steps import Step, UsedRow
from perfrules.engine.decisions.facts import Fact
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.outputs import Outcome, Value, outcome_to_json, read_only_outcome
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule, When
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity, default_units

if TYPE_CHECKING:
    # Most policies compute nothing.
    from perfrules.engine.decisions.computing.arithmetic import Arithmetic


@frozen(repr=False)
class PolicyReference(PlainRepr):
    """Identifies the policy that answered: id, version (first day in force) and digest of its content."""

    id: str
    version: str | None
    digest: str


def _read_only_names(names: Mapping[str, str]) -> Mapping[str, str]:
    return read_only(names)


@frozen(repr=False)
class Words(PlainRepr):
    """The titles of a policy, its inputs and outputs, and the outputs that ask for any one of a list."""

    title: str
    names: Mapping[str, str] = field(converter=_read_only_names, hash=False)
    alternatives: tuple[str, ...] = ()

    @classmethod
    def of(cls, policy: DecisionPolicy) -> Words:
        """Collect the titles of a policy; an input or output without one is called by its name."""
        inputs = {each.name: each.title for each in policy.axes if each.title}
        outputs = {each.name: each.title for each in policy.outputs if each.title}
        alternatives = tuple(output.name for output in policy.outputs if output.type == "any-of")
        return cls(policy.title, inputs | outputs, alternatives)

    def name(self, name: str) -> str:
        """Return what an input or output is called."""
        return self.names.get(name, name)


@frozen(repr=False)
class Reason(PlainRepr):
    """Why a policy answers: a rule (None: the scope), its conditions as worded, and its citations."""

    rule: str | None
    conditions: tuple[tuple[str, str], ...]
    cite: tuple[Citation, ...] = ()

    @classmethod
    def of(cls, rule: Rule) -> Reason:
        """Return the reason that a rule gives."""
        return cls(rule.id, _wordings(rule.when), rule.cite)

    @classmethod
    def outside(cls, scope: When) -> Reason:
        """Return the reason why facts outside the scope have no answer."""
        return cls(None, _wordings(scope))


def _wordings(when: When) -> tuple[tuple[str, str], ...]:
    return tuple((condition.about or name, condition.text) for name, condition in when.items())


def _as_given(facts: Mapping[str, object]) -> dict[str, Fact]:
    """Return the facts of a decision from JSON or from a pickle, which are exact values already."""
    return {name: fact for name, fact in facts.items() if isinstance(fact, Quantity | date | str | bool)}


@frozen(repr=False)
class Answer(PlainRepr):
    """What a policy answers, with the rules that lead to it and those that are overridden.

    `read` turns given facts into exact values, which a decision needs only to explain itself. It holds the
    inputs of the policy, not the policy. Where the policy computes, `arithmetic` settles the answer for given
    facts: then the outcome holds numbers instead of formulas, and `steps` say how they come about.
    """

    policy: PolicyReference
    governed: bool
    outcome: Outcome | None = field(converter=read_only_outcome, hash=False)
    rules: tuple[str, ...]
    overridden: tuple[str, ...]
    reasons: tuple[Reason, ...]
    words: Words = field(repr=False)
    read: Callable[[Mapping[str, object]], dict[str, Fact]] = field(default=_as_given, eq=False, repr=False)
    arithmetic: Arithmetic | None = field(default=None, eq=False, repr=False)
    steps: tuple[Step, ...] = ()
    contested: bool = field(default=False, eq=False, repr=False)

    def outcome_for(self, given: Mapping[str, object]) -> Outcome | None:
        """Return the outcome for given facts, with numbers in the place of formulas."""
        if self.arithmetic is None or self.outcome is None:
            return self.outcome
        return self.arithmetic.outcome(self.rules, given)

    def settled(self, given: Mapping[str, object]) -> Answer:
        """Return the answer for given facts, with numbers in the place of formulas."""
        if self.arithmetic is None:
            return self
        outcome = self.outcome_for(given)
        steps = tuple(self.arithmetic.steps(self.rules, given))
        return evolve(self, outcome=outcome, steps=steps, arithmetic=None)

    @property
    def by_default(self) -> bool:
        """Whether no rule holds and the default of the policy is the answer."""
        return self.governed and not self.rules and self.outcome is not None

    def without_policy(self) -> Answer:
        """Return the same answer for facts that are exact values, without the inputs of the policy."""
        return evolve(self, read=_as_given)

    def to_json(self) -> dict[str, Any]:
        """Return everything but the reasons as plain data."""
        policy = self.policy
        return {
            "governed": self.governed,
            "outcome": outcome_to_json(self.outcome),
            "rules": list(self.rules),
            "overridden": list(self.overridden),
            **({"steps": [step.to_json() for step in self.steps]} if self.steps else {}),
            "policy": {"id": policy.id, "version": policy.version, "digest": policy.digest},
            "words": {
                "title": self.words.title,
                "names": dict(self.words.names),
                "alternatives": list(self.words.alternatives),
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Answer:
        """Return the answer in the data of a decision."""
        outcome, words = data["outcome"], data["words"]
        return cls(
            PolicyReference(**data["policy"]),
            data["governed"],
            None if outcome is None else {name: value_from_json(value) for name, value in outcome.items()},
            tuple(data["rules"]),
            tuple(data["overridden"]),
            tuple(map(_reason_from_json, data["reasons"])),
            Words(words["title"], dict(words["names"]), tuple(words["alternatives"])),
            steps=tuple(map(_step_from_json, data.get("steps", ()))),
        )


def _reason_from_json(data: Mapping[str, Any]) -> Reason:
    conditions = tuple((each["input"], each["condition"]) for each in data["because"])
    return Reason(data["rule"], conditions, tuple(Citation(**each) for each in data["cite"]))


def _step_from_json(data: Mapping[str, Any]) -> Step:
    rows = tuple(
        UsedRow(row["table"], row["row"], _quantity_from_json(row["value"]), _citations(row["cite"]))
        for row in data["rows"]
    )
    value = _quantity_from_json(data["value"])
    texts = {key: data[key] for key in ("name", "title", "formula", "calculation")}
    return Step(**texts, value=value, rows=rows, cite=_citations(data["cite"]))


def _citations(data: Sequence[Mapping[str, str]]) -> tuple[Citation, ...]:
    return tuple(Citation(**each) for each in data)


def _quantity_from_json(data: Mapping[str, str]) -> Quantity:
    return Quantity(Fraction(data.get("exact", data["value"])), default_units()[data["unit"]])


def value_from_json(data: Any) -> Value:
    """Return the value from the plain data of `value_to_json`.

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
    return _quantity_from_json(data)
