"""Findings of `check` as lines for the terminal."""

from __future__ import annotations

from perfrules.analysis.files import CheckReport
from perfrules.diagnostics import Language, counted, render, visible
from perfrules.diagnostics.render import first_line
from perfrules.reports.findings.entries import Entry, entries

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {"found": "{counts}（共 {files} 个文件）", "clean": "没有发现问题（共 {files} 个文件）"},
    "en": {"found": "{counts} in {files} file{s}", "clean": "nothing found in {files} file{s}"},
}


def full_text(report: CheckReport, language: Language = "zh") -> str:
    """All findings with lines, carets, witness and suggestion, then the count."""
    parts = [in_full(each, language) for each in entries(report)]
    words, files = _WORDS[language], len(report.files)
    counts = counted(report.counts(), language)
    form = words["found"] if counts else words["clean"]
    return "\n\n".join([*parts, form.format(counts=counts, files=files, s="" if files == 1 else "s")])


def in_full(entry: Entry, language: Language) -> str:
    """A finding with lines, carets, witness and suggestion."""
    details = [f"  {visible(each)}" for each in entry.details(language)]
    return "\n".join([render(entry.diagnostic, language), *details])


def concise_text(report: CheckReport, language: Language = "zh") -> str:
    """One line per finding: file, line, column, code and message."""
    return "\n".join(first_line(each.diagnostic, language) for each in entries(report))
