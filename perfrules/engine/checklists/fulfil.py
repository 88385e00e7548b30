"""A checklist that is ready to run: which duties are fulfilled, late, missing or overdue, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, Language, phrase
from perfrules.diagnostics.hints import near
from perfrules.documents.results import SavedAs
from perfrules.engine.checklists.occurrences import Occurrence, Status, occurrences
from perfrules.engine.checklists.record import Evidence, Record, RecordError
from perfrules.engine.schedules.due_dates import require_year
from perfrules.policies.base.head import Head
from perfrules.policies.checklists.policy import ChecklistPolicy, Duty

_WORST: tuple[Status, ...] = ("overdue", "missing", "late", "fulfilled")


@frozen
class DutyReport:
    """The status of a duty on a day: each time it was owed so far."""

    duty: Duty
    occurrences: tuple[Occurrence, ...]

    @property
    def status(self) -> Status:
        """The worst status of all times it was owed; not yet due if it was never owed."""
        found = {each.status for each in self.occurrences}
        return next((status for status in _WORST if status in found), "not-yet-due")

    @property
    def days_late(self) -> int:
        """The most days by which it is overdue or was shown late."""
        return max((each.days_late for each in self.occurrences), default=0)

    def explain(self, language: Language = "zh") -> str:
        """Explain its status by the times that have it."""
        return phrase("punctuation.semicolon", language).join(self._sentences(language))

    @property
    def why(self) -> list[str]:
        """The same as Chinese sentences, one per time that has the status; see `explain` for English."""
        return self._sentences("zh")

    def _sentences(self, language: Language) -> list[str]:
        sentences = [each.explain(language) for each in self.occurrences if each.status == self.status]
        return sentences or [phrase("checklists.no-event", language)]

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"id", "title", "who", "evidence", "status", "days_late", "why", "occurrences", "cite"}`."""
        duty = self.duty
        return {
            "id": duty.id,
            "title": duty.title,
            "who": list(duty.who),
            "evidence": list(duty.evidence),
            "status": self.status,
            "days_late": self.days_late,
            "why": self._sentences(language),
            "occurrences": [each.to_json(language) for each in self.occurrences],
            "cite": [each.to_json() for each in duty.cite],
        }


