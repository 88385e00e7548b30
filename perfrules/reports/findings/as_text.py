"""Findings of `check` as lines for the terminal."""

from __future__ import annotations

from perfrules.analysis.files import CheckReport
from perfrules.diagnostics import Language, counted, phrase, render, visible
from perfrules.diagnostics.render import first_line
from perfrules.reports.findings.entries import Entry, entries


def full_text(report: CheckReport, language: Language = "zh") -> str:
    """All findings with lines, carets, witness and suggestion, then the count."""
    parts = [in_full(each, language) for each in entries(report)]
    files, counts = len(report.files), counted(report.counts(), language)
    if counts:
        found = phrase("findings.found", language, counts=counts, files=files)
    else:
        found = phrase("findings.clean", language, files=files)
    return "\n\n".join([*parts, found])


def in_full(entry: Entry, language: Language) -> str:
    """A finding with lines, carets, witness and suggestion."""
    details = [f"  {visible(each)}" for each in entry.details(language)]
    return "\n".join([render(entry.diagnostic, language), *details])


def concise_text(report: CheckReport, language: Language = "zh") -> str:
    """One line per finding: file, line, column, code and message."""
    return "\n".join(first_line(each.diagnostic, language) for each in entries(report))
