"""Everything that can be proved of a policy before anybody runs it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, cast, runtime_checkable

from attrs import evolve

from perfrules.analysis.findings import pointing as places
from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.proofs.claims import monotone
from perfrules.analysis.proofs.conditions import conditions
from perfrules.analysis.proofs.effects import effects
from perfrules.analysis.proofs.gaps import gaps
from perfrules.analysis.proofs.idle_combinations import idle_combinations
from perfrules.analysis.proofs.overlaps import overlaps
from perfrules.analysis.proofs.rechecks import Rechecks
from perfrules.analysis.subject import MOST_OF_ONE_CODE, Subject
from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.documents import Document
from perfrules.policies.decisions.inputs import OTHER, Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.loader import Text, files_of, read_policy_text, read_with_document
from perfrules.policies.monitoring.policy import MonitoringPolicy
from perfrules.policies.reviewing.policy import ReviewPolicy
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.policies.versions import Policy


@runtime_checkable
class Running(Protocol):
    """What runs a policy, as `load_policy` gives it."""

    @property
    def policy(self) -> Policy:
        """The policy."""


def check(
    policy: Policy | Running | str | os.PathLike[str] | None = None,
    document: Document | None = None,
    *,
    text: Text | None = None,
    name: str | None = None,
) -> list[Finding]:
    """What is proved of a policy: gaps, overlaps and whether they are settled, idle rules, failing claims.

    Args:
        policy: a policy of any kind, also as `load_policy` gives it; or the path of a file or the id of one
            that ships, and then findings have their places. Decisions are checked, and tables of bands in
            policies of other kinds: grades, lights.
        document: what the policy was read from, so that findings have a place.
        text: the policy itself, instead of `policy`: a text, bytes or an open file. Added in 0.2.
        name: what the text is called in findings; an ending such as `.dmn` says its format. Added in 0.2.

    Raises:
        TypeError: neither or both of `policy` and `text` are given.
        DocumentError: the file cannot be read or does not fit its kind.
        PolicyError: an unknown policy, or one that contradicts itself.

    >>> [str(each.witness["amount"]) for each in check("chengde.expenditure-approval")]
    ['2000元', '20000元']
    """
    if (policy is None) == (text is None):
        raise TypeError("give either a policy or text=…")
    if policy is None:
        stated, model = read_policy_text(cast(Text, text), name)
        return check(model, stated)
    if isinstance(policy, str | os.PathLike):
        read = map(read_with_document, files_of(policy))
        return [finding for document, each in read for finding in check(each, document)]
    model = policy.policy if isinstance(policy, Running) else policy
    return [finding for subject in subjects(model, document) for finding in _listed(subject)]


def subjects(policy: Policy, document: Document | None = None) -> Iterator[Subject]:
    """The decisions in a policy, each with its places in the document."""
    for part, decision in decisions_in(policy).items():
        path: places.Path = (
            tuple(int(step) if step.isdecimal() else step for step in part.split("/")) if part else ()
        )
        rules: Mapping[str, places.Path] = {
            rule.id: (*path, rule.id) if part else ("rules", at) for at, rule in enumerate(decision.rules)
        }
        yield Subject(decision, places.Places(document, rules, path or ("rules",)), part)


def decisions_in(policy: Policy) -> Mapping[str, DecisionPolicy]:
    """A decision under an empty name; of a policy of another kind its tables of bands by their places."""
    if isinstance(policy, DecisionPolicy):
        return {"": policy}
    return policy.bands if isinstance(policy, ScoringPolicy | MonitoringPolicy | ReviewPolicy) else {}


def _listed(subject: Subject) -> Iterator[Finding]:
    """What is found in one decision, of what says the same no more than can be read."""
    found = list(_findings(subject))
    rechecks = Rechecks(subject, found, _findings)
    made: Counter[str] = Counter()
    for finding in found:
        made[finding.code] += 1
        if made[finding.code] <= MOST_OF_ONE_CODE:
            yield _with_open_choices(subject, rechecks.checked(finding))
    yield from subject.more(made)


def _with_open_choices(subject: Subject, finding: Finding) -> Finding:
    """Add PR925 to a finding whose witness is a text that an open choice does not list."""
    witness = finding.witness or {}
    notes = tuple(
        Diagnostic("PR925", {"column": each.name, "values": _listed_choices(each)})
        for each in subject.policy.inputs
        if each.is_open and witness.get(each.name) == OTHER
    )
    if not notes:
        return finding
    diagnostic = finding.diagnostic
    return evolve(finding, diagnostic=evolve(diagnostic, related=(*diagnostic.related, *notes)))


def _listed_choices(input_: Input) -> str:
    return Listed(sorted({*map(str, input_.domain)} - {OTHER})) or "–"


def _findings(subject: Subject) -> Iterable[Finding]:
    beyond: set[str] = set()
    for finding in conditions(subject):
        beyond.update(finding.rules if finding.code == "PR816" else ())
        yield finding
    yield from gaps(subject)
    yield from overlaps(subject)
    # Of a rule with a condition that no fact meets it goes without saying that it is never reached.
    yield from (each for each in effects(subject) if each.code != "PR810" or each.rules[0] not in beyond)
    yield from monotone(subject)
    yield from idle_combinations(subject)