@frozen
class ChecklistReport(SavedAs):
    """The status of the duties of a checklist on a day; `notes` name records that do not count."""

    saved_as: ClassVar[str] = "checklist-report"

    as_of: date
    duties: tuple[DutyReport, ...]
    notes: tuple[Diagnostic, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether no duty is overdue, missing or late."""
        return all(each.status in {"fulfilled", "not-yet-due"} for each in self.duties)

    def duty(self, id_: str) -> DutyReport:
        """Return the report on the duty of an id. Raises KeyError for an unknown id."""
        return {each.duty.id: each for each in self.duties}[id_]

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"as_of", "clean", "duties", "diagnostics"}`, the duties as `DutyReport.to_json` has them."""
        return {
            "as_of": self.as_of.isoformat(),
            "clean": self.is_clean,
            "duties": [each.to_json(language) for each in self.duties],
            "diagnostics": [note.to_json(language) for note in self.notes],
        }


@frozen
class Checklist:
    """A checklist policy that is ready to check a record.

    >>> from perfrules.engine.loading import load_policy
    >>> from perfrules.engine.checklists.record import Event
    >>> safeguards = load_policy("chengde.safeguards")
    >>> record = Record(
    ...     events=(Event("购置固定资产", date(2021, 3, 2)),),
    ...     evidence=(Evidence("training", date(2021, 5, 20), "签到表"),),
    ... )
    >>> report = safeguards.fulfil(record, date(2021, 6, 30))
    >>> report.duty("training").status, report.duty("asset-purchased").status, report.duty("research").status
    ('fulfilled', 'missing', 'not-yet-due')
    """

    policy: ChecklistPolicy

    @property
    def head(self) -> Head:
        """Id, title, when in force, citations."""
        return self.policy.head

    @property
    def digest(self) -> str:
        """The fingerprint of the policy's content."""
        return self.policy.digest

    def fulfil(self, record: Record, as_of: date | None = None) -> ChecklistReport:
        """Report for each duty whether it is fulfilled, late, missing, overdue or not yet due, and why.

        Args:
            record: what happened and what was shown.
            as_of: the day of the report, by default today; later entries are left out.
                Frequencies and deadlines count in the year of that day.

        Raises:
            RecordError: PR590, PR592, PR594, PR598: with every entry of the record that does not fit.
            PerfrulesError: PR566: the year is outside 1900–2999.
            CalendarError: PR560: the working days of a year are unknown.
        """
        day = as_of or date.today()
        require_year(day.year)
        findings = tuple(self._checked(record, day))
        problems = [each for each in findings if each.severity == "error"]
        if problems:
            raise RecordError(*problems)
        counted = _until(record, day)
        reports = [self._report(duty, counted, day) for duty in self.policy.duties]
        notes = (_spare(record, each) for _, spare in reports for each in spare)
        duties = tuple(report for report, _ in reports)
        return ChecklistReport(day, duties, (*findings, *notes, *_uncertain(duties)))

    def _report(self, duty: Duty, record: Record, day: date) -> tuple[DutyReport, tuple[Evidence, ...]]:
        events = [each for each in record.events if each.name == duty.upon]
        evidence = [each for each in record.evidence if each.duty == duty.id]
        owed, spare = occurrences(self.policy, duty, events, evidence, day)
        return DutyReport(duty, owed), spare

    def _checked(self, record: Record, day: date) -> Iterator[Diagnostic]:
        """Check the record before anything is counted."""
        seen: set[str] = set()
        for at, event in enumerate(record.events):
            if event.name not in self.policy.events:
                facts = near(event.name, self.policy.events)
                yield record.diagnostic("PR591", "events", at, "event", text=event.name, **facts)
            if event.id in seen:
                yield record.diagnostic("PR598", "events", at, "id", text=event.id)
            seen.update([event.id] if event.id else [])
            if event.day > day:
                yield _after(record, ("events", at, "date"), event.name, event.day, day)
        for at, each in enumerate(record.evidence):
            yield from self._checked_evidence(record, at, each)
            if each.day > day:
                yield _after(record, ("evidence", at, "date"), each.duty, each.day, day)

    def _checked_evidence(self, record: Record, at: int, evidence: Evidence) -> Iterator[Diagnostic]:
        if evidence.duty not in self.policy.ids:
            facts = near(evidence.duty, self.policy.ids)
            yield record.diagnostic("PR590", "evidence", at, "duty", text=evidence.duty, **facts)
            return
        duty = self.policy.duty(evidence.duty)
        if evidence.document and duty.evidence and evidence.document not in duty.evidence:
            facts = {"duty": duty.id, **near(evidence.document, duty.evidence)}
            yield record.diagnostic("PR592", "evidence", at, "document", text=evidence.document, **facts)
        known = [event.id for event in record.events if event.id and event.name == duty.upon]
        if evidence.event and evidence.event not in known:
            facts = {"duty": duty.id, **near(evidence.event, known)}
            yield record.diagnostic("PR594", "evidence", at, "for", text=evidence.event, **facts)


def _uncertain(duties: Iterable[DutyReport]) -> Iterator[Diagnostic]:
    """Yield PR658 for each last day that may move, because the working days of its year are unknown."""
    for report in duties:
        for each in report.occurrences:
            if not each.is_certain and each.last is not None:
                yield Diagnostic("PR658", {"duty": report.duty.id, "day": each.last, "year": each.last.year})


def _spare(record: Record, evidence: Evidence) -> Diagnostic:
    at = record.evidence.index(evidence)
    return record.diagnostic("PR595", "evidence", at, duty=evidence.duty, day=evidence.day.isoformat())


def _after(record: Record, path: tuple[str | int, ...], text: str, day: date, as_of: date) -> Diagnostic:
    return record.diagnostic("PR596", *path, text=text, day=day.isoformat(), as_of=as_of.isoformat())


def _until(record: Record, day: date) -> Record:
    """The record up to a day, by day."""
    events = sorted((each for each in record.events if each.day <= day), key=lambda each: each.day)
    evidence = sorted((each for each in record.evidence if each.day <= day), key=lambda each: each.day)
    return evolve(record, events=tuple(events), evidence=tuple(evidence))
