"""The errors of reading an expression."""

from __future__ import annotations

from collections.abc import Mapping

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span


class ExpressionError(PerfrulesError):
    """A text that is not a target or an actual, or that cannot be compared; has the place and a hint.

    Added in 0.2.
    """


def refusal(code: str, text: str, span: Span, facts: Mapping[str, object] | None = None) -> ExpressionError:
    """Return the error that refuses `text` and points at a stretch of it."""
    stretch = text[span.start : span.end]
    return ExpressionError(
        Diagnostic(code, {**(facts or {}), "text": text, "part": stretch}, span, Source(text))
    )
