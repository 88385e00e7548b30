"""Results of tests as JUnit XML for build servers."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.diagnostics import Diagnostic, Language, render
from perfrules.reports.junit import JunitCase, JunitSuite, junit_text
from perfrules.testing.case_words import failure_lines
from perfrules.testing.results import CaseResult, SuiteResult


def junit_xml(results: Iterable[SuiteResult], language: Language = "zh") -> str:
    """The results as an XML document: a `testsuite` per file, a `testcase` per case.

    A file that cannot be run becomes a suite with one case in error.
    """
    return junit_text(_suite(each, language) for each in results)


def _suite(result: SuiteResult, language: Language) -> JunitSuite:
    name = str(result.path)
    broken = (_in_error(name, None, result.diagnostics, language),) if result.is_broken else ()
    cases = (_case(each, number, language) for number, each in enumerate(result.cases, 1))
    return JunitSuite(name, (*broken, *cases))


def _case(result: CaseResult, number: int, language: Language) -> JunitCase:
    title, line = result.case.title or f"#{number}", result.case.line
    if result.status == "error":
        return _in_error(title, line, result.diagnostics, language)
    if result.status == "pass":
        return JunitCase(title, line)
    lines = failure_lines(result, language)
    text = "\n".join([*lines, *(render(each, language) for each in result.diagnostics)])
    return JunitCase(title, line, "failure", message=lines[0], text=text)


def _in_error(
    name: str, line: int | None, diagnostics: Iterable[Diagnostic], language: Language
) -> JunitCase:
    diagnostics = list(diagnostics)
    first = diagnostics[0]
    message = f"{first.code} {first.message(language)}"
    text = "\n".join(render(each, language) for each in diagnostics)
    return JunitCase(name, line, "error", first.code, message, text)
