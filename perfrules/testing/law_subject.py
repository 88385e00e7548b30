"""The subject of a suite of laws: a decision, its places in a file, and messages of failures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfrules.analysis.cells.witnesses import Witness, witness_text
from perfrules.analysis.check import Running, check, subjects
from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.subject import Subject
from perfrules.diagnostics import Diagnostic
from perfrules.documents import Document
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.by_ending import FORMATS, read_policy_document
from perfrules.policies.loader import find_policy, policy_of
from perfrules.policies.versions import Policy
from perfrules.resources.paths import data_path
from perfrules.testing.errors import SuiteError
from perfrules.testing.subjects import files_of_id, place_of


@frozen(slots=False, repr=False, eq=False)
class LawSubject:
    """One decision of a policy: the whole policy, or its table of grades or lights."""

    policy: Policy
    subject: Subject
    document: Document | None = field(default=None)

    @property
    def decision(self) -> DecisionPolicy:
        """The rules under test."""
        return self.subject.policy

    @property
    def name(self) -> str:
        """The id of the policy and the name of the table."""
        return f"{self.policy.head.id} {self.subject.part}".rstrip()

    @cached_property
    def compiled(self) -> CompiledPolicy:
        """The compiled rules."""
        return compile_policy(self.decision)

    @property
    def findings(self) -> list[Finding]:
        """The findings of `check` about the decision."""
        return [each for each in check(self.policy, self.document) if each.part == self.subject.part]

    def place(self, *path: str | int) -> str:
        """File and line of a place in the policy; the name for a policy without a file."""
        return self.name if self.document is None else place_of(self.document, *path)

    def place_of_rule(self, rule: str) -> str:
        """File and line of a rule."""
        return self.place(*self.subject.places.rules.get(rule, ()))

    def failure(self, place: str, said: str, facts: Witness) -> AssertionError:
        """Return the error that names the place, the broken law and the facts."""
        return AssertionError(f"{place} {said}: {witness_text(facts)}")

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        # Hypothesis would print the whole policy.
        printer.text(repr(self))


def law_subjects(policy: str | Path | Policy | Running) -> Iterator[LawSubject]:
    """The decisions of a policy in all its versions: an object, a file or the id of a shipped policy.

    Raises:
        DocumentError: the file cannot be read.
        PolicyError: an unknown policy, or one that contradicts itself.
        SuiteError: PR616 for a policy that decides nothing.
    """
    found = [LawSubject(*each) for each in _subjects(policy)]
    if not found:
        name = policy if isinstance(policy, str | Path) else _model(policy).head.id
        raise SuiteError(Diagnostic("PR616", {"policy": str(name)}))
    yield from found


def _subjects(policy: str | Path | Policy | Running) -> Iterator[tuple[Policy, Subject, Document | None]]:
    if not isinstance(policy, str | Path):
        model = _model(policy)
        yield from ((model, subject, None) for subject in subjects(model))
        return
    for path in _files(policy):
        document = read_policy_document(path).document
        model = policy_of(document)
        yield from ((model, subject, document) for subject in subjects(model, document))


def _model(policy: Policy | Running) -> Policy:
    return policy.policy if isinstance(policy, Running) else policy


def _files(path_or_id: str | Path) -> list[Path]:
    path = Path(path_or_id)
    if isinstance(path_or_id, Path) or path.suffix in FORMATS:
        return [path]
    files = files_of_id(path_or_id, data_path("policies"))
    if not files:
        find_policy(path_or_id)
    return files
