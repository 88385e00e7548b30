"""Findings of `check` as GitHub workflow commands, which mark lines of a pull request."""

from __future__ import annotations

from perfrules.analysis.files import CheckReport
from perfrules.diagnostics import Language, Severity, visible
from perfrules.reports.findings.entries import Entry, entries

_LEVELS: dict[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "question": "warning",
    "info": "notice",
}


def github_text(report: CheckReport, language: Language = "zh") -> str:
    """One command per finding: `::error file=…,line=…,col=…,title=…::…`.

    The end column is that of the last character. Characters that would end a command or a property are
    escaped.
    """
    return "\n".join(_command(each, language) for each in entries(report))


def _command(entry: Entry, language: Language) -> str:
    diagnostic = entry.diagnostic
    properties = {"file": entry.file}
    start, end = entry.start, entry.end
    if start is not None and end is not None:
        properties |= {"line": str(start.line), "col": str(start.column)}
        if start.line == end.line and end.column > start.column:
            properties["endColumn"] = str(end.column - 1)
    properties["title"] = diagnostic.code
    shown = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    lines = [diagnostic.message(language), diagnostic.help(language), *entry.details(language)]
    return f"::{_LEVELS[diagnostic.severity]} {shown}::{_data(lines)}"


def _data(lines: list[str]) -> str:
    return "%0A".join(visible(line).replace("%", "%25") for line in lines if line)


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
