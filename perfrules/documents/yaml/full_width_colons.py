"""Reading past colons that YAML takes for none, so that whoever wrote all of them full-width is told at once.

A missing colon ends a reading. Here the text is read again with the colon in its place, until none is
missing; what is told points at the text as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.limits import MAX_PROBLEMS

_Reading = Callable[[Source], list[Diagnostic]]
_MOST_READ = 300_000
"""Characters read over again in all; the strict scanner takes seconds for so many."""


@frozen
class _Mended:
    """A text with some of its colons put right, and where each of its characters stood."""

    text: str
    offsets: Sequence[int]

    def with_colons_at(self, places: Sequence[int]) -> _Mended:
        text, offsets = self.text, list(self.offsets)
        for at in sorted(places, reverse=True):
            text = f"{text[:at]}: {text[at + 1 :]}"
            offsets.insert(at, offsets[at])
        return _Mended(text, offsets)

    def written(self, diagnostic: Diagnostic, source: Source) -> Diagnostic:
        """The diagnostic, pointing at the text as it was written."""
        span = diagnostic.span
        if span is not None:
            start = self.offsets[span.start]
            span = Span(start, self.offsets[span.end - 1] + 1 if span.end > span.start else start)
        related = tuple(self.written(other, source) for other in diagnostic.related)
        return evolve(diagnostic, span=span, source=source, related=related)


def problems_past_colons(source: Source, problems: list[Diagnostic], read: _Reading) -> list[Diagnostic]:
    """Everything wrong with a text of which `problems` are told up to its first missing colon.

    `read` gives the problems of a text; those of the mended text are told together with the colons.
    """
    colons: list[Diagnostic] = []
    mended = _Mended(source.text, range(len(source.text) + 1))
    for _ in range(min(MAX_PROBLEMS, _MOST_READ // (len(source.text) + 1))):
        missing = [each for each in problems if _is_colon(each)]
        if not missing:
            break
        colons += (mended.written(each, source) for each in missing)
        mended = mended.with_colons_at([each.span.start for each in missing if each.span is not None])
        problems = read(Source(mended.text, source.name))
    return [*colons, *(mended.written(each, source) for each in problems)] if colons else problems


def _is_colon(diagnostic: Diagnostic) -> bool:
    """Whether it says that a colon is missing where something like one stands."""
    source, span = diagnostic.source, diagnostic.span
    if diagnostic.code != "PR123" or source is None or span is None:
        return False
    return source.text[span.start : span.end] in {"：", ":"}
