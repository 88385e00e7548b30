"""Checking policy files: each by itself, and the versions of one policy against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from perfrules.analysis.check import check
from perfrules.analysis.citations.citations import citation_findings
from perfrules.analysis.citations.sections import CitedText
from perfrules.analysis.findings.finding import Finding
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, Severity
from perfrules.documents import Document, read_text
from perfrules.policies.base.head import worded_days
from perfrules.policies.loader import files_named, policy_files, read_with_document
from perfrules.policies.versions import Policy, seams


@frozen
class CheckedFile:
    """A policy file, what was found in it, and what keeps it from being read.

    `policy` and `document` are None where it cannot be read.
    """

    name: str
    policy: Policy | None = None
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


@frozen
class CheckReport:
    """What was found in some policy files."""

    files: tuple[CheckedFile, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, file by file."""
        return tuple(finding for each in self.files for finding in each.findings)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Everything that keeps a file from being read."""
        return tuple(problem for each in self.files for problem in each.problems)

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings by severity; questions only if there are some."""
        found = [each.severity for each in self.findings] + [each.severity for each in self.problems]
        asked: tuple[Severity, ...] = ("question",) if "question" in found else ()
        severities: tuple[Severity, ...] = ("error", "warning", *asked, "info")
        return {severity: found.count(severity) for severity in severities}

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"files", "counts", "findings", "problems"}`."""
        return {
            "files": [each.name for each in self.files],
            "counts": self.counts(),
            "findings": [each.to_json(language) for each in self.findings],
            "problems": [each.to_json(language) for each in self.problems],
        }


def check_paths(paths: Iterable[Path], sources: Iterable[Path] = ()) -> CheckReport:
    """Check the policies in files and folders; one that cannot be read does not keep the others from it.

    Args:
        paths: the policies: files, folders, or ids of shipped policies.
        sources: texts of the documents that they cite; without texts, cited phrases are not checked.

    >>> from perfrules.resources.paths import data_path
    >>> check_paths([data_path("policies", "mof")]).counts()
    {'error': 0, 'warning': 0, 'info': 0}
    """
    texts, problems = _texts(sources)
    files = [each for path in paths for each in _files(path, texts)]
    unique = {each.name: each for each in (*files, *problems)}
    return CheckReport(_with_versions(tuple(unique.values())))


def _texts(sources: Iterable[Path]) -> tuple[list[CitedText], list[CheckedFile]]:
    """The texts that can be read, and the files that cannot."""
    texts: list[CitedText] = []
    problems: list[CheckedFile] = []
    for path in sources:
        try:
            texts.append(CitedText.of(read_text(path).source))
        except PerfrulesError as error:
            problems.append(CheckedFile(str(path), problems=error.diagnostics))
    return texts, problems


def _files(path: Path, texts: Sequence[CitedText]) -> Iterator[CheckedFile]:
    try:
        found = policy_files(path) if path.is_dir() else files_named(path)
    except PerfrulesError as error:
        yield CheckedFile(str(path), problems=error.diagnostics)
        return
    yield from (_file(each, texts) for each in found)


def _file(path: Path, texts: Sequence[CitedText]) -> CheckedFile:
    try:
        document, policy = read_with_document(path)
    except PerfrulesError as error:
        return CheckedFile(str(path), problems=error.diagnostics)
    findings = check(policy, document)
    if texts:
        findings += citation_findings(document, policy.head.id, texts)
    return CheckedFile(str(path), policy, document, tuple(findings))


def _with_versions(files: tuple[CheckedFile, ...]) -> tuple[CheckedFile, ...]:
    """The files, each with what is wrong between its version of a policy and the one before."""
    read = {
        id(each.policy): (each.name, each.document)
        for each in files
        if each.policy is not None and each.document is not None
    }
    found: dict[str, list[Finding]] = {}
    for (earlier, later), seam in _seams(each.policy for each in files if each.policy is not None):
        (name, document), (_, before) = read[id(later)], read[id(earlier)]
        facts = {"policy": earlier.head.id, **worded_days("days", [earlier.head.in_force])}
        place = document.diagnostic(seam.code, "in_force", **seam.arguments)
        other = before.diagnostic("PR848", "in_force", **facts)
        finding = Finding(evolve(place, related=(other,)), later.head.id)
        found.setdefault(name, []).append(finding)
    return tuple(evolve(each, findings=(*each.findings, *found.get(each.name, ()))) for each in files)


def _seams(policies: Iterable[Policy]) -> Iterator[tuple[tuple[Policy, Policy], Diagnostic]]:
    versions: dict[str, list[Policy]] = {}
    for policy in policies:
        versions.setdefault(policy.head.id, []).append(policy)
    for each in versions.values():
        yield from seams(sorted(each, key=lambda policy: policy.head.in_force.first or date.min))
