"""Cases of scoring policies: scores, total, grade and messages of a form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, all_codes
from perfrules.diagnostics.hints import near
from perfrules.documents import canonical
from perfrules.engine.scoring import Card, Scorer, Status
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.sheets.forms import FilledForm, read_form
from perfrules.testing.case_documents import given_document
from perfrules.testing.errors import SuiteError
from perfrules.testing.runners import Answer
from perfrules.testing.subjects import Subject
from perfrules.testing.suites import Case
from perfrules.values import exact, exact_text

_ALLOWED = "scores", "weights", "execution", "total", "grade", "diagnostics"
_NUMBERS = "execution", "total"
_TABLES = "scores", "weights"
_STATUSES: frozenset[str] = frozenset(get_args(Status)) - {"scored"}
"""What a test may expect of a row without a score."""


@frozen
class ScoringRunner:
    """A scoring policy under test. `given` holds rows and budget as in a filled form."""

    scorer: Scorer
    subject: Subject = field(repr=False)

    @classmethod
    def of(cls, subject: Subject) -> ScoringRunner:
        """Create the runner of a scoring policy."""
        if not isinstance(subject.policy, ScoringPolicy):
            raise TypeError("not a scoring policy")
        return cls(Scorer(subject.policy), subject)

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that `expect` may use."""
        return _ALLOWED

    def check(self, case: Case) -> None:
        """Reject unknown rows, grades and codes, and numbers that cannot be read."""
        problems = [*self._unknown(case), *_unreadable_numbers(case)]
        if problems:
            raise SuiteError(*problems)

    def _unknown(self, case: Case) -> Iterator[Diagnostic]:
        names = [row.indicator.name for row in _form(case).rows]
        for table in _TABLES:
            for name in case.expected.get(table, {}):
                if name not in names:
                    yield case.diagnostic("PR457", "expect", table, name, name=name, **near(name, names))
        grades = [rule.id for rule in self.scorer.policy.grades.rules]
        grade = case.expected.get("grade", grades[0])
        if grade not in grades:
            yield case.diagnostic("PR458", "expect", "grade", grade=grade, **near(grade, grades))
        for at, code in enumerate(case.expected.get("diagnostics", ())):
            if code not in all_codes():
                yield case.diagnostic("PR607", "expect", "diagnostics", at, text=code)

    def answer(self, case: Case) -> Answer:
        """The scorecard of the given form."""
        form = _form(case)
        entries = [row.entry for row in form.rows]
        card = self.scorer.score_rows(form.sheet, entries, form.project, form.as_of or case.as_of)
        return Answer(_values(card), lambda language: _reasons(card, language), card)

    def agrees(self, name: str, expected: Any, answer: Answer) -> bool:
        """Whether numbers are equal in value and all expected codes are reported."""
        got = answer.values[name]
        if name in _TABLES:
            return all(_same(text, got[row]) for row, text in expected.items())
        if name in _NUMBERS:
            return _same(expected, got)
        if name == "diagnostics":
            return set(expected) <= set(got) if expected else not got
        return bool(expected == got)


def _form(case: Case) -> FilledForm:
    """The form that is given; one without indicators has none to list."""
    has_rows = any(canonical(key, ("indicators",)) for key in case.given)
    given = case.given if has_rows else {**case.given, "indicators": []}
    return read_form(given_document("filled-form", given))


def _unreadable_numbers(case: Case) -> Iterator[Diagnostic]:
    texts: list[tuple[tuple[str, ...], str]] = [
        ((name,), case.expected[name]) for name in _NUMBERS if name in case.expected
    ]
    for table in _TABLES:
        texts += [((table, row), text) for row, text in case.expected.get(table, {}).items()]
    for path, text in texts:
        if text in _STATUSES:
            continue
        try:
            exact(text)
        except PerfrulesError:
            yield case.diagnostic("PR459", "expect", *path, text=text)


def _values(card: Card) -> dict[str, Any]:
    return {
        "scores": {item.name: _score(item.score, item.status) for item in card.items},
        "weights": {item.name: exact_text(item.weight) for item in card.items},
        "execution": _score(card.execution.score, card.execution.status),
        "total": str(card.total),
        "grade": card.grade or "",
        "diagnostics": list(dict.fromkeys(each.code for each in card.diagnostics)),
    }


def _score(score: Decimal | None, status: Status) -> str:
    """A score, or the status of a row without one."""
    return status if score is None else str(score)


def _same(expected: str, got: str) -> bool:
    if _STATUSES.isdisjoint((expected, got)):
        return exact(expected) == exact(got)
    return expected == got


def _reasons(card: Card, language: Language) -> list[str]:
    """The reason of each item, with the line of the policy."""
    return [
        " ".join(
            part
            for part in (str(item.places.policy or ""), f"{item.name}: {item.reason.text(language)}")
            if part
        )
        for item in card.items
    ] + [each.message(language) for each in card.diagnostics]
