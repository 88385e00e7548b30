"""The base class of all errors of the library."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.diagnostics.diagnostic import Diagnostic
from perfrules.diagnostics.messages import Language, default_language, require_language
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
        """How to fix it, in the language of `default_language`."""
        return self.diagnostics[0].help(default_language())

    def explain(self, language: Language | None = None) -> str:
        """Return every diagnostic with its line, caret and hint, as the terminal shows it.

        Without a language it is that of `default_language`: PERFRULES_LANG or the locale, else Chinese.

        Raises:
            ValueError: an unknown language.
        """
        chosen = default_language() if language is None else require_language(language)
        return "\n".join(render(diagnostic, chosen) for diagnostic in self.diagnostics)

    def __str__(self) -> str:
        return self.explain()


def raise_all(diagnostics: Iterable[Diagnostic], error: type[PerfrulesError]) -> None:
    """Raise one error that carries every diagnostic of severity error, or none if there are none."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
    if errors:
        raise error(*errors)
