"""JUnit XML, which build servers read: suites of cases, those that failed with a message and a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias
from xml.etree import ElementTree as Xml

from attrs import frozen

from perfrules.reports.markup import document, writable

Outcome: TypeAlias = Literal["", "failure", "error"]


@frozen
class JunitCase:
    """A case by its `name`; `outcome` is empty where it passed. `note` is what is said beside."""

    name: str
    line: int | None = None
    outcome: Outcome = ""
    type: str = ""
    message: str = ""
    text: str = ""
    note: str = ""


@frozen
class JunitSuite:
    """The cases of one file."""

    name: str
    cases: tuple[JunitCase, ...]

    def count(self, outcome: str) -> int:
        """How many cases came out so."""
        return sum(each.outcome == outcome for each in self.cases)


def junit_text(suites: Iterable[JunitSuite]) -> str:
    """Suites as an XML document. Characters that XML cannot hold are shown by their code points.

    >>> print(junit_text([JunitSuite("a.yaml", (JunitCase("甲"),))]), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="1" failures="0" errors="0">
      <testsuite name="a.yaml" tests="1" failures="0" errors="0">
        <testcase name="甲" classname="a.yaml" />
      </testsuite>
    </testsuites>
    """
    suites = list(suites)
    root = Xml.Element("testsuites", _counts(suites))
    for each in suites:
        suite = Xml.SubElement(root, "testsuite", {"name": writable(each.name), **_counts([each])})
        for case in each.cases:
            _case(suite, case, writable(each.name))
    return document(root)


def _counts(suites: list[JunitSuite]) -> dict[str, str]:
    return {
        "tests": str(sum(len(each.cases) for each in suites)),
        "failures": str(sum(each.count("failure") for each in suites)),
        "errors": str(sum(each.count("error") for each in suites)),
    }


def _case(suite: Xml.Element, case: JunitCase, file: str) -> None:
    facts = {"name": writable(case.name), "classname": file}
    if case.line is not None:
        facts |= {"file": file, "line": str(case.line)}
    made = Xml.SubElement(suite, "testcase", facts)
    if case.outcome:
        facts = {"type": case.type, "message": writable(case.message)}
        problem = Xml.SubElement(made, case.outcome, {name: text for name, text in facts.items() if text})
        problem.text = writable(case.text)
    if case.note:
        Xml.SubElement(made, "system-out").text = writable(case.note)
