"""Cases of schedules: the due dates of a year, and which payments met them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.documents import canonical, spelled
from perfrules.engine.schedules.due import PaymentReport, Schedule
from perfrules.engine.schedules.due_dates import DueDate
from perfrules.engine.schedules.payment_files import read_payments
from perfrules.policies.schedules.policy import SchedulePolicy
from perfrules.resources.late_patterns import late_pattern
from perfrules.testing.case_documents import given_document
from perfrules.testing.errors import SuiteError
from perfrules.testing.runners import Answer
from perfrules.testing.subjects import Subject
from perfrules.testing.suites import Case

_STATUSES = "met", "late", "missing"
_GIVEN = "year", "payments"
_YEAR = late_pattern("[0-9]{1,4}")


@frozen
class ScheduleRunner:
    """A schedule under test. `given` holds the `year`, the `payments` or both."""

    schedule: Schedule
    subject: Subject = field(repr=False)

    @classmethod
    def of(cls, subject: Subject) -> ScheduleRunner:
        """Create the runner of a schedule."""
        if not isinstance(subject.policy, SchedulePolicy):
            raise TypeError("not a schedule")
        return cls(Schedule(subject.policy), subject)

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that `expect` may use."""
        return ("due", *_STATUSES, "next")

    def check(self, case: Case) -> None:
        """Reject a case without year and payments, and a year that is not a number."""
        given = _given(case)
        year = given.get("year", "0")
        if not given or not isinstance(year, str) or not _YEAR.fullmatch(year):
            raise SuiteError(
                case.diagnostic("PR608", "given", key="year", key_zh=spelled("year", "zh"), example="2021")
            )

    def answer(self, case: Case) -> Answer:
        """The due dates and, with payments, their status on the day of the case."""
        given = _given(case)
        year = int(given["year"]) if "year" in given else None
        if "payments" not in given:
            due = self.schedule.due(year or 0)
            return Answer({"due": _days(due)}, lambda language: [each.explain(language) for each in due])
        payments = read_payments(given_document("payments", {"payments": given["payments"]}))
        report = self.schedule.check_payments(payments, year, case.as_of)
        return Answer(_values(report), lambda language: _reasons(report, language))

    def agrees(self, name: str, expected: Any, answer: Answer) -> bool:
        """Whether the days are equal."""
        return bool(expected == answer.values[name])


def _given(case: Case) -> dict[str, Any]:
    """The given facts under canonical keys."""
    return {canonical(key, _GIVEN) or key: value for key, value in case.given.items()}


def _days(due: tuple[DueDate, ...]) -> list[str]:
    return [each.due.isoformat() for each in due]


def _values(report: PaymentReport) -> Mapping[str, Any]:
    by_status = {
        status: [item.due.due.isoformat() for item in report.items if item.status == status]
        for status in _STATUSES
    }
    following = "" if report.next_due is None else report.next_due.due.isoformat()
    return {"due": _days(tuple(item.due for item in report.items)), **by_status, "next": following}


def _reasons(report: PaymentReport, language: Language) -> list[str]:
    return [item.explain(language) for item in report.items]
