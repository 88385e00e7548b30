"""The policy under test, in all its versions, each with its document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attrs import frozen

from perfrules.documents import Document, read_document
from perfrules.documents.discovery import stated_id, yaml_files
from perfrules.policies.loader import read_policy
from perfrules.policies.versions import Policy, PolicyVersions
from perfrules.resources.paths import data_path
from perfrules.testing.errors import SuiteError
from perfrules.testing.suites import ENDING, Suite, is_suite

_SUFFIXES = ".yaml", ".yml"


@frozen
class Subject:
    """A version of a policy and its document."""

    policy: Policy
    document: Document


@frozen
class Subjects:
    """The versions of the policy under test."""

    versions: tuple[Subject, ...]

    def in_force(self, as_of: date | None) -> Subject:
        """The version in force on a day; without a day as in `PolicyVersions.get`.

        Raises:
            PolicyError: PR502 if two versions are in force on the day, PR504 if none is.
        """
        chosen = PolicyVersions.of(each.policy for each in self.versions).get(
            self.versions[0].policy.head.id, as_of
        )
        return next(each for each in self.versions if each.policy is chosen)


def find_subjects(suite: Suite) -> Subjects:
    """Find the policy that a file of tests names, or that lies beside it under the same name.

    Raises:
        SuiteError: PR601 for an unknown policy.
        DocumentError: its file cannot be read.
        PolicyError: it contradicts itself.
    """
    files = _files(suite)
    if not files:
        name = suite.policy or _beside(suite.path, _SUFFIXES[0]).name
        raise SuiteError(suite.document.diagnostic("PR601", "policy", name=name))
    return Subjects(tuple(Subject(read_policy(each), read_document(each)) for each in files))


def _files(suite: Suite) -> list[Path]:
    if suite.policy is None:
        return [path for path in (_beside(suite.path, suffix) for suffix in _SUFFIXES) if path.is_file()]
    if suite.policy.endswith(_SUFFIXES):
        path = suite.path.parent / suite.policy
        return [path] if path.is_file() else []
    return files_of_id(suite.policy, suite.path.parent) or files_of_id(suite.policy, data_path("policies"))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.stem.removesuffix(ENDING) + suffix)


def files_of_id(id_: str, folder: Path) -> list[Path]:
    """The policy files of a folder with an id, one per version."""
    return [path for path in yaml_files(folder) if not is_suite(path) and stated_id(path) == id_]


def place_of(document: Document, *path: str | int) -> str:
    """File and line of a place in a document, in the form that editors open."""
    line = document.source.place(document.span(*path).start).line
    return f"{document.source.name or ''}:{line}"
