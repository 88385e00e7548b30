"""Running files of tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.documents import spelled
from perfrules.testing.checklists import ChecklistRunner
from perfrules.testing.decisions import DecisionRunner
from perfrules.testing.errors import SuiteError
from perfrules.testing.monitorings import MonitoringRunner
from perfrules.testing.results import CaseResult, Mismatch, SuiteResult
from perfrules.testing.runners import Runner
from perfrules.testing.schedules import ScheduleRunner
from perfrules.testing.scorings import ScoringRunner
from perfrules.testing.subjects import Subject, Subjects, find_subjects
from perfrules.testing.suites import ERROR, Case, Suite, read_suite

RUNNERS: Mapping[str, Callable[[Subject], Runner]] = {
    "decision": DecisionRunner.of,
    "schedule": ScheduleRunner.of,
    "checklist": ChecklistRunner.of,
    "scoring": ScoringRunner.of,
    "monitoring": MonitoringRunner.of,
}
"""The runner of each kind of policy."""


def run_file(path: Path) -> SuiteResult:
    """Run the tests in a file. Problems of the file are in the result, not raised."""
    try:
        bench = Bench.of(path)
        return SuiteResult(path, bench.suite, tuple(map(bench.run, bench.suite.cases)))
    except PerfrulesError as error:
        return SuiteResult(path, diagnostics=error.diagnostics)


class Bench:
    """Runs the cases of a file against the versions of its policy; each version is prepared once."""

    def __init__(self, suite: Suite, subjects: Subjects) -> None:
        self.suite = suite
        self.subjects = subjects
        self.runners: dict[str, Runner] = {}

    @classmethod
    def of(cls, path: Path) -> Bench:
        """Prepare the tests of a file.

        Raises:
            PerfrulesError: the file or its policy cannot be read.
        """
        suite = read_suite(path)
        return cls(suite, find_subjects(suite))

    def run(self, case: Case) -> CaseResult:
        """Run a case."""
        try:
            subject = self.subjects.in_force(case.as_of)
            runner = self._runner(subject, case)
            runner.check(case)
        except SuiteError as error:
            return CaseResult(case, diagnostics=error.diagnostics)
        except PerfrulesError as error:
            return _refused(case, error)
        return _compared(case, runner, subject)

    def _runner(self, subject: Subject, case: Case) -> Runner:
        kind = subject.document.kind
        key = subject.document.source.name or ""
        if key not in self.runners:
            if kind not in RUNNERS:
                raise SuiteError(case.diagnostic("PR602", kind=kind, kind_zh=_word(kind), **_listed(RUNNERS)))
            self.runners[key] = RUNNERS[kind](subject)
        runner = self.runners[key]
        _require_allowed(case, runner, kind)
        return runner


def _word(kind: str) -> str:
    return spelled(kind, "zh", "values")


def _listed(kinds: Mapping[str, object]) -> dict[str, str]:
    return {"kinds": ", ".join(kinds), "kinds_zh": "、".join(map(_word, kinds))}


def _require_allowed(case: Case, runner: Runner, kind: str) -> None:
    problems: list[Diagnostic] = []
    for name in case.expected:
        if name != ERROR and name not in runner.allowed:
            facts = {"key": name, "key_zh": spelled(name, "zh"), "kind": kind, "kind_zh": _word(kind)}
            facts["allowed"] = ", ".join(runner.allowed)
            facts["allowed_zh"] = "、".join(spelled(each, "zh") for each in runner.allowed)
            problems.append(case.diagnostic("PR603", "expect", name, **facts))
    if problems:
        raise SuiteError(*problems)


def _compared(case: Case, runner: Runner, subject: Subject) -> CaseResult:
    try:
        answer = runner.answer(case)
    except PerfrulesError as error:
        return _refused(case, error)
    mismatches = tuple(
        Mismatch(name, expected, answer.values.get(name, ""))
        for name, expected in case.expected.items()
        if not (name in answer.values and runner.agrees(name, expected, answer))
    )
    return CaseResult(case, mismatches, (), answer, subject)


def _refused(case: Case, error: PerfrulesError) -> CaseResult:
    """The result of a case that the policy refuses, as the case may expect."""
    codes = [each.code for each in error.diagnostics]
    if ERROR not in case.expected:
        return CaseResult(case, diagnostics=error.diagnostics)
    if case.expected[ERROR] in codes:
        return CaseResult(case)
    return CaseResult(
        case, (Mismatch(ERROR, case.expected[ERROR], "、".join(dict.fromkeys(codes))),), error.diagnostics
    )
