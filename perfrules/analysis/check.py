"""Everything that can be proved of a policy before anybody runs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, runtime_checkable

from perfrules.analysis.findings import Finding
from perfrules.analysis.gaps import gaps
from perfrules.analysis.overlaps import overlaps
from perfrules.analysis.places import Path, Places
from perfrules.analysis.subject import Subject
from perfrules.documents import Document
from perfrules.policies.decision import DecisionPolicy
from perfrules.policies.loader import Policy
from perfrules.policies.scoring import ScoringPolicy


@runtime_checkable
class Running(Protocol):
    """What runs a policy, as `load_policy` gives it."""

    @property
    def policy(self) -> Policy:
        """The policy."""


def check(policy: Policy | Running, document: Document | None = None) -> list[Finding]:
    """What is proved of a policy: gaps, overlaps and whether they are settled, and more.

    Args:
        policy: a policy of any kind, also as `load_policy` gives it. Decisions are checked, and those that
            stand in policies of other kinds (grade bands).
        document: what it was read from, so that findings have a place.

    >>> from perfrules.policies.loader import load_policy
    >>> [str(each.witness["amount"]) for each in check(load_policy("chengde.expenditure-approval"))]
    ['2000元', '20000元']
    """
    model = policy.policy if isinstance(policy, Running) else policy
    return [finding for subject in subjects(model, document) for finding in findings_of(subject)]


def subjects(policy: Policy, document: Document | None = None) -> Iterator[Subject]:
    """The decisions in a policy, each with its places in the document."""
    if isinstance(policy, DecisionPolicy):
        rules: Mapping[str, Path] = {rule.id: ("rules", at) for at, rule in enumerate(policy.rules)}
        yield Subject(policy, Places(document, rules, ("rules",)))
    elif isinstance(policy, ScoringPolicy):
        bands: Mapping[str, Path] = {rule.id: ("grades", rule.id) for rule in policy.grades.rules}
        yield Subject(policy.grades, Places(document, bands, ("grades",)))


def findings_of(subject: Subject) -> Iterator[Finding]:
    """Everything that is found in one decision."""
    yield from gaps(subject)
    yield from overlaps(subject)
