"""Results as JUnit XML, which build servers read."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as Xml

from perfrules.diagnostics import Diagnostic, Language, render
from perfrules.reports.markup import document, writable
from perfrules.testing.results import CaseResult, Mismatch, SuiteResult, counts


def junit_xml(results: Iterable[SuiteResult], language: Language = "zh") -> str:
    """The results as an XML document: a `testsuite` a file, a `testcase` a case.

    A file that cannot be run is a suite of one case in error. Characters that XML cannot hold are shown by
    their code points.
    """
    results = list(results)
    total = counts(results)
    root = Xml.Element("testsuites", _counted(total["fail"], total["error"], sum(total.values())))
    for result in results:
        _suite(root, result, language)
    return document(root)


def _counted(failures: int, errors: int, tests: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": str(errors)}


def _suite(root: Xml.Element, result: SuiteResult, language: Language) -> None:
    name = writable(str(result.path))
    total = counts([result])
    counted = _counted(total["fail"], total["error"], sum(total.values()))
    suite = Xml.SubElement(root, "testsuite", {"name": name, **counted})
    if result.is_broken:
        case = Xml.SubElement(suite, "testcase", {"name": name, "classname": name})
        _problem(case, "error", result.diagnostics, language)
    for number, each in enumerate(result.cases, 1):
        _case(suite, each, name, number, language)


def _case(suite: Xml.Element, result: CaseResult, name: str, number: int, language: Language) -> None:
    title = writable(result.case.title) or f"#{number}"
    facts = {"name": title, "classname": name, "file": name, "line": str(result.case.line)}
    case = Xml.SubElement(suite, "testcase", facts)
    if result.status == "fail":
        lines = [told(each, language) for each in result.mismatches] + result.why(language)
        failure = Xml.SubElement(case, "failure", {"message": writable(lines[0])})
        failure.text = writable("\n".join([*lines, *(render(each, language) for each in result.diagnostics)]))
    elif result.status == "error":
        _problem(case, "error", result.diagnostics, language)


def _problem(case: Xml.Element, tag: str, diagnostics: Iterable[Diagnostic], language: Language) -> None:
    diagnostics = list(diagnostics)
    first = diagnostics[0]
    message = writable(f"{first.code} {first.message(language)}")
    problem = Xml.SubElement(case, tag, {"type": first.code, "message": message})
    problem.text = writable("\n".join(render(each, language) for each in diagnostics))


def told(mismatch: Mismatch, language: Language) -> str:
    """What was expected and what came, on one line.

    >>> told(Mismatch("governed", "true", "false"), "zh")
    'governed：应为 true，实为 false'
    """
    expected, got = plain_text(mismatch.expected), plain_text(mismatch.got)
    if language == "zh":
        return f"{mismatch.name}：应为 {expected}，实为 {got}"
    return f"{mismatch.name}: expected {expected}, got {got}"


def plain_text(plain: object) -> str:
    """Plain data on one line, for people.

    >>> plain_text({"sign_off": ["主要领导"], "note": ""})
    '{sign_off: [主要领导], note: ""}'
    """
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{key}: {plain_text(each)}" for key, each in plain.items()) + "}"
    if isinstance(plain, list):
        return "[" + ", ".join(map(plain_text, plain)) + "]"
    return str(plain) or '""'
