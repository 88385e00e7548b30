"""The pytest plugin: each case in a file NAME.test.yaml of `kind: tests` is a test.

Loading it costs nothing but pytest; the library is loaded with the first file that is collected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from perfrules.diagnostics import Diagnostic, Language
    from perfrules.testing.results import CaseResult
    from perfrules.testing.run import Bench
    from perfrules.testing.suites import Case

_SUFFIXES = ".test.yaml", ".test.yml"
# A file that says nothing of its kind, or another kind, is somebody else's.
_KIND = re.compile(r"""^\{?["']?(?:kind|类别)["']?: *["']?(?:tests|用例)["']? *(?:[,}#]|$)""", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`perfrules_collect = false` leaves files of tests alone; `perfrules_lang` chooses the words."""
    parser.addini("perfrules_collect", "collect the tests beside policies", type="bool", default=True)
    parser.addini("perfrules_lang", "language of failing policy tests, zh or en", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a language that there is not."""
    asked = config.getini("perfrules_lang")
    if asked not in {"", "zh", "en"}:
        raise pytest.UsageError(f"perfrules_lang is zh or en, not {asked}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PolicyTests | None:
    """A file of tests, where it says that it is one."""
    if not (file_path.name.endswith(_SUFFIXES) and parent.config.getini("perfrules_collect")):
        return None
    if not _says_tests(file_path):
        return None
    collector: PolicyTests = PolicyTests.from_parent(parent, path=file_path)
    return collector


def _says_tests(path: Path) -> bool:
    """Whether a file says that it holds tests; what cannot be read is told of when it is collected."""
    try:
        data = path.read_bytes()
    except OSError:
        return True
    encoding = "utf-8" if data.isascii() or _is_utf8(data) else "gb18030"
    return _KIND.search(data.decode(encoding, "replace").replace("\r", "")) is not None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class PolicyTests(pytest.File):
    """The cases of one file."""

    def collect(self) -> Iterator[PolicyCase]:
        """A test a case, by its title; a second one of the same title bears its number too."""
        from perfrules.diagnostics import PerfrulesError, visible
        from perfrules.testing.case_words import case_title
        from perfrules.testing.run import Bench

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
    """A case did not come out as expected."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__(result)
        self.result = result


class PolicyCase(pytest.Item):
    """One case."""

    def __init__(self, *, bench: Bench, case: Case, **facts: object) -> None:
        super().__init__(**facts)  # type: ignore[arg-type]
        self.bench = bench
        self.case = case

    def runtest(self) -> None:
        """Hold the policy to the case."""
        result = self.bench.run(self.case)
        if result.status != "pass":
            raise FailedCaseError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """What was expected, what came and why, as `perfrules test` tells it."""
        if not isinstance(excinfo.value, FailedCaseError):
            return str(super().repr_failure(excinfo, style))  # type: ignore[arg-type]
        from perfrules.diagnostics import render, visible
        from perfrules.testing.case_words import account

        language = language_of(self.config)
        result = excinfo.value.result
        place = f"{result.case.document.source.name}:{result.case.line}"
        told: tuple[Diagnostic, ...] = result.diagnostics
        lines = [place, *account(result, language)]
        return "\n".join([*map(visible, lines), *(render(each, language) for each in told)])

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file and the line of the case, counted from 0."""
        return self.path, self.case.line - 1, self.name


def language_of(config: pytest.Config) -> Language:
    """The language that is asked for, or the locale's."""
    from perfrules.diagnostics import default_language

    asked: Language | None = config.getini("perfrules_lang") or None
    return asked or default_language()
