"""The tests that pytest runs for a file of `kind: tests`: one per case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, default_language, render, visible
from perfrules.testing.case_words import case_title, failure_lines
from perfrules.testing.results import CaseResult
from perfrules.testing.run import Bench
from perfrules.testing.suites import Case


class PolicyTests(pytest.File):
    """The cases of one file."""

    def collect(self) -> Iterator[PolicyCase]:
        """A test per case, named by its title; repeated titles get a number."""
        language = language_of(self.config)
        try:
            bench = Bench.of(self.path)
        except PerfrulesError as error:
            raise self.CollectError(error.explain(language)) from error
        seen: Counter[str] = Counter()
        for number, case in enumerate(bench.suite.cases, 1):
            title = visible(case_title(case.title, number, language))
            seen[title] += 1
            name = title if seen[title] == 1 else f"{title} #{number}"
            yield PolicyCase.from_parent(self, name=name, bench=bench, case=case)


class FailedCaseError(Exception):
    """A case failed or is in error."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__(result)
        self.result = result


class PolicyCase(pytest.Item):
    """One case."""

    def __init__(self, *, bench: Bench, case: Case, **facts: object) -> None:
        super().__init__(**facts)  # type: ignore[arg-type] # what pytest passes on
        self.bench = bench
        self.case = case

    def runtest(self) -> None:
        """Run the case."""
        result = self.bench.run(self.case)
        if result.status != "pass":
            raise FailedCaseError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Expected and actual values with reasons, as `perfrules test` prints them."""
        if not isinstance(excinfo.value, FailedCaseError):
            return str(super().repr_failure(excinfo, style))  # type: ignore[arg-type] # a private type of pytest

        language = language_of(self.config)
        result = excinfo.value.result
        place = f"{result.case.document.source.name}:{result.case.line}"
        diagnostics: tuple[Diagnostic, ...] = result.diagnostics
        lines = [place, *failure_lines(result, language)]
        return "\n".join([*map(visible, lines), *(render(each, language) for each in diagnostics)])

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file and the line of the case, counted from 0."""
        return self.path, self.case.line - 1, self.name


def language_of(config: pytest.Config) -> Language:
    """The configured language, or that of the locale."""
    asked: Language | None = config.getini("perfrules_lang") or None
    return asked or default_language()
