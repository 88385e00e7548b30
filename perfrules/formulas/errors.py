"""The errors of formulas."""

from __future__ import annotations

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source
from perfrules.expressions.text.characters import Normalised


class FormulaError(PerfrulesError):
    """A text that is not a formula, or whose parts do not fit together; has the place and a hint."""


def pointing(
    text: Normalised, code: str, start: int, end: int, related: tuple[Diagnostic, ...] = (), /, **facts: str
) -> Diagnostic:
    """Return a diagnostic about a stretch of the normalised text, placed in the original one."""
    span = text.span(start, end)
    # Names in quotation marks are quoted by the message again.
    part = text.original[span.start : span.end].strip("“”")
    return Diagnostic(code, {"part": part, **facts}, span, Source(text.original), related)
