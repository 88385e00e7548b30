"""Which answers agree with the cases, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from perfrules.testing.conformance.cases import ConformanceCase


@frozen
class CaseAnswer:
    """A case and the answer to it; None where there was no answer."""

    case: ConformanceCase
    answer: Mapping[str, Any] | None

    @property
    def wrong(self) -> dict[str, tuple[Any, Any]]:
        """The parts of the answer that differ, each with what was expected and what was given."""
        given = self.answer or {}
        ordered = self.case.kind == "expression"
        return {
            name: (value, given.get(name))
            for name, value in self.case.expected.items()
            if name not in given or _comparable(value, ordered) != _comparable(given[name], ordered)
        }

    @property
    def passes(self) -> bool:
        """Whether there is an answer and every expected part of it agrees."""
        return self.answer is not None and not self.wrong

    def to_json(self) -> dict[str, Any]:
        """The case with what was expected and what was given, as plain data."""
        given = None if self.answer is None else dict(self.answer)
        return {
            "id": self.case.id,
            "kind": self.case.kind,
            "expected": dict(self.case.expected),
            "answer": given,
        }


@frozen
class ConformanceReport:
    """The answers to all cases."""

    answers: tuple[CaseAnswer, ...]

    @property
    def failures(self) -> tuple[CaseAnswer, ...]:
        """The answers that do not agree."""
        return tuple(each for each in self.answers if not each.passes)

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many cases of each kind pass, and how many there are."""
        found: dict[str, tuple[int, int]] = {}
        for each in self.answers:
            passed, total = found.get(each.case.kind, (0, 0))
            found[each.case.kind] = (passed + each.passes, total + 1)
        return found

    def to_json(self) -> dict[str, Any]:
        """The counts by kind, and the failures."""
        kinds = {kind: {"passed": passed, "cases": total} for kind, (passed, total) in self.counts().items()}
        return {"kinds": kinds, "failures": [each.to_json() for each in self.failures]}


def report_of(
    cases: Iterable[ConformanceCase], answers: Mapping[str, Mapping[str, Any]]
) -> ConformanceReport:
    """Pair cases with the answers that have their ids."""
    return ConformanceReport(tuple(CaseAnswer(each, answers.get(each.id)) for each in cases))


def _comparable(value: Any, ordered: bool) -> Any:
    """Whole numbers as text, no keys that are null, lists of texts sorted unless they are ordered."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        return {key: _comparable(each, ordered) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        members = [_comparable(each, ordered) for each in value]
        in_order = ordered or not all(isinstance(each, str) for each in members)
        return members if in_order else sorted(members)
    return value
