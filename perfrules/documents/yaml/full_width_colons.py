"""Reading past full-width colons, which YAML does not know, so that all of them are reported at once.

A missing colon ends a reading. Here the text is read again with the colon in its place, until none is
missing; diagnostics point at the text as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.limits import MAX_PROBLEMS
from perfrules.resources.plain_repr import PlainRepr

_Reading = Callable[[Source], list[Diagnostic]]
_MOST_READ = 300_000
"""The most characters read again in all; the strict scanner takes seconds for them."""


@frozen(repr=False)
class _Corrected(PlainRepr):
    """A text with some colons corrected, and the former position of each character."""

    text: str
    offsets: Sequence[int]

    def with_colons_at(self, places: Sequence[int]) -> _Corrected:
        text, offsets = self.text, list(self.offsets)
        for at in sorted(places, reverse=True):
            text = f"{text[:at]}: {text[at + 1 :]}"
            offsets.insert(at, offsets[at])
        return _Corrected(text, offsets)

    def written(self, diagnostic: Diagnostic, source: Source) -> Diagnostic:
        """The diagnostic, pointing at the text as it was written."""
        span = diagnostic.span
        if span is not None:
            start = self.offsets[span.start]
            span = Span(start, self.offsets[span.end - 1] + 1 if span.end > span.start else start)
        related = tuple(self.written(other, source) for other in diagnostic.related)
        return evolve(diagnostic, span=span, source=source, related=related)


def problems_past_colons(source: Source, problems: list[Diagnostic], read: _Reading) -> list[Diagnostic]:
    """All problems of a text whose `problems` end at its first missing colon.

    `read` gives the problems of a text; those of the corrected text are reported together with the colons.
    """
    colons: list[Diagnostic] = []
    corrected = _Corrected(source.text, range(len(source.text) + 1))
    for _ in range(min(MAX_PROBLEMS, _MOST_READ // (len(source.text) + 1))):
        missing = [each for each in problems if _is_colon(each)]
        if not missing:
            break
        colons += (corrected.written(each, source) for each in missing)
        corrected = corrected.with_colons_at([each.span.start for each in missing if each.span is not None])
        problems = read(Source(corrected.text, source.name))
    return [*colons, *(corrected.written(each, source) for each in problems)] if colons else problems


def _is_colon(diagnostic: Diagnostic) -> bool:
    """Whether a problem is a missing colon beside something like a colon."""
    source, span = diagnostic.source, diagnostic.span
    if diagnostic.code != "PR123" or source is None or span is None:
        return False
    return source.text[span.start : span.end] in {"：", ":"}
