"""Findings of `check` as JUnit XML: a suite per file, a case per finding."""

from __future__ import annotations

from itertools import groupby

from perfrules.analysis.files import CheckReport
from perfrules.diagnostics import Language, render
from perfrules.reports.findings.entries import Entry, entries
from perfrules.reports.junit import JunitCase, JunitSuite, Outcome, junit_text


def check_junit(report: CheckReport, language: Language = "zh") -> str:
    """Errors and warnings fail, notes pass with their text, a file without findings is one passing case."""
    found = {file: list(group) for file, group in groupby(entries(report), lambda entry: entry.file)}
    return junit_text(
        JunitSuite(
            each.name,
            tuple(_case(entry, language) for entry in found.get(each.name, ())) or (_clean(each.name),),
        )
        for each in report.files
    )


def _clean(name: str) -> JunitCase:
    return JunitCase(name)


def _case(entry: Entry, language: Language) -> JunitCase:
    diagnostic = entry.diagnostic
    line = None if entry.start is None else entry.start.line
    message = f"{diagnostic.code} {diagnostic.message(language)}"
    text = "\n".join([render(diagnostic, language), *entry.details(language)])
    if diagnostic.severity == "info":
        return JunitCase(message, line, note=text)
    outcome: Outcome = "failure" if entry.finding is not None else "error"
    return JunitCase(message, line, outcome, diagnostic.code, message, text)
