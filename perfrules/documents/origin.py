"""The place of a value in the document that holds it."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class Origin(PlainRepr):
    """The place of a value in its document: a span of text, or a cell of a table."""

    source: Source
    span: Span
    cell: str | None = None

    def to_json(self) -> dict[str, Any]:
        r"""The cell where there is one, else the line.

        >>> Origin(Source("甲\n乙"), Span(2, 3)).to_json()
        {'line': 2}
        """
        if self.cell is not None:
            return {"cell": self.cell}
        return {"line": self.source.place(self.span.start).line}

    def locate(self, diagnostic: Diagnostic, text: str) -> Diagnostic:
        """The same diagnostic of `text`, placed in the document that contains the text.

        The span is exact where the document has the text letter for letter, and the whole place
        where it was joined or quoted.
        """
        verbatim = self.source.text[self.span.start : self.span.end] == text
        return diagnostic.within(self.source, self.span.start if verbatim else None, self.span)

    def report(self, code: str, /, **facts: object) -> Diagnostic:
        """A diagnostic that points at this place."""
        return Diagnostic(code, facts, self.span, self.source)
