"""Cases of checklists: which duties are fulfilled, missing and overdue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.diagnostics.hints import near
from perfrules.engine.checklists.fulfil import Checklist, ChecklistReport
from perfrules.engine.checklists.record import read_record
from perfrules.policies.checklists.policy import ChecklistPolicy
from perfrules.testing.case_documents import given_document
from perfrules.testing.errors import SuiteError
from perfrules.testing.runners import Answer
from perfrules.testing.subjects import Subject, place_of
from perfrules.testing.suites import Case

_STATUSES = "fulfilled", "late", "missing", "overdue"


@frozen
class ChecklistRunner:
    """A checklist under test. `given` holds the `events` and the `evidence` of a record."""

    checklist: Checklist
    subject: Subject = field(repr=False)

    @classmethod
    def of(cls, subject: Subject) -> ChecklistRunner:
        """Create the runner of a checklist."""
        if not isinstance(subject.policy, ChecklistPolicy):
            raise TypeError("not a checklist")
        return cls(Checklist(subject.policy), subject)

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that `expect` may use."""
        return _STATUSES

    def check(self, case: Case) -> None:
        """Reject unknown duties."""
        problems = list(self._unknown(case))
        if problems:
            raise SuiteError(*problems)

    def _unknown(self, case: Case) -> Iterator[Diagnostic]:
        known = self.checklist.policy.ids
        for name in _STATUSES:
            for at, duty in enumerate(case.expected.get(name, ())):
                if duty not in known:
                    yield case.diagnostic("PR590", "expect", name, at, text=duty, **near(duty, known))

    def answer(self, case: Case) -> Answer:
        """The duties by status on the day of the case."""
        record = read_record(given_document("record", case.given or {"evidence": []}))
        report = self.checklist.fulfil(record, case.as_of)
        by_status = {
            status: [each.duty.id for each in report.duties if each.status == status] for status in _STATUSES
        }
        return Answer(by_status, lambda language: self._reasons(report, language))

    def agrees(self, name: str, expected: Any, answer: Answer) -> bool:
        """Whether the duties are equal in any order."""
        return sorted(expected) == sorted(answer.values[name])

    def _reasons(self, report: ChecklistReport, language: Language) -> list[str]:
        document = self.subject.document
        return [
            f"{place_of(document, 'duties', at)} {each.duty.id}: {each.status}, {each.explain(language)}"
            for at, each in enumerate(report.duties)
            if each.status != "not-yet-due"
        ]
