"""The review of targets as a policy: faults by code, the criteria of the review, its grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

from attrs import field, frozen

from perfrules.diagnostics import Severity
from perfrules.diagnostics.hints import similar
from perfrules.documents import spelled
from perfrules.policies.base.content import PolicyContent
from perfrules.policies.base.errors import Fault, Key, PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.resources import load_data
from perfrules.values import exact_text

CriterionName = Literal["complete", "relevant", "suitable", "feasible"]
"""The four parts of a review: 完整性, 相关性, 适当性, 可行性."""
Level = Literal["error", "warning", "question", "info", "off"]
"""How grave a fault is; one that is `off` is not looked for."""

_FULL = Fraction(100)


def known_rules() -> tuple[str, ...]:
    """The codes of the faults that a policy can set, sorted.

    >>> "PR760" in known_rules()
    True
    """
    return tuple(sorted(load_data("grammar", "target-rules.yaml")["rules"]))


@frozen
class ReviewRule:
    """How grave a fault is, the criterion that it counts against, and the points that it costs there."""

    severity: Level
    criterion: CriterionName | None = None
    deduct: Fraction = Fraction(0)

    def to_json(self) -> dict[str, Any]:
        """The rule as plain data."""
        return {"severity": self.severity, "criterion": self.criterion, "deduct": exact_text(self.deduct)}


@frozen
class Criterion:
    """The points of a criterion, and the questions that only a person can answer."""

    name: CriterionName
    weight: Fraction
    confirm: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The criterion as plain data."""
        return {"weight": exact_text(self.weight), "confirm": list(self.confirm)}


@frozen
class ReviewPolicy(PolicyContent):
    """How target sheets are reviewed before they are approved.

    `rules` are by code; a fault without a rule keeps the severity of the catalogue and costs nothing.
    `groups` are the first-level groups that a sheet must have, each with its other names.

    Raises:
        PolicyError: PR790 an unknown code, PR791 points that do not sum to 100, PR792 a rule for a criterion
            that has no points.
    """

    head: Head
    rules: Mapping[str, ReviewRule] = field(hash=False)
    criteria: tuple[Criterion, ...]
    grades: DecisionPolicy
    groups: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        faults = [*self._unknown_rules(), *self._weights_off()]
        if faults:
            raise PolicyError.of(faults)

    def _unknown_rules(self) -> Iterator[Fault]:
        known, named = known_rules(), [each.name for each in self.criteria]
        for code, rule in self.rules.items():
            if code not in known:
                yield Fault("PR790", ("rules", Key(code)), {"rule": code, **similar(code, known)})
            if rule.criterion is not None and rule.criterion not in named:
                facts = {"rule": code, "criterion": rule.criterion}
                facts["criterion_zh"] = spelled(rule.criterion, "zh", "values")
                yield Fault("PR792", ("rules", code, "criterion"), facts)

    def _weights_off(self) -> Iterator[Fault]:
        total = sum((each.weight for each in self.criteria), Fraction(0))
        if total != _FULL:
            yield Fault("PR791", ("criteria",), {"total": exact_text(total)})

    def severity_of(self, code: str) -> Severity | Literal["off"] | None:
        """How grave a fault is by this policy; None where the policy does not say."""
        rule = self.rules.get(code)
        return None if rule is None else rule.severity

    @property
    def bands(self) -> Mapping[str, DecisionPolicy]:
        """The grades as the decision they are, so that holes between them can be proved."""
        return {"grades": self.grades}

    def to_json(self) -> dict[str, Any]:
        """The policy as plain data."""
        return {
            "kind": "review",
            **self.head.to_json(),
            "rules": {code: rule.to_json() for code, rule in self.rules.items()},
            "criteria": {each.name: each.to_json() for each in self.criteria},
            "groups": {name: list(aliases) for name, aliases in self.groups.items()},
            "grades": self.grades.digest,
        }
