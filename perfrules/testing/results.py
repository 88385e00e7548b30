"""Results of tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.testing.runners import Answer
from perfrules.testing.subjects import Subject
from perfrules.testing.suites import Case, Suite

Status = Literal["pass", "fail", "error"]
STATUSES: tuple[Status, ...] = ("pass", "fail", "error")


@frozen
class Mismatch:
    """An expected value and the different actual one, as plain data of the file."""

    name: str
    expected: Any
    got: Any


@frozen
class CaseResult:
    """The result of a case: failed with a mismatch, in error when it could not run."""

    case: Case
    mismatches: tuple[Mismatch, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    answer: Answer | None = field(default=None, repr=False)
    subject: Subject | None = field(default=None, repr=False)

    @property
    def status(self) -> Status:
        """`fail` with a mismatch, `error` with diagnostics and no answer, else `pass`."""
        if self.mismatches:
            return "fail"
        return "error" if self.diagnostics else "pass"

    def why(self, language: Language) -> list[str]:
        """The reasons of the answer, a line each."""
        return [] if self.answer is None else self.answer.reasons(language)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"title", "line", "status", "mismatches", "why", "diagnostics"}`; why is empty for a pass."""
        return {
            "title": self.case.title,
            "line": self.case.line,
            "status": self.status,
            "mismatches": [
                {"name": each.name, "expected": each.expected, "got": each.got} for each in self.mismatches
            ],
            "why": [] if self.status == "pass" else self.why(language),
            "diagnostics": [each.to_json(language) for each in self.diagnostics],
        }


@frozen
class SuiteResult:
    """The results of a file of tests; `diagnostics` say why the file could not run."""

    path: Path
    suite: Suite | None = None
    cases: tuple[CaseResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def count(self, status: Status) -> int:
        """The number of cases with a status; a file that cannot be run counts as one error."""
        return sum(each.status == status for each in self.cases) + (status == "error" and self.is_broken)

    @property
    def is_broken(self) -> bool:
        """Whether the file could not be run."""
        return bool(self.diagnostics)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"file", "tests", "diagnostics"}`."""
        return {
            "file": str(self.path),
            "tests": [each.to_json(language) for each in self.cases],
            "diagnostics": [each.to_json(language) for each in self.diagnostics],
        }


def counts(results: Iterable[SuiteResult]) -> dict[Status, int]:
    """The number of cases by status over several files."""
    results = list(results)
    return {status: sum(each.count(status) for each in results) for status in STATUSES}
