"""What came of running tests."""

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
    """One thing expected that did not come, in the plain form of the file."""

    name: str
    expected: Any
    got: Any


@frozen
class CaseResult:
    """What came of a case: it fails by a mismatch, and is in error where it could not be held to anything."""

    case: Case
    mismatches: tuple[Mismatch, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    answer: Answer | None = field(default=None, repr=False)
    subject: Subject | None = field(default=None, repr=False)

    @property
    def status(self) -> Status:
        """`fail` where something expected did not come, `error` where no answer came at all."""
        if self.mismatches:
            return "fail"
        return "error" if self.diagnostics else "pass"

    def why(self, language: Language) -> list[str]:
        """What the answer rests on."""
        return [] if self.answer is None else self.answer.reasons(language)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"title", "line", "status", "mismatches", "why", "diagnostics"}`; why only where it is no pass."""
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
    """What came of a file of tests; `diagnostics` say why none of it could be run."""

    path: Path
    suite: Suite | None = None
    cases: tuple[CaseResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def count(self, status: Status) -> int:
        """How many cases came out so; a file that cannot be run counts as one in error."""
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
    """How many cases came out how, over some files."""
    results = list(results)
    return {status: sum(each.count(status) for each in results) for status in STATUSES}
