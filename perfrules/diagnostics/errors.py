"""The family of errors: whatever the library raises is one of these."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.diagnostics.diagnostic import Diagnostic
from perfrules.diagnostics.messages import Language
from perfrules.diagnostics.render import render
from perfrules.diagnostics.spans import Span


class PerfrulesError(ValueError):
    """Something cannot be read, typed or done; carries one or more diagnostics, the first the chief one.

    >>> from perfrules.diagnostics import Source
    >>> error = PerfrulesError(Diagnostic("PR201", {"text": "…"}, Span(0, 1), Source("…")))
    >>> error.code, error.span
    ('PR201', Span(start=0, end=1))
    """

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    @property
    def code(self) -> str:
        """The stable code of the chief diagnostic."""
        return self.diagnostics[0].code

    @property
    def span(self) -> Span | None:
        """Where in the text it is, or None."""
        return self.diagnostics[0].span

    @property
    def hint(self) -> str:
        """How to mend it, in Chinese; `diagnostics[0].help("en")` has it in English."""
        return self.diagnostics[0].help()

    def explain(self, language: Language = "zh") -> str:
        """Every diagnostic with its line, caret and hint, as the terminal shows it."""
        return "\n".join(render(diagnostic, language) for diagnostic in self.diagnostics)

    def __str__(self) -> str:
        return self.explain()


def raise_all(diagnostics: Iterable[Diagnostic], error: type[PerfrulesError]) -> None:
    """Raise one error that carries every diagnostic of severity error, or none if there are none."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
    if errors:
        raise error(*errors)
