"""The entries of a report: one per finding or unreadable file, by file and line."""

from __future__ import annotations

from attrs import frozen

from perfrules.analysis.cells.witnesses import witness_text
from perfrules.analysis.files import CheckReport
from perfrules.analysis.findings.finding import Finding
from perfrules.diagnostics import Diagnostic, Language, Place, phrase


@frozen
class Entry:
    """An entry of a report; `finding` is None if the file cannot be read."""

    file: str
    diagnostic: Diagnostic
    finding: Finding | None = None

    @property
    def start(self) -> Place | None:
        """The place where the marked text begins, or None."""
        return place(self.diagnostic)

    @property
    def end(self) -> Place | None:
        """The place after the last character of the marked text, or None."""
        return place(self.diagnostic, end=True)

    def details(self, language: Language) -> list[str]:
        """The witness and the suggestion, a line each."""
        finding = self.finding
        if finding is None:
            return []
        lines = []
        if finding.witness is not None:
            witness = witness_text(finding.witness)
            if finding.second is None:
                lines.append(phrase("findings.witness", language, witness=witness))
            else:
                second = witness_text(finding.second)
                lines.append(phrase("findings.witnesses", language, witness=witness, second=second))
        if finding.suggestion is not None:
            lines.append(
                phrase("findings.suggestion", language, suggestion=finding.suggestion.text(language))
            )
        return lines


def place(diagnostic: Diagnostic, *, end: bool = False) -> Place | None:
    """The place where the marked text of a diagnostic begins, or the place after it; None without a place."""
    source, span = diagnostic.source, diagnostic.span
    return None if source is None or span is None else source.place(span.end if end else span.start)


def entries(report: CheckReport) -> list[Entry]:
    """All entries of a report by file, line and column."""
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
