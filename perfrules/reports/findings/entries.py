"""What a check has to tell, one entry a finding or an unreadable file, in the order of files and lines."""

from __future__ import annotations

from attrs import frozen

from perfrules.analysis.cells.witnesses import witness_text
from perfrules.analysis.files import CheckReport
from perfrules.analysis.findings.finding import Finding
from perfrules.diagnostics import Diagnostic, Language, Place

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {"witness": "例如：{witness}", "then": "，再如 ", "suggestion": "可改为：{suggestion}"},
    "en": {"witness": "for example: {witness}", "then": ", then ", "suggestion": "suggestion: {suggestion}"},
}


@frozen
class Entry:
    """Something to tell of a file; `finding` is None where the file cannot be read."""

    file: str
    diagnostic: Diagnostic
    finding: Finding | None = None

    @property
    def start(self) -> Place | None:
        """Where the stretch it is about begins, or None."""
        return place(self.diagnostic)

    @property
    def end(self) -> Place | None:
        """Where that stretch ends: the place after its last character, or None."""
        return place(self.diagnostic, end=True)

    def details(self, language: Language) -> list[str]:
        """The facts that show it and a wording that would mend it, a line each."""
        words, finding = _WORDS[language], self.finding
        if finding is None:
            return []
        told = []
        if finding.witness is not None:
            witness = witness_text(finding.witness)
            if finding.second is not None:
                witness += words["then"] + witness_text(finding.second)
            told.append(words["witness"].format(witness=witness))
        if finding.suggestion is not None:
            told.append(words["suggestion"].format(suggestion=finding.suggestion.text(language)))
        return told


def place(diagnostic: Diagnostic, *, end: bool = False) -> Place | None:
    """Where what a diagnostic is about begins, or the place after its end; None where it has no place."""
    source, span = diagnostic.source, diagnostic.span
    return None if source is None or span is None else source.place(span.end if end else span.start)


def entries(report: CheckReport) -> list[Entry]:
    """Everything that a report tells, by file, line and column."""
    found = [
        entry
        for file in report.files
        for entry in (
            *(Entry(file.name, each) for each in file.problems),
            *(Entry(file.name, each.diagnostic, each) for each in file.findings),
        )
    ]
    return sorted(found, key=_order)


def _order(entry: Entry) -> tuple[str, int, int, str]:
    start = entry.start or Place(0, 0)
    return entry.file, start.line, start.column, entry.diagnostic.code
