"""What a suite of laws holds to its claims: a decision, where it is written, and how to say what is wrong."""

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
from perfrules.diagnostics import Diagnostic, Language, default_language
from perfrules.documents import Document
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.by_ending import FORMATS, read_policy_document
from perfrules.policies.loader import find_policy, policy_of
from perfrules.policies.versions import Policy
from perfrules.resources import data_path
from perfrules.testing.errors import SuiteError
from perfrules.testing.subjects import files_of_id, place_of


@frozen(slots=False, repr=False, eq=False)
class Held:
    """One decision of a policy: all of it, or its table of grades or lights."""

    policy: Policy
    subject: Subject
    document: Document | None = field(default=None)

    @property
    def decision(self) -> DecisionPolicy:
        """The rules that are held to their claims."""
        return self.subject.policy

    @property
    def name(self) -> str:
        """The policy's id, and which of its tables."""
        return f"{self.policy.head.id} {self.subject.part}".rstrip()

    @cached_property
    def compiled(self) -> CompiledPolicy:
        """What decides."""
        return compile_policy(self.decision)

    @property
    def findings(self) -> list[Finding]:
        """What a check finds of it."""
        return [each for each in check(self.policy, self.document) if each.part == self.subject.part]

    def place(self, *path: str | int) -> str:
        """File and line of a place in the policy; its id where it was not read from a file."""
        return self.name if self.document is None else place_of(self.document, *path)

    def place_of_rule(self, rule: str) -> str:
        """File and line of a rule."""
        return self.place(*self.subject.places.rules.get(rule, ()))

    def broken(self, place: str, said: dict[Language, str], facts: Witness) -> AssertionError:
        """The error that says what does not hold, where, and for which facts."""
        language = default_language()
        return AssertionError(f"{place} {said[language]}: {witness_text(facts)}")

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        # Hypothesis would print all that the policy is made of.
        printer.text(repr(self))


def held_of(policy: str | Path | Policy | Running) -> Iterator[Held]:
    """The decisions of a policy: an object, a file, or the id of one that ships, in all its versions.

    Raises:
        DocumentError: the file cannot be read.
        PolicyError: there is no such policy, or it does not hold together.
        SuiteError: PR616 where it decides nothing.
    """
    found = [Held(*each) for each in _subjects(policy)]
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
