"""The errors of values."""

from __future__ import annotations

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span


class QuantityError(PerfrulesError):
    """A text that is not a number, unit or quantity, or two quantities that do not compare. Added in 0.2."""


def problem(code: str, text: str, **facts: object) -> QuantityError:
    """The error for one piece of text, pointing at the whole of it."""
    return QuantityError(
        Diagnostic(code, {**facts, "text": text, "part": text}, Span(0, len(text)), Source(text))
    )
