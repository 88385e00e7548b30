"""What can be wrong with a value."""

from __future__ import annotations

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span


class QuantityError(PerfrulesError):
    """A number, unit or quantity that is not one, or two that do not compare."""


def problem(code: str, text: str, **facts: object) -> QuantityError:
    """The error for one piece of text, pointing at the whole of it."""
    return QuantityError(
        Diagnostic(code, {**facts, "text": text, "part": text}, Span(0, len(text)), Source(text))
    )
